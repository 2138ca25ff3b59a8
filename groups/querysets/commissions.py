"""Reads of what a body was asked to do, aims at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from groups.permissions import GroupPermission
from groups.querysets.permitted import DatedQuerySet, groups_with

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


class BodyPartQuerySet(DatedQuerySet):
    """Rows that belong to a body for a time and are as visible as the body."""

    def visible_to(self, user: User | AnonymousUser) -> BodyPartQuerySet:
        """Return the rows of bodies that `user` may know of, in groups whose people they see."""
        bodies = apps.get_model("groups", "Body").objects.visible_to(user)
        inside = groups_with(user, GroupPermission.VIEW_PEOPLE)
        return self.filter(body__in=bodies.values("pk"), body__group__in=inside)
