"""What the page of a meeting shows of its life, and what its leader may do with it now."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser

from elo_platform.accounts.models import User
from groups.forms.minutes import BeginMinutesForm, CloseMeetingForm, OpenMeetingForm
from groups.models import Meeting
from groups.panels.minutes import life_steps
from groups.permissions import BodyPermission
from groups.policies.minutes import (
    Rights,
    can_begin_minutes,
    can_close_meeting,
    can_enter_presence,
    can_open_meeting,
    can_remove_draft,
    state_of,
)
from groups.states import MinutesState


def life_of(
    meeting: Meeting, user: User | AnonymousUser, rights: Rights, now: datetime
) -> dict[str, Any]:
    """Return the steps of a meeting's life and the acts that are open to `user` now."""
    state = state_of(meeting)
    return {
        "steps": life_steps(meeting, state, now),
        "open": can_open_meeting(user, meeting, now, rights),
        "close": can_close_meeting(user, meeting, now, rights),
        "presence": can_enter_presence(user, meeting, now, rights, state=state),
        "begin": not state and can_begin_minutes(user, meeting, now, rights),
        "remove": can_remove_draft(user, meeting, rights),
        "shows_minutes": _shows_minutes(meeting, state, rights),
        "open_form": OpenMeetingForm(),
        "close_form": CloseMeetingForm(),
        "begin_form": BeginMinutesForm(),
    }


def _shows_minutes(meeting: Meeting, state: str, rights: Rights) -> bool:
    """Tell whether there is something to read: it follows how far the minutes have come."""
    if not state or BodyPermission.EDIT_MEETINGS in rights or state == MinutesState.APPROVED:
        return bool(state)
    is_inside = BodyPermission.VIEW_MEETINGS in rights
    return meeting.minutes.revision > 0 or (is_inside and state == MinutesState.REVIEW)
