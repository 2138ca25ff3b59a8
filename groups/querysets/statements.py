"""Reads of the influence register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models

from groups.permissions import GroupPermission
from groups.querysets.permitted import groups_with, is_open_to

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


class StatementQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the statements as far as they are open; all to who manages the group."""
        open_to = is_open_to(user, GroupPermission.VIEW_GROUP)
        managed = groups_with(user, GroupPermission.MANAGE_GROUP)
        return self.filter(models.Q(open_to) | models.Q(group__in=managed))

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Return the statements of groups that `user` manages."""
        return self.filter(group__in=groups_with(user, GroupPermission.MANAGE_GROUP))
