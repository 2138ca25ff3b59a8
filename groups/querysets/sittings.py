"""Seats with the people on them, as plain rows: a group has hundreds, and each is read alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from elo_platform.lib.dates import is_within
from elo_platform.lib.text import in_language
from groups.querysets.coverage import read_kinds

_SITTING = """
    SELECT holder.seat_id, holder.id, holder.kind, holder.starts_on, holder.ends_on,
      person.id, person.name, person.title, person.email, person.phone, person.is_active,
      holder.position, holder.may_commit
    FROM groups_seatholder holder JOIN accounts_user person ON person.id = holder.user_id
    WHERE holder.seat_id = ANY(%s) AND NOT holder.is_void
    ORDER BY holder.starts_on, holder.id
"""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody's mandate on a seat, from a day on, both days included."""

    pk: int
    kind: str
    starts_on: date
    ends_on: date | None
    user_id: int
    name: str
    title: str
    email: str
    phone: str
    is_active: bool
    position: str
    may_commit: str

    def holds(self, on: date) -> bool:
        return is_within(on, self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True)
class TakenSeat:
    """A seat, its organisation and category as they were called on a day, and its sittings."""

    pk: int
    body_id: int
    organisation_id: int
    opened_on: date
    category: str
    category_key: str
    organisation: str
    sittings: list[Sitting] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Names:
    name_sv: str
    name_fi: str


def read_sittings(seats: QuerySet, on: date) -> list[TakenSeat]:
    """Return `seats` in the order of their categories, named as of `on`: three queries."""
    kinds = {kind.id: kind for kind in read_kinds(on)}
    rows = seats.order_by("category__order", "pk").values_list(
        *("pk", "body", "organisation", "opened_on", "category"),
        *("organisation__name_sv", "organisation__name_fi"),
        *("organisation__names__name_sv", "organisation__names__name_fi"),
        *("organisation__names__starts_on", "organisation__names__ends_on"),
    )
    found: dict[int, tuple] = {}
    names: dict[int, str] = {}
    for row in rows:
        pk, starts, ends = row[0], row[9], row[10]
        found.setdefault(pk, row)
        if starts and is_within(on, starts, ends):
            names[pk] = in_language(_Names(row[7], row[8]), "name")
    people = _people(found)
    return [
        TakenSeat(
            *row[:4],
            category=kinds[row[4]].name,
            category_key=kinds[row[4]].key,
            organisation=names.get(pk) or in_language(_Names(row[5], row[6]), "name"),
            sittings=people.get(pk, []),
        )
        for pk, row in found.items()
    ]


def _people(seats: Iterable[int]) -> dict[int, list[Sitting]]:
    found: dict[int, list[Sitting]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SITTING, [list(seats)])
        for seat_id, *values in cursor.fetchall():
            found.setdefault(seat_id, []).append(Sitting(*values))
    return found
