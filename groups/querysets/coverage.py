"""Who is represented and who is missing, on any day, out of dated rows; nothing is stored.

`read_kinds` and `read_seats` are the only queries, one each, for any number of groups;
the rest is arithmetic on what they return.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import connection

from elo_platform.lib.dates import is_within
from elo_platform.lib.text import in_language

if TYPE_CHECKING:
    from groups.models import Body

Period = tuple[date | None, date | None]
_Name = tuple[date, str, str, str]
ONE_DAY = timedelta(days=1)
HALF_YEARS = 6
# What ends within so many days is told beforehand: there is time to ask somebody.
SOON = timedelta(days=90)


class Presence(IntEnum):
    """How far a kind of organisation, or a seat, has its people; the higher the better."""

    NEVER = 0
    VACANT = 1
    ASKED = 2
    DEPUTY = 3
    MEMBER = 4
    BOTH = 5


@dataclass(frozen=True, slots=True)
class Mandate:
    """Somebody held a seat, both days included; who it was is not known here."""

    is_principal: bool
    starts_on: date
    ends_on: date | None

    def holds(self, on: date) -> bool:
        return is_within(on, self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat and all its mandates."""

    id: int
    group_id: int
    body_id: int
    category_id: int
    organisation_id: int
    opened_on: date
    closed_on: date | None
    is_asked: bool
    mandates: tuple[Mandate, ...]

    def is_open(self, on: date) -> bool:
        return is_within(on, self.opened_on, self.closed_on)

    def has_member(self, on: date) -> bool:
        """Tell whether a member, not a deputy alone, sits on the seat on a day."""
        return any(each.is_principal and each.holds(on) for each in self.mandates)

    def presence(self, on: date) -> Presence:
        """Return who sits on the seat on a day; an invitation counts from now on only."""
        kinds = {mandate.is_principal for mandate in self.mandates if mandate.holds(on)}
        if True in kinds:
            return Presence.BOTH if False in kinds else Presence.MEMBER
        if False in kinds:
            return Presence.DEPUTY
        if self.is_asked:
            return Presence.ASKED
        held = any(mandate.starts_on <= on for mandate in self.mandates)
        return Presence.VACANT if held else Presence.NEVER

    def lasts_until(self, on: date) -> date | None:
        """Return the last day of the members who follow one another from `on`; None without end."""
        reached: date | None = on - ONE_DAY
        while reached and (following := self._member(reached + ONE_DAY)):
            reached = following.ends_on
        return min(filter(None, (reached, self.closed_on)), default=None)

    def _member(self, on: date) -> Mandate | None:
        held = (each for each in self.mandates if each.is_principal and each.holds(on))
        return next(held, None)

    def left_on(self, on: date) -> date | None:
        """Return the last day with a member before `on`, or None where there was none."""
        ends = (each.ends_on for each in self.mandates if each.ends_on and each.ends_on < on)
        return max(ends, default=None)


@dataclass(frozen=True, slots=True)
class Kind:
    """A category of organisations as it was called on a day, and when it was required."""

    id: int
    key: str
    frequency: str
    name_sv: str
    name_fi: str
    name_en: str
    fulfilled_by: frozenset[int]
    required: tuple[Period, ...]
    sector: str = ""
    lives: tuple[Period, ...] = ()

    @property
    def name(self) -> str:
        return in_language(self, "name") or self.key

    def is_required(self, on: date) -> bool:
        return any(is_within(on, first, last) for first, last in self.required)

    def exists(self, on: date) -> bool:
        """Tell whether there was such a kind on a day; one without dates has always been."""
        return not self.lives or any(is_within(on, first, last) for first, last in self.lives)


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One kind in one scope on one day.

    `since` is the first day without anybody, `ends_on` the last day with a member where it
    comes within SOON days; `members` is how many of the `seats` have one.
    """

    kind: Kind
    is_required: bool
    presence: Presence
    since: date | None
    ends_on: date | None
    seats: int
    members: int

    @property
    def is_represented(self) -> bool:
        """A member sits for the kind; a deputy alone does not make it represented."""
        return self.presence >= Presence.MEMBER

    @property
    def is_target(self) -> bool:
        """The kind is seldom represented in the country's groups: a recruitment target."""
        return self.kind.frequency == "seldom"


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    met: int
    of: int

    @property
    def percent(self) -> int:
        return round(100 * self.met / self.of) if self.of else 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """The representation of one scope on one day."""

    on: date
    lines: tuple[CoverageLine, ...]

    @property
    def required(self) -> Rate:
        """Return required kinds that are represented, of those required that day."""
        return _rate(line for line in self.lines if line.is_required)

    @property
    def listed(self) -> Rate:
        """Return kinds of the national list that are represented, of the whole list."""
        return _rate(line for line in self.lines if line.kind.frequency)

    @property
    def targets(self) -> Rate:
        """Return the seldom represented kinds that are represented here."""
        return _rate(line for line in self.lines if line.is_target)

    @property
    def gaps(self) -> list[CoverageLine]:
        """Return what is missing or weak: required kinds first, then by how usual they are."""
        return [line for line in self.lines if not line.is_represented]

    @property
    def filled(self) -> list[CoverageLine]:
        return [line for line in self.lines if line.is_represented]


def _rate(lines: Iterable[CoverageLine]) -> Rate:
    met = [line.is_represented for line in lines]
    return Rate(sum(met), len(met))


_FREQUENCIES = {"often": 1, "over_half": 2, "seldom": 3}


def coverage(
    *, kinds: Iterable[Kind], seats: Iterable[SeatLine], on: date, asked: bool = True
) -> Coverage:
    """Return the representation that `seats` give on a day.

    A kind is fulfilled by its own seats and by those of kinds that count as it. Kinds that
    are neither required nor on the national list appear only where they have a seat.
    `asked` is False for days gone by: open invitations are known for now alone.
    """
    by_kind: dict[int, list[SeatLine]] = {}
    for seat in seats:
        by_kind.setdefault(seat.category_id, []).append(seat)
    lines = []
    for kind in kinds:
        own = [seat for each in kind.fulfilled_by for seat in by_kind.get(each, ())]
        required = kind.is_required(on)
        is_listed = kind.frequency and kind.exists(on)
        if required or is_listed or any(seat.is_open(on) for seat in own):
            lines.append(_line(kind, own, required, on, asked))
    lines.sort(key=lambda line: (not line.is_required, _FREQUENCIES.get(line.kind.frequency, 4)))
    return Coverage(on, tuple(lines))


def rates(
    *, kinds: Iterable[Kind], seats: Iterable[SeatLine], days: Iterable[date]
) -> dict[date, tuple[Rate, Rate]]:
    """Return on each of `days` how many kinds of the list, and how many required ones, are met.

    As `coverage` counts them, where nothing else of it is shown.
    """
    kinds, seats = list(kinds), list(seats)
    return {on: _rates_on(kinds, seats, on) for on in days}


def _rates_on(kinds: list[Kind], seats: list[SeatLine], on: date) -> tuple[Rate, Rate]:
    standing = [seat for seat in seats if seat.is_open(on)]
    there = {seat.category_id for seat in standing}
    sitting = {seat.category_id for seat in standing if seat.has_member(on)}
    listed, required = [], []
    for kind in kinds:
        is_met = not kind.fulfilled_by.isdisjoint(sitting)
        is_required = kind.is_required(on)
        if is_required:
            required.append(is_met)
        if kind.frequency and (
            is_required or kind.exists(on) or not kind.fulfilled_by.isdisjoint(there)
        ):
            listed.append(is_met)
    return Rate(sum(listed), len(listed)), Rate(sum(required), len(required))


def _line(kind: Kind, seats: list[SeatLine], required: bool, on: date, asked: bool) -> CoverageLine:
    open_seats = [seat for seat in seats if seat.is_open(on)]
    presence = max((seat.presence(on) for seat in open_seats), default=Presence.NEVER)
    if presence is Presence.ASKED and not asked:
        presence = Presence.NEVER
    left = max(filter(None, (seat.left_on(on) for seat in seats)), default=None)
    if presence is Presence.NEVER and left:
        presence = Presence.VACANT
    since = left + ONE_DAY if left and presence is Presence.VACANT else None
    members = [seat for seat in open_seats if seat.has_member(on)]
    ends_on = _ends_on(members, on)
    return CoverageLine(kind, required, presence, since, ends_on, len(open_seats), len(members))


def _ends_on(seats: list[SeatLine], on: date) -> date | None:
    """Return the last day with a member on one of `seats`, where it comes within SOON days."""
    last_days = [seat.lasts_until(on) for seat in seats]
    known = [day for day in last_days if day is not None]
    is_soon = len(known) == len(last_days) and max(known, default=date.max) <= on + SOON
    return max(known) if is_soon else None


def usual_scope(bodies: Iterable[Body]) -> list[Body]:
    """Return the bodies whose representation stands for the group: leading ones, or else all."""
    bodies = list(bodies)
    return [body for body in bodies if body.kind == "leading"] or bodies


def half_years(on: date, count: int = HALF_YEARS) -> list[date]:
    """Return the days to show over time: ends of half-years gone by, and `on` itself, last."""
    days = [on]
    year, half = on.year, 1 if on.month <= 6 else 2
    while len(days) < count:
        year, half = (year, 1) if half == 2 else (year - 1, 2)
        days.append(date(year, 6, 30) if half == 1 else date(year, 12, 31))
    return days[::-1]


def read_kinds(on: date) -> list[Kind]:
    """Return the kinds of organisations, named as of `on`, in the order of the list."""
    return read_kinds_of([on])[0]


def read_kinds_of(days: Iterable[date]) -> list[list[Kind]]:
    """Return the kinds as `read_kinds` does, for several days: one query.

    Names are chosen here and not in SQL, by the rule of `NamesQuerySet.nearest_first`: it is
    one plain query that way.
    """
    rows = (
        apps.get_model("groups", "Category")
        .objects.order_by("order", "pk")
        .values_list(
            *("pk", "key", "frequency", "sector", "counts_as"),
            *("names__valid_from", "names__name_sv", "names__name_fi", "names__name_en"),
            *("names__pk", "names__valid_to"),
            *("requirements__pk", "requirements__valid_from", "requirements__valid_to"),
        )
    )
    words: dict[int, tuple[str, str, str]] = {}
    names: dict[int, list[_Name]] = {}
    required: dict[int, set[Period]] = {}
    fulfilled: dict[int, set[int]] = {}
    lives: dict[int, set[Period]] = {}
    for pk, key, frequency, sector, counts_as, since, sv, fi, en, named, until, *rule in rows:
        words[pk] = (key, frequency, sector)
        lives.setdefault(pk, set()).update([(since, until)] if named else [])
        names.setdefault(pk, []).append((since or date.min, sv or "", fi or "", en or ""))
        required.setdefault(pk, set()).update([(rule[1], rule[2])] if rule[0] else [])
        fulfilled.setdefault(pk, set()).add(pk)
        if counts_as:
            fulfilled.setdefault(counts_as, {counts_as}).add(pk)
    return [
        [
            Kind(
                *(pk, key, frequency, *_named(names[pk], on)),
                *(frozenset(fulfilled[pk]), tuple(required[pk]), sector, tuple(lives[pk])),
            )
            for pk, (key, frequency, sector) in words.items()
        ]
        for on in days
    ]


def _named(names: list[_Name], on: date) -> tuple[str, str, str]:
    """Return the names of a day: the latest that had begun, or else the first."""
    begun = [name for name in names if name[0] <= on]
    _since, sv, fi, en = max(begun) if begun else min(names)
    return sv, fi, en


# As text, since every page of a group asks it: an invitation waits as `waiting` says.
_SEATS = """
    SELECT seat.id, body.group_id, seat.body_id, seat.category_id, seat.organisation_id,
      seat.opened_on, seat.closed_on,
      EXISTS (SELECT FROM groups_invitation asked WHERE asked.seat_id = seat.id
              AND asked.state = 'pending' AND asked.expires_at > %s),
      holder.kind, holder.starts_on, holder.ends_on
    FROM groups_seat seat
      JOIN groups_body body ON body.id = seat.body_id
      LEFT JOIN groups_seatholder holder ON holder.seat_id = seat.id AND NOT holder.is_void
    WHERE seat.body_id = ANY(%s)
    ORDER BY seat.id
"""


def read_seats(bodies: Iterable[int], now: datetime) -> list[SeatLine]:
    """Return all seats that `bodies` (ids) ever had, with mandates: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_SEATS, [now, list(bodies)])
        rows = cursor.fetchall()
    facts: dict[int, tuple] = {}
    mandates: dict[int, list[Mandate]] = {}
    for row in rows:
        pk, *rest = row
        facts[pk] = tuple(rest[:7])
        kind, starts, ends = rest[7:]
        held = mandates.setdefault(pk, [])
        if kind:
            held.append(Mandate(kind == "principal", starts, ends))
    return [
        SeatLine(pk, *values, tuple(mandates[pk]))  # type: ignore[call-arg]
        for pk, values in facts.items()
    ]
