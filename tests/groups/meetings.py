"""Makers for the tests of meetings: a body with people in it, and meetings made by services."""

from dataclasses import dataclass
from datetime import time, timedelta

from django.utils import timezone

from elo_platform.accounts.models import User
from groups.models import Attendance, Body, Meeting, Seat
from groups.permissions import Role
from groups.services.agenda import ItemValues
from groups.services.meetings import MeetingValues, call_meeting, draft_meeting
from groups.services.seats import fill_seat
from tests.factories import make_actor, make_body, make_seat, make_user, today


@dataclass
class Hall:
    """A body with a coordinator and two members, the first of whom has a deputy."""

    body: Body
    coordinator: User
    seats: list[Seat]
    members: list[User]
    deputy: User


def sit(*, seat, user=None, kind="principal", starts_on=None, ends_on=None, **fields) -> User:
    user = user or make_user(**fields)
    fill_seat(
        seat=seat,
        user=user,
        kind=kind,
        starts_on=starts_on or today() - timedelta(days=1),
        ends_on=ends_on,
        by=None,
        now=timezone.now(),
    )
    return user


def make_hall() -> Hall:
    body = make_body()
    coordinator = make_actor(
        role=Role.COORDINATOR, group=body.group, name="Siri Lund", language="en"
    )
    seats = [make_seat(body=body), make_seat(body=body)]
    members = [
        sit(seat=seats[0], name="Alva Strand", language="sv"),
        sit(seat=seats[1], name="Onni Lehtola", language="fi"),
    ]
    deputy = sit(seat=seats[0], kind="deputy", name="Tuva Sund")
    return Hall(body, coordinator, seats, members, deputy)


def values(*, days=10, **fields) -> MeetingValues:
    given = {
        "title_sv": "Ledningsgruppen 4/2026",
        "title_fi": "Johtoryhmä 4/2026",
        "day": today() + timedelta(days=days),
        "begins": time(13),
        "ends": time(15),
        "place": "Kvarken",
        "items": (ItemValues(title_sv="Läget", title_fi="Tilanne", minutes=15),),
    }
    return MeetingValues(**(given | fields))


def draft(hall: Hall, **fields) -> Meeting:
    return draft_meeting(
        body=hall.body, values=values(**fields), by=hall.coordinator, now=timezone.now()
    )


def called(hall: Hall, *, now=None, **fields) -> Meeting:
    meeting = draft(hall, **fields)
    return call_meeting(meeting_id=meeting.pk, by=hall.coordinator, now=now or timezone.now())


def row_of(meeting: Meeting, user: User) -> Attendance:
    return Attendance.objects.get(meeting=meeting, user=user)
