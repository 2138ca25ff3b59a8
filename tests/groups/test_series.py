"""Series of meetings: what follows the rule, what stays, and what is refused."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from elo_platform.audit.models import AuditEvent
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.models import Owed
from groups.models import Meeting, Series
from groups.panels.series import preview_of_change
from groups.services.agenda import ItemValues
from groups.services.agenda_templates import (
    TemplateValues,
    change_template,
    keep_agenda,
    make_template,
    remove_template,
)
from groups.services.attendance import invite_guest
from groups.services.meetings import call_meeting, cancel_meeting, change_meeting, values_of
from groups.services.series import change_series, end_series, make_series
from groups.services.series_plan import SeriesValues, series_values
from tests.factories import today
from tests.groups.meetings import Hall

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def rule(**fields) -> SeriesValues:
    """Return a weekly series of eight days that began three weeks ago."""
    first = today() - 3 * WEEK + timedelta(days=1)
    given = {
        "frequency": "weekly",
        "weekday": first.weekday(),
        "first_on": first,
        "last_on": first + 7 * WEEK + timedelta(days=3),
        "begins": time(9),
        "ends": time(10),
        "title_sv": "Beredning",
        "title_fi": "Valmistelu",
        "skips_july": False,
        "skips_holidays": False,
    }
    return SeriesValues(**(given | fields))


def begun(hall: Hall, **fields) -> Series:
    """Return a series made three weeks and a bit ago: three of its days have been."""
    made_at = timezone.now() - 4 * WEEK
    return make_series(body=hall.body, values=rule(**fields), by=hall.coordinator, now=made_at)


def rows(series: Series) -> list[Meeting]:
    return list(Meeting.objects.filter(series=series).order_by("occurs_on"))


def move(meeting: Meeting, hall: Hall, **fields) -> None:
    given = replace(values_of(meeting=meeting), **fields)
    change_meeting(
        meeting_id=meeting.pk,
        version=meeting.version,
        values=given,
        by=hall.coordinator,
        now=timezone.now(),
    )


def change(series: Series, hall: Hall, *, moves_called=False, version=None, **fields) -> Series:
    series.refresh_from_db()
    return change_series(
        series_id=series.pk,
        version=series.version if version is None else version,
        values=replace(series_values(series=series), **fields),
        moves_called=moves_called,
        by=hall.coordinator,
        now=timezone.now(),
    )


def times(series: Series) -> list[tuple[date, date, time]]:
    return [(row.occurs_on, row.day, row.begins) for row in rows(series)]


def test_only_meetings_to_come_that_nobody_moved_follow_a_change(hall):
    series = begun(hall)
    before = times(series)
    _a, _b, _c, draft, moved, called, cancelled, last = rows(series)
    move(moved, hall, day=moved.day + timedelta(days=2))
    for row in (called, cancelled):
        call_meeting(meeting_id=row.pk, by=hall.coordinator, now=timezone.now())
    cancel_meeting(meeting_id=cancelled.pk, reason="", by=hall.coordinator, now=timezone.now())
    Owed.objects.all().delete()

    change(series, hall, begins=time(13), ends=time(14), place="Kvarken")

    after = times(series)
    assert after[:3] == before[:3]
    assert after[3] == (*before[3][:2], time(13))
    assert after[4] == (before[4][0], before[4][1] + timedelta(days=2), time(9))
    assert after[5:7] == before[5:7]
    assert after[7][2] == time(13)
    assert not Owed.objects.exists()
    assert Meeting.objects.get(pk=draft.pk).place == "Kvarken"
    assert AuditEvent.objects.get(kind="series_changed").data["followed"] == 2


def test_called_meetings_move_with_their_sequence_once_it_is_confirmed(hall):
    series = begun(hall)
    called = rows(series)[4]
    call_meeting(meeting_id=called.pk, by=hall.coordinator, now=timezone.now())
    Owed.objects.all().delete()

    change(series, hall, moves_called=True, weekday=(series.weekday + 1) % 7)

    called.refresh_from_db()
    assert (called.day, called.sequence) == (called.occurs_on, 1)
    assert called.day.weekday() == (series.weekday + 1) % 7
    told = set(Owed.objects.filter(kind="meeting_changed").values_list("reader", flat=True))
    assert {each.pk for each in hall.members} <= told
    # Another weekday moves each meeting to its own week: none is made anew, none is lost.
    assert len(rows(series)) == 8
    assert [row.pk for row in rows(series)] == sorted(row.pk for row in rows(series))


def test_a_rule_with_fewer_days_removes_drafts_but_not_those_with_guests(hall):
    series = begun(hall)
    kept = rows(series)[4]
    invite_guest(
        meeting_id=kept.pk,
        name="Ada Guest",
        address="ada@elo.example",
        language="sv",
        by=hall.coordinator,
        now=timezone.now(),
    )
    shown = preview_of_change(
        series=series,
        values=replace(series_values(series=series), interval=7),
        now=timezone.now(),
    )

    change(series, hall, interval=7)

    assert shown.gone == 3
    assert kept in rows(series)
    assert len(rows(series)) == 5


def test_ending_removes_drafts_and_cancels_called_ones_only_when_chosen(hall):
    for cancels in (False, True):
        series = begun(hall)
        called = rows(series)[5]
        call_meeting(meeting_id=called.pk, by=hall.coordinator, now=timezone.now())

        end_series(
            series_id=series.pk,
            version=0,
            cancels_called=cancels,
            reason="",
            by=hall.coordinator,
            now=timezone.now(),
        )

        called.refresh_from_db()
        assert called.state == ("cancelled" if cancels else "called")
        assert len(rows(series)) == 4
        with pytest.raises(PermissionDenied):
            change(series, hall, place="x")


def test_a_meeting_is_not_moved_past_its_neighbours(hall):
    series = begun(hall)
    before, moved, following = rows(series)[2:5]
    move(moved, hall, day=following.day - timedelta(days=1))

    for wrong in (following.day + timedelta(days=1), before.day):
        with pytest.raises(ValidationError) as refusal:
            move(rows(series)[3], hall, day=wrong)
        assert set(refusal.value.error_dict) == {"day"}
    # What is cancelled is no neighbour any more.
    call_meeting(meeting_id=following.pk, by=hall.coordinator, now=timezone.now())
    cancel_meeting(meeting_id=following.pk, reason="", by=hall.coordinator, now=timezone.now())
    move(rows(series)[3], hall, day=following.day + timedelta(days=1))
    assert rows(series)[3].day > following.day


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title_sv": "", "title_fi": ""}, "title_sv"),
        ({"last_on": date(2020, 1, 1)}, "last_on"),
        ({"last_on": date(2035, 1, 1)}, "last_on"),
        ({"weekday": None}, "weekday"),
        ({"frequency": "month_day"}, "month_day"),
        ({"frequency": "month_weekday"}, "ordinal"),
        ({"ends": time(9)}, "ends"),
        ({"interval": 0}, "interval"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"frequency": "month_day", "month_day": 32}, "month_day"),
        ({"first_on": date(2020, 1, 6), "last_on": date(2020, 2, 6)}, "last_on"),
        ({"owner_id": 2**40}, "owner"),
        ({"template_id": 2**40}, "template"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_at_its_field(hall, fields, field):
    with pytest.raises(ValidationError) as refused:
        make_series(body=hall.body, values=rule(**fields), by=hall.coordinator, now=timezone.now())
    assert set(refused.value.error_dict) == {field}
    assert not Series.objects.exists()


def test_who_does_not_lead_or_saves_too_late_changes_nothing(hall):
    series = begun(hall)
    change(series, hall, place="Kvarken")
    with pytest.raises(StaleEdit):
        change(series, hall, version=0, place="Wasa")
    with pytest.raises(PermissionDenied):
        make_series(body=hall.body, values=rule(), by=hall.members[0], now=timezone.now())
    series.refresh_from_db()
    assert series.place == "Kvarken"


def test_a_template_is_kept_from_an_agenda_and_new_drafts_begin_from_it(hall):
    now, by = timezone.now(), hall.coordinator
    items = (ItemValues(title_sv="Läget", minutes=15), ItemValues(title_fi="Muut", minutes=5))
    template = make_template(
        body=hall.body, values=TemplateValues(name_sv="Vanligt", items=items), by=by, now=now
    )

    series = begun(hall, template_id=template.pk)
    first, second = rows(series)[3:5]
    swapped = TemplateValues(name_sv="Vanligt", items=items[::-1])
    changed = change_template(template_id=template.pk, version=0, values=swapped, by=by, now=now)
    copy = keep_agenda(meeting_id=first.pk, name_sv="Kopia", name_fi="", by=by, now=now)
    with pytest.raises(StaleEdit):
        change_template(template_id=template.pk, version=0, values=swapped, by=by, now=now)
    with pytest.raises(ValidationError):
        make_template(body=hall.body, values=TemplateValues(name_sv="Tom"), by=by, now=now)
    with pytest.raises(PermissionDenied):
        remove_template(template_id=template.pk, by=hall.members[0], now=now)
    remove_template(template_id=template.pk, by=by, now=now)

    assert changed.version == 1
    titles = ["Läget", "Muut"]
    assert [item.title for item in first.items.all()] == titles
    assert [item.title for item in copy.items.all()] == titles
    assert [item.minutes for item in second.items.all()] == [15, 5]
    series.refresh_from_db()
    assert series.template is None
