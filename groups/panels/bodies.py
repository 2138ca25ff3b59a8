"""The bodies of a group beside each other, and what a body was asked to do."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from groups.kinds import MayCommit, PositionLevel
from groups.models import Body, Commission, EloGroup, RoleGrant, Seat
from groups.models.group import BodyKind
from groups.permissions import Role
from groups.querysets.sittings import Sitting, TakenSeat
from groups.states import HolderKind

Row = dict[str, Any]


def members_on(seats: Iterable[TakenSeat], on: date) -> list[Sitting]:
    """Return who sits as a member on a day."""
    return [
        each
        for seat in seats
        for each in seat.sittings
        if each.kind == HolderKind.PRINCIPAL and each.holds(on)
    ]


def standing(members: list[Sitting]) -> list[Row]:
    """Return how many members lead at home and how many may commit it, of those who said so."""
    placed = [each.position for each in members if each.position]
    bound = [each.may_commit for each in members if each.may_commit]
    found = (
        (placed, PositionLevel.LEADING, gettext("members in a leading position")),
        (bound, MayCommit.YES, gettext("may commit their organisation")),
    )
    return [
        {
            "value": said.count(wanted),
            "of": gettext("of %(number)s") % {"number": len(said)},
            "label": label,
        }
        for said, wanted, label in found
        if said
    ]


def is_weak(sitting: Sitting, body_kind: str) -> bool:
    """Tell whether a leading group has somebody on a seat who does not lead at home."""
    placed = sitting.position not in {"", PositionLevel.LEADING}
    return placed and body_kind == BodyKind.LEADING and sitting.kind == HolderKind.PRINCIPAL


def commission_row(row: Commission, on: date) -> Row:
    """Return a commission in words, with the days it holds."""
    document = row.document
    return {
        "text": row.text,
        "given_by": row.given_by,
        "days": days_text(row.starts_on, row.ends_on),
        "is_over": row.ends_on is not None and row.ends_on < on,
        "document": document.name if document else "",
        "document_url": reverse("groups:document_file", args=[document.pk]) if document else "",
        "end_url": reverse("groups:commission_end", args=[row.pk]),
    }


def days_text(starts_on: date, ends_on: date | None) -> str:
    """Return a period in words, open where it has no end."""
    first = date_format(starts_on, "SHORT_DATE_FORMAT")
    if ends_on is None:
        return gettext("since %(day)s") % {"day": first}
    return f"{first}–{date_format(ends_on, 'SHORT_DATE_FORMAT')}"


def compared(
    bodies: list[Body], seats: list[TakenSeat], commissions: list[Commission], on: date
) -> list[Row]:
    """Return the rows of the comparison: what is compared, and each body's cell, in order."""
    own = {body.pk: [seat for seat in seats if seat.body_id == body.pk] for body in bodies}
    asked: dict[int, list[Row]] = {body.pk: [] for body in bodies}
    for row in commissions:
        asked[row.body_id].append(commission_row(row, on))
    columns = [_column(body, own[body.pk], asked[body.pk], on) for body in bodies]
    labels = {
        "kind": gettext("Kind"),
        "days": gettext("Works"),
        "seats": gettext("Composition"),
        "kinds": gettext("Represents"),
        "standing": gettext("Position and mandate of the members"),
        "tasks": gettext("Tasks and emphasis"),
        "commissions": gettext("Commissions"),
        "mandate": gettext("What it may come to"),
    }
    return [
        {
            "label": label,
            "cells": [(body.name, cell[key]) for body, cell in zip(bodies, columns, strict=True)],
        }
        for key, label in labels.items()
    ]


def _column(body: Body, seats: list[TakenSeat], asked: list[Row], on: date) -> dict[str, list[str]]:
    members = members_on(seats, on)
    text = ngettext(
        "%(filled)s of %(number)s seat filled", "%(filled)s of %(number)s seats filled", len(seats)
    )
    kinds = dict.fromkeys(seat.category for seat in seats)
    informal = [gettext("Works informally")] if body.is_informal else []
    result = gettext("Result: %(text)s") % {"text": body.deliverable} if body.deliverable else ""
    return {
        "kind": [body.get_kind_display(), *informal],
        "days": [days_text(body.starts_on, body.ends_on)],
        "seats": [text % {"filled": len(members), "number": len(seats)}] if seats else [],
        "kinds": [capfirst(", ".join(kinds))] if kinds else [],
        "standing": [f"{row['label']}: {row['value']} {row['of']}" for row in standing(members)],
        "tasks": [each for each in (body.tasks, result) if each],
        "commissions": [f"{row['text']} ({row['given_by']}, {row['days']})" for row in asked],
        "mandate": [body.get_mandate_display()],
    }


def leaderless(
    group: EloGroup, bodies: list[Body], responsible: list[RoleGrant], *, may_act: bool
) -> list[Row]:
    """Return what nobody leads: the group without coordinator, and its bodies without chair."""
    chaired = {row.body_id for row in responsible if row.role == Role.CHAIR}
    rows = []
    if all(row.role != Role.COORDINATOR for row in responsible):
        text = gettext("Nobody coordinates the group at present.")
        url = reverse("groups:coordinator_new", args=[group.pk]) if may_act else ""
        rows.append({"what": text, "url": url})
    for body in bodies:
        if body.pk not in chaired:
            text = gettext("%(body)s has nobody who leads it.") % {"body": body.name}
            url = reverse("groups:chair_appoint", args=[body.pk]) if may_act else ""
            rows.append({"what": text, "url": url})
    return rows


def refill_rows(seats: Iterable[Seat], group_id: int) -> list[Row]:
    """Return the seats that wait for a successor, with whom to ask."""
    return [_refill(seat, group_id) for seat in seats]


def _refill(seat: Seat, group_id: int) -> Row:
    organisation, authority = seat.organisation, seat.organisation.authority
    ended_on = organisation.ended_on or (authority.valid_to if authority else None)
    words = {"organisation": organisation.name, "category": seat.category.name}
    if ended_on:
        words["day"] = date_format(ended_on, "SHORT_DATE_FORMAT")
        sub = gettext("%(organisation)s (%(category)s) ended on %(day)s.") % words
    else:
        sub = gettext("%(category)s is no longer represented as a kind of its own.") % words
    query = urlencode({"body": seat.body_id, "category": seat.category.key})
    return {
        "what": gettext("Who follows %(organisation)s?") % words,
        "sub": f"{seat.body.name}: {sub}",
        "url": f"{reverse('groups:invite', args=[group_id])}?{query}",
    }
