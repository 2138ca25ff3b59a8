"""Series keep their wall time over every change of the clocks, in files and in reminders."""

import warnings
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.conf import settings
from django.utils import translation
from icalendar import Calendar

from elo_platform.lib.calendars import render_calendar
from elo_platform.lib.dates import HELSINKI, helsinki_day, wall_to_utc
from elo_platform.lib.recurrence import nth_weekday
from elo_platform.notifications.models import Owed
from groups.models import Body, Meeting, Series
from groups.services.calendar import meeting_entry
from groups.services.meeting_reminders import remind_of_meetings
from groups.services.meetings import call_meeting
from groups.services.series import make_series
from groups.services.series_plan import SeriesValues, meeting_values, occurrences
from groups.services.wall_time import instant_of

with warnings.catch_warnings():
    # Both parsers use parts of the standard library and of each other that are on their way out.
    warnings.simplefilter("ignore")
    import ics
    import vobject

NINE, TEN = time(9), time(10)
MADE = datetime(2026, 9, 1, 9, tzinfo=UTC)
# 25.10.2026, 28.3.2027 and 31.10.2027: Finland changes its clocks; then a leap day and New Year.
TURNS = (
    date(2026, 10, 25),
    date(2027, 3, 28),
    date(2027, 10, 31),
    date(2028, 2, 29),
    date(2026, 12, 31),
    date(2027, 12, 31),
)
WEEK = timedelta(days=7)


def weekly(first: date, last: date, **fields) -> SeriesValues:
    given = {
        "frequency": "weekly",
        "weekday": first.weekday(),
        "first_on": first,
        "last_on": last,
        "begins": NINE,
        "ends": TEN,
        "title_sv": "Beredning",
        "title_fi": "Valmistelu",
        "skips_july": False,
        "skips_holidays": False,
    }
    return SeriesValues(**(given | fields))


def five_hundred() -> list[date]:
    """Return the days of weekly series that begin each weekday before each turn, 500 or more."""
    days = []
    for turn in TURNS:
        for place in range(7):
            first = turn - 6 * WEEK + timedelta(days=place)
            rule = weekly(first, first + 11 * WEEK)
            days += [each.day for each in occurrences(values=rule) if not each.why_not]
    return days


def instant(day: date, at: time) -> datetime:
    """Return the moment that a draft of that day stores."""
    return instant_of(day=day, at=at, zone=HELSINKI.key, field="begins")


def instant_in_utc(day: date, at: time) -> datetime:
    """Return the moment by a rule that counts weeks in UTC, from the first of October 2026."""
    first = date(2026, 10, 1)
    return wall_to_utc(day=first, at=at) + (day - first)


def wrong(days: list[date], reckon=instant) -> list[date]:
    """Return the days on which the clock on the wall in Finland does not show nine and ten."""
    return [
        day
        for day in days
        if any(
            reckon(day, at).astimezone(HELSINKI).replace(tzinfo=None) != datetime.combine(day, at)
            for at in (NINE, TEN)
        )
    ]


def meetings(days: list[date]) -> list[Meeting]:
    """Return a meeting on each day as the series drafts it, unsaved."""
    rule = weekly(days[0], days[-1])
    body = Body(name_sv="Ledningsgruppen")
    rows = []
    for number, day in enumerate(days, start=1):
        given = asdict(meeting_values(values=rule, day=day, items=()))
        del given["items"]
        rows.append(Meeting(pk=number, body=body, changed_at=MADE, **given))
    return rows


def test_weekly_at_nine_stays_at_nine_over_every_change_of_the_clocks():
    days = five_hundred()

    assert len(days) >= 500
    assert all(turn in days for turn in TURNS)
    assert wrong(days) == []
    # The control: weeks counted in UTC are an hour early through each winter, and are seen.
    assert 150 < len(wrong(days, instant_in_utc)) < len(days)


def test_three_parsers_read_the_same_hours_out_of_the_file():
    days = five_hundred()
    rows = meetings(days)
    text = render_calendar([meeting_entry(meeting=row) for row in rows]).decode()
    expected = {
        f"{row.uid}@{settings.MAIL_DOMAIN}": (instant(row.day, NINE), instant(row.day, TEN))
        for row in rows
    }

    by_icalendar = {
        str(event["UID"]): (event["DTSTART"].dt, event["DTEND"].dt, str(event["SUMMARY"]))
        for event in Calendar.from_ical(text).walk("VEVENT")
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        by_vobject = {
            event.uid.value: (event.dtstart.value, event.dtend.value, event.summary.value)
            for event in vobject.readOne(text).vevent_list
        }
        by_ics = {
            event.uid: (event.begin.datetime, event.end.datetime, event.name)
            for event in ics.Calendar(text).events
        }

    for found in (by_icalendar, by_vobject, by_ics):
        assert {
            uid: (row[0].astimezone(UTC), row[1].astimezone(UTC)) for uid, row in found.items()
        } == expected
        assert all(row[0].time() == NINE for row in found.values())
    assert {uid: row[2] for uid, row in by_icalendar.items()} == {
        uid: row[2] for uid, row in by_vobject.items()
    }
    assert {uid: row[2] for uid, row in by_vobject.items()} == {
        uid: row[2] for uid, row in by_ics.items()
    }


@pytest.mark.parametrize(
    ("fields", "first", "last", "kept", "skipped"),
    [
        # The night of the change itself: what no clock shows, and what comes twice.
        ({"begins": time(3, 30), "ends": time(5)}, (2027, 3, 21), (2027, 4, 4), 2, "not exist"),
        ({"begins": time(3, 30), "ends": time(5)}, (2026, 10, 18), (2026, 11, 1), 2, "twice"),
        ({"skips_holidays": True}, (2026, 12, 17), (2027, 1, 7), 3, "holiday"),
        ({"skips_july": True}, (2027, 6, 22), (2027, 8, 10), 4, "July"),
        (
            {"frequency": "month_day", "month_day": 31},
            *((2026, 12, 31), (2027, 5, 31)),
            *(4, "no day 31"),
        ),
        (
            {"frequency": "month_day", "month_day": 29},
            *((2028, 1, 1), (2028, 3, 31)),
            *(3, None),
        ),
    ],
)
def test_what_cannot_be_is_left_out_and_named(fields, first, last, kept, skipped):
    translation.activate("en")
    found = occurrences(values=weekly(date(*first), date(*last), **fields))

    assert sum(not each.why_not for each in found) == kept
    reasons = [each.why_not for each in found if each.why_not]
    assert bool(reasons) is bool(skipped)
    assert all(skipped in reason for reason in reasons)


def test_the_second_tuesday_and_the_last_thursday():
    given = {"frequency": "month_weekday"}
    second = weekly(date(2026, 11, 1), date(2027, 3, 31), **given, ordinal=2)
    last = weekly(date(2026, 11, 1), date(2027, 3, 31), **given, ordinal=-1)
    both = [
        [each.day for each in occurrences(values=rule)]
        for rule in (replace(second, weekday=1), replace(last, weekday=3))
    ]

    assert both[0] == [
        date(2026, 11, 10),
        date(2026, 12, 8),
        *(date(2027, m, d) for m, d in ((1, 12), (2, 9), (3, 9))),
    ]
    assert both[1] == [
        date(2026, 11, 26),
        date(2026, 12, 31),
        *(date(2027, m, d) for m, d in ((1, 28), (2, 25), (3, 25))),
    ]
    assert nth_weekday(2028, 2, 1, -1) == date(2028, 2, 29)


@pytest.mark.django_db
def test_two_years_of_drafts_are_stored_at_nine(hall):
    rule = weekly(date(2026, 9, 6), date(2028, 9, 3))

    make_series(body=hall.body, values=rule, by=hall.coordinator, now=MADE)

    stored = list(Meeting.objects.order_by("starts_at"))
    assert [row.starts_at for row in stored] == [instant(row.occurs_on, NINE) for row in stored]
    assert {row.starts_at.astimezone(HELSINKI).time() for row in stored} == {NINE}
    assert len(stored) == 105
    assert {row.state for row in stored} == {"draft"}
    assert not Owed.objects.filter(kind__startswith="meeting").exists()


@pytest.mark.django_db
def test_each_reminder_comes_once_though_the_scheduler_stood_still_for_four_days(hall):
    first = helsinki_day(datetime.now(UTC)) + timedelta(days=20)
    made_at = wall_to_utc(day=first - timedelta(days=18), at=time(12))
    rule = weekly(first, first + 3 * WEEK)
    series = make_series(body=hall.body, values=rule, by=hall.coordinator, now=made_at)
    for meeting in Meeting.objects.filter(series=series):
        call_meeting(meeting_id=meeting.pk, by=hall.coordinator, now=made_at)

    tick, end = made_at, wall_to_utc(day=first + 4 * WEEK, at=NINE)
    stopped = wall_to_utc(day=first - timedelta(days=8), at=NINE)
    while tick < end:
        # Each hour, but for four days in which the sevenfold and threefold stages fall.
        if not stopped < tick < stopped + timedelta(days=4):
            remind_of_meetings(now=tick)
        tick += timedelta(hours=1)

    rows = Owed.objects.filter(kind__in=("meeting_reminder", "answer_reminder"))
    found = [(row.params["meeting"], row.reader_id, row.params["stage"]) for row in rows]
    assert Series.objects.count() == 1
    assert len(found) == len(set(found))
    people = {each.pk for each in hall.members}
    meetings = set(Meeting.objects.values_list("pk", flat=True))
    # Nobody has answered, so each stage reminds both; what was missed is made up for.
    assert set(found) == {
        (meeting, person, stage) for meeting in meetings for person in people for stage in (7, 3, 1)
    }
