"""Representation over time: which kind was represented when, and how far each body came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from groups.models import Body
from groups.models.category import Frequency
from groups.panels.representation import came_text, gap_rows, how_often, status
from groups.querysets.coverage import (
    Coverage,
    CoverageLine,
    Kind,
    Presence,
    Rate,
    SeatLine,
    rates,
)

_MARKS = {
    Presence.BOTH: ("h3", "●"),
    Presence.MEMBER: ("h2", "●"),
    Presence.DEPUTY: ("h1", "◐"),
    Presence.ASKED: ("h0", "○"),
    Presence.VACANT: ("h0", "○"),
    Presence.NEVER: ("h0", "○"),
}
_TEXTS = {
    "h3": gettext_lazy("member and deputy"),
    "h2": gettext_lazy("member"),
    "h1": gettext_lazy("deputy only"),
    "h0": gettext_lazy("vacant"),
}
# Shares of the national list, from which on a cell gets a darker tone.
_TONES = ((75, "h3"), (50, "h2"), (1, "h1"), (0, "h0"))


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the cells of a kind (id): its first name, its target, who came."""

    earlier: dict[int, str]
    targets: dict[int, str]
    came: dict[int, Rate]


def cell_of(line: CoverageLine | None) -> dict[str, str]:
    """Return how a square of the matrix looks, and the same in words."""
    if line is None:
        return {"tone": "hx", "mark": "–", "text": gettext("did not exist")}
    tone, mark = _MARKS[line.presence]
    if tone == "h0" and line.is_required:
        return {"tone": tone, "mark": "✕", "text": gettext("vacant, although required then")}
    return {"tone": tone, "mark": mark, "text": str(_TEXTS[tone])}


def drawn_cells(cells: Iterable[dict[str, str]]) -> SafeString:
    """Return squares as the tables draw them: there are hundreds, too many for a template."""
    drawn = (
        f'<td class="{cell["tone"]}"><span aria-hidden="true">{cell["mark"]}</span>'
        f'<span class="sr">{escape(cell["text"])}</span></td>'
        for cell in cells
    )
    return mark_safe("".join(drawn))  # noqa: S308 - tones and marks are ours, texts are escaped


def _class_of(line: CoverageLine) -> str:
    if line.is_required:
        return gettext("Required by the agreement")
    classes: dict[str, str] = {
        Frequency.OFTEN: gettext("Often in the country's groups"),
        Frequency.OVER_HALF: gettext("In over half of the country's groups"),
        Frequency.SELDOM: gettext("Seldom in the country's groups: targets of recruitment"),
    }
    return classes.get(line.kind.frequency, gettext("Others"))


def _target(line: CoverageLine, beside: Beside) -> str:
    if line.kind.id in beside.targets:
        return beside.targets[line.kind.id]
    return gettext("Always") if line.is_required else "–"


def _existed(bodies: Iterable[Body], on: date) -> bool:
    return any(body.starts_on <= on and (not body.ends_on or on <= body.ends_on) for body in bodies)


def history_rows(
    found: dict[date, Coverage],
    days: list[date],
    scope: list[Body],
    beside: Beside,
    ask: dict[str, object],
) -> list[dict[str, object]]:
    """Return the kinds by class, each with a cell for every day, its state and the next step."""
    by_day = {
        each: {line.kind.id: line for line in found[each].lines} if _existed(scope, each) else {}
        for each in days
    }
    classes: dict[str, list[dict[str, object]]] = {}
    for line in found[days[-1]].lines:
        cells = [cell_of(by_day[each].get(line.kind.id)) for each in days]
        act = [] if line.is_represented and not line.ends_on else gap_rows([line], **ask)
        once = beside.earlier.get(line.kind.id, "")
        classes.setdefault(_class_of(line), []).append(
            {
                "key": line.kind.key,
                "name": capfirst(line.kind.name),
                "once": once if once != line.kind.name else "",
                "often": how_often(line),
                "cells": cells,
                "drawn": drawn_cells(cells),
                "seats": line.seats,
                "target": _target(line, beside),
                "came": came_text(beside.came.get(line.kind.id)),
                "status": status(line),
                "act": act[0] if act and "url" in act[0] else None,
            }
        )
    return [{"label": label, "rows": rows} for label, rows in classes.items()]


def body_rows(
    kinds: list[Kind], seats: list[SeatLine], bodies: list[Body], days: list[date]
) -> list[dict[str, object]]:
    """Return each body's coverage rate on each day: of the required kinds and of the list."""
    rows = []
    for body in bodies:
        own = [seat for seat in seats if seat.body_id == body.pk]
        found = rates(kinds=kinds, seats=own, days=[on for on in days if _existed([body], on)])
        cells = (_rate(*found[on]) if on in found else cell_of(None) for on in days)
        rows.append({"name": body.name, "drawn": drawn_cells(cells)})
    return rows


def _rate(listed: Rate, required: Rate) -> dict[str, str]:
    """Return how a square of the coverage rates looks, and the same in words."""
    tone = next(tone for least, tone in _TONES if listed.percent >= least)
    text = gettext("%(met)s of %(of)s kinds on the list, %(required)s of %(all)s required") % {
        "met": listed.met,
        "of": listed.of,
        "required": required.met,
        "all": required.of,
    }
    return {"tone": tone, "mark": f"{listed.met}/{listed.of}", "text": text}
