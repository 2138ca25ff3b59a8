"""The text of a plan as it is approved or was: its parts, what changed, and how life differs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from elo_platform.lib.text import day
from plans.kinds import PositionKind
from plans.models import Measure, PlanVersion
from plans.panels.clauses import clause_cards
from plans.panels.reading import words, years_of
from plans.panels.table import goal_numbers
from plans.querysets.approval import Change
from plans.querysets.content import Content
from plans.querysets.offers import names_of

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

# What has a name of its own and is told by it, not by its id.
_UNTOLD = ("responsible_id", "id", "goal_id", "parent_id")
_LABELS = {
    "title": gettext_lazy("Title"),
    "vision": gettext_lazy("Vision"),
    "text": gettext_lazy("Text"),
    "exception": gettext_lazy("Reason why it is left out"),
    "description": gettext_lazy("Description"),
    "year_from": gettext_lazy("First year"),
    "year_to": gettext_lazy("Last year"),
    "number": gettext_lazy("Number"),
    "kind": gettext_lazy("Type"),
    "responsible": gettext_lazy("Responsible"),
    "partners": gettext_lazy("Partners"),
    "national_goals": gettext_lazy("National goals"),
    "starts_on": gettext_lazy("Begins"),
    "ends_on": gettext_lazy("Ends"),
    "authority": gettext_lazy("Authority"),
    "parties": gettext_lazy("Parties"),
    "due_on": gettext_lazy("Ready by"),
}
_LANGUAGES = {"sv": gettext_lazy("in Swedish"), "fi": gettext_lazy("in Finnish")}


def sections(content: Content) -> dict[str, Any]:
    """Return a plan's whole text in the reader's language, in the order in which it is read."""
    numbers = goal_numbers(content["goals"])
    by_goal: dict[int, list[Content]] = {}
    for measure in sorted(content["measures"], key=lambda row: row["number"]):
        by_goal.setdefault(measure["goal_id"], []).append(measure)
    goals = sorted(content["goals"], key=lambda row: _order(numbers[row["id"]]))
    return {
        "title": words(content),
        "years": years_of(content["year_from"], content["year_to"]),
        "vision": words(content, "vision"),
        "edition": content["edition"],
        "clauses": clause_cards(content.get("clauses", [])),
        "positions": _positions(content),
        "goals": [
            {
                "id": goal["id"],
                "number": numbers[goal["id"]],
                "title": words(goal),
                "text": words(goal, "text"),
                "level": 2 if goal["parent_id"] else 1,
                "measures": [
                    _measure(each, numbers[goal["id"]]) for each in by_goal.get(goal["id"], [])
                ],
            }
            for goal in goals
        ],
        "measures": len(content["measures"]),
    }


def changed(changes: Iterable[Change], content: Content) -> list[dict[str, Any]]:
    """Return changes in words: what part, whether new, gone or changed, and old and new text."""
    numbers = goal_numbers(content["goals"])
    return [
        {
            "name": _name(change, numbers),
            "is_new": change.was is None,
            "is_gone": change.now is None,
            "fields": [
                {
                    "label": _label(field),
                    "was": _said(field, (change.was or {}).get(field)),
                    "now": _said(field, (change.now or {}).get(field)),
                }
                for field in change.fields
                if field not in _UNTOLD
            ],
        }
        for change in changes
    ]


def drift(version: PlanVersion, reader: User | AnonymousUser) -> list[dict[str, str]]:
    """Return where life has moved on from a version: who carries an action, and by when."""
    rows = Measure.objects.visible_to(reader).filter(plan=version.plan_id).with_deadline()
    today = {row.pk: row for row in rows}
    names = names_of(row.carrier_id for row in today.values() if row.carrier_id)
    numbers = goal_numbers(version.content["goals"])
    found = []
    for said in version.content["measures"]:
        row = today.get(said["id"])
        number = f"{numbers[said['goal_id']]}.{said['number']}"
        found += _moved(said, row, names, f"{number} {words(said)}") if row else []
    return found


def _moved(said: Content, row: Measure, names: dict[int, str], name: str) -> list[dict[str, str]]:
    found = []
    if row.agreed_on and row.agreed_on.isoformat() != said["due_on"]:
        was, now = day(date.fromisoformat(said["due_on"])), day(row.agreed_on)
        found.append({"name": name, "what": gettext("Ready by"), "was": was, "now": now})
    if row.carrier_id and row.carrier_id != said["responsible_id"]:
        was, now = words(said["responsible"], "name"), names[row.carrier_id]
        found.append({"name": name, "what": gettext("Responsible"), "was": was, "now": now})
    return found


def _positions(content: Content) -> list[dict[str, str]]:
    found = {row["kind"]: row for row in content["positions"]}
    return [
        {
            "label": str(capfirst(kind.label)),
            "text": words(found[kind], "text"),
            "exception": words(found[kind], "exception"),
        }
        for kind in PositionKind
        if kind in found
    ]


def _measure(row: Content, goal_number: str) -> dict[str, Any]:
    return {
        "id": row["id"],
        "number": f"{goal_number}.{row['number']}",
        "title": words(row),
        "text": words(row, "description"),
        "responsible": words(row["responsible"], "name"),
        "partners": ", ".join(words(each, "name") for each in row["partners"]),
        "due": day(date.fromisoformat(row["due_on"])),
        "national": _said("national_goals", row["national_goals"]),
    }


def _name(change: Change, numbers: dict[int, str]) -> str:
    row = change.now or change.was or {}
    if change.part == "plan":
        return gettext("The plan itself")
    if change.part == "clauses":
        authority = words(row["authority"], "name")
        return gettext("Clause of the performance agreement: %(name)s") % {"name": authority}
    if change.part == "positions":
        return capfirst(PositionKind(row["kind"]).label)
    if change.part == "goals":
        number = numbers.get(row["id"], str(row["number"]))
        return gettext("Goal %(number)s: %(title)s") % {"number": number, "title": words(row)}
    number = f"{numbers.get(row['goal_id'], '–')}.{row['number']}"
    return gettext("Action %(number)s: %(title)s") % {"number": number, "title": words(row)}


def _label(field: str) -> str:
    stem, _dash, language = field.rpartition("_")
    if language in _LANGUAGES:
        return f"{_LABELS.get(stem, stem)}, {_LANGUAGES[language]}"
    return str(_LABELS.get(field, field))


def _said(field: str, value: Any) -> str:
    if field in ("responsible", "authority") and value:
        return words(value, "name")
    if field == "partners":
        return ", ".join(words(each, "name") for each in value or [])
    if field == "national_goals":
        return ", ".join(f"{each['number']} ({each['framework']})" for each in value or [])
    if field in ("due_on", "starts_on", "ends_on") and value:
        return day(date.fromisoformat(value))
    return "" if value is None else str(value)


def _order(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))
