"""Reads of the lists that wait to be imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models

from groups.permissions import GroupPermission
from groups.querysets.permitted import groups_with
from groups.querysets.reach import is_reader

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


class ImportDraftQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> ImportDraftQuerySet:
        """Return what `user` has uploaded to groups whose seats they manage: nobody else's."""
        if not is_reader(user):
            return self.none()
        managed = groups_with(user, GroupPermission.MANAGE_SEATS)
        return self.filter(by=user, group__in=managed)
