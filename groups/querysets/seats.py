"""Reads of seats, of who holds them, and of invitations to them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from groups.permissions import BodyPermission, GroupPermission
from groups.querysets.permitted import holds_today, is_reader

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


def _groups(user: User | AnonymousUser, permission: GroupPermission) -> models.QuerySet:
    return apps.get_model("groups", "EloGroup").objects.permitted(user, permission).values("pk")


class SeatQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> SeatQuerySet:
        """Return the seats of groups whose people `user` may see."""
        return self.filter(body__group__in=_groups(user, GroupPermission.VIEW_PEOPLE))

    def editable_by(self, user: User | AnonymousUser) -> SeatQuerySet:
        """Return the seats that `user` may fill and empty."""
        return self.filter(body__group__in=_groups(user, GroupPermission.MANAGE_SEATS))

    def open_today(self) -> SeatQuerySet:
        """Return the seats that exist today by the database's clock."""
        return self.filter(holds_today("opened_on", "closed_on"))

    def open_on(self, day: date) -> SeatQuerySet:
        """Return the seats that exist on `day`; both end days are included."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gte=day), opened_on__lte=day)


class SeatHolderQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> SeatHolderQuerySet:
        """Return who sits in the groups whose people `user` may see, and the own mandates."""
        if not is_reader(user):
            return self.none()
        seen = _groups(user, GroupPermission.VIEW_PEOPLE)
        return self.filter(Q(seat__body__group__in=seen) | Q(user=user))

    def editable_by(self, user: User | AnonymousUser) -> SeatHolderQuerySet:
        """Return the mandates that `user` may end."""
        return self.filter(seat__body__group__in=_groups(user, GroupPermission.MANAGE_SEATS))

    def current(self) -> SeatHolderQuerySet:
        """Return the mandates that hold today by the database's clock."""
        return self.filter(holds_today(), is_void=False)

    def on(self, day: date) -> SeatHolderQuerySet:
        """Return the mandates that held on `day`; both end days are included."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day, is_void=False)


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> InvitationQuerySet:
        """Return the invitations of groups whose seats `user` manages."""
        return self.filter(seat__body__group__in=_groups(user, GroupPermission.MANAGE_SEATS))

    def editable_by(self, user: User | AnonymousUser) -> InvitationQuerySet:
        """Return the invitations that `user` may withdraw or remind of."""
        return self.visible_to(user)

    def waiting(self, now: datetime) -> InvitationQuerySet:
        """Return those that can still be answered at `now`."""
        return self.filter(state="pending", expires_at__gt=now)


class BodyMessageQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> BodyMessageQuerySet:
        """Return the messages to bodies that `user` belongs to or coordinates."""
        bodies = apps.get_model("groups", "Body").objects.permitted(
            user, BodyPermission.VIEW_MEETINGS
        )
        return self.filter(body__in=bodies.values("pk"))
