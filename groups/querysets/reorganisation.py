"""What a carried-out reorganisation left to do: the seats that are to be filled anew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from elo_platform.lib.text import alphabetical
from groups.kinds import SuccessionOf
from groups.querysets.permitted import today_in_helsinki


class Refill(NamedTuple):
    """A seat that nobody sits in since a reorganisation; `is_open` if it exists for an heir."""

    seat_id: int
    body_id: int
    group_id: int
    organisation_id: int
    category_id: int
    is_open: bool


def seats_to_refill(*, reorganisation_id: int) -> list[Refill]:
    """Return the seats that a reorganisation opened and nobody is a member of, and those that it
    closed and opened none for: three queries.
    """
    changes = apps.get_model("groups", "ReorganisationChange").objects.filter(
        reorganisation=reorganisation_id, model="groups.Seat"
    )
    opened = list(changes.filter(before__isnull=True).values_list("object_id", flat=True))
    closed = list(changes.filter(before__isnull=False).values_list("object_id", flat=True))
    seats = apps.get_model("groups", "Seat").objects
    members = apps.get_model("groups", "SeatHolder").objects.not_over().filter(kind="principal")
    empty = seats.filter(
        Q(closed_on=None) | Q(closed_on__gte=today_in_helsinki()),
        ~Exists(members.filter(seat=OuterRef("pk"))),
        pk__in=opened,
    )
    followed = apps.get_model("groups", "Succession").objects.filter(
        kind="organisation",
        predecessor_id=OuterRef(OuterRef("organisation")),
        successor_id=OuterRef("organisation"),
    )
    # Its own again, for another category, or the heir's for the same.
    same = seats.filter(
        Q(organisation=OuterRef("organisation"))
        | Q(Exists(followed), category=OuterRef("category")),
        pk__in=opened,
        body=OuterRef("body"),
    )
    gone = seats.filter(~Exists(same), pk__in=closed)
    return [*_rows(empty, is_open=True), *_rows(gone, is_open=False)]


class RefillRow(NamedTuple):
    """A seat to refill as it reads: names as of today."""

    group_id: int
    group: str
    body: str
    organisation: str
    category: str
    is_open: bool


def refill_rows(refills: Iterable[Refill], on: date) -> list[RefillRow]:
    """Return the seats to refill with their names, by group: three queries."""
    refills = list(refills)
    seats = apps.get_model("groups", "Seat").objects.select_related("body__group", "organisation")
    found = seats.in_bulk([refill.seat_id for refill in refills])
    categories = apps.get_model("groups", "Category").objects.named(on).in_bulk()
    rows = [
        RefillRow(
            refill.group_id,
            found[refill.seat_id].body.group.name,
            found[refill.seat_id].body.name,
            found[refill.seat_id].organisation.name,
            categories[refill.category_id].name,
            refill.is_open,
        )
        for refill in refills
    ]
    return sorted(rows, key=lambda row: (alphabetical(row.group), row.group_id))


def things_of(kind: str, on: date) -> dict[int, str]:
    """Return the names by id of what a step of `kind` may be about, by the alphabet.

    What has ended before the day of the reorganisation is left out; what is to begin is there.
    """
    model, end = _ENDS[kind]
    rows = apps.get_model("groups", model).objects.all()
    if end:
        rows = rows.filter(Q(**{end: None}) | Q(**{f"{end}__gte": on - timedelta(days=1)}))
    if kind in {SuccessionOf.AUTHORITY, SuccessionOf.CATEGORY}:
        rows = rows.named(on)
    rows = rows.select_related("group") if kind == SuccessionOf.BODY else rows
    names = {row.pk: _name(row, kind) for row in rows}
    return dict(sorted(names.items(), key=lambda item: alphabetical(item[1])))


# The table of each kind, and the column that says when a row ended.
_ENDS: dict[str, tuple[str, str]] = {
    SuccessionOf.AUTHORITY: ("Authority", "valid_to"),
    SuccessionOf.ORGANISATION: ("Organisation", "ended_on"),
    SuccessionOf.CATEGORY: ("Category", ""),
    SuccessionOf.GROUP: ("EloGroup", ""),
    SuccessionOf.BODY: ("Body", "ends_on"),
    SuccessionOf.MUNICIPALITY: ("Municipality", "valid_to"),
}


def _name(row: Any, kind: str) -> str:
    return f"{row.name} – {row.group.name}" if kind == SuccessionOf.BODY else row.name


def _rows(seats: models.QuerySet, *, is_open: bool) -> list[Refill]:
    columns = ("pk", "body", "body__group", "organisation", "category")
    rows = seats.order_by("body", "pk").values_list(*columns)
    return [Refill(*row, is_open=is_open) for row in rows]
