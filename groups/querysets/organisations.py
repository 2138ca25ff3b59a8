"""Reads of the register of organisations: what a page of it shows, and what one was called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import CharField, Exists, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce

from elo_platform.lib.conditions import Written
from elo_platform.lib.text import current_language
from groups.kinds import SuccessionOf
from groups.querysets.answerers import is_contact
from groups.querysets.permitted import held_on
from groups.querysets.reach import is_reader
from groups.querysets.succession import Follower, successors_of

if TYPE_CHECKING:
    from elo_platform.accounts.models import User
    from groups.models import Organisation

LIVING, ENDED, ALL = "living", "ended", "all"
COLUMNS = (
    *("pk", "name_sv", "name_fi", "category", "category__sector", "is_provider", "ended_on"),
    *("region__name_sv", "region__name_fi", "region__name_en", "was_sv", "was_fi"),
)
# As `alphabetical` sorts: both alphabets end in å, ä, ö, which databases order each in its way.
_ALPHABETICAL = """translate(lower(coalesce(nullif({{name_{first}}}, ''), {{name_{other}}})),
    'åäæöø', '{{{{||}}}}}}}}') COLLATE "C"
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for in the register; empty is everything that lives."""

    text: str = ""
    category: int | None = None
    sector: str = ""
    region: int | None = None
    is_provider: bool = False
    state: str = LIVING


def found(rows: models.QuerySet, asked: Asked) -> models.QuerySet:
    """Return the organisations among `rows` that are `asked` for; by an earlier name too."""
    wanted = {
        "category": asked.category,
        "category__sector": asked.sector,
        "region": asked.region,
        "is_provider": asked.is_provider,
    }
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if asked.state != ALL:
        rows = rows.filter(ended_on__isnull=asked.state == LIVING)
    if not asked.text:
        return rows
    names = _names_like(asked.text)
    return rows.filter(
        Q(name_sv__icontains=asked.text)
        | Q(name_fi__icontains=asked.text)
        | Q(business_id=asked.text)
        | Exists(names)
    )


def listed(rows: models.QuerySet, asked: Asked) -> models.QuerySet:
    """Return `rows` by name in the reader's language, as `COLUMNS`.

    `was_sv` and `was_fi` are the earlier name by which one is found, where it is not the present.
    """
    first, other = ("sv", "fi") if current_language() == "sv" else ("fi", "sv")
    order = Written(_ALPHABETICAL.format(first=first, other=other), (), CharField())
    rows = rows.annotate(order=order, **_was(asked.text))
    return rows.order_by("order", "pk").values(*COLUMNS)


def _names_like(text: str) -> models.QuerySet:
    names = apps.get_model("groups", "OrganisationName").objects
    like = Q(name_sv__icontains=text) | Q(name_fi__icontains=text)
    return names.filter(like, organisation=OuterRef("pk"))


def _was(text: str) -> dict[str, object]:
    if not text:
        return {"was_sv": Value(""), "was_fi": Value("")}
    earlier = _names_like(text).exclude(name_sv=OuterRef("name_sv"), name_fi=OuterRef("name_fi"))
    latest = earlier.order_by("-starts_on")
    return {
        f"was_{code}": Coalesce(Subquery(latest.values(f"name_{code}")[:1]), Value(""))
        for code in ("sv", "fi")
    }


def seats_of(user: User | AnonymousUser, organisation_id: int, on: date) -> models.QuerySet:
    """Return the seats of an organisation on a day in bodies that `user` may know of.

    With body, group and holders; a seat that it is only asked to take is none.
    """
    holders = apps.get_model("groups", "SeatHolder").objects.filter(is_void=False)
    seats = apps.get_model("groups", "Seat").objects.visible_to(user).open_on(on).held()
    return (
        seats.filter(organisation=organisation_id)
        .select_related("body__group")
        .prefetch_related(
            Prefetch("holders", holders.select_related("user").order_by("starts_on", "pk"))
        )
        .order_by("body__group__name_fi", "body__level__number", "body", "pk")
    )


def duties_of(user: User | AnonymousUser, organisation_id: int, on: date) -> models.QuerySet:
    """Return the tasks that an organisation had by agreement on a day, with their groups."""
    duties = apps.get_model("groups", "Duty").objects.visible_to(user)
    held = held_on(on, "agreed_on", "ends_on")
    return duties.filter(held, organisation=organisation_id).select_related("group").order_by("pk")


def followers(
    user: User | AnonymousUser, organisation: Organisation
) -> list[tuple[Follower, Organisation]]:
    """Return what followed an organisation, as far as `user` may see it, each with its row.

    One that was an authority and has ended leads on as the authority does.
    """
    rows = successors_of(SuccessionOf.ORGANISATION, organisation.pk)
    path = "pk"
    if not rows and organisation.ended_on and organisation.authority_id:
        rows = successors_of(SuccessionOf.AUTHORITY, organisation.authority_id)
        path = "authority"
    if not rows:
        return []
    others = apps.get_model("groups", "Organisation").objects.visible_to(user).order_by("pk")
    known = others.filter(**{f"{path}__in": [row.pk for row in rows]})
    by_key = {getattr(each, "pk" if path == "pk" else "authority_id"): each for each in known}
    return [(row, by_key[row.pk]) for row in rows if row.pk in by_key]


def people_to_name(user: User | AnonymousUser, organisation_id: int) -> models.QuerySet:
    """Return who sits for an organisation, as far as `user` sees, and is no contact person yet."""
    sitting = apps.get_model("groups", "SeatHolder").objects.visible_to(user).current()
    contacts = apps.get_model("groups", "RoleGrant").objects.contacts(user, organisation_id)
    people = get_user_model().objects.filter(
        is_active=True, mandates__in=sitting.filter(seat__organisation=organisation_id)
    )
    return people.exclude(pk__in=contacts.values("user")).order_by("name", "pk").distinct()


def is_of_organisation(user: User | AnonymousUser, organisation_id: int) -> bool:
    """Tell whether `user` is of an organisation today: its contact person, or on its seat."""
    if not is_reader(user):
        return False
    holders = apps.get_model("groups", "SeatHolder").objects.current()
    sits = holders.filter(user=user.pk, seat__organisation=organisation_id)
    return is_contact(user, organisation_id) or sits.exists()
