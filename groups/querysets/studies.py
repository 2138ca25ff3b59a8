"""Reads of the library of studies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models

from groups.permissions import GroupPermission
from groups.querysets.permitted import groups_with, is_open_to

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


class StudyQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the studies as far as they are open."""
        return self.filter(is_open_to(user, GroupPermission.VIEW_GROUP))

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Return the studies of groups whose needs `user` manages."""
        return self.filter(group__in=groups_with(user, GroupPermission.MANAGE_NEEDS))


class StudyUseQuerySet(models.QuerySet):
    """Where a study is used, as visible as the study; what uses it has rules of its own."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the uses of studies that `user` may read."""
        return self.filter(is_open_to(user, GroupPermission.VIEW_GROUP, "study__"))
