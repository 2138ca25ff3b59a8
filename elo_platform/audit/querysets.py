"""Reads of the audit log and of form receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


class AuditEventQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> AuditEventQuerySet:
        """Return the whole log for administrators and nothing for anyone else."""
        if user.is_authenticated and user.is_active and user.is_staff:
            return self.all()
        return self.none()


class FormReceiptQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> FormReceiptQuerySet:
        """Return nothing: receipts are read by the machine alone."""
        return self.none()
