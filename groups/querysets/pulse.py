"""Reads of the yearly pulse: one's own answer, and what a group's answers come to together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Avg, Count, Max, Q

from elo_platform.lib.dates import is_within
from groups.querysets.reach import is_reader

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

QUESTIONS = ("means", "strength", "meaning")
# Fewer would tell who answered what.
FEWEST = 5


def closes_on(year: int) -> date:
    """Return the last day on which a year's question is answered."""
    return date(year, 11, 30)


def is_open(on: date) -> bool:
    """Tell whether the question of the year of `on` is still answered then."""
    return on <= closes_on(on.year)


@dataclass(frozen=True, slots=True)
class Pulses:
    """How many answered each year, the averages of the years that show, and the own answer."""

    answered: dict[int, int] = field(default_factory=dict)
    averages: dict[int, dict[str, float]] = field(default_factory=dict)
    own: dict[str, int] | None = None


def read_pulses(user: User | AnonymousUser, group_id: int, on: date) -> Pulses:
    """Return what a group's answers came to by year, until `on`: one query.

    A year shows once it is closed: who read its averages twice while answers come and change
    could subtract. And it shows where at least FEWEST answered.
    """
    own = Q(user=user.pk if is_reader(user) else None)
    marks = {f"all_{name}": Avg(name) for name in QUESTIONS}
    marks |= {f"own_{name}": Max(name, filter=own) for name in QUESTIONS}
    found = apps.get_model("groups", "Pulse").objects.filter(group=group_id, year__lte=on.year)
    found = found.order_by("-year").values("year").annotate(number=Count("pk"), **marks)
    rows: Iterable[dict[str, Any]] = found
    answered: dict[int, int] = {}
    averages: dict[int, dict[str, float]] = defaultdict(dict)
    mine = None
    for row in rows:
        answered[row["year"]] = row["number"]
        if row["year"] == on.year and row["own_means"]:
            mine = {name: row[f"own_{name}"] for name in QUESTIONS}
        if row["number"] >= FEWEST and not is_within(on, None, closes_on(row["year"])):
            averages[row["year"]] = {name: float(row[f"all_{name}"]) for name in QUESTIONS}
    return Pulses(answered, dict(averages), mine)


def own_pulse(user_id: int, group_id: int, year: int) -> dict[str, int]:
    """Return what a person has answered in a group that year, by question; else nothing."""
    rows = apps.get_model("groups", "Pulse").objects.filter(group=group_id, year=year, user=user_id)
    return rows.values(*QUESTIONS).first() or {}
