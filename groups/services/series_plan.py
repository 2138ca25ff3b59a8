"""The days of a series of meetings, before and after it is made. Nothing here writes."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.dates import DAYS_OUT_OF_ORDER, HOURS_OUT_OF_ORDER, helsinki_day
from elo_platform.lib.holidays import JULY, holidays
from elo_platform.lib.recurrence import (
    days_of_months,
    weekdays_of_months,
    weekly_days,
)
from groups.kinds import NodeKind
from groups.models import Link, Meeting, Series
from groups.models.series import Frequency, Ordinal
from groups.permissions import Visibility
from groups.services.agenda import ItemValues
from groups.services.meetings import NO_TITLE, MeetingValues, values_of
from groups.services.wall_time import instant_of, require_zone
from groups.states import MeetingState

# A meeting whose day the new rule does not know takes the nearest free day, at most so far away.
NEAR_DAYS = 15
MAX_DAYS = 731


@dataclass(frozen=True, slots=True)
class SeriesValues:
    """What a form or a caller says of a series; the clock is wall time in `zone`."""

    frequency: str
    first_on: date
    last_on: date
    begins: time
    ends: time
    title_sv: str = ""
    title_fi: str = ""
    interval: int = 1
    weekday: int | None = None
    ordinal: int | None = None
    month_day: int | None = None
    zone: str = "Europe/Helsinki"
    place: str = ""
    link: str = ""
    skips_july: bool = True
    skips_holidays: bool = True
    owner_id: int | None = None
    template_id: int | None = None
    visibility: str = Visibility.BODY


SERIES_FIELDS = tuple(field.name for field in fields(SeriesValues))
# What a meeting has from its series besides day and clock, unless somebody has changed it.
INHERITED = ("title_sv", "title_fi", "place", "link", "visibility")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A day of the rule; with `why_not`, one on which there is no meeting.

    Where a month has no such day, `day` is the first of the month and `is_month` says so.
    """

    day: date
    why_not: str = ""
    is_month: bool = False


@dataclass(frozen=True, slots=True)
class Followed:
    """A meeting of a series with the day by the rule that it takes."""

    meeting: Meeting
    day: date


@dataclass(frozen=True, slots=True)
class SeriesChanges:
    """What becomes of the meetings of a series when it changes or ends."""

    drafts: list[Followed]
    called: list[Followed]
    new: list[date]
    gone: list[Meeting]
    kept: list[Meeting]
    skipped: list[Occurrence]


def series_values(*, series: Series) -> SeriesValues:
    """Return what `series` says at present, in the shape in which it is changed."""
    return SeriesValues(**{name: getattr(series, name) for name in SERIES_FIELDS})


def check_series(*, values: SeriesValues) -> SeriesValues:
    """Return `values` without the parts of the rule that its frequency does not use.

    Raises:
        ValidationError: by field: no title, no end, a series that ends before it begins or
            lasts for more than two years, a rule with a part left out, an unknown zone, or an
            end that is not after the start.
    """
    if not (values.title_sv or values.title_fi):
        raise ValidationError({"title_sv": NO_TITLE})
    if values.last_on < values.first_on:
        raise ValidationError({"last_on": DAYS_OUT_OF_ORDER})
    if (values.last_on - values.first_on).days > MAX_DAYS:
        raise ValidationError({"last_on": _("A series lasts for two years at most.")})
    require_zone(zone=values.zone)
    if values.ends <= values.begins:
        raise ValidationError({"ends": HOURS_OUT_OF_ORDER})
    if not 1 <= values.interval <= 12:
        raise ValidationError({"interval": _("Give a number from 1 to 12.")})
    return _with_own_rule(values)


def occurrences(*, values: SeriesValues) -> list[Occurrence]:
    """Return all days of the rule, in order, with why there is no meeting on some of them.

    Raises:
        ValidationError: see `check_series`.
    """
    values = check_series(values=values)
    return [_judged(each, values) for each in _days(values)]


def changes_of(*, series: Series, values: SeriesValues, now: datetime) -> SeriesChanges:
    """Return what becomes of the meetings of `series` when it is changed to `values` at `now`.

    Meetings that have begun, are cancelled or were moved by hand stay as they are and keep
    their day of the rule; so does a draft that the rule has no day for but that somebody has
    given papers, guests or matters from elsewhere.

    Raises:
        ValidationError: see `check_series`.
    """
    found = occurrences(values=values)
    ahead = [
        each
        for each in found
        if not each.is_month and not has_begun(day=each.day, values=values, now=now)
    ]
    rows = list(series.meetings.order_by("occurs_on"))
    taken, new = _pair(rows, {each.day for each in ahead if not each.why_not}, now)
    changes = SeriesChanges([], [], new, [], [], [each for each in found if each.why_not])
    to_come = [row for row in rows if row.starts_at > now]
    held = worked_on(meetings=to_come)
    for row in to_come:
        if row.state == MeetingState.CANCELLED or is_moved(meeting=row, series=series):
            changes.kept.append(row)
        elif day := taken.get(row.pk):
            is_draft = row.state == MeetingState.DRAFT
            (changes.drafts if is_draft else changes.called).append(Followed(row, day))
        elif row.state == MeetingState.DRAFT and row.pk not in held:
            changes.gone.append(row)
        else:
            changes.kept.append(row)
    return changes


def ending_of(*, series: Series, now: datetime) -> SeriesChanges:
    """Return what becomes of the meetings of `series` when it ends at `now`."""
    rows = list(series.meetings.filter(starts_at__gt=now).order_by("starts_at", "pk"))
    drafts = [row for row in rows if row.state == MeetingState.DRAFT]
    called = [Followed(row, row.day) for row in rows if row.state == MeetingState.CALLED]
    held = worked_on(meetings=drafts)
    kept = [row for row in drafts if row.pk in held]
    gone = [row for row in drafts if row.pk not in held]
    return SeriesChanges([], called, [], gone, kept, [])


def worked_on(*, meetings: list[Meeting]) -> set[int]:
    """Return which drafts hold what would be lost with them.

    Papers, guests, and matters that something else has led to.
    """
    prefetch_related_objects(meetings, "papers", "attendances", "items")
    items = {item.pk: row.pk for row in meetings for item in row.items.all()}
    links = Link.objects.filter(to_kind=NodeKind.ITEM, to_id__in=list(items), retired_at=None)
    linked = {items[pk] for pk in links.values_list("to_id", flat=True)}
    return linked | {row.pk for row in meetings if row.papers.all() or row.attendances.all()}


def has_begun(*, day: date, values: SeriesValues, now: datetime) -> bool:
    """Tell whether a meeting on `day` has begun; a time on no clock counts as the day's end."""
    try:
        return _instant(day, values, "begins") <= now
    except ValidationError:
        return day < helsinki_day(now)


def is_moved(*, meeting: Meeting, series: Series) -> bool:
    """Tell whether somebody has given the meeting another time than its series has."""
    own = (meeting.day, meeting.begins, meeting.ends, meeting.zone)
    return own != (meeting.occurs_on, series.begins, series.ends, series.zone)


def meeting_values(
    *, values: SeriesValues, day: date, items: tuple[ItemValues, ...]
) -> MeetingValues:
    """Return a new meeting of the series on `day`, with an agenda of `items`."""
    shared = {name: getattr(values, name) for name in (*INHERITED, "begins", "ends", "zone")}
    return MeetingValues(day=day, items=items, **shared)


def followed_fields(*, step: Followed, series: Series, values: SeriesValues) -> dict[str, Any]:
    """Return what a meeting says of time, place and title once it has followed its series.

    From `series` to `values`; a place, link or title that somebody gave it by hand stays.
    """
    same = [name for name in INHERITED if getattr(step.meeting, name) == getattr(series, name)]
    shared = {name: getattr(values, name) for name in (*same, "begins", "ends", "zone")}
    return {"day": step.day, **shared}


def followed_values(*, step: Followed, series: Series, values: SeriesValues) -> MeetingValues:
    """Return the same with the rest of the meeting, in the shape in which it is changed."""
    fields = followed_fields(step=step, series=series, values=values)
    return replace(values_of(meeting=step.meeting), **fields)


def _with_own_rule(values: SeriesValues) -> SeriesValues:
    """Return `values` with the parts of its own rule alone."""
    empty = {"weekday": None, "ordinal": None, "month_day": None}
    if values.frequency == Frequency.MONTH_DAY:
        if values.month_day is None or not 1 <= values.month_day <= 31:
            raise ValidationError({"month_day": _("Give a day of the month, 1 to 31.")})
        return replace(values, **empty | {"month_day": values.month_day})
    if values.weekday is None or not 0 <= values.weekday <= 6:
        raise ValidationError({"weekday": _("Choose a weekday.")})
    if values.frequency == Frequency.WEEKLY:
        return replace(values, **empty | {"weekday": values.weekday})
    if values.frequency != Frequency.MONTH_WEEKDAY:
        raise ValidationError({"frequency": _("Choose how often the meetings are held.")})
    if values.ordinal not in Ordinal.values:
        raise ValidationError({"ordinal": _("Choose which of the month's weekdays it is.")})
    return replace(values, **empty | {"weekday": values.weekday, "ordinal": values.ordinal})


def _days(values: SeriesValues) -> Iterator[Occurrence]:
    rule = {"first": values.first_on, "last": values.last_on, "interval": values.interval}
    if values.frequency == Frequency.WEEKLY:
        for day in weekly_days(weekday=values.weekday, **rule):
            yield Occurrence(day)
        return
    if values.frequency == Frequency.MONTH_DAY:
        months = days_of_months(number=values.month_day, **rule)
    else:
        months = weekdays_of_months(weekday=values.weekday, ordinal=values.ordinal, **rule)
    for each in months:
        if each.day:
            yield Occurrence(each.day)
        else:
            words = {"month": date_format(each.month, "F Y"), "number": values.month_day}
            sentence = gettext("%(month)s has no day %(number)s.") % words
            yield Occurrence(each.month, sentence, is_month=True)


def _judged(each: Occurrence, values: SeriesValues) -> Occurrence:
    if each.is_month:
        return each
    if values.skips_july and each.day.month == JULY:
        return replace(each, why_not=gettext("No meetings in July."))
    if values.skips_holidays and each.day in holidays(each.day.year):
        return replace(each, why_not=gettext("A holiday."))
    try:
        for field in ("begins", "ends"):
            _instant(each.day, values, field)
    except ValidationError as refusal:
        return replace(each, why_not=" ".join(refusal.messages))
    return each


def _instant(day: date, values: SeriesValues, field: str) -> datetime:
    return instant_of(day=day, at=getattr(values, field), zone=values.zone, field=field)


def _pair(
    rows: list[Meeting], free: set[date], now: datetime
) -> tuple[dict[int, date], list[date]]:
    """Give each meeting its own day of the rule, or one to come the nearest that is free.

    Returns the days by meeting, and those left over.
    """
    by_rule = {row.pk: row.occurs_on for row in rows if row.occurs_on}
    taken = {pk: day for pk, day in by_rule.items() if day in free}
    free = free - set(taken.values())
    others = [row.pk for row in rows if row.pk not in taken and row.starts_at > now]
    near = sorted(
        (abs(day - by_rule[pk]), by_rule[pk], day, pk)
        for pk in others
        for day in free
        if abs(day - by_rule[pk]).days <= NEAR_DAYS
    )
    for _distance, _was, day, pk in near:
        if pk not in taken and day in free:
            taken[pk] = day
            free.remove(day)
    return taken, sorted(free)
