"""Reads of who followed whom, and of reorganisations and their parts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models

from groups.kinds import SuccessionOf
from groups.permissions import Role
from groups.querysets.permitted import holds_today
from groups.querysets.reach import is_administrator
from groups.querysets.reference import ReferenceQuerySet

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


class ReorganisationQuerySet(models.QuerySet):
    """Reorganisations, for administrators."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return all to an active administrator, none to others."""
        return self.all() if is_administrator(user) else self.none()

    def due(self, today: date) -> Self:
        """Return the confirmed ones whose day has come, the earliest first."""
        return self.filter(state="confirmed", on__lte=today).order_by("on", "pk")


def led_by(*, user: User, ended_on: Iterable[date]) -> set[int]:
    """Return the groups that `user` coordinates today, or did until one of the days."""
    grants = apps.get_model("groups", "RoleGrant").objects.filter(
        models.Q(holds_today()) | models.Q(ends_on__in=list(ended_on)),
        user=user,
        role=Role.COORDINATOR,
    )
    return set(grants.values_list("group_id", flat=True))


class ReorganisationPartQuerySet(ReorganisationQuerySet):
    """Steps, parts, choices and changes of reorganisations, for administrators."""


class SuccessionQuerySet(ReferenceQuerySet):
    """Who followed whom: public facts."""

    def after(self, kind: SuccessionOf | str, ids: Iterable[int], on: date | None = None) -> Self:
        """Return what followed the things of `kind`, until `on` where it is given."""
        rows = self.filter(kind=kind, predecessor_id__in=list(ids))
        return rows.filter(on__lte=on) if on else rows


class Follower(NamedTuple):
    """Something that a thing leads on to, from a day; the relation is seen from the thing."""

    pk: int
    on: date
    relation: str


def successors_of(kind: SuccessionOf | str, pk: int, *, on: date | None = None) -> list[Follower]:
    """Return what followed a thing directly, the earliest first: one query.

    With `on` only what had followed by that day. The one read for all kinds: authorities keep
    their successions in a table of their own.
    """
    if kind == SuccessionOf.AUTHORITY:
        rows = apps.get_model("groups", "AuthoritySuccession").objects.filter(predecessor=pk)
    else:
        rows = apps.get_model("groups", "Succession").objects.filter(kind=kind, predecessor_id=pk)
    rows = rows.filter(on__lte=on) if on else rows
    values = rows.order_by("on", "successor_id").values_list("successor_id", "on", "relation")
    return [Follower(*row) for row in values]


def origins_of(kind: SuccessionOf | str, pk: int) -> list[Follower]:
    """Return what a thing directly followed, the earliest first: one query."""
    if kind == SuccessionOf.AUTHORITY:
        rows = apps.get_model("groups", "AuthoritySuccession").objects.filter(successor=pk)
    else:
        rows = apps.get_model("groups", "Succession").objects.filter(kind=kind, successor_id=pk)
    values = rows.order_by("on", "predecessor_id").values_list("predecessor_id", "on", "relation")
    return [Follower(*row) for row in values]
