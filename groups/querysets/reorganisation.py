"""What a carried-out reorganisation left to do: the seats that are to be filled anew."""

from __future__ import annotations

from typing import NamedTuple

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

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
    same = seats.filter(pk__in=opened, body=OuterRef("body"), category=OuterRef("category")).filter(
        Exists(
            apps.get_model("groups", "Succession").objects.filter(
                kind="organisation",
                predecessor_id=OuterRef(OuterRef("organisation")),
                successor_id=OuterRef("organisation"),
            )
        )
    )
    gone = seats.filter(~Exists(same), pk__in=closed)
    return [*_rows(empty, is_open=True), *_rows(gone, is_open=False)]


def _rows(seats: models.QuerySet, *, is_open: bool) -> list[Refill]:
    columns = ("pk", "body", "body__group", "organisation", "category")
    rows = seats.order_by("body", "pk").values_list(*columns)
    return [Refill(*row, is_open=is_open) for row in rows]
