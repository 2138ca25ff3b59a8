"""Reads of a group's year: its entries, the rules that make them, its theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from groups.permissions import GroupPermission
from groups.querysets.permitted import groups_with

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


class YearRuleQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the rules of groups that `user` manages."""
        return self.filter(group__in=groups_with(user, GroupPermission.MANAGE_GROUP))


class YearEntryQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the entries of the own groups; silent drafts to who manages the group."""
        managed = groups_with(user, GroupPermission.MANAGE_GROUP)
        inside = groups_with(user, GroupPermission.VIEW_PEOPLE)
        shown = Q(group__in=inside) & ~Q(state__in=["draft", "dropped"])
        return self.filter(Q(group__in=managed) | shown)

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Return the entries of groups that `user` manages."""
        return self.filter(group__in=groups_with(user, GroupPermission.MANAGE_GROUP))


class YearThemeQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the themes of groups that `user` may know of."""
        return self.filter(group__in=groups_with(user, GroupPermission.VIEW_GROUP))
