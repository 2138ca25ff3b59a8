"""The table of a plan: goals and, under each, its actions; filtered, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from elo_platform.lib.tags import status as status_tag
from elo_platform.lib.text import alphabetical, day, whole_number
from groups.models.category import Sector
from plans.panels.reading import Row, words
from plans.states import OPEN_STATUSES, MeasureStatus

TONES = {
    MeasureStatus.IDEA: ("neutral", "circle-dashed"),
    MeasureStatus.AGREED: ("accent", "check"),
    MeasureStatus.UNDER_WAY: ("info", "circle-dot"),
    MeasureStatus.DONE: ("success", "circle-check"),
    MeasureStatus.STOPPED: ("neutral", "circle-slash"),
}
LATE, WITHOUT_NEED = "late", "without_need"


@dataclass(frozen=True, slots=True)
class Line:
    """An action in the table. `mark` is its status as it is drawn; `was_due` tells the plan's
    date where another was agreed on.
    """

    number: str
    title: str
    url: str
    responsible: str
    status: str
    mark: SafeString
    due: str
    was_due: str


@dataclass(slots=True)
class Block:
    """A goal with its lines. `level` is 1 for a strategic goal and 2 for one under it."""

    number: str
    title: str
    url: str
    national: str
    level: int
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter of the table."""

    name: str
    label: str
    every: str
    chosen: str
    options: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Table:
    """A plan's actions as they are shown, and how many there are in all."""

    blocks: list[Block]
    choices: list[Choice]
    shown: int
    total: int

    @property
    def is_filtered(self) -> bool:
        return any(choice.chosen for choice in self.choices)


def status_of(row: Mapping[str, Any], today: date) -> tuple[str, str, str]:
    """Return the state of an action as tone, icon and words: late before all else."""
    is_open = row["status"] in OPEN_STATUSES
    if is_open and (days := (today - row["deadline"]).days) > 0:
        late = ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}
        return "danger", "triangle-alert", late
    if row.get("is_offered") and row["status"] == MeasureStatus.IDEA:
        return "hjortron", "hourglass", gettext("Responsibility offered")
    if not row["status"]:
        return "neutral", "circle-dashed", gettext("Removed since")
    status = MeasureStatus(row["status"])
    return *TONES[status], str(status.label)


def national_words(numbers: Iterable[tuple[int, int]]) -> str:
    """Return national goals by number, each framework by its first year."""
    by_year: dict[int, list[int]] = {}
    for year, number in numbers:
        by_year.setdefault(year, []).append(number)
    parts = []
    for year, found in sorted(by_year.items()):
        listed = ", ".join(map(str, sorted(found)))
        sentence = ngettext(
            "national goal %(numbers)s (%(year)s)", "national goals %(numbers)s (%(year)s)",
            len(found),
        )  # fmt: skip
        parts.append(sentence % {"numbers": listed, "year": year})
    return "; ".join(parts)


def goal_numbers(goals: Iterable[Row]) -> dict[int, str]:
    """Return each goal's number as it is written: 2, or 2.1 for one under it."""
    rows = list(goals)
    own = {row["id"]: str(row["number"]) for row in rows}
    return {
        row["id"]: f"{own[row['parent_id']]}.{row['number']}"
        if row["parent_id"]
        else own[row["id"]]
        for row in rows
    }


def plan_table(
    goals: list[Row],
    measures: list[Row],
    *,
    today: date,
    asked: Mapping[str, str],
    kept_url: str,
    without_need: Callable[[], set[int]],
) -> Table:
    """Return the table with the filters that `asked` (the query) sets.

    `kept_url` is where the approved version stands, for whoever reads that and not the rows;
    else empty. `without_need` gives the ids of the actions that answer no need; asked only
    where wanted.
    """
    choices = _choices(goals, measures, asked, is_live=not kept_url)
    chosen = {choice.name: choice.chosen for choice in choices}
    hidden = without_need() if chosen.get("status") == WITHOUT_NEED else set()
    under = {goal["id"]: goal["parent_id"] or goal["id"] for goal in goals}
    shown = measures
    if any(chosen.values()):
        shown = [row for row in measures if _is_shown(row, chosen, under, hidden, today)]
    return Table(
        blocks=_blocks(goals, shown, today, kept_url, is_whole=len(shown) == len(measures)),
        choices=choices,
        shown=len(shown),
        total=len(measures),
    )


def _is_shown(
    row: Row, chosen: Mapping[str, str], under: Mapping[int, int], needed: set[int], today: date
) -> bool:
    goal, organisation = (whole_number(chosen.get(name, "")) for name in ("goal", "organisation"))
    status, sector = chosen.get("status", ""), chosen.get("sector", "")
    carrier = row["carrier_id"] or row["responsible_id"]
    return (
        goal in (None, row["goal_id"], under.get(row["goal_id"]))
        and organisation in (None, carrier, row["responsible_id"])
        and sector in ("", row["sector"])
        and _has_status(row, status, needed, today)
    )


def _has_status(row: Row, status: str, needed: set[int], today: date) -> bool:
    if status == LATE:
        return row["status"] in OPEN_STATUSES and row["deadline"] < today
    if status == WITHOUT_NEED:
        return row["id"] in needed
    return status in ("", row["status"])


def _choices(
    goals: list[Row], measures: list[Row], asked: Mapping[str, str], *, is_live: bool
) -> list[Choice]:
    numbers = goal_numbers(goals)
    named = {str(row["responsible_id"]): words(row["responsible"], "name") for row in measures}
    sectors = {row["sector"] for row in measures} - {""}
    of_goals = [
        (str(row["id"]), f"{numbers[row['id']]} {words(row)}")
        for row in goals
        if row["parent_id"] is None
    ]
    organisations = sorted(named.items(), key=lambda each: alphabetical(each[1]))
    of_sectors = [(code, str(label)) for code, label in Sector.choices if code in sectors]
    states = [(LATE, gettext("Late")), *((code, str(text)) for code, text in MeasureStatus.choices)]
    if is_live:
        states.append((WITHOUT_NEED, gettext("Without a need behind it")))
    made = [
        ("goal", gettext("Goal"), gettext("All goals"), of_goals),
        ("organisation", gettext("Organisation"), gettext("All organisations"), organisations),
        ("sector", gettext("Sector"), gettext("All sectors"), of_sectors),
        ("status", gettext("Status"), gettext("All"), states),
    ]
    return [
        Choice(name, label, every, _one_of(asked.get(name, ""), options), options)
        for name, label, every, options in made
        if options
    ]


def _one_of(value: str, options: list[tuple[str, str]]) -> str:
    return value if any(value == code for code, _label in options) else ""


def _blocks(
    goals: list[Row], measures: list[Row], today: date, kept_url: str, *, is_whole: bool
) -> list[Block]:
    """Return strategic goals, each followed by the goals under it; filtered, only those in use."""
    numbers = goal_numbers(goals)
    by_goal: dict[int, list[Row]] = {}
    for row in measures:
        by_goal.setdefault(row["goal_id"], []).append(row)
    goal_url, measure_url = (
        (_places(f"{kept_url}#goals-"), _places(f"{kept_url}#measures-"))
        if kept_url
        else (_addresses("plans:goal_detail"), _addresses("plans:measure_detail"))
    )
    blocks = []
    for goal in sorted(goals, key=lambda row: _order(numbers[row["id"]])):
        number, rows = numbers[goal["id"]], by_goal.get(goal["id"], [])
        used = bool(rows) or any(
            each["parent_id"] == goal["id"] and by_goal.get(each["id"]) for each in goals
        )
        if not (used or is_whole):
            continue
        block = Block(
            number=number,
            title=words(goal),
            url=goal_url(goal["id"]),
            national=national_words(goal["serves"]),
            level=2 if goal["parent_id"] else 1,
        )
        block.lines = [_line(row, number, measure_url(row["id"]), today) for row in rows]
        blocks.append(block)
    return blocks


def _order(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))


def _line(row: Row, goal_number: str, url: str, today: date) -> Line:
    look = status_of(row, today)
    return Line(
        number=f"{goal_number}.{row['number']}",
        title=words(row),
        url=url,
        responsible=words(row["responsible"], "name"),
        status=look[2],
        mark=status_tag(*look),
        due=day(row["deadline"]),
        was_due=_was_due(row["due_on"]) if row["deadline"] != row["due_on"] else "",
    )


def _was_due(on: date) -> SafeString:
    words = gettext("in the plan %(day)s") % {"day": day(on)}
    return format_html('<br><span class="mute mini">{}</span>', words)


def lines_of(rows: list[Row], goal_number: str, today: date) -> list[Line]:
    """Return the lines of one goal's actions, for its own page."""
    url = _addresses("plans:measure_detail")
    return [_line(row, goal_number, url(row["id"]), today) for row in rows]


def _addresses(name: str) -> Callable[[int], str]:
    """Return a maker of addresses that differ in one number: resolved once, not for each row."""
    before, after = reverse(name, args=[0]).split("0", 1)
    return lambda pk: f"{before}{pk}{after}"


def _places(before: str) -> Callable[[int], str]:
    return lambda pk: f"{before}{pk}"
