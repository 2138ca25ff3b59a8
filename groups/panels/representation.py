"""Coverage in words, for every page that shows who is missing."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.http import address
from groups.models import Body, EloGroup, GroupRegion, Organisation
from groups.models.category import Frequency, Sector
from groups.models.group import BodyKind
from groups.querysets.attended import HeldMeeting
from groups.querysets.coverage import (
    Coverage,
    CoverageLine,
    Kind,
    Presence,
    Rate,
    SeatLine,
    coverage,
    read_kinds,
    read_seats,
    usual_scope,
)

CANDIDATES = 6
# Rates by kind (id): to how many of the last meetings somebody of it came.
Came = dict[int, Rate]
_LOOK = {
    Presence.NEVER: ("hjortron", "circle-dashed"),
    Presence.VACANT: ("hjortron", "circle-dashed"),
    Presence.ASKED: ("info", "hourglass"),
    Presence.DEPUTY: ("hjortron", "hourglass"),
    Presence.MEMBER: ("success", "circle-check"),
    Presence.BOTH: ("success", "circle-check"),
}

_PRESENCE = {
    Presence.NEVER: gettext_lazy("Never filled"),
    Presence.VACANT: gettext_lazy("Vacant"),
    Presence.ASKED: gettext_lazy("Invited"),
    Presence.DEPUTY: gettext_lazy("Deputy only"),
    Presence.MEMBER: gettext_lazy("Filled"),
    Presence.BOTH: gettext_lazy("Filled"),
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
    if line.ends_on:
        return gettext("Ends on %(day)s") % {"day": date_format(line.ends_on, "SHORT_DATE_FORMAT")}
    if line.presence is Presence.VACANT and line.since:
        return gettext("Vacant since %(day)s") % {
            "day": date_format(line.since, "SHORT_DATE_FORMAT")
        }
    return str(_PRESENCE[line.presence])


def how_often(line: CoverageLine) -> str:
    """Return whether the kind is required, or how usual it is in the country's groups."""
    if line.is_required:
        return gettext("required")
    return str(Frequency(line.kind.frequency).label).lower() if line.kind.frequency else ""


def status(line: CoverageLine) -> dict[str, str]:
    """Return a line's state as colour, icon and words."""
    tone, icon = ("hjortron", "hourglass") if line.ends_on else _LOOK[line.presence]
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
            "label": _act_label(line),
            "button_icon": "" if weak else "user-plus",
            "variant": "tertiary" if weak else "secondary",
        }
        rows.append(
            {"name": capfirst(line.kind.name), "often": how_often(line), **status(line)}
            | (act if may_invite else {})
        )
    return rows


def _act_label(line: CoverageLine) -> str:
    if line.ends_on:
        return gettext("Ask for a new member")
    return gettext("Ask for a member") if line.presence is Presence.DEPUTY else gettext("Invite")


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
    found = coverage_of_bodied(user, group_ids, on=on, now=now, kinds=(kinds := read_kinds(on)))
    nothing = coverage(kinds=kinds, seats=(), on=on)
    return {pk: found.get(pk, nothing) for pk in group_ids}


def coverage_of_bodied(
    user: User, group_ids: list[int], *, on: date, now: datetime, kinds: list[Kind]
) -> dict[int, Coverage]:
    """Return the usual coverage of those of the groups that had a body on a day."""
    bodies: dict[int, list[Body]] = {}
    for body in Body.objects.countable_by(user).filter(group__in=group_ids).on(on):
        bodies.setdefault(body.group_id, []).append(body)
    scope = [body.pk for rows in bodies.values() for body in usual_scope(rows)]
    seats: dict[int, list[SeatLine]] = {pk: [] for pk in bodies}
    for seat in read_seats(scope, now):
        seats[seat.group_id].append(seat)
    asked = on >= helsinki_day(now)
    return {pk: coverage(kinds=kinds, seats=rows, on=on, asked=asked) for pk, rows in seats.items()}


def key_figures(
    now: Coverage, year_ago: Coverage, came: Came, targets: Rate
) -> list[dict[str, object]]:
    """Return the figures that head the representation page."""
    earlier = gettext("%(number)s a year earlier") % {"number": year_ago.listed.met}
    found = [
        _figure(now.required, gettext("required kinds")),
        _figure(now.listed, gettext("kinds on the national list")) | {"note": earlier},
        _figure(targets, gettext("own targets reached"))
        if targets.of
        else _figure(now.targets, gettext("seldom represented kinds, targets of recruitment")),
    ]
    sitting = [came[line.kind.id] for line in now.filled if line.kind.id in came]
    if not sitting:
        return [*found, {"value": len(now.gaps), "label": gettext("kinds missing or weak")}]
    label = gettext("filled kinds that came to one of the last meetings")
    apart = {"note": gettext("seats and attendance are counted apart")}
    present = Rate(sum(rate.met > 0 for rate in sitting), len(sitting))
    return [*found, _figure(present, label) | apart]


def _figure(rate: Rate, label: str) -> dict[str, object]:
    return {
        "value": rate.met,
        "of": gettext("of %(number)s") % {"number": rate.of},
        "label": label,
    }


def sector_rows(found: Coverage, came: Came) -> list[dict[str, object]]:
    """Return coverage and attendance by administrative sector, working life among them."""
    sectors: dict[str, list[CoverageLine]] = {}
    for line in found.lines:
        sectors.setdefault(line.kind.sector, []).append(line)
    return [
        {
            "name": str(label),
            "met": sum(line.is_represented for line in sectors[value]),
            "of": len(sectors[value]),
            "members": sum(line.members for line in sectors[value]),
            "seats": sum(line.seats for line in sectors[value]),
            "came": came_text(_all(came, sectors[value])),
            "missing": ", ".join(
                line.kind.name for line in sectors[value] if not line.is_represented
            ),
        }
        for value, label in Sector.choices
        if value in sectors
    ]


def _all(came: Came, lines: list[CoverageLine]) -> Rate | None:
    rates = [came[line.kind.id] for line in lines if line.kind.id in came]
    return Rate(sum(each.met for each in rates), sum(each.of for each in rates)) if rates else None


def counted_text(held: Sequence[HeldMeeting]) -> str:
    """Return by what it was counted who came: who was entered as present, or the answers."""
    if not held:
        return ""
    entered = sum(meeting.is_entered for meeting in held)
    sentence = gettext(
        "Who was entered as present counts in %(entered)s of these meetings, what people "
        "answered to the call in %(others)s."
    )
    return sentence % {"entered": entered, "others": len(held) - entered}


def came_text(rate: Rate | None) -> str:
    """Return to how many meetings somebody came; a dash where there were none."""
    if rate is None:
        return "–"
    return gettext("%(met)s of %(of)s") % {"met": rate.met, "of": rate.of}


def candidate_rows(
    user: User, group: EloGroup, scope: list[Body], found: Coverage, body_id: int | None
) -> list[dict[str, str]]:
    """Return organisations of the register that could fill a gap and have no seat in `scope`."""
    kinds = {pk: line.kind for line in found.gaps for pk in line.kind.fulfilled_by}
    rows = Organisation.objects.visible_to(user).without_seat_in(scope, categories=kinds)
    near = GroupRegion.objects.visible_to(user).filter(group=group).values("region")
    rows = rows.filter(region__in=near).only("name_sv", "name_fi", "category").order_by("pk")
    return [
        {
            "name": row.name,
            "page": address("groups:organisation_detail", row.pk),
            "kind": capfirst(kinds[row.category_id].name),
            "url": invite_url(group.pk, category=kinds[row.category_id].key, body_id=body_id)
            + f"&organisation={row.pk}",
        }
        for row in rows[:CANDIDATES]
    ]
