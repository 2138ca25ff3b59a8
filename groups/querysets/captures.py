"""Reads of what was written down on the spot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models

from groups.permissions import GroupPermission
from groups.querysets.permitted import groups_with

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


class CaptureSpotQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the places of groups whose needs `user` manages."""
        return self.filter(group__in=groups_with(user, GroupPermission.MANAGE_NEEDS))

    def for_key(self, key: str) -> Self:
        """Return the place that a short link names; whoever has the link may write there."""
        return self.filter(key=key)


class CaptureQuerySet(models.QuerySet):
    """What was written, for those who make needs of it."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the rows of groups whose needs `user` manages."""
        return self.filter(spot__group__in=groups_with(user, GroupPermission.MANAGE_NEEDS))
