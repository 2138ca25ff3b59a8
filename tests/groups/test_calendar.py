"""Calendar files and the private feed."""

import io
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from elo_platform.accounts.models import FeedToken
from elo_platform.accounts.services.feeds import end_feed, feed_hash, make_feed
from elo_platform.lib.calendars import ZONES, Entry, Person, render_calendar
from elo_platform.lib.dates import HELSINKI, wall_to_utc
from elo_platform.lib.logs import scrub
from groups.permissions import Role, Visibility
from groups.services.meetings import cancel_meeting, change_meeting
from groups.services.seats import end_mandate
from tests.factories import make_actor
from tests.groups.meetings import called, draft, make_hall, values

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def entry(day=date(2026, 12, 1), at=time(13), *, zone=HELSINKI, **fields) -> Entry:
    starts = datetime.combine(day, at, tzinfo=zone)
    given = {"uid": "1@elo.example", "title": "Möte", "changed_at": AT}
    return Entry(starts=starts, ends=starts + timedelta(hours=1), **(given | fields))


def zone_written(name: str):
    """Return the time zone as another parser reads it out of our file."""
    starts = datetime(2026, 12, 1, 13, tzinfo=ZoneInfo(name))
    text = render_calendar(
        [Entry(uid="1", starts=starts, ends=starts, title="x", changed_at=AT)]
    ).decode()
    return tzical(io.StringIO(text.replace("\r\n ", "").replace("\r\n", "\n"))).get(name)


@pytest.mark.parametrize("name", ZONES)
def test_the_written_zone_agrees_with_the_zone_database(name):
    written, real = zone_written(name), ZoneInfo(name)
    hours = [
        datetime(year, month, day) + timedelta(hours=hour)  # noqa: DTZ001 - wall time
        for year in range(2025, 2037)
        for month, days in ((1, (1,)), (3, range(24, 32)), (7, (1,)), (10, range(24, 32)))
        for day in days
        for hour in range(24)
    ]

    wrong = [
        wall
        for wall in hours
        if wall.replace(tzinfo=real).utcoffset() == wall.replace(tzinfo=real, fold=1).utcoffset()
        and wall.replace(tzinfo=written).utcoffset() != wall.replace(tzinfo=real).utcoffset()
    ]

    assert wrong == []


def test_each_change_of_the_clock_is_written_in_the_time_before_it():
    lines = render_calendar([entry()]).decode().split("\r\n")
    summer, winter = lines.index("BEGIN:DAYLIGHT"), lines.index("BEGIN:STANDARD")

    assert lines[summer : summer + 7] == [
        "BEGIN:DAYLIGHT",
        "DTSTART:19960331T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:EEST",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0300",
        "END:DAYLIGHT",
    ]
    assert lines[winter + 1] == "DTSTART:19961027T040000"


def test_500_meetings_read_back_are_at_the_instant_that_people_agreed_on():
    written = zone_written("Europe/Helsinki")
    wrong = []
    for number in range(500):
        day = date(2026, 10, 1) + timedelta(days=number * 3)
        at = time(7 + number % 12, 15 * (number % 4))
        file = render_calendar([entry(day, at)])

        start = Calendar.from_ical(file).walk("VEVENT")[0]["DTSTART"].dt

        instant = wall_to_utc(day=day, at=at)
        by_file = start.replace(tzinfo=None).replace(tzinfo=written).astimezone(UTC)
        if not start.astimezone(UTC) == by_file == instant or start.time() != at:
            wrong.append((day, at))

    assert wrong == []


def test_lines_are_at_most_75_bytes_and_the_file_is_equal_each_time():
    long = entry(title="Ärende, möte; åäö " * 30, text="Rad\nRad 😀 " * 90, place="Å" * 200)
    person = Person('Alva "Strand", ordförande\r\nX:1', "alva@elo.example", "ACCEPTED")

    file = render_calendar(
        [Entry(**{**_fields(long), "organiser": person, "attendee": person})], method="REQUEST"
    )

    lines = file.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert not any(line.startswith(b"X:1") for line in lines)
    event = Calendar.from_ical(file).walk("VEVENT")[0]
    assert (event["SUMMARY"], event["DESCRIPTION"]) == (long.title, long.text)
    assert file == render_calendar(
        [Entry(**{**_fields(long), "organiser": person, "attendee": person})], method="REQUEST"
    )


def _fields(one: Entry) -> dict:
    return {name: getattr(one, name) for name in Entry.__dataclass_fields__}


def feed_path(user) -> str:
    token = make_feed(user=user, now=timezone.now())
    return reverse("overview:calendar_feed", args=[token])


def events(path) -> dict:
    """Return the events of a feed by uid."""
    response = Client().get(path)
    assert response.status_code == 200
    found = Calendar.from_ical(response.content).walk("VEVENT")
    return {str(event["UID"]).split("@")[0]: event for event in found}


@pytest.mark.django_db
def test_the_feed_shows_the_own_meetings_and_nothing_else(hall):
    other = make_hall()
    meeting, _draft = called(hall), draft(hall)
    called(other)
    path = feed_path(hall.members[0])

    found = events(path)

    assert set(found) == set(events(feed_path(hall.coordinator))) == {str(meeting.uid)}
    assert found[str(meeting.uid)]["SUMMARY"].startswith(meeting.title_sv)
    assert "ATTENDEE" not in found[str(meeting.uid)]


@pytest.mark.django_db
def test_the_feed_follows_a_move_and_a_cancellation(hall):
    meeting = called(hall)
    path = feed_path(hall.members[0])
    before = events(path)[str(meeting.uid)]

    moved = change_meeting(
        meeting_id=meeting.pk,
        version=meeting.version,
        values=values(days=12, begins=time(9), ends=time(10)),
        by=hall.coordinator,
        now=timezone.now(),
    )
    after = events(path)[str(meeting.uid)]
    cancel_meeting(meeting_id=meeting.pk, reason="", by=hall.coordinator, now=timezone.now())
    gone = events(path)[str(meeting.uid)]

    assert before["SEQUENCE"] < after["SEQUENCE"] < gone["SEQUENCE"]
    assert (after["DTSTART"].dt.date(), after["DTSTART"].dt.time()) == (moved.day, time(9))
    assert (before["STATUS"], after["STATUS"], gone["STATUS"]) == (
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    )


@pytest.mark.django_db
def test_the_feed_obeys_an_ended_mandate_and_a_closed_account_at_once(hall):
    called(hall)
    member = hall.members[0]
    path = feed_path(member)
    assert len(events(path)) == 1

    end_mandate(holder_id=member.mandates.get().pk, by=None, now=timezone.now())
    assert events(path) == {}
    member.is_active = False
    member.save()

    assert Client().get(path).status_code == 404


@pytest.mark.django_db
def test_a_public_meeting_of_strangers_is_not_in_the_feed(hall):
    called(hall, visibility=Visibility.PUBLIC)
    stranger = make_actor(role=Role.COORDINATOR)

    assert events(feed_path(stranger)) == {}


@pytest.mark.django_db
def test_a_link_is_random_kept_as_a_hash_and_ends_when_renewed_ended_or_old():
    user = make_hall().members[0]
    now = timezone.now()

    first = make_feed(user=user, now=now)
    second = make_feed(user=user, now=now)

    assert len(first) >= 43
    assert not FeedToken.objects.filter(token_hash__in=[first, second]).exists()
    assert FeedToken.objects.usable(now).get().token_hash == feed_hash(token=second)
    assert not FeedToken.objects.usable(now + timedelta(days=366)).exists()
    assert end_feed(user=user, now=now)
    assert not FeedToken.objects.usable(now).exists()
    for token in (first, second, "x", "å" * 200):
        path = reverse("overview:calendar_feed", args=[token])
        assert Client().get(path).status_code == 404


@pytest.mark.django_db
def test_the_page_shows_a_new_link_once_and_the_database_never():
    user = make_hall().members[0]
    client = Client()
    client.force_login(user)
    page = client.get(reverse("overview:calendar"))
    key = str(page.context["make_form"]["form_key"].value())

    client.post(reverse("overview:calendar_make"), {"form_key": key})
    client.post(reverse("overview:calendar_make"), {"form_key": key})
    shown = client.get(reverse("overview:calendar"))
    again = client.get(reverse("overview:calendar"))

    url = shown.context["url"]
    assert Client().get(urlsplit(url).path).status_code == 200
    assert again.context["url"] == ""
    assert FeedToken.objects.count() == 1
    token = url.rsplit("/", 1)[-1].removesuffix(".ics")
    assert token not in str(dict(client.session.items()))
    assert token not in scrub(f"GET {urlsplit(url).path} 200")


@pytest.mark.django_db
def test_reading_the_feed_writes_nothing(hall, django_assert_num_queries):
    called(hall)
    path = feed_path(hall.members[0])

    # Meetings, answers, plans, events and the year: one or two reads each.
    with django_assert_num_queries(7) as seen:
        Client().get(path)

    assert not [each for each in seen if not each["sql"].startswith(("SELECT", "WITH"))]


@pytest.mark.django_db
def test_the_feed_costs_the_same_for_many_meetings(hall, django_assert_num_queries):
    for number in range(12):
        called(hall, days=10 + number)
    path = feed_path(hall.members[0])

    with django_assert_num_queries(7):
        Client().get(path)


@pytest.mark.django_db
def test_the_file_of_a_meeting_needs_the_same_rights_as_its_page(hall):
    closed = called(hall, link="https://moten.example/1")
    public = called(hall, link="https://moten.example/2", visibility=Visibility.PUBLIC)

    codes = [
        Client().get(reverse("groups:meeting_calendar", args=[meeting.pk])).status_code
        for meeting in (closed, public)
    ]
    outside = Client().get(reverse("groups:meeting_calendar", args=[public.pk])).content
    inside = Client()
    inside.force_login(hall.members[0])

    assert codes == [404, 200]
    assert b"moten.example" not in outside
    own = inside.get(reverse("groups:meeting_calendar", args=[closed.pk])).content
    assert b"moten.example" in own.replace(b"\r\n ", b"")
