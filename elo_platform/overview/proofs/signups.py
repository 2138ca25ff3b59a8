"""`./dev prove signups`: forty people at the same moment take the last ten places of an event.

Each round has an event of its own. Ten get a place and thirty wait, in the order of their
numbers, each number once. The control does the same without the lock on the event.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from unittest import mock

from django.contrib.auth.hashers import make_password

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from elo_platform.overview.proofs.together import together
from groups.models import EloGroup, Event, RoleGrant
from groups.permissions import Role
from groups.services import signups
from groups.services.events import EventValues, draft_event, open_event
from groups.services.signups import SignUpValues, sign_up
from groups.states import SignUpState

PLACES = 10
AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of some rounds: how many there were, and what was wrong in which."""

    rounds: int
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        words = f"{self.rounds} rounds of {AT_ONCE} sign-ups to {PLACES} places"
        return f"{words}: {len(self.wrong)} wrong{''.join(f'; {each}' for each in self.wrong[:3])}"


def prove_signups(*, rounds: int, now: datetime) -> Outcome:
    """Let forty sign up at once, `rounds` times over, and count."""
    group, by, people = _people(now)
    found = [_round(group, by, people, number, now) for number in range(rounds)]
    return Outcome(rounds, tuple(each for each in found if each))


def prove_control(*, rounds: int, now: datetime) -> Outcome:
    """Do the same without the lock: the proof is worth something if this goes wrong."""
    with mock.patch.object(signups, "locked_event", _unlocked_event):
        return prove_signups(rounds=rounds, now=now)


def _unlocked_event(*, event_id: int) -> Event:
    return Event.objects.select_related("body", "group").get(pk=event_id)


def _people(now: datetime) -> tuple[EloGroup, User, list[User]]:
    """Return a group, who arranges its events, and who signs up: all of them new."""
    first = User.objects.count()
    people = User.objects.bulk_create(
        User(
            email=f"seat{number}@elo.example",
            name=f"Person {number}",
            language="sv",
            password=make_password(None),
        )
        for number in range(first, first + AT_ONCE + 1)
    )
    group = EloGroup.objects.create(name_sv="Prövningens ELO-grupp", name_fi="Koetuksen ELO-ryhmä")
    since = helsinki_day(now) - timedelta(days=1)
    grants = [
        RoleGrant(user=person, role=Role.COORDINATOR, group=group, starts_on=since)
        for person in people
    ]
    RoleGrant.objects.bulk_create(grants)
    return group, people[0], people[1:]


def _round(group: EloGroup, by: User, people: list[User], number: int, now: datetime) -> str:
    """Return what was wrong in one round; empty where nothing was."""
    values = EventValues(
        kind="seminar",
        title_sv=f"Omgång {number}",
        day=helsinki_day(now) + timedelta(days=30),
        begins=time(9),
        ends=time(15),
        capacity=PLACES,
    )
    event = draft_event(group_id=group.pk, values=values, by=by, now=now)
    open_event(event_id=event.pk, by=by, now=now)

    def act(place: int) -> object:
        given = {"values": SignUpValues(), "by": people[place], "now": now}
        return sign_up(event_id=event.pk, **given)

    failed = [each for each in together(act, AT_ONCE) if isinstance(each, Exception)]
    rows = event.signups.order_by("number").values_list("state", flat=True)
    wanted = [SignUpState.COMING] * PLACES + [SignUpState.WAITING] * (AT_ONCE - PLACES)
    if not failed and list(rows) == wanted:
        return ""
    taken = sum(state == SignUpState.COMING for state in rows)
    return f"round {number}: {taken} places given, {len(failed)} failed, {len(rows)} signed up"
