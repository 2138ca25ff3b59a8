"""What the page of a meeting shows of its life, and what its leader may do with it now."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext, gettext_lazy

from elo_platform.accounts.models import User
from groups.forms.minutes import BeginMinutesForm, CloseMeetingForm, OpenMeetingForm
from groups.models import Meeting
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
from groups.states import MeetingState, MinutesState

Row = dict[str, Any]
STATUSES = {
    "draft": ("neutral", "circle-dashed"),
    "called": ("info", "calendar-days"),
    "cancelled": ("neutral", "circle-slash"),
    "running": ("info", "circle-dot"),
    MinutesState.WRITING: ("neutral", "pencil"),
    MinutesState.REVIEW: ("info", "eye"),
    MinutesState.APPROVED: ("success", "lock"),
}
_MINUTES = {
    MinutesState.WRITING: gettext_lazy("Minutes are written"),
    MinutesState.REVIEW: gettext_lazy("Minutes in review"),
    MinutesState.APPROVED: gettext_lazy("Approved and locked"),
}
_STEPS = ("draft", "called", "running", *MinutesState.values)


def life_steps(meeting: Meeting, state: str, now: datetime) -> list[Row]:
    """Return the steps of a meeting's life, each with whether it is past, present or ahead.

    `state` is that of the minutes, empty where there are none. A cancelled meeting has no steps.
    """
    if meeting.state == MeetingState.CANCELLED:
        return []
    at = _STEPS.index(_stands(meeting, state, now))
    is_over = not state and meeting.has_begun(now) and meeting.is_over(now)
    names = _step_names(meeting, now)
    return [
        {
            "label": names[step],
            "is_done": place < at or (is_over and place == at),
            "is_now": place == at and not is_over,
        }
        for place, step in enumerate(_STEPS)
    ]


def meeting_status(meeting: Meeting, now: datetime) -> Row:
    """Return how far a meeting has come as icon, colour and words: the step that stands now."""
    if meeting.state == MeetingState.CANCELLED:
        return _status("cancelled", meeting.get_state_display())
    if meeting.state == MeetingState.DRAFT:
        return _status("draft", gettext("Draft, seen by those who lead the body"))
    step = _stands(meeting, state_of(meeting), now)
    return _status(step, _step_names(meeting, now)[step])


def minutes_status(state: str) -> tuple[str, str, str]:
    """Return how far minutes have come as colour, icon and words."""
    return *STATUSES[state], str(_MINUTES[MinutesState(state)])


def _status(step: str, text: str) -> Row:
    tone, icon = STATUSES[step]
    return {"tone": tone, "icon": icon, "text": text}


def _stands(meeting: Meeting, state: str, now: datetime) -> str:
    if state:
        return state
    if meeting.state == MeetingState.DRAFT:
        return "draft"
    return "running" if meeting.has_begun(now) else "called"


def _step_names(meeting: Meeting, now: datetime) -> dict[str, str]:
    held = meeting.has_begun(now) and meeting.is_over(now)
    return {
        "draft": gettext("Draft"),
        "called": gettext("Called"),
        "running": gettext("Held") if held else gettext("Running"),
        **{state: str(words) for state, words in _MINUTES.items()},
    }


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
