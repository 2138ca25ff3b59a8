"""What leaves: in the reader's language, with a calendar file, from what holds at that moment."""

from datetime import time, timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation
from icalendar import Calendar

from elo_platform import ports
from elo_platform.notifications.delivery import post_due
from elo_platform.notifications.models import Owed
from elo_platform.notifications.readers import reader_of
from elo_platform.notifications.rendering import compose, notice_for
from groups.permissions import Role
from groups.services.attendance import answer_meeting, invite_guest
from groups.services.meeting_reminders import remind_of_meetings
from groups.services.meetings import cancel_meeting, change_meeting
from tests.factories import make_actor
from tests.groups.meetings import called, row_of, values

pytestmark = pytest.mark.django_db


def values_for(kind, reader):
    row = Owed.objects.get(kind=kind, reader=reader)
    with translation.override(reader.language):
        return ports.entry("NOTICES", kind)(row.params, reader)


def event_in(file):
    name, content, kind = file
    calendar = Calendar.from_ical(content)
    assert f"method={calendar['METHOD']};" in kind
    assert name.endswith(".ics")
    return calendar, calendar.walk("VEVENT")[0]


def change(hall, meeting, **fields):
    return change_meeting(
        meeting_id=meeting.pk,
        version=meeting.version,
        values=values(**fields),
        by=hall.coordinator,
        now=timezone.now(),
    )


def test_the_call_carries_three_answers_and_a_file_for_its_reader_alone(hall):
    meeting = called(hall)
    first, second = hall.members

    found = values_for("meeting_called", first)

    calendar, event = event_in(found["attachments"][0])
    assert [act["url"].split("?")[1] for act in found["acts"]] == [
        f"lang=sv&answer={answer}" for answer in ("yes", "deputy", "no")
    ]
    assert calendar["METHOD"] == "REQUEST"
    assert event["ATTENDEE"] == f"mailto:{first.email}"
    assert event["SUMMARY"].startswith(meeting.title_sv)
    assert second.email.encode() not in found["attachments"][0][1]
    assert str(event["UID"]).startswith(str(meeting.uid))


def test_each_reader_gets_their_own_language(hall):
    meeting = called(hall)

    found = [values_for("meeting_called", member) for member in hall.members]

    assert [each["title"] for each in found] == [meeting.title_sv, meeting.title_fi]
    assert [each["items"] for each in found] == [["Läget"], ["Tilanne"]]


def test_those_who_stand_by_are_told_and_asked_nothing(hall):
    called(hall)

    found = values_for("meeting_called", hall.deputy)

    calendar, event = event_in(found["attachments"][0])
    assert found["acts"] == []
    assert calendar["METHOD"] == "PUBLISH"
    assert "ATTENDEE" not in event


def test_a_move_says_the_old_and_the_new_time_and_updates_the_calendar(hall):
    meeting = called(hall)
    before = event_in(values_for("meeting_called", hall.members[0])["attachments"][0])[1]

    moved = change(hall, meeting, days=17, begins=time(9), ends=time(11))

    found = values_for("meeting_changed", hall.members[0])
    event = event_in(found["attachments"][0])[1]
    assert (event["UID"], event["SEQUENCE"], before["SEQUENCE"]) == (before["UID"], 1, 0)
    assert event["DTSTART"].dt.date() == moved.day
    assert len(found["changes"]) == 1
    assert "13" in found["changes"][0]["was"]
    assert "9" in found["changes"][0]["is"]


def test_a_change_that_a_newer_one_has_replaced_is_not_sent(hall):
    moved = change(hall, called(hall), days=17)
    change(hall, moved, days=18)

    rows = Owed.objects.filter(kind="meeting_changed", reader=hall.members[0]).order_by("pk")
    found = [ports.entry("NOTICES", row.kind)(row.params, row.reader) for row in rows]

    assert [each is None for each in found] == [True, False]


def test_a_cancellation_takes_the_entry_off_the_calendar(hall):
    meeting = called(hall)
    before = event_in(values_for("meeting_called", hall.members[0])["attachments"][0])[1]

    cancel_meeting(
        meeting_id=meeting.pk, reason="Snöstorm", by=hall.coordinator, now=timezone.now()
    )

    found = values_for("meeting_cancelled", hall.members[0])
    calendar, event = event_in(found["attachments"][0])
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert event["UID"] == before["UID"]
    assert (found["reason"], found["acts"], found["acts_until"]) == ("Snöstorm", [], None)
    row = Owed.objects.get(kind="meeting_called", reader=hall.members[0])
    assert ports.entry("NOTICES", row.kind)(row.params, row.reader) is None


def test_the_file_tells_what_its_reader_has_answered(hall):
    meeting = called(hall)
    row = row_of(meeting, hall.members[0])
    answer_meeting(
        attendance_id=row.pk, answer="no", comment="", by=hall.members[0], now=timezone.now()
    )

    event = event_in(values_for("meeting_called", hall.members[0])["attachments"][0])[1]

    assert event["ATTENDEE"].params["PARTSTAT"] == "DECLINED"
    assert event["TRANSP"] == "TRANSPARENT"


def test_a_chair_of_another_body_learns_nothing_from_anothers_message(hall):
    called(hall)
    row = Owed.objects.get(kind="meeting_called", reader=hall.members[0])
    stranger = make_actor(role=Role.CHAIR)

    assert ports.entry("NOTICES", row.kind)(row.params, stranger) is None


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_every_kind_is_whole_in_every_language(hall, language):
    member = hall.members[0]
    member.language = language
    member.save()
    meeting = called(hall, days=20)
    invite_guest(
        meeting_id=meeting.pk,
        name="Elsa Gast",
        address="guest@elo.example",
        language=language,
        by=hall.coordinator,
        now=timezone.now(),
    )
    moved = change(hall, meeting, days=21, place="Vasa", about_sv="Ta med kartan")
    remind_of_meetings(now=moved.starts_at - timedelta(days=7))
    remind_of_meetings(now=moved.starts_at - timedelta(days=1))
    kinds = set()

    def read():
        for row in Owed.objects.filter(kind__startswith="meeting_") | Owed.objects.filter(
            kind="answer_reminder"
        ):
            reader = reader_of(row)
            with translation.override(reader.language):
                notice = notice_for(row, reader)
                if notice is None:
                    continue
                letter = compose([notice], reader, subject=row.reader_id or row.address)
            kinds.add(row.kind)
            for text in (letter.subject, letter.text, letter.html):
                assert text.strip()
                assert "{{" not in text
                assert "%(" not in text
            assert moved.title_sv in letter.text or moved.title_fi in letter.text

    read()
    cancel_meeting(meeting_id=meeting.pk, reason="Snö", by=hall.coordinator, now=timezone.now())
    read()

    assert kinds == {
        "meeting_called",
        "meeting_changed",
        "meeting_cancelled",
        "meeting_reminder",
        "answer_reminder",
    }


def test_a_mail_goes_out_once_with_the_calendar_as_alternative_and_attachment(hall):
    called(hall)
    Owed.objects.exclude(kind="meeting_called").delete()
    Owed.objects.exclude(reader=hall.members[0]).delete()

    sent = [post_due(now=timezone.now() + timedelta(minutes=n)) for n in range(3)]

    message = mail.outbox[0].message()
    kinds = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
    calendars = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert sent == [1, 0, 0]
    assert kinds.count("text/calendar") == 2
    assert {part.get_param("method") for part in calendars} == {"REQUEST"}
    assert all(
        Calendar.from_ical(part.get_payload(decode=True))["METHOD"] == "REQUEST"
        for part in calendars
    )
