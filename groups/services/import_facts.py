"""What the platform knows that an imported list is held against, read at once for all its rows."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.db.models import Q

from elo_platform.accounts.models import User
from elo_platform.lib.dates import is_within
from elo_platform.lib.text import in_language
from groups.models import (
    Body,
    Category,
    CategoryName,
    EloGroup,
    Invitation,
    Organisation,
    Seat,
    SeatHolder,
)
from groups.services.import_words import bare
from groups.states import InvitationState


class SeatKey(NamedTuple):
    """Which seat: an organisation's in a body, for a category."""

    body_id: int
    organisation: int | str
    category_id: int


class Known(NamedTuple):
    """An organisation of the register."""

    pk: int
    name_sv: str
    name_fi: str
    category_id: int


class Person(NamedTuple):
    """Whoever reads an address that the list names."""

    pk: int
    name: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """All of it, by the words that a list uses."""

    on: date
    group: EloGroup
    bodies: dict[str, Body]
    over: dict[str, date]
    categories: dict[str, int]
    former: dict[str, str]
    organisations: dict[str, set[Known]]
    seats: dict[SeatKey, int]
    holders: dict[int, list[SeatHolder]]
    asked: dict[tuple[int, str], Invitation]
    people: dict[str, Person] = field(default_factory=dict)


def facts_for(*, group: EloGroup, addresses: set[str], on: date) -> Facts:
    """Return what is known `on` a day for a list of `group` that names `addresses`."""
    bodies: dict[str, Body] = {}
    over: dict[str, date] = {}
    for body in Body.objects.filter(group=group).order_by("-pk"):
        for name in _names(body, "name_sv", "name_fi", "name_en", "nickname_sv", "nickname_fi"):
            if is_within(on, body.starts_on, body.ends_on):
                bodies[name] = body
            elif body.ends_on:
                over[name] = body.ends_on
    categories, former = _categories(on)
    seats = {
        SeatKey(*row[1:]): row[0]
        for row in Seat.objects.open_on(on)
        .filter(body__group=group)
        .order_by("-pk")
        .values_list("pk", "body", "organisation", "category")
    }
    return Facts(
        on=on,
        group=group,
        bodies=bodies,
        over=over,
        categories=categories,
        former=former,
        organisations=_organisations(),
        seats=seats,
        holders=_holders(group, on),
        asked=_asked(group),
        people=_people(addresses),
    )


def _names(row: object, *fields: str) -> list[str]:
    return [bare(text=text) for text in (getattr(row, name) for name in fields) if text]


def _categories(on: date) -> tuple[dict[str, int], dict[str, str]]:
    """Return the categories by the names and keys of the day, and what went by other names."""
    keys = dict(Category.objects.values_list("pk", "key"))
    rows = list(CategoryName.objects.order_by("pk"))
    now = {row.category_id: row for row in rows if row.is_in_force(on)}
    former, ended = {}, {row.category_id for row in rows} - now.keys()
    found = {bare(text=key): pk for pk, key in keys.items() if pk not in ended}
    for row in rows:
        for name in _names(row, "name_sv", "name_fi", "name_en"):
            if row is now.get(row.category_id):
                found[name] = row.category_id
            else:
                heir = now.get(row.category_id)
                former[name] = in_language(heir, "name") if heir else ""
    return found, former


def _organisations() -> dict[str, set[Known]]:
    found: dict[str, set[Known]] = {}
    rows = Organisation.objects.filter(ended_on=None)
    for row in rows.values_list("pk", "name_sv", "name_fi", "category"):
        known = Known(*row)
        for name in _names(known, "name_sv", "name_fi"):
            found.setdefault(name, set()).add(known)
    return found


def _holders(group: EloGroup, on: date) -> dict[int, list[SeatHolder]]:
    found: dict[int, list[SeatHolder]] = {}
    rows = SeatHolder.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=on), seat__body__group=group, is_void=False
    )
    for row in rows.select_related("user").order_by("starts_on", "pk"):
        found.setdefault(row.seat_id, []).append(row)
    return found


def _asked(group: EloGroup) -> dict[tuple[int, str], Invitation]:
    """Return who waits to answer or has said no: neither is asked by a list."""
    rows = Invitation.objects.filter(
        seat__body__group=group, state__in=[InvitationState.PENDING, InvitationState.DECLINED]
    ).order_by("state", "answered_at", "pk")
    return {(row.seat_id, row.address): row for row in rows}


def _people(addresses: set[str]) -> dict[str, Person]:
    rows = EmailAddress.objects.filter(email__in=addresses, verified=True)
    found = {row.email: row.user for row in rows.select_related("user")}
    found |= {user.email: user for user in User.objects.filter(email__in=addresses)}
    return {address: Person(user.pk, user.name, user.is_active) for address, user in found.items()}
