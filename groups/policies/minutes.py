"""Who opens and closes a meeting, enters who was there, and writes, checks and approves minutes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.models import Attendance, Meeting, Minutes, MinutesChecker
from groups.permissions import BodyPermission
from groups.policies.meetings import CANCELLED, NOT_CALLED, OVER, Rights
from groups.policies.roles import NO_ROLE, in_body
from groups.querysets.answerers import person_of_link
from groups.querysets.permitted import rights_in_body
from groups.states import MINUTES_TRANSITIONS, MeetingState, MinutesAction, MinutesState

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

# Who leads the meeting may open it so long before its hour.
OPENS_BEFORE = timedelta(minutes=30)

NOT_BEGUN = _("The meeting has not begun yet.")
TOO_EARLY = _("A meeting can be opened half an hour before it begins.")
OPENED = _("The meeting has been opened already.")
NOT_OPENED = _("The meeting has not been opened.")
CLOSED = _("The meeting has been closed already.")
STILL_RUNNING = _("The meeting is still running. Close it first.")
LOCKED = _("The minutes are approved and locked. They can be opened again with a reason.")
NO_DRAFT = _("Only a draft can be removed. A meeting that has been called is cancelled.")
NOT_NOW = _("The minutes are not in a state where this can be done.")
NOT_YOURS = _("This question was sent to somebody else.")
NOT_IN_REVIEW = _("The minutes are not being checked at present.")


def can_open_meeting(
    user: User | AnonymousUser, meeting: Meeting, now: datetime, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may open `meeting`: from half an hour before it begins to its end."""
    if not (decision := _leads_called(user, meeting, rights)):
        return decision
    if meeting.opened_at:
        return denied(OPENED)
    if now < meeting.starts_at - OPENS_BEFORE:
        return denied(TOO_EARLY)
    return denied(OVER) if meeting.is_over(now) else ALLOWED


def can_close_meeting(
    user: User | AnonymousUser, meeting: Meeting, now: datetime, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may close `meeting`: while it runs."""
    if not (decision := _leads_called(user, meeting, rights)):
        return decision
    if not meeting.opened_at:
        return denied(NOT_OPENED)
    if meeting.closed_at:
        return denied(CLOSED)
    return denied(OVER) if meeting.is_over(now) else ALLOWED


def can_remove_draft(
    user: User | AnonymousUser, meeting: Meeting, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may remove `meeting`: a draft, to which nobody has been called."""
    if not (decision := _leads(user, meeting, rights)):
        return decision
    return ALLOWED if meeting.state == MeetingState.DRAFT else denied(NO_DRAFT)


def can_enter_presence(
    user: User | AnonymousUser,
    meeting: Meeting,
    now: datetime,
    rights: Rights | None = None,
    *,
    state: str | None = None,
) -> Decision:
    """Decide whether `user` may say who is there: once it has begun, until minutes are approved.

    `state` is that of the minutes where the caller knows it, empty where there are none.
    """
    if not (decision := _can_keep_record(user, meeting, now, rights)):
        return decision
    state = state_of(meeting) if state is None else state
    return denied(LOCKED) if state == MinutesState.APPROVED else ALLOWED


def can_begin_minutes(
    user: User | AnonymousUser, meeting: Meeting, now: datetime, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may begin the minutes of `meeting`: once it has begun."""
    return _can_keep_record(user, meeting, now, rights)


def can_write(
    user: User | AnonymousUser, minutes: Minutes, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may write in `minutes`: until they are approved."""
    if not (decision := _leads(user, minutes.meeting, rights)):
        return decision
    return denied(LOCKED) if minutes.state == MinutesState.APPROVED else ALLOWED


def can_step(
    user: User | AnonymousUser,
    minutes: Minutes,
    action: MinutesAction,
    now: datetime,
    rights: Rights | None = None,
) -> Decision:
    """Decide whether `user` may do `action` to `minutes` in their present state."""
    if not (decision := _leads(user, minutes.meeting, rights)):
        return decision
    if minutes.state not in MINUTES_TRANSITIONS[action].sources:
        return denied(NOT_NOW)
    if action is MinutesAction.SEND and not minutes.meeting.is_over(now):
        return denied(STILL_RUNNING)
    return ALLOWED


def can_check(
    user: User | AnonymousUser, checker: MinutesChecker, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may say as `checker` what the minutes are like.

    Whoever was asked and no longer reads in the body is asked no more.
    """
    if not user.is_authenticated or not user.is_active or checker.user_id != user.pk:
        return denied(NOT_YOURS)
    rights = rights_in_body(user, checker.minutes.meeting.body) if rights is None else rights
    if BodyPermission.VIEW_MEETINGS not in rights:
        return denied(NO_ROLE)
    in_review = checker.minutes.state == MinutesState.REVIEW
    return ALLOWED if in_review else denied(NOT_IN_REVIEW)


def can_check_by_link(subject: str, checker: MinutesChecker) -> Decision:
    """Decide whether the link of `subject`, a user id, may answer as `checker`."""
    person = person_of_link(subject)
    return can_check(person, checker) if person else denied(NOT_YOURS)


def can_remove_walk_in(user: User | AnonymousUser, row: Attendance, now: datetime) -> Decision:
    """Decide whether `user` may strike out somebody who was entered in the meeting by mistake."""
    if not row.is_walk_in:
        return denied(OVER)
    return can_enter_presence(user, row.meeting, now)


def state_of(meeting: Meeting) -> str:
    """Return the state of a meeting's minutes; empty where none have been begun."""
    return meeting.minutes.state if hasattr(meeting, "minutes") else ""


def _can_keep_record(
    user: User | AnonymousUser, meeting: Meeting, now: datetime, rights: Rights | None
) -> Decision:
    if not (decision := _leads_called(user, meeting, rights)):
        return decision
    return ALLOWED if meeting.has_begun(now) else denied(NOT_BEGUN)


def _leads_called(user: User | AnonymousUser, meeting: Meeting, rights: Rights | None) -> Decision:
    if not (decision := _leads(user, meeting, rights)):
        return decision
    if meeting.state == MeetingState.CANCELLED:
        return denied(CANCELLED)
    return ALLOWED if meeting.state == MeetingState.CALLED else denied(NOT_CALLED)


def _leads(user: User | AnonymousUser, meeting: Meeting, rights: Rights | None) -> Decision:
    return in_body(user, meeting.body, BodyPermission.EDIT_MEETINGS, rights)
