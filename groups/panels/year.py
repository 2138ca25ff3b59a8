"""A group's year in words and as a picture: the list by quarter, the clock, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.formats import date_format, time_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from elo_platform.lib.clock import Mark, year_clock
from elo_platform.lib.http import address
from elo_platform.lib.tables import Cell, Table
from elo_platform.lib.text import day as day_text
from groups.forms.year import ORDINALS
from groups.models import YearEntry, YearRule
from groups.models.year import RuleKind, YearKind
from groups.querysets.years import Gap
from groups.services.year_rules import MEETINGS
from groups.states import EventState, MeetingState, YearState

Row = dict[str, Any]
# On which ring of the clock each kind stands; what is not named is on the second.
RINGS: dict[str, int] = dict.fromkeys(MEETINGS, 0) | {
    YearKind.SURVEY: 2,
    YearKind.SEMINAR: 3,
    YearKind.EVENT: 3,
}
_OTHERS = 1
STATES = {
    YearState.DRAFT: ("neutral", "circle-dashed"),
    YearState.PLANNED: ("info", "calendar-days"),
    YearState.DONE: ("success", "circle-check"),
    YearState.DROPPED: ("neutral", "archive"),
}
_CALLED = {MeetingState.CALLED, MeetingState.CANCELLED, EventState.OPEN, EventState.CANCELLED}


@dataclass(frozen=True, slots=True)
class Reader:
    """What a reader of a year may open and move, by id, whether they manage it, and the day."""

    meetings: frozenset[int]
    movable: frozenset[int]
    events: frozenset[int]
    manages: bool
    today: date


def rings() -> list[str]:
    """Return what stands on each ring of the clock, from the outermost."""
    return [
        gettext("Meetings"),
        gettext("Plans and tasks"),
        gettext("Surveys"),
        gettext("Seminars and events"),
    ]


def clock_of(entries: Iterable[YearEntry], year: int, today: date) -> SafeString:
    """Return the picture of the year; it says in words what stands in which month."""
    rows = [entry for entry in entries if entry.on and entry.state != YearState.DROPPED]
    marks = [
        Mark(
            RINGS.get(entry.kind, _OTHERS),
            entry.on,
            entry.until,
            is_open=entry.state == YearState.DRAFT and not _is_called(entry),
        )
        for entry in rows
        if entry.on.year == year
    ]
    months = [date_format(date(year, month, 1), "M") for month in range(1, 13)]
    return year_clock(year, marks, title=_said(rows, year), months=months, today=today)


def _said(rows: list[YearEntry], year: int) -> str:
    """Return the picture in words: each ring and its months."""
    parts = []
    for ring, name in enumerate(rings()):
        found = {row.on.month for row in rows if RINGS.get(row.kind, _OTHERS) == ring}
        if found:
            months = ", ".join(str(MONTHS[month]).lower() for month in sorted(found))
            parts.append(f"{name.lower()}: {months}")
    text = "; ".join(parts) or gettext("nothing yet")
    return gettext("Year clock %(year)s – %(text)s") % {"year": year, "text": text}


def quarters_of(entries: Iterable[YearEntry], year: int, reader: Reader) -> list[Row]:
    """Return the rows of the list by quarter; without a day, and left out, come last."""
    parts: dict[str, list[Row]] = {}
    names = [f"{MONTHS[first]}–{str(MONTHS[first + 2]).lower()}" for first in (1, 4, 7, 10)]
    ordered = sorted(entries, key=_by_day)
    for entry in ordered:
        if entry.state != YearState.DROPPED and entry.on:
            name = names[(entry.on.month - 1) // 3]
            parts.setdefault(name, []).append(_row(entry, reader))
    last = {
        gettext("Without a day"): [e for e in ordered if not e.on and e.state != "dropped"],
        gettext("Left out"): [e for e in ordered if e.state == "dropped"],
    }
    found = [{"name": name, "rows": rows} for name, rows in parts.items()]
    found += [
        {"name": name, "rows": [_row(entry, reader) for entry in rows]}
        for name, rows in last.items()
        if rows
    ]
    return found


def _by_day(entry: YearEntry) -> tuple[bool, date, int]:
    return entry.on is None, entry.on or date.min, entry.pk or 0


def _row(entry: YearEntry, reader: Reader) -> Row:
    return {
        "id": entry.pk,
        "when": when(entry.on, entry.until if entry.last_day else None),
        "title": entry.title,
        "url": _url(entry, reader),
        "more": _more(entry),
        "status": _status(entry, reader.today),
        "why": _why(entry, reader),
        "proposed": day_text(entry.proposed_day) if entry.proposed_day else "",
        "renewal": address("groups:year_renewal", entry.pk)
        if entry.kind == YearKind.RENEWAL and entry.state != YearState.DROPPED
        else "",
        "held": _held(entry, reader) if entry.pk else "",
        "move_url": f"/meetings/{entry.meeting_id}/edit/"
        if entry.meeting_id in reader.movable
        else "",
        "is_event": entry.event_id is not None,
    }


def when(first: date | None, last: date | None = None, form: str = "MONTH_DAY_FORMAT") -> str:
    """Return a day with its weekday, or some days; without the year, unless `form` has it."""
    if first is None:
        return gettext("no day yet")
    if last and last != first:
        return f"{date_format(first, form)}–{date_format(last, form)}"
    return f"{date_format(first, 'D')} {date_format(first, form)}"


def _more(entry: YearEntry) -> str:
    """Return kind, body and time, as far as the title does not say them."""
    kind = str(entry.get_kind_display())
    parts = [kind if kind != entry.title else "", entry.body.name if entry.body else ""]
    return " · ".join(filter(None, [*parts, _clock(entry)]))


def _clock(entry: YearEntry) -> str:
    held = entry.meeting or entry.event or entry
    if not held.begins:
        return ""
    ends = f"–{time_format(held.ends)}" if held.ends else ""
    return f"{time_format(held.begins)}{ends}"


def _url(entry: YearEntry, reader: Reader) -> str:
    """Return where a row leads: who manages the year changes it, others open its meeting."""
    if reader.manages and entry.pk:
        return address("groups:year_entry_edit", entry.pk)
    return _held(entry, reader)


def _held(entry: YearEntry, reader: Reader) -> str:
    """Return the page of an entry's meeting or event, for who may open it."""
    if entry.meeting_id in reader.meetings:
        return address("groups:meeting_detail", entry.meeting_id)
    if entry.event_id in reader.events:
        return address("groups:event_detail", entry.event_id)
    return ""


def _is_called(entry: YearEntry) -> bool:
    held = entry.meeting or entry.event
    return held is not None and held.state in _CALLED


def _status(entry: YearEntry, today: date) -> dict[str, str]:
    held = entry.meeting or entry.event
    is_over = entry.until is not None and entry.until < today
    if held and _is_called(entry) and entry.state != YearState.DROPPED:
        if is_over and not held.cancelled_at:
            return {"tone": "success", "icon": "circle-check", "text": gettext("Held")}
        return {"tone": "info", "icon": "calendar-days", "text": held.get_state_display()}
    if is_over and entry.state == YearState.PLANNED:
        return {"tone": "hjortron", "icon": "hourglass", "text": gettext("Not marked as done")}
    tone, icon = STATES[YearState(entry.state)]
    return {"tone": tone, "icon": icon, "text": entry.get_state_display()}


def _why(entry: YearEntry, reader: Reader) -> str:
    """Return why an entry stands on its day: its rule, or what it was copied from."""
    if not reader.manages:
        return ""
    if entry.anchor and entry.offset:
        return distance(entry.offset, entry.anchor.title)
    if entry.rule:
        return rule_text(entry.rule)
    if entry.copied_from_id:
        return gettext("copied from %(year)s") % {"year": entry.year - 1}
    return ""


def distance(offset: int, title: str) -> str:
    """Return how far from an entry another one lies."""
    count = abs(offset)
    words = {"number": count, "entry": title}
    if offset < 0:
        text = ngettext("one day before: %(entry)s", "%(number)s days before: %(entry)s", count)
    else:
        text = ngettext("one day after: %(entry)s", "%(number)s days after: %(entry)s", count)
    return text % words


def rule_text(rule: YearRule) -> str:
    """Return how a rule finds its day, in words."""
    if rule.rule == RuleKind.RELATIVE:
        return distance(rule.offset or 0, rule.anchor.title if rule.anchor else "")
    month = str(MONTHS[rule.month or 1])
    if rule.rule == RuleKind.DATE:
        return date_format(date(2000, rule.month or 1, rule.month_day or 1), "MONTH_DAY_FORMAT")
    words = {
        "which": dict(ORDINALS)[rule.ordinal or 1],
        "weekday": str(WEEKDAYS[rule.weekday or 0]).lower(),
    }
    return f"{month}: " + gettext("%(which)s %(weekday)s") % words


def proposal_rows(entries: Iterable[YearEntry]) -> list[Row]:
    """Return what would follow an entry that has moved: from which day, to which, and why."""
    waiting = [(entry, entry.anchor) for entry in sorted(entries, key=_by_day)]
    return [
        {
            "id": entry.pk,
            "title": entry.title,
            "was": when(entry.on),
            "day": when(entry.proposed_day),
            "why": distance(entry.offset or 0, anchor.title),
        }
        for entry, anchor in waiting
        if entry.proposed_day and anchor
    ]


def gap_rows(gaps: Iterable[Gap], group_id: int, year: int) -> list[Row]:
    """Return what the year lacks, each with where it is mended."""
    return [
        {
            "title": gap_title(gap),
            "text": gettext("It stands as a silent draft. Confirm it, so that the group sees it.")
            if gap.is_draft
            else gettext("Nothing is planned, though every year has one."),
            "url": "" if gap.is_draft else _new_url(gap, group_id, year),
        }
        for gap in gaps
    ]


def gap_title(gap: Gap) -> str:
    """Return what is missing, by name."""
    return gap.title or str(YearKind(gap.kind).label)


def _new_url(gap: Gap, group_id: int, year: int) -> str:
    return f"{address('groups:year_entry_new', group_id, year)}?kind={gap.kind}"


def rule_rows(rules: Iterable[YearRule]) -> list[Row]:
    """Return the lines of the template."""
    listed = list(rules)
    return [
        {
            "id": rule.pk,
            "title": rule.title,
            "kind": rule.get_kind_display(),
            "body": rule.body.name if rule.body else "",
            "text": rule_text(rule),
            "skips": ", ".join(_skips(rule)),
            "is_required": rule.is_required,
            "is_first": place == 0,
            "is_last": place == len(listed) - 1,
        }
        for place, rule in enumerate(listed)
    ]


def _skips(rule: YearRule) -> list[str]:
    found = [gettext("not in July")] if rule.skips_july else []
    return [*found, gettext("not on holidays")] if rule.skips_holidays else found


def year_table(entries: Iterable[YearEntry], year: int, today: date) -> Table:
    """Return the entries of a year as a list that leaves."""
    headers = [
        *(gettext("Day"), gettext("Last day"), gettext("Begins"), gettext("Ends")),
        *(gettext("What"), gettext("Kind"), gettext("Body"), gettext("Place"), gettext("State")),
    ]
    rows: list[list[Cell]] = [
        [
            entry.on,
            entry.until if entry.last_day else None,
            *(time_format(each) if each else "" for each in (entry.begins, entry.ends)),
            entry.title,
            str(entry.get_kind_display()),
            entry.body.name if entry.body else "",
            entry.place,
            str(_status(entry, today)["text"]),
        ]
        for entry in sorted(entries, key=_by_day)
        if entry.state != YearState.DROPPED
    ]
    return Table(f"elo-year-{year}", gettext("Year clock"), headers, rows)
