"""Reads of the audit log and of form receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import OuterRef, Subquery

from elo_platform.audit.kinds import SHOWN_TO_MEMBERS

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


class AuditEventQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> AuditEventQuerySet:
        """Return the whole log for administrators and nothing for anyone else."""
        if user.is_authenticated and user.is_active and user.is_staff:
            return self.all()
        return self.none()

    def activity(self, groups: models.QuerySet) -> AuditEventQuerySet:
        """Return what was done in `groups` and members may read, newest first.

        `groups` holds ids. Adds `actor_name`, empty where the person is gone.
        """
        actor = get_user_model().objects.filter(pk=OuterRef("actor_id"))
        return (
            self.filter(group_id__in=groups, kind__in=SHOWN_TO_MEMBERS)
            .annotate(actor_name=Subquery(actor.values("name")[:1]))
            .order_by("-at", "-pk")
        )


class FormReceiptQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> FormReceiptQuerySet:
        """Return nothing: receipts are read by the machine alone."""
        return self.none()
