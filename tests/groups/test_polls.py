"""Date polls: asked, answered by link and signed in, reminded of, closed into a meeting."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from elo_platform import ports
from elo_platform.lib.dates import wall_to_utc
from elo_platform.notifications.acts import act_url
from elo_platform.notifications.models import Owed
from groups.models import DatePoll, Meeting, PollAsked, SeatHolder
from groups.panels.polls import due_polls, poll_tables
from groups.services.poll_reminders import remind_of_polls
from groups.services.polls import (
    PollValues,
    SlotValues,
    answer_poll,
    ask_poll,
    make_meeting_of_poll,
    withdraw_poll,
)
from tests.browsing import client_of
from tests.factories import today
from tests.groups.meetings import Hall

pytestmark = pytest.mark.django_db
FIRST = 20


def slot(days: int, begins: int = 9) -> SlotValues:
    return SlotValues(today() + timedelta(days=days), time(begins), time(begins + 2))


def values(**fields) -> PollValues:
    given = {
        "title_sv": "Extra möte",
        "title_fi": "Ylimääräinen kokous",
        "closes_on": today() + timedelta(days=14),
        "slots": (slot(FIRST), slot(FIRST, 13), slot(FIRST + 1)),
    }
    return PollValues(**(given | fields))


def asked(hall: Hall, *, now=None, **fields) -> DatePoll:
    by, now = hall.coordinator, now or timezone.now()
    return ask_poll(body=hall.body, values=values(**fields), by=by, now=now)


def own(poll: DatePoll, user) -> PollAsked:
    return PollAsked.objects.get(poll=poll, user=user)


def say(poll: DatePoll, user, answers: str, *, by=None, now=None) -> None:
    """Answer for `user`: a letter for each time, y, i or n."""
    words = {"y": "yes", "i": "if_needed", "n": "no"}
    said = {row.pk: words[a] for row, a in zip(poll.slots.all(), answers, strict=False)}
    answer_poll(
        asked_id=own(poll, user).pk,
        answers=said,
        comment="",
        by=by or user,
        now=now or timezone.now(),
    )


def owed(kind: str) -> set[int]:
    return set(Owed.objects.filter(kind=kind).values_list("reader", flat=True))


def link(poll: DatePoll, user) -> str:
    row = own(poll, user)
    given = {"object_id": row.pk, "subject": user.pk, "expires_at": poll.open_until}
    return act_url(kind="poll", **given)


def test_members_are_asked_and_the_table_marks_the_time_that_suits_most(hall):
    poll = asked(hall)
    alva, onni = hall.members

    say(poll, alva, "yin")
    say(poll, onni, "niy")
    tables = poll_tables(poll, hall.coordinator)

    assert owed("poll_asked") == {alva.pk, onni.pk}
    assert [row.is_best for row in tables.times] == [False, True, False]
    assert [row.organisations for row in tables.times] == [1, 2, 1]
    assert [row.name for row in tables.people] == ["Alva Strand", "Onni Lehtola"]
    assert len(tables.organisations) == 2
    # Whose mandate ends drops out of the figures, and can no longer answer.
    SeatHolder.objects.filter(user=onni).update(ends_on=today() - timedelta(days=1))
    tables = poll_tables(poll, hall.coordinator)
    assert [row.is_best for row in tables.times] == [True, False, False]
    assert [row.name for row in tables.people] == ["Alva Strand"]
    with pytest.raises(PermissionDenied):
        say(poll, onni, "yyy")


def test_a_link_from_the_mail_answers_once_more_and_not_after_closing(hall):
    poll = asked(hall)
    alva, onni = hall.members
    address, client = link(poll, alva), Client()
    page = client.get(address)
    data = {"form_key": page.context["form"]["form_key"].value(), "comment": "Gärna på morgonen"}
    data |= {f"slot-{row.pk}": "yes" for row in poll.slots.all()}

    half = client.post(address, data | {f"slot-{poll.slots.first().pk}": ""})
    done = client.post(address, data)

    assert (half.status_code, done.status_code) == (422, 302)
    assert client.get(done.url).context["is_saved"]
    assert own(poll, alva).votes.filter(answer="yes").count() == 3
    with pytest.raises(PermissionDenied):
        say(poll, alva, "nnn", by=onni)
    withdraw_poll(poll_id=poll.pk, by=hall.coordinator, now=timezone.now())
    again = client.post(address, data | {"form_key": "0f0e7b3a-52ef-4f4b-9a3e-5c9f5b9a2d11"})
    assert again.status_code == 410
    assert own(poll, alva).votes.filter(answer="yes").count() == 3
    assert owed("poll_told") == {alva.pk, onni.pk}


def test_who_is_silent_is_reminded_once_a_stage_and_has_it_among_what_waits(hall):
    poll = asked(hall)
    alva, onni = hall.members
    say(poll, alva, "yyy")

    for days_left in (14, 4, 3, 3, 2, 1, 1, 0, -1):
        day = poll.closes_on - timedelta(days=days_left)
        remind_of_polls(now=wall_to_utc(day=day, at=time(10)))

    rows = Owed.objects.filter(kind="poll_reminder").values_list("reader", "due_at")
    due = [wall_to_utc(day=poll.closes_on - timedelta(days=n), at=time(9)) for n in (3, 1)]
    assert sorted(rows) == [(onni.pk, at) for at in due]
    assert [row["url"] for row in due_polls(onni, timezone.now())] == [f"/polls/{poll.pk}/answer/"]
    assert due_polls(alva, timezone.now()) == []
    # A reminder that nobody needs any more says nothing.
    notice = ports.entry("NOTICES", "poll_reminder")
    assert notice({"poll": poll.pk}, alva) is None
    assert notice({"poll": poll.pk}, onni)["acts"]


@pytest.mark.parametrize("is_called", [False, True])
def test_a_poll_becomes_a_meeting_once_and_those_asked_are_told(hall, is_called):
    poll = asked(hall, place="Kvarken", zone="Europe/Stockholm")
    chosen = poll.slots.all()[1]
    given = {"poll_id": poll.pk, "slot_id": chosen.pk, "is_called": is_called}

    meeting = make_meeting_of_poll(**given, by=hall.coordinator, now=timezone.now())

    assert (meeting.day, meeting.begins, meeting.place) == (chosen.day, time(13), "Kvarken")
    assert (meeting.zone, meeting.state) == (
        "Europe/Stockholm",
        "called" if is_called else "draft",
    )
    members = {each.pk for each in hall.members}
    assert members <= owed("meeting_called" if is_called else "poll_told")
    for late in (
        lambda: make_meeting_of_poll(**given, by=hall.coordinator, now=timezone.now()),
        lambda: withdraw_poll(poll_id=poll.pk, by=hall.coordinator, now=timezone.now()),
        lambda: say(poll, hall.members[0], "yyy"),
    ):
        with pytest.raises(PermissionDenied):
            late()
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"slots": ()},
        {"slots": (slot(FIRST),)},
        {"slots": (slot(FIRST), slot(FIRST))},
        {"slots": (slot(FIRST), slot(-1))},
        {"slots": tuple(slot(FIRST + n) for n in range(13))},
        {"slots": (slot(FIRST), replace(slot(FIRST + 1), ends=time(8)))},
        {"slots": (slot(FIRST), SlotValues(date(2027, 3, 28), time(3, 30), time(5)))},
        {"closes_on": date(2020, 1, 1)},
        {"closes_on": today() + timedelta(days=FIRST + 1)},
        {"title_sv": "", "title_fi": ""},
        {"zone": "Mars/Olympus"},
    ],
)
def test_a_poll_that_cannot_be_answered_is_refused_in_words(hall, fields):
    with pytest.raises(ValidationError) as refused:
        asked(hall, **fields)
    assert all(refused.value.messages)
    assert not DatePoll.objects.exists()


def test_who_does_not_lead_asks_nobody_and_nobody_is_asked_after_the_last_day(hall):
    poll = asked(hall)
    member, late = hall.members[0], wall_to_utc(day=poll.closes_on, at=time(23, 59))
    say(poll, member, "yyy", now=late)
    with pytest.raises(PermissionDenied):
        say(poll, member, "nnn", now=late + timedelta(minutes=1))
    with pytest.raises(ValidationError):
        say(poll, member, "y")
    with pytest.raises(PermissionDenied):
        ask_poll(body=hall.body, values=values(), by=member, now=timezone.now())


def test_what_is_missing_of_a_time_names_its_field(hall):
    client = client_of(hall.coordinator)
    typed = {"slot_count": "2", "slot-1-day": "28.3.2099", "slot-1-begins": "9.00"}

    page = client.post(f"/bodies/{hall.body.pk}/polls/new/?lang=en", typed)

    assert "Time 2, Ends: " in page.text
