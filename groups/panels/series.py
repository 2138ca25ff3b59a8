"""Series of meetings in words: their rule, and what becomes of each day."""

import hashlib
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from elo_platform.lib.text import day as short_day
from groups.models import Meeting, Series
from groups.models.series import Frequency, Ordinal
from groups.models.when import when_words
from groups.permissions import BodyPermission
from groups.querysets.readers import people_permitted
from groups.services.series_plan import (
    Followed,
    SeriesChanges,
    SeriesValues,
    changes_of,
    followed_fields,
    has_begun,
    is_moved,
    occurrences,
)
from groups.states import MeetingState

NEW = ("success", "circle-plus")
SAME = ("neutral", "circle-dashed")
MOVES = ("info", "calendar-days")
CALLED = ("hjortron", "send")
NONE = ("neutral", "circle-slash")


@dataclass(frozen=True, slots=True)
class DayRow:
    """One line of a preview or of a series: a day, and what is on it."""

    on: date
    when: str
    tone: str
    icon: str
    text: str
    note: str = ""
    url: str = ""
    move_url: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What making or changing a series comes to; `mark` tells whether it is still that."""

    rows: list[DayRow]
    made: int
    followed: int
    called: int
    gone: int
    mark: str


def rule_words(row: Series | SeriesValues) -> str:
    """Return the rule of a series in words."""
    if row.frequency == Frequency.MONTH_DAY:
        what = gettext("day %(number)s") % {"number": row.month_day}
    else:
        what = str(WEEKDAYS[row.weekday or 0])
    if row.frequency == Frequency.MONTH_WEEKDAY:
        words = {"ordinal": Ordinal(row.ordinal).label, "weekday": what}
        what = gettext("%(ordinal)s %(weekday)s") % words
    values = {"number": row.interval, "what": what}
    if row.frequency == Frequency.WEEKLY:
        return (
            ngettext("Each week: %(what)s", "Every %(number)s weeks: %(what)s", row.interval)
            % values
        )
    return (
        ngettext("Each month: %(what)s", "Every %(number)s months: %(what)s", row.interval) % values
    )


def preview_of_new(*, values: SeriesValues, now: datetime) -> Preview:
    """Return the days of a series that is not made yet.

    Raises:
        ValidationError: see `occurrences`.
    """
    rows = []
    for each in occurrences(values=values):
        why_not = each.why_not
        if not why_not and has_begun(day=each.day, values=values, now=now):
            why_not = gettext("The day has passed.")
        when = date_format(each.day, "F Y") if each.is_month else _when(each.day, values)
        if why_not:
            rows.append(DayRow(each.day, when, *NONE, gettext("No meeting"), why_not))
        else:
            rows.append(DayRow(each.day, when, *NEW, gettext("Draft")))
    made = sum(not row.note for row in rows)
    return Preview(rows, made, 0, 0, 0, _mark(rows, values))


def preview_of_change(*, series: Series, values: SeriesValues, now: datetime) -> Preview:
    """Return what becomes of the meetings of `series` when it changes to `values`.

    Raises:
        ValidationError: see `changes_of`.
    """
    changes = changes_of(series=series, values=values, now=now)
    rows = [
        *(_followed(step, series, values) for step in changes.drafts + changes.called),
        *(DayRow(day, _when(day, values), *NEW, gettext("New draft")) for day in changes.new),
        *_others(changes, series),
        *_skipped(changes, values, now),
    ]
    rows.sort(key=lambda row: (row.on, row.text))
    moved = [step for step in changes.called if _changes(step, series, values)]
    followed = [step for step in changes.drafts if _changes(step, series, values)]
    counts = len(changes.new), len(followed), len(moved), len(changes.gone)
    return Preview(rows, *counts, _mark(rows, values))


def leads_still(series: Series) -> bool:
    """Tell whether who looks after the series still leads its body."""
    leaders = people_permitted(series.body, BodyPermission.EDIT_MEETINGS)
    return leaders.filter(pk=series.owner_id).exists()


def series_rows(meetings: list[Meeting], movable: Container[int]) -> list[DayRow]:
    """Return the meetings of a series for its own page, with which were moved, and how.

    `movable` are the ids of those that the reader may move still.
    """
    rows = []
    last: Meeting | None = None
    for meeting in sorted(meetings, key=lambda row: (row.occurs_on, row.pk)):
        note = ""
        if meeting.day != meeting.occurs_on:
            note = gettext("Moved by hand, by the rule %(day)s.") % {
                "day": short_day(meeting.occurs_on)
            }
        if last and last.starts_at > meeting.starts_at:
            note = " ".join(filter(None, [note, gettext("It comes before the one before it.")]))
        is_live = meeting.state != MeetingState.CANCELLED
        last = meeting if is_live else last
        tone, icon = {MeetingState.DRAFT: SAME, MeetingState.CALLED: MOVES}.get(
            MeetingState(meeting.state), NONE
        )
        text, url = meeting.get_state_display(), f"/meetings/{meeting.pk}/"
        move_url = f"{url}edit/" if meeting.pk in movable else ""
        rows.append(DayRow(meeting.day, meeting.when, tone, icon, text, note, url, move_url))
    return rows


def _when(day: date, values: SeriesValues) -> str:
    return when_words(day, values.begins, values.ends, values.zone)


def _changes(step: Followed, series: Series, values: SeriesValues) -> list[str]:
    """Return which fields of a meeting change when it follows its series."""
    after = followed_fields(step=step, series=series, values=values)
    return [name for name, value in after.items() if value != getattr(step.meeting, name)]


def _followed(step: Followed, series: Series, values: SeriesValues) -> DayRow:
    is_draft = step.meeting.state == MeetingState.DRAFT
    when = _when(step.day, values)
    changed = _changes(step, series, values)
    if not changed:
        return DayRow(step.day, when, *SAME, gettext("Stays as it is"))
    note = ""
    if {"day", "begins", "ends", "zone"} & set(changed):
        note = gettext("Now: %(when)s.") % {"when": step.meeting.when}
    if is_draft:
        return DayRow(step.day, when, *MOVES, gettext("Draft changes"), note)
    return DayRow(step.day, when, *CALLED, gettext("Called, changes if you choose so"), note)


def _others(changes: SeriesChanges, series: Series) -> list[DayRow]:
    rows = [
        DayRow(
            row.day, row.when, *NONE, gettext("Draft is removed"), gettext("No day of the rule.")
        )
        for row in changes.gone
    ]
    for row in changes.kept:
        note = row.get_state_display()
        if row.state != MeetingState.CANCELLED and is_moved(meeting=row, series=series):
            note = gettext("It was moved by hand.")
        elif row.state == MeetingState.DRAFT:
            note = gettext("It has papers, guests or matters of others.")
        rows.append(DayRow(row.day, row.when, *SAME, gettext("Stays as it is"), note))
    return rows


def _skipped(changes: SeriesChanges, values: SeriesValues, now: datetime) -> list[DayRow]:
    rows = []
    for each in changes.skipped:
        if each.is_month or not has_begun(day=each.day, values=values, now=now):
            when = date_format(each.day, "F Y") if each.is_month else _when(each.day, values)
            rows.append(DayRow(each.day, when, *NONE, gettext("No meeting"), each.why_not))
    return rows


def _mark(rows: list[DayRow], values: SeriesValues) -> str:
    """Return what tells one preview from another, whatever the reader's language."""
    shown: list[Any] = [(row.on, row.tone, row.icon, row.url) for row in rows]
    return hashlib.sha256(repr((shown, values)).encode()).hexdigest()[:16]
