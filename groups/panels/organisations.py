"""The register of organisations and the page of one, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy, ngettext

from elo_platform.accounts.models import User
from elo_platform.lib.dates import is_within
from elo_platform.lib.http import address
from elo_platform.lib.tags import status
from elo_platform.lib.text import day, from_columns, language_used, period
from groups.kinds import MayCommit, StepRelation
from groups.models import Organisation, Seat, SeatHolder
from groups.models.category import Sector
from groups.panels.people import SOON
from groups.querysets.coverage import Kind
from groups.querysets.succession import Follower
from groups.states import HolderKind

Row = dict[str, Any]

TEXTS = (
    ("does", gettext_lazy("What we do")),
    ("for_whom", gettext_lazy("For whom")),
    ("does_not", gettext_lazy("What we do not do")),
    ("referring", gettext_lazy("How to refer to us")),
)
FOLLOWED = {
    StepRelation.RENAME: gettext_lazy("It goes on as"),
    StepRelation.MERGE: gettext_lazy("It has become part of"),
    StepRelation.SPLIT: gettext_lazy("A part of its work has gone to"),
    StepRelation.TRANSFER: gettext_lazy("Its work has gone to"),
}


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of the register."""

    url: str
    name: str
    was: str
    category: str
    sector: str
    region: str
    guides: str
    state: str


def register_rows(rows: Iterable[Row], kinds: Iterable[Kind]) -> list[RegisterRow]:
    """Return lines of the register, in words."""
    names, sectors = {kind.id: kind.name for kind in kinds}, dict(Sector.choices)
    guides = status("success", "circle-check", gettext("Yes"))
    living = status("success", "circle-check", gettext("Active"))
    return [
        RegisterRow(
            url=address("groups:organisation_detail", row["pk"]),
            name=from_columns(row, "name"),
            was=_earlier(row),
            category=names[row["category"]],
            sector=str(sectors[row["category__sector"]]),
            region=from_columns(row, "region__name") or gettext("The whole country"),
            guides=guides if row["is_provider"] else "–",
            state=_ended(row["ended_on"]) if row["ended_on"] else living,
        )
        for row in rows
    ]


def filter_rows(form: forms.Form) -> list[Row]:
    """Return the selects over the register; drawn here, since a widget costs more than the list."""
    return [
        {
            "name": name,
            "label": field.label,
            "options": SafeString("".join(_options(field.choices, form.data.get(name, "")))),
        }
        for name, field in form.fields.items()
        if isinstance(field, forms.ChoiceField)
    ]


def _options(choices: Iterable[tuple[Any, str]], chosen: str) -> Iterator[str]:
    for value, label in choices:
        mark = " selected" if str(value) == chosen else ""
        yield f'<option value="{escape(value)}"{mark}>{escape(label)}</option>'


def _earlier(row: Row) -> str:
    was = from_columns(row, "was")
    return gettext("earlier %(name)s") % {"name": was} if was else ""


def _ended(on: date) -> str:
    return status("neutral", "archive", gettext("Ended %(day)s") % {"day": day(on)})


def profile_status(organisation: Organisation) -> Row:
    """Return how the profile stands: ended, up to date since a day, or not written."""
    if organisation.ended_on:
        text = gettext("Ended %(day)s") % {"day": day(organisation.ended_on)}
        return {"tone": "neutral", "icon": "archive", "text": text}
    if organisation.profile_on:
        text = gettext("Profile updated %(day)s") % {"day": day(organisation.profile_on)}
        return {"tone": "success", "icon": "circle-check", "text": text}
    return {"tone": "hjortron", "icon": "circle-dashed", "text": gettext("No profile yet")}


def profile_texts(organisation: Organisation) -> list[Row]:
    """Return what the organisation says of itself, each text with its language."""
    found = [(label, *language_used(organisation, field)) for field, label in TEXTS]
    return [
        {"label": label, "language": language, "text": text}
        for label, language, text in found
        if text
    ]


def organisation_facts(organisation: Organisation, category: str) -> list[tuple[str, str]]:
    """Return what the register knows of an organisation; what it does not know is left out."""
    place = organisation.municipality
    facts = [
        (gettext("Category"), category),
        (gettext("Sector"), organisation.category.get_sector_display()),
        (gettext("Region"), organisation.region.name if organisation.region else ""),
        (gettext("Municipality"), place.name if place else ""),
        (gettext("Business id"), organisation.business_id),
        (gettext("Telephone"), organisation.phone),
    ]
    return [(label, value) for label, value in facts if value]


def name_rows(organisation: Organisation, on: date) -> list[Row]:
    """Return the names with their days, the latest first; an open beginning was never known."""
    names = sorted(organisation.names.all(), key=lambda name: name.starts_on, reverse=True)
    return [
        {
            "row": name,
            "period": period(name.starts_on, name.ends_on),
            "holds": is_within(on, name.starts_on, name.ends_on),
        }
        for name in names
    ]


def successor_rows(found: Iterable[tuple[Follower, Organisation]]) -> list[Row]:
    """Return where an organisation leads on to, each in a sentence's beginning and a link."""
    return [
        {
            "what": FOLLOWED[StepRelation(follower.relation)],
            "name": organisation.name,
            "url": address("groups:organisation_detail", organisation.pk),
            "on": day(follower.on),
        }
        for follower, organisation in found
    ]


def holders_of(seats: Iterable[Seat], on: date) -> list[User]:
    """Return who holds one of the seats on a day, as member or deputy."""
    return [
        each.user
        for seat in seats
        for each in seat.holders.all()
        if is_within(on, each.starts_on, each.ends_on)
    ]


def seat_rows(seats: Iterable[Seat], kinds: Iterable[Kind], on: date) -> list[Row]:
    """Return an organisation's seats with who held them on a day and who did before."""
    names = {kind.id: kind.name for kind in kinds}
    return [_seat(seat, names[seat.category_id], on) for seat in seats]


def with_suggesting(seats: Iterable[Row]) -> list[Row]:
    """Return the rows of seats, the vacant ones with where to suggest a person."""
    return [
        row | {"suggest_url": "" if row["member"] else address("groups:seat_suggest", row["pk"])}
        for row in seats
    ]


def _seat(seat: Seat, category: str, on: date) -> Row:
    holders = list(seat.holders.all())
    then = [each for each in holders if is_within(on, each.starts_on, each.ends_on)]
    member = next((each for each in then if each.kind == HolderKind.PRINCIPAL), None)
    deputies = [each for each in then if each.kind == HolderKind.DEPUTY]
    over = [each for each in holders if each.ends_on and each.ends_on < on]
    return {
        "pk": seat.pk,
        "group": seat.body.group.name,
        "group_id": seat.body.group_id,
        "body": seat.body.name,
        "url": address("groups:body_detail", seat.body_id),
        "category": category,
        "member": _person(member) if member else None,
        "deputies": [_person(each) for each in deputies],
        "earlier": [
            f"{each.user.name} ({period(each.starts_on, each.ends_on)})" for each in reversed(over)
        ],
        "until": member.ends_on if member else None,
        "status": _presence(member, deputies, over, on),
    }


def _person(holder: SeatHolder) -> Row:
    commits = holder.may_commit == MayCommit.YES
    return {
        "name": holder.user.name,
        "title": holder.user.title,
        "commits": holder.get_may_commit_display() if commits else "",
    }


def _presence(
    member: SeatHolder | None, deputies: list[SeatHolder], over: list[SeatHolder], on: date
) -> Row:
    if member and member.ends_on and member.ends_on <= on + SOON:
        text = gettext("Ends %(day)s") % {"day": day(member.ends_on)}
        return {"tone": "hjortron", "icon": "hourglass", "text": text}
    if member:
        return {"tone": "success", "icon": "circle-check", "text": gettext("Filled")}
    if deputies:
        return {"tone": "hjortron", "icon": "hourglass", "text": gettext("Deputy only")}
    text = gettext("Never filled")
    if over:
        since = max(each.ends_on for each in over if each.ends_on) + timedelta(days=1)
        text = gettext("Vacant since %(day)s") % {"day": day(since)}
    return {"tone": "hjortron", "icon": "circle-dashed", "text": text}


def role_in_guidance(
    organisation: Organisation, category: str, seats: list[Row], duties: Iterable[Any]
) -> list[tuple[str, str]]:
    """Return what part an organisation has in guidance, as the groups know it."""
    groups = {row["group_id"] for row in seats}
    sits = ngettext("%(number)s seat", "%(number)s seats", len(seats)) % {"number": len(seats)}
    where = ngettext("in one group", "in %(number)s groups", len(groups)) % {"number": len(groups)}
    provides = gettext("Provides guidance services") if organisation.is_provider else ""
    rows = [
        (gettext("Guidance"), provides),
        (gettext("Represents"), category if seats else ""),
        (gettext("Takes part"), f"{sits} {where}" if seats else ""),
        *((gettext("Answers for"), f"{each.task} ({each.group.name})") for each in duties),
    ]
    return [(label, value) for label, value in rows if value]
