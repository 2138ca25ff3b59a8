"""Reminders: the right ones, at the right hour, once; whatever sweeps are missed or repeated."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from elo_platform import ports
from elo_platform.lib.dates import HELSINKI, helsinki_day, wall_to_utc
from elo_platform.notifications.models import Owed
from groups.models import Meeting
from groups.services.attendance import answer_meeting, invite_guest, invite_newcomers
from groups.services.meeting_reminders import remind_of_meetings
from groups.services.meetings import cancel_meeting, change_meeting
from groups.services.seats import end_mandate
from tests.factories import make_seat, today
from tests.groups.meetings import called, row_of, sit, values

pytestmark = pytest.mark.django_db
DAYS = 20


def morning(days_left, *, hour=0, minute=15):
    """Return an instant early in the day, `days_left` before the meeting of this module."""
    day = today() + timedelta(days=DAYS - days_left)
    return wall_to_utc(day=day, at=time(hour, minute))


def reminders() -> list:
    """Return (kind, stage, person) of what is owed, in order."""
    rows = Owed.objects.filter(kind__in=("meeting_reminder", "answer_reminder")).order_by("pk")
    return [(row.kind, row.params["stage"], row.reader_id or row.address) for row in rows]


def say(meeting, user, answer, *, now=None, by=None):
    answer_meeting(
        attendance_id=row_of(meeting, user).pk,
        answer=answer,
        comment="",
        by=by or user,
        now=now or timezone.now(),
    )


def test_who_comes_is_reminded_and_who_is_silent_is_asked_never_both(hall):
    coming, silent = hall.members
    meeting = called(hall, days=DAYS)
    say(meeting, coming, "yes")

    for days_left in (8, 7, 6, 5, 4, 3, 2, 1, 0):
        remind_of_meetings(now=morning(days_left))

    assert sorted(reminders()) == sorted(
        [
            ("meeting_reminder", 7, coming.pk),
            ("meeting_reminder", 1, coming.pk),
            ("answer_reminder", 7, silent.pk),
            ("answer_reminder", 3, silent.pk),
            ("meeting_reminder", 1, silent.pk),
        ]
    )


def test_who_declined_or_sends_a_deputy_is_left_in_peace(hall):
    meeting = called(hall, days=DAYS)
    say(meeting, hall.members[0], "deputy")
    say(meeting, hall.members[1], "no")

    for days_left in (7, 3, 1):
        remind_of_meetings(now=morning(days_left))

    assert {person for _kind, _stage, person in reminders()} == {hall.deputy.pk}
    Owed.objects.all().delete()
    say(meeting, hall.members[0], "yes")
    remind_of_meetings(now=morning(7))
    assert {person for _kind, _stage, person in reminders()} == {hall.members[0].pk}


def test_a_hundred_sweeps_a_day_owe_once(hall):
    called(hall, days=DAYS)
    tick = morning(7)

    new = [remind_of_meetings(now=tick + timedelta(minutes=15 * n)) for n in range(90)]

    assert (new[0], sum(new)) == (2, 2)


@pytest.mark.parametrize("silence", [1, 2, 3])
def test_days_without_a_sweep_lose_no_reminder(hall, silence):
    meeting = called(hall, days=DAYS)
    for member in hall.members:
        say(meeting, member, "yes")

    remind_of_meetings(now=morning(7 - silence))

    assert reminders() == [("meeting_reminder", 7, member.pk) for member in hall.members]


def test_a_reminder_leaves_at_nine_in_helsinki_so_many_calendar_days_before(hall):
    called(hall, days=DAYS)

    remind_of_meetings(now=morning(7))

    due_at = Owed.objects.filter(kind="answer_reminder").first().due_at
    wall = due_at.astimezone(HELSINKI)
    assert (wall.hour, wall.minute) == (9, 0)
    assert wall.date() == today() + timedelta(days=DAYS - 7)


def test_the_day_before_is_a_calendar_day_also_when_clocks_change():
    day = datetime(2026, 10, 26, tzinfo=UTC).date()
    meeting = Meeting(day=day, begins=time(9), ends=time(10))

    due_at = wall_to_utc(day=meeting.day - timedelta(days=1), at=time(9))

    starts_at = wall_to_utc(day=day, at=meeting.begins)
    assert due_at.isoformat() == "2026-10-25T07:00:00+00:00"
    assert starts_at - due_at == timedelta(hours=24)
    assert wall_to_utc(day=day - timedelta(days=2), at=time(9)) == starts_at - timedelta(hours=49)


def test_what_was_called_within_a_stage_brings_no_reminder_of_that_stage(hall):
    called(hall, days=5)
    now = timezone.now()

    first = remind_of_meetings(now=now)

    assert first == 0
    assert remind_of_meetings(now=now + timedelta(days=2)) == 2
    assert {stage for _kind, stage, _person in reminders()} == {3}


def test_who_answers_after_being_asked_is_not_reminded_at_the_same_stage(hall):
    meeting = called(hall, days=DAYS)
    remind_of_meetings(now=morning(7))

    say(meeting, hall.members[0], "yes", now=morning(7, hour=10))
    remind_of_meetings(now=morning(7, hour=11))

    assert [kind for kind, _stage, person in reminders() if person == hall.members[0].pk] == [
        "answer_reminder"
    ]


def test_a_moved_meeting_reminds_anew_by_its_new_day(hall):
    meeting = called(hall, days=DAYS)
    remind_of_meetings(now=morning(7))

    change_meeting(
        meeting_id=meeting.pk,
        version=meeting.version,
        values=values(days=DAYS + 14),
        by=hall.coordinator,
        now=morning(6),
    )
    assert remind_of_meetings(now=morning(6)) == 0
    remind_of_meetings(now=morning(7 - 14))

    assert [stage for _kind, stage, _person in reminders()] == [7, 7, 7, 7]
    old = Owed.objects.filter(kind="answer_reminder").earliest("pk")
    assert ports.entry("NOTICES", old.kind)(old.params, old.reader) is None


def test_a_move_to_the_coming_days_does_not_remind_at_once(hall):
    now = timezone.now()
    meeting = called(hall, days=DAYS, now=now - timedelta(days=1))

    change_meeting(
        meeting_id=meeting.pk,
        version=meeting.version,
        values=values(days=7),
        by=hall.coordinator,
        now=now,
    )

    assert remind_of_meetings(now=now) == 0
    assert remind_of_meetings(now=now + timedelta(days=4)) == 2


def test_a_cancelled_meeting_reminds_of_nothing_also_of_what_was_owed_already(hall):
    meeting = called(hall, days=DAYS)
    remind_of_meetings(now=morning(7))
    row = Owed.objects.filter(kind="answer_reminder").first()
    assert ports.entry("NOTICES", row.kind)(row.params, row.reader) is not None

    cancel_meeting(meeting_id=meeting.pk, reason="", by=hall.coordinator, now=morning(7))

    assert remind_of_meetings(now=morning(3)) == 0
    assert ports.entry("NOTICES", row.kind)(row.params, row.reader) is None


def test_who_lost_the_mandate_is_not_reminded_also_of_what_was_owed_already(hall):
    called(hall, days=DAYS)
    remind_of_meetings(now=morning(7))
    leaving = hall.members[0]
    row = Owed.objects.get(kind="answer_reminder", reader=leaving)

    end_mandate(holder_id=leaving.mandates.get().pk, by=None, now=timezone.now())
    remind_of_meetings(now=morning(3))

    assert [stage for _kind, stage, person in reminders() if person == leaving.pk] == [7]
    assert ports.entry("NOTICES", row.kind)(row.params, row.reader) is None


def test_an_answer_given_before_the_mail_leaves_stops_the_question(hall):
    meeting = called(hall, days=DAYS)
    remind_of_meetings(now=morning(7))
    row = Owed.objects.get(kind="answer_reminder", reader=hall.members[0])

    say(meeting, hall.members[0], "yes", now=morning(7, hour=8))

    assert ports.entry("NOTICES", row.kind)(row.params, row.reader) is None


def test_guests_are_reminded_at_their_address(hall):
    meeting = called(hall, days=DAYS)
    invite_guest(
        meeting_id=meeting.pk,
        name="Elsa Gast",
        address="Guest@elo.example",
        language="sv",
        by=hall.coordinator,
        now=timezone.now(),
    )

    for _again in range(3):
        remind_of_meetings(now=morning(7))

    assert ("answer_reminder", 7, "guest@elo.example") in reminders()
    assert len(reminders()) == 3


def test_a_newcomer_called_on_the_day_of_a_stage_is_not_reminded_of_it(hall):
    called(hall, days=7)
    new = sit(seat=make_seat(body=hall.body))

    invite_newcomers(now=timezone.now())
    remind_of_meetings(now=timezone.now())

    assert new.pk not in {person for _kind, _stage, person in reminders()}


def test_a_sweep_costs_the_same_for_many_people(hall, django_assert_max_num_queries):
    for _number in range(10):
        sit(seat=make_seat(body=hall.body))
    called(hall, days=DAYS)

    with django_assert_max_num_queries(9):
        remind_of_meetings(now=morning(7))

    assert helsinki_day(morning(7)) == today() + timedelta(days=DAYS - 7)
