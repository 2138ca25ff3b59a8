"""The product of state, action and role against the table of meetings."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from groups.models import Meeting
from groups.permissions import ROLE_SCOPE, Role, Scope
from groups.policies.meetings import can_move
from groups.services.meetings import call_meeting, cancel_meeting
from groups.states import MeetingAction, MeetingState
from tests.factories import make_actor, make_body, make_group, make_organisation, make_seat
from tests.world import make_meeting

pytestmark = pytest.mark.django_db

ALLOWED = {
    (MeetingState.DRAFT, MeetingAction.CALL): MeetingState.CALLED,
    (MeetingState.CALLED, MeetingAction.CANCEL): MeetingState.CANCELLED,
}
LEADERS = {Role.CHAIR, Role.COORDINATOR}


def do(action, meeting, by):
    if action == MeetingAction.CALL:
        return call_meeting(meeting_id=meeting.pk, by=by, now=timezone.now())
    return cancel_meeting(meeting_id=meeting.pk, reason="", by=by, now=timezone.now())


@pytest.mark.parametrize("state", MeetingState)
@pytest.mark.parametrize("action", MeetingAction)
@pytest.mark.parametrize("role", Role)
def test_an_action_does_what_the_table_says_or_nothing(state, action, role):
    body = make_body(group=make_group())
    organisation = make_organisation()
    make_seat(body=body, organisation=organisation)
    held = {Scope.BODY: {"body": body}, Scope.GROUP: {"group": body.group}}
    where = held.get(ROLE_SCOPE[role], {"organisation": organisation})
    user = make_actor(role=role, **where)
    meeting = make_meeting(body=body, by=user, state=state)
    expected = ALLOWED.get((state, action)) if role in LEADERS else None

    assert bool(can_move(user, meeting, action, timezone.now())) is (expected is not None)
    if expected:
        assert do(action, meeting, user).state == expected
    else:
        with pytest.raises(PermissionDenied):
            do(action, meeting, user)
        assert Meeting.objects.get().state == state


def test_every_state_is_reached():
    reached = {MeetingState.DRAFT} | set(ALLOWED.values())

    assert reached == set(MeetingState)


def test_a_leader_of_another_body_moves_nothing():
    meeting = make_meeting(body=make_body(), by=make_actor(role=Role.COORDINATOR), state="draft")
    other = make_actor(role=Role.CHAIR, body=make_body(group=meeting.body.group))

    with pytest.raises(PermissionDenied):
        do(MeetingAction.CALL, meeting, other)


def test_what_is_over_cannot_be_cancelled():
    body = make_body()
    user = make_actor(role=Role.CHAIR, body=body)
    meeting = make_meeting(body=body, by=user)

    decision = can_move(user, meeting, MeetingAction.CANCEL, meeting.ends_at + timedelta(seconds=1))

    assert not decision
