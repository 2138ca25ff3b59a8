"""How a reorganisation reads: how far it has come, its steps, and what it touches."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.dateformat import format as formatted
from django.utils.formats import get_format
from django.utils.translation import gettext, ngettext

from elo_platform.lib.dates import HELSINKI
from elo_platform.lib.forms import VersionedForm
from elo_platform.lib.text import day
from groups.kinds import StepRelation
from groups.models import Reorganisation
from groups.services.reorganisation_inquiry import Effect, Simulation
from groups.services.reorganisation_lines import Heir, Line
from groups.states import ReorganisationState

TONES = {
    ReorganisationState.DRAFT: ("info", "pencil"),
    ReorganisationState.CONFIRMED: ("hjortron", "clock"),
    ReorganisationState.APPLIED: ("success", "circle-check"),
    ReorganisationState.WITHDRAWN: ("neutral", "undo-2"),
}


@dataclass(frozen=True, slots=True)
class Station:
    """One station on the way of a reorganisation; `mark` is now, open or empty for done."""

    label: str
    text: str
    icon: str
    mark: str = ""


def status_of(row: Reorganisation) -> dict[str, str]:
    """Return the state as colour, icon and words."""
    tone, icon = TONES[ReorganisationState(row.state)]
    text = row.get_state_display()
    if row.state == ReorganisationState.DRAFT and row.first_by_id:
        tone, icon, text = "hjortron", "hourglass", gettext("Waits for a second administrator")
    return {"tone": tone, "icon": icon, "text": text}


def stations(row: Reorganisation, found: Simulation, steps: int) -> list[Station]:
    """Return how far the matter has come: successors, simulation, choices, confirmation, day."""
    open_choices = len(found.open_questions)
    confirmed = bool(row.first_by_id) + bool(row.second_by_id)
    done = len(found.questions) - open_choices
    is_draft = row.state == ReorganisationState.DRAFT
    rows = [
        (gettext("Successors"), _steps(steps), "git-branch", bool(steps)),
        (gettext("Simulation"), _touched(found.count), "eye", bool(steps)),
        (gettext("Choices"), _made(done, len(found.questions)), "list-checks", not open_choices),
        (gettext("Confirmation"), _confirmed(confirmed), "shield", confirmed == 2),
        (gettext("Carried out"), day(row.on), "calendar-days", row.applied_at is not None),
    ]
    marks, is_now = [], True
    for label, text, icon, is_done in rows:
        mark = "" if is_done and (is_now or not is_draft) else "now" if is_now else "open"
        is_now = is_now and mark == ""
        marks.append(Station(label, text, icon, mark))
    return marks


def _steps(number: int) -> str:
    return ngettext("%(n)s step", "%(n)s steps", number) % {"n": number}


def _touched(number: int) -> str:
    return ngettext("%(n)s thing is touched", "%(n)s things are touched", number) % {"n": number}


def _made(done: int, number: int) -> str:
    if not number:
        return gettext("Nothing to choose")
    return gettext("%(done)s of %(number)s made") % {"done": done, "number": number}


def _confirmed(number: int) -> str:
    return gettext("%(number)s of 2 people") % {"number": number}


def moment(at: Any) -> str:
    """Return a moment in Finland as date and time."""
    return formatted(at.astimezone(HELSINKI), get_format("SHORT_DATETIME_FORMAT"))


def step_rows(lines: Iterable[Line], regions: dict[int, str], version: int) -> list[dict[str, Any]]:
    """Return the steps as they read: what goes, how, and where to."""
    rows: dict[int, dict[str, Any]] = {}
    for line in lines:
        row = rows.setdefault(line.step_id, {"pk": line.step_id, "line": line, "before": []})
        row["before"].append(line.label)
    return [
        {
            "pk": row["pk"],
            "before": row["before"],
            "relation_label": StepRelation(row["line"].relation).label,
            "after": [
                {"label": heir.label, "places": _places(heir, regions)}
                for heir in row["line"].heirs
            ],
            "remove": VersionedForm(initial={"version": version}),
        }
        for row in rows.values()
    ]


def _places(heir: Heir, regions: dict[int, str]) -> str:
    return ", ".join(sorted(regions[pk] for pk in heir.regions))


def total_rows(found: Simulation) -> list[dict[str, Any]]:
    """Return what is touched, counted, with a number for each heir."""
    return [
        {
            "what": total.touched.label,
            "fate": total.fate.label,
            "numbers": [(heir.label, total.by_heir.get(heir.code, 0)) for heir in found.heirs],
            "count": total.count,
        }
        for total in found.totals()
    ]


def effect_row(effect: Effect, heirs: dict[str, Heir]) -> dict[str, Any]:
    """Return one thing that is touched, with where it goes and its group's address."""
    group = effect.group_id
    return {
        "what": effect.touched.label,
        # Some things have no name that an administrator may read.
        "label": effect.label or effect.touched.label,
        "fate": effect.fate.label,
        "heirs": ", ".join(heirs[code].label for code in effect.heirs if code in heirs),
        "url": reverse("groups:group_detail", args=[group]) if group else "",
    }
