"""Reads around the approval of a plan: what it lacks, where it is on an agenda, what changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from groups.kinds import NodeKind, Relation
from groups.permissions import BodyPermission
from groups.querysets.permitted import bodies_with
from plans.querysets.content import Content

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


# The parts of a plan's text, and what tells their rows apart.
_PARTS = (("clauses", "id"), ("positions", "kind"), ("goals", "id"), ("measures", "id"))


@dataclass(frozen=True, slots=True)
class Change:
    """A part of a plan that differs from the version before: `was` or `now` is None where absent.

    `fields` names what differs, for a part that is there in both.
    """

    part: str
    was: Content | None
    now: Content | None
    fields: tuple[str, ...] = ()


def items_of(plan_id: int) -> models.QuerySet:
    """Return the agenda items that a plan was put on, the latest first."""
    links = apps.get_model("groups", "Link").objects.standing()
    lifted = links.filter(
        from_kind=NodeKind.PLAN,
        from_id=plan_id,
        relation=Relation.LIFTED_TO,
        to_kind=NodeKind.ITEM,
    )
    items = apps.get_model("groups", "AgendaItem").objects.filter(pk__in=lifted.values("to_id"))
    return items.select_related("meeting__body").order_by("-meeting__starts_at", "-pk")


def meetings_for(user: User | AnonymousUser, group_id: int, now: datetime) -> models.QuerySet:
    """Return the meetings of leading groups whose agenda `user` may still change."""
    edits = bodies_with(user, BodyPermission.EDIT_MEETINGS)
    meetings = apps.get_model("groups", "Meeting").objects.filter(
        Q(state="draft") | Q(state="called", ends_at__gt=now),
        body__in=edits,
        body__group=group_id,
        body__kind="leading",
    )
    return meetings.select_related("body").order_by("starts_at", "pk")


def changes(was: Content, now: Content) -> list[Change]:
    """Return how `now` differs from `was`: the plan's own texts, then its parts in order."""
    own = _differing(was, now, skip=(*(part for part, _key in _PARTS), "edition"))
    found = [Change("plan", was, now, own)] if own else []
    for part, key in _PARTS:
        # Plans that were approved before clauses could be pointed at have no such part.
        found += _part(part, _by(was.get(part, ()), key), _by(now.get(part, ()), key))
    return found


def _by(rows: Iterable[Content], key: str) -> dict[Any, Content]:
    return {row[key]: row for row in rows}


def _part(part: str, was: dict[Any, Content], now: dict[Any, Content]) -> list[Change]:
    found = []
    for key in [*now, *(key for key in was if key not in now)]:
        old, new = was.get(key), now.get(key)
        if old is None or new is None:
            found.append(Change(part, old, new))
        elif differing := _differing(old, new):
            found.append(Change(part, old, new, differing))
    return found


def _differing(was: Content, now: Content, skip: tuple[str, ...] = ()) -> tuple[str, ...]:
    names = [name for name in {**was, **now} if name not in skip]
    return tuple(name for name in names if was.get(name) != now.get(name))
