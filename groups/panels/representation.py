"""Coverage in words, for every page that shows who is missing."""

from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from groups.models import Body, EloGroup, Organisation
from groups.models.category import Frequency
from groups.models.group import BodyKind
from groups.querysets.coverage import (
    Coverage,
    CoverageLine,
    Presence,
    SeatLine,
    coverage,
    read_kinds,
    read_seats,
    usual_scope,
)

CANDIDATES = 6
_LOOK = {
    Presence.NEVER: ("hjortron", "circle-dashed"),
    Presence.VACANT: ("hjortron", "circle-dashed"),
    Presence.ASKED: ("info", "hourglass"),
    Presence.DEPUTY: ("hjortron", "hourglass"),
    Presence.MEMBER: ("success", "circle-check"),
    Presence.BOTH: ("success", "circle-check"),
}


def scope_names(scope: Iterable[Body]) -> list[str]:
    """Return what the bodies that are counted are called to this reader.

    Who may read the coverage of a group need not know of each body (`countable_by`): such a
    one is called by its kind.
    """
    return [body.name if body.is_visible else str(BodyKind(body.kind).label) for body in scope]


def invite_url(group_id: int, *, category: str, body_id: int | None) -> str:
    """Return the address that invites somebody for a gap."""
    query = {"category": category} | ({"body": body_id} if body_id else {})
    return f"{reverse('groups:invite', args=[group_id])}?{urlencode(query)}"


def presence_text(line: CoverageLine) -> str:
    """Return a line's state in words."""
    if line.presence is Presence.VACANT and line.since:
        return gettext("Vacant since %(day)s") % {
            "day": date_format(line.since, "SHORT_DATE_FORMAT")
        }
    return {
        Presence.NEVER: gettext("Never filled"),
        Presence.VACANT: gettext("Vacant"),
        Presence.ASKED: gettext("Invited"),
        Presence.DEPUTY: gettext("Deputy only"),
        Presence.MEMBER: gettext("Filled"),
        Presence.BOTH: gettext("Filled, with a deputy"),
    }[line.presence]


def how_often(line: CoverageLine) -> str:
    """Return whether the kind is required, or how usual it is in the country's groups."""
    if line.is_required:
        return gettext("required")
    return str(Frequency(line.kind.frequency).label).lower() if line.kind.frequency else ""


def status(line: CoverageLine) -> dict[str, str]:
    """Return a line's state as colour, icon and words."""
    tone, icon = _LOOK[line.presence]
    return {"tone": tone, "icon": icon, "text": presence_text(line)}


def gap_rows(
    lines: Iterable[CoverageLine], *, group_id: int, body_id: int | None, may_invite: bool
) -> list[dict[str, object]]:
    """Return gaps with the act beside each; no act where the reader may not invite."""
    rows = []
    for line in lines:
        weak = line.presence in {Presence.DEPUTY, Presence.ASKED}
        act = {
            "url": invite_url(group_id, category=line.kind.key, body_id=body_id),
            "label": gettext("Ask for a member")
            if line.presence is Presence.DEPUTY
            else gettext("Invite"),
            "button_icon": "" if weak else "user-plus",
            "variant": "tertiary" if weak else "secondary",
        }
        rows.append(
            {"name": capfirst(line.kind.name), "often": how_often(line), **status(line)}
            | (act if may_invite else {})
        )
    return rows


def representation_card(
    found: Coverage, *, group_id: int, body_id: int | None, may_invite: bool
) -> dict[str, object]:
    """Return what the representation card of a page shows."""
    gaps = gap_rows(found.gaps, group_id=group_id, body_id=body_id, may_invite=may_invite)
    return {
        "gaps": gaps,
        "filled": [capfirst(line.kind.name) for line in found.filled],
        "percent": found.listed.percent,
        "listed": found.listed,
        "required": found.required,
    }


def usual_coverage(
    user: User, group_ids: list[int], *, on: date, now: datetime
) -> dict[int, Coverage]:
    """Return each group's usual coverage on a day: three queries for any number of groups."""
    bodies: dict[int, list[Body]] = {pk: [] for pk in group_ids}
    for body in Body.objects.countable_by(user).filter(group__in=group_ids).on(on):
        bodies[body.group_id].append(body)
    scope = [body.pk for rows in bodies.values() for body in usual_scope(rows)]
    seats: dict[int, list[SeatLine]] = {pk: [] for pk in group_ids}
    for seat in read_seats(scope, now):
        seats[seat.group_id].append(seat)
    kinds = read_kinds(on)
    return {pk: coverage(kinds=kinds, seats=rows, on=on) for pk, rows in seats.items()}


def key_figures(now: Coverage, year_ago: Coverage) -> list[dict[str, object]]:
    """Return the figures that head the representation page."""
    of = gettext("of %(number)s")
    return [
        {
            "value": now.required.met,
            "of": of % {"number": now.required.of},
            "label": gettext("required kinds"),
        },
        {
            "value": now.listed.met,
            "of": of % {"number": now.listed.of},
            "label": gettext("kinds on the national list"),
            "note": gettext("%(number)s a year earlier") % {"number": year_ago.listed.met},
        },
        {
            "value": now.targets.met,
            "of": of % {"number": now.targets.of},
            "label": gettext("seldom represented kinds, targets of recruitment"),
        },
        {"value": len(now.gaps), "label": gettext("kinds missing or weak")},
    ]


def candidate_rows(
    user: User, group: EloGroup, scope: list[Body], found: Coverage, body_id: int | None
) -> list[dict[str, str]]:
    """Return organisations of the register that could fill a gap and have no seat in `scope`."""
    kinds = {pk: line.kind for line in found.gaps for pk in line.kind.fulfilled_by}
    rows = Organisation.objects.visible_to(user).without_seat_in(scope, categories=kinds)
    rows = rows.filter(region__group_regions__group=group).distinct().order_by("pk")
    return [
        {
            "name": row.name,
            "kind": capfirst(kinds[row.category_id].name),
            "url": invite_url(group.pk, category=kinds[row.category_id].key, body_id=body_id)
            + f"&organisation={row.pk}",
        }
        for row in rows[:CANDIDATES]
    ]
