"""A group's years: what happened when, as a list by year and as bars over the years."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.utils.translation import gettext, ngettext

from elo_platform.lib.http import address
from elo_platform.lib.text import day, period
from groups.models import Agreement, Body, Coordination, LifeEvent, RoleGrant
from groups.models.life import LifeEvent as Life

YEARS = 10
# The drawing: a column of labels, then as much for each year, and a row for each bar.
LABELS, YEAR, ROW, TOP = 230, 77, 26, 30


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened on a day."""

    on: date
    text: str
    url: str = ""
    note: str = ""
    document_url: str = ""
    document: str = ""
    remove_url: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasted from a day to another, or lasts."""

    label: str
    name: str
    first: date
    last: date | None


def life_happenings(
    rows: Iterable[LifeEvent], *, sees_documents: bool, may_manage: bool
) -> list[Happening]:
    """Return the founding and the states of a group."""
    return [
        Happening(
            row.on,
            gettext("Founded") if row.kind == Life.Kind.FOUNDED else _state(row),
            note=row.note,
            remove_url=address("groups:life_remove", row.pk) if may_manage else "",
            **_document(row, sees_documents),
        )
        for row in rows
    ]


def _state(row: LifeEvent) -> str:
    return gettext("State from this day: %(state)s") % {"state": row.get_kind_display()}


def _document(row: LifeEvent, sees_documents: bool) -> dict[str, str]:
    if row.document is None or not (sees_documents or row.document.reach == "public"):
        return {}
    url = address("groups:document_file", row.document_id)
    return {"document": row.document.name, "document_url": url}


def coordination_happenings(rows: Iterable[Coordination]) -> list[Happening]:
    """Return from when on each authority coordinated the group."""
    return [
        Happening(
            row.starts_on,
            gettext("Coordinated by %(name)s from this day") % {"name": row.authority.name},
            address("groups:authority_detail", row.authority_id),
        )
        for row in rows
    ]


def body_happenings(rows: Iterable[Body], today: date) -> list[Happening]:
    """Return when bodies began and ended."""
    found = []
    for body in rows:
        url = address("groups:body_detail", body.pk)
        name = {"name": body.name}
        found.append(Happening(body.starts_on, gettext("%(name)s began") % name, url))
        if body.ends_on and body.ends_on <= today:
            found.append(Happening(body.ends_on, gettext("%(name)s ended") % name, url))
    return found


def agreement_happenings(rows: Iterable[Agreement]) -> list[Happening]:
    """Return when agreements were concluded."""
    return [
        Happening(
            row.concluded_on, gettext("Agreement concluded: %(title)s") % {"title": row.title}
        )
        for row in rows
        if row.concluded_on
    ]


def leader_rows(grants: Iterable[RoleGrant]) -> list[dict[str, str]]:
    """Return who coordinated and chaired, by role and time."""
    return [
        {
            "name": grant.user.name,
            "role": grant.get_role_display(),
            "body": grant.body.name if grant.body else "",
            "period": period(grant.starts_on, grant.ends_on),
        }
        for grant in grants
    ]


def spans_of(
    coordinations: Iterable[Coordination], bodies: Iterable[Body], agreements: Iterable[Agreement]
) -> list[Span]:
    """Return what lasted for a time, in the order in which it is drawn."""
    return [
        *(
            Span(gettext("Coordinated by"), row.authority.name, row.starts_on, row.ends_on)
            for row in coordinations
        ),
        *(Span(gettext("Body"), row.name, row.starts_on, row.ends_on) for row in bodies),
        *(
            Span(gettext("Agreement"), row.title, row.starts_on, row.ended_on or row.ends_on)
            for row in agreements
            if row.concluded_on
        ),
    ]


def by_year(happenings: Iterable[Happening], outcomes: dict[int, int]) -> list[dict[str, Any]]:
    """Return the years, the latest first, each with what happened and how many outcomes."""
    years: dict[int, list[Happening]] = defaultdict(list)
    for each in happenings:
        years[each.on.year].append(each)
    return [
        {
            "year": year,
            "outcomes": ngettext("One outcome", "%(number)s outcomes", outcomes[year])
            % {"number": outcomes[year]}
            if outcomes.get(year)
            else "",
            "rows": [
                {"day": day(each.on), "iso": each.on.isoformat(), "each": each}
                for each in sorted(years[year], key=lambda row: row.on, reverse=True)
            ],
        }
        for year in sorted(set(chain(years, outcomes)), reverse=True)
    ]


def figure(spans: list[Span], outcomes: dict[int, int], today: date) -> dict[str, Any]:
    """Return the drawing of the last years: a bar for each span, a number for each year."""
    first = today.year - YEARS + 1
    begun = (span for span in spans if span.first <= today)
    shown = [span for span in begun if span.last is None or span.last >= date(first, 1, 1)]
    width = LABELS + YEAR * YEARS
    height = TOP + ROW * (len(shown) + 1)
    return {
        "width": width,
        "height": height,
        "view_box": f"0 0 {width} {height}",
        "years": [
            {
                "year": year,
                "x": LABELS + YEAR * place,
                "middle": LABELS + YEAR * place + YEAR // 2,
                "outcomes": outcomes.get(year, 0) or "",
            }
            for place, year in enumerate(range(first, first + YEARS))
        ],
        "bars": [_bar(span, place, first, today) for place, span in enumerate(shown)],
        "outcomes_y": TOP + ROW * len(shown) + ROW // 2 + 4,
        "label_x": LABELS - 8,
    }


def _bar(span: Span, place: int, first: int, today: date) -> dict[str, Any]:
    start = max(_across(span.first, first), LABELS)
    end = min(_across(span.last or today, first), _across(today, first))
    return {
        "label": span.name if len(span.name) <= 32 else f"{span.name[:31]}…",
        "what": span.label,
        "name": span.name,
        "period": period(span.first, span.last),
        "x": start,
        "y": TOP + ROW * place + 4,
        "text_y": TOP + ROW * place + ROW // 2 + 4,
        "width": max(end - start, 3),
        "height": ROW - 8,
    }


def _across(on: date, first: int) -> int:
    share = (on - date(on.year, 1, 1)).days / 366
    return round(LABELS + YEAR * (on.year - first + share))
