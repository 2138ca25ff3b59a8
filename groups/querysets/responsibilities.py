"""Reads of who answers for which part of a group's work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Max, OuterRef, Q, Subquery

from groups.permissions import GroupPermission
from groups.querysets.inside import InsideQuerySet
from groups.querysets.permitted import groups_with, holds_today, today_in_helsinki
from groups.querysets.reach import is_reader

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


class ResponsibilityQuerySet(InsideQuerySet):
    def own(self, user: User | AnonymousUser) -> ResponsibilityQuerySet:
        """Return what `user` answers for today, themself or as deputy."""
        if not is_reader(user):
            return self.none()
        return self.filter(Q(user=user) | Q(deputy=user)).filter(holds_today())

    def managed_by(self, user: User | AnonymousUser) -> ResponsibilityQuerySet:
        """Return those of the groups that `user` coordinates."""
        groups = groups_with(user, GroupPermission.MANAGE_GROUP)
        return self.none() if groups == [] else self.filter(group__in=groups)

    def not_over(self) -> ResponsibilityQuerySet:
        """Return those that hold today or begin later, by the database's clock."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today_in_helsinki()))

    def with_people(self) -> ResponsibilityQuerySet:
        """Return them with persons, `is_held` today, and `left_on`: the end of a last mandate.

        A mandate may end by its own date, with nobody doing anything: whoever has no role left
        in the group, or whose account is closed, holds nothing.
        """
        grants = apps.get_model("groups", "RoleGrant").objects.filter(
            holds_today(),
            Q(group=OuterRef("group"))
            | Q(body__group=OuterRef("group"))
            | Q(organisation__seats__body__group=OuterRef("group")),
            user=OuterRef("user"),
            user__is_active=True,
        )
        ended = (
            apps.get_model("groups", "SeatHolder")
            .objects.filter(user=OuterRef("user"), seat__body__group=OuterRef("group"))
            .order_by()
            .values("user")
            .annotate(last=Max("ends_on"))
            .values("last")
        )
        return self.select_related("user", "deputy", "document").annotate(
            is_held=Exists(grants), left_on=Subquery(ended)
        )

    def without_owner(self) -> ResponsibilityQuerySet:
        """Return those of today that nobody of the group answers for, with people and group."""
        rows = self.filter(holds_today()).with_people().filter(is_held=False)
        return rows.select_related("group", "user", "deputy", "document")
