"""The figure of a group's levels, counted from its seats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps

from groups.querysets.coverage import Presence, SeatLine

if TYPE_CHECKING:
    from groups.models import Body, Level


@dataclass(frozen=True, slots=True)
class BodyFigure:
    """A body's seats on a day, by who sits on them."""

    body: Body
    filled: int
    deputy_only: int
    vacant: int
    organisations: frozenset[int]

    @property
    def seats(self) -> int:
        return self.filled + self.deputy_only + self.vacant

    @property
    def dots(self) -> str:
        """Return one letter a seat: f filled, d deputy only, v vacant."""
        return "f" * self.filled + "d" * self.deputy_only + "v" * self.vacant


@dataclass(frozen=True, slots=True)
class LevelFigure:
    """A level and its bodies; `level` is None for bodies that belong to no level."""

    level: Level | None
    kind: str
    bodies: list[BodyFigure] = field(default_factory=list)

    @property
    def organisations(self) -> int:
        return len(frozenset().union(*(body.organisations for body in self.bodies)))


def body_figure(body: Body, seats: Iterable[SeatLine], on: date) -> BodyFigure:
    """Count the seats of one body that are open on a day."""
    own = [seat for seat in seats if seat.body_id == body.pk and seat.is_open(on)]
    found = [seat.presence(on) for seat in own]
    filled = sum(presence >= Presence.MEMBER for presence in found)
    deputy_only = sum(presence is Presence.DEPUTY for presence in found)
    return BodyFigure(
        body=body,
        filled=filled,
        deputy_only=deputy_only,
        vacant=len(found) - filled - deputy_only,
        organisations=frozenset(seat.organisation_id for seat in own),
    )


def count_organisations(groups: Iterable[int], on: date) -> int:
    """Return how many organisations have a seat in one of `groups` (ids) on a day."""
    seats = apps.get_model("groups", "Seat").objects.open_on(on)
    rows = seats.filter(body__group__in=list(groups)).values("organisation")
    return rows.distinct().count()


def levels_figure(
    *, levels: Iterable[Level], bodies: Iterable[Body], seats: Iterable[SeatLine], on: date
) -> list[LevelFigure]:
    """Return the levels in their order, each with its bodies; bodies without a level last."""
    seats = list(seats)
    figures = {level.pk: LevelFigure(level, level.kind) for level in levels}
    loose: dict[str, LevelFigure] = {}
    for body in bodies:
        home = figures.get(body.level_id) or loose.setdefault(
            body.kind, LevelFigure(None, body.kind)
        )
        home.bodies.append(body_figure(body, seats, on))
    return [*figures.values(), *loose.values()]
