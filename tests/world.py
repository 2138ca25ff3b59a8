"""One small world with everyone in it, for the matrix of addresses and people."""

from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from elo_platform.accounts.models import User
from groups.models import (
    Attendance,
    BacklogItem,
    Body,
    Echo,
    EloGroup,
    Event,
    FollowUp,
    Invitation,
    Meeting,
    Need,
    Outcome,
    Seat,
    SeatHolder,
    Statement,
)
from groups.permissions import Role
from tests.factories import (
    give_role,
    make_actor,
    make_body,
    make_group,
    make_organisation,
    make_seat,
    make_user,
    today,
)

# People, in the order of the matrix, and then states that a person may be in.
ACTORS = (
    "anonymous",
    "outsider",
    "other_coordinator",
    "member",
    "deputy",
    "working",
    "contact",
    "staff",
    "leading",
    "chair",
    "coordinator",
    "national",
    "researcher",
    "admin",
)
STATES = ("removed_yesterday", "deactivated", "invited", "no_second_factor")


@dataclass
class World:
    """A group with a leading group, a network, a working group and a meeting of each kind."""

    group: EloGroup
    leading: Body
    network: Body
    working: Body
    seat: Seat
    people: dict[str, User | None]
    mandate: SeatHolder
    invitation: Invitation
    meeting: Meeting
    draft: Meeting
    attendance: Attendance
    more: dict[str, Any] = field(default_factory=dict)


def make_meeting(*, body: Body, by: User, state="called", days=10, **fields) -> Meeting:
    """Return a meeting of `body` at 9 to 11 in `days` days, written as it would be stored."""
    now = timezone.now()
    day = today() + timedelta(days=days)
    starts_at = now.replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=days)
    values = {
        "title_sv": "Ledningsgruppen 4/2026",
        "title_fi": "Johtoryhmä 4/2026",
        "day": day,
        "begins": time(9),
        "ends": time(11),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "place": "Vasa",
        "made_by": by,
        "made_at": now,
        "changed_at": now,
        "called_at": None if state == "draft" else now,
        "cancelled_at": now if state == "cancelled" else None,
    }
    return Meeting.objects.create(body=body, state=state, **(values | fields))


def make_follow_up(world: World, **fields) -> FollowUp:
    """Return what the organisation of the world's seat does after a matter, by next week."""
    item = world.meeting.items.create(number=90, title_sv="Läget")
    given = {
        "text_sv": "Berätta hemma",
        "organisation": world.seat.organisation,
        "due_on": world.meeting.day,
        "made_by": world.people["coordinator"],
        "made_at": timezone.now(),
    }
    return FollowUp.objects.create(item=item, **(given | fields))


def make_matter(world: World, **fields) -> BacklogItem:
    """Return a matter that waits for the leading group."""
    given = {"title_sv": "En sak", "added_by": world.people["leading"], "added_at": timezone.now()}
    return BacklogItem.objects.create(body=world.leading, **(given | fields))


def make_outcome(world: World, *, visibility="group", **fields) -> Outcome:
    """Return a recommendation of the leading group, which the organisation of its seat is asked."""
    by = world.people["coordinator"]
    meeting = make_meeting(body=world.leading, by=by, days=-3)
    number = Outcome.objects.filter(body=world.leading).count() + 1
    values = {
        "kind": "recommendation",
        "title_sv": "Gemensam remissväg",
        "title_fi": "Yhteinen lähetepolku",
        "text_sv": "Ledningsgruppen rekommenderar den gemensamma remissvägen.",
        "text_fi": "Johtoryhmä suosittaa yhteistä lähetepolkua.",
        "decided_on": meeting.day,
        "year": meeting.day.year,
        "answer_by": today() + timedelta(days=20),
        "recorded_by": by,
        "recorded_at": timezone.now(),
    }
    outcome = Outcome.objects.create(
        body=world.leading,
        meeting=meeting,
        number=number,
        visibility=visibility,
        **(values | fields),
    )
    # Asked at the meeting, so that they may be reminded by hand today.
    asked_at = timezone.now() - timedelta(days=3)
    Echo.objects.create(outcome=outcome, organisation=world.seat.organisation, asked_at=asked_at)
    return outcome


def make_statement(world: World, *, visibility="group", **fields) -> Statement:
    """Return a statement of the group to a ministry, sent and not answered yet."""
    by, now = world.people["coordinator"], timezone.now()
    values = {
        "title_sv": "Studiepsykologer i varje skola",
        "title_fi": "Opintopsykologi joka kouluun",
        "addressee": "Undervisningsministeriet",
        "sent_on": today() - timedelta(days=40),
        "made_by": by,
        "made_at": now,
        "changed_at": now,
    }
    return Statement.objects.create(group=world.group, visibility=visibility, **(values | fields))


def make_world() -> World:
    """Return the world, with everyone as they are today."""
    now = timezone.now()
    group = make_group()
    leading = make_body(group=group)
    network = make_body(group=group, kind="network", name_sv="Nätverket", name_fi="Verkosto")
    working = make_body(group=group, kind="working", name_sv="Övergångar", name_fi="Nivelvaiheet")
    organisation = make_organisation()
    seat = make_seat(body=leading, organisation=organisation)
    people: dict[str, User | None] = {
        "anonymous": None,
        "outsider": make_user(),
        "other_coordinator": make_actor(role=Role.COORDINATOR),
        "member": make_actor(role=Role.NETWORK_MEMBER, body=network),
        "deputy": make_actor(role=Role.DEPUTY, body=leading),
        "working": make_actor(role=Role.WORKING_MEMBER, body=working),
        "contact": make_actor(role=Role.CONTACT, organisation=organisation),
        "staff": make_actor(role=Role.STAFF, organisation=organisation),
        "leading": make_user(name="Onni Lehtola", language="fi"),
        "chair": make_actor(role=Role.CHAIR, body=leading),
        "coordinator": make_actor(role=Role.COORDINATOR, group=group),
        "national": make_actor(role=Role.NATIONAL),
        "researcher": make_actor(role=Role.RESEARCHER),
        "admin": make_user(is_staff=True, is_superuser=True),
        "removed_yesterday": make_user(),
        "deactivated": make_actor(role=Role.COORDINATOR, group=group, is_active=False),
        "invited": make_user(email="invited@elo.example"),
        "no_second_factor": make_actor(role=Role.COORDINATOR, group=group),
    }
    coordinator, member = people["coordinator"], people["leading"]
    mandate = SeatHolder.objects.create(
        seat=seat, user=member, kind="principal", starts_on=today() - timedelta(days=400)
    )
    give_role(user=member, role=Role.LEADING_MEMBER, held_in=leading, holder=mandate)
    give_role(
        user=people["removed_yesterday"],
        role=Role.COORDINATOR,
        held_in=group,
        starts_on=today() - timedelta(days=90),
        ends_on=today() - timedelta(days=1),
    )
    invitation = Invitation.objects.create(
        seat=seat,
        kind="deputy",
        address="invited@elo.example",
        name="Invited Person",
        language="sv",
        invited_by=coordinator,
        invited_at=now,
        expires_at=now + timedelta(days=14),
    )
    meeting = make_meeting(body=leading, by=coordinator)
    draft = make_meeting(body=leading, by=coordinator, state="draft", days=40)
    attendance = Attendance.objects.create(meeting=meeting, user=member, seat=seat)
    return World(
        group=group,
        leading=leading,
        network=network,
        working=working,
        seat=seat,
        people=people,
        mandate=mandate,
        invitation=invitation,
        meeting=meeting,
        draft=draft,
        attendance=attendance,
    )


def make_event(world: World, *, days=10, **fields) -> Event:
    """Return an open event of the group, with a coordinator's own place in it."""
    now, by = timezone.now(), world.people["coordinator"]
    starts_at = now.replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=days)
    values = {
        "kind": "seminar",
        "title_sv": "Vägledning för vuxna",
        "title_fi": "Aikuisten ohjaus",
        "day": today() + timedelta(days=days),
        "begins": time(9),
        "ends": time(11),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "place": "Vasa",
        "state": "open",
        "group": world.group,
        "made_by": by,
        "made_at": now,
        "changed_at": now,
        "opened_at": now,
    }
    event = Event.objects.create(**(values | fields))
    place = {"state": "coming", "number": 1, "placed_at": now - timedelta(days=30)}
    event.signups.create(user=by, language="sv", at=now, changed_at=now, **place)
    return event


def make_need(world: World, **fields) -> Need:
    """Return a need that the whole group sees, raised by a coordinator for nobody."""
    now = timezone.now()
    values = {
        "title_sv": "Väntetider",
        "title_fi": "Odotusajat",
        "raised_on": today(),
        "raised_by": world.people["coordinator"],
        "made_at": now,
        "changed_at": now,
    }
    return Need.objects.create(group=world.group, **(values | fields))
