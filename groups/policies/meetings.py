"""Who may draft, change, call and cancel a meeting, add papers, and answer for whom."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.models import Attendance, Body, Meeting
from groups.permissions import BodyPermission
from groups.policies.roles import in_body
from groups.querysets.meetings import still_calls
from groups.states import MEETING_TRANSITIONS, MeetingAction, MeetingState

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

Rights = frozenset[BodyPermission]

NOT_CALLED = _("The meeting has not been called.")
CANCELLED = _("The meeting has been cancelled.")
STARTED = _("The meeting has started, so answers can no longer be changed.")
OVER = _("The meeting is over.")
OPENED = _("The meeting has been opened, so it cannot be cancelled.")
HAS_OUTCOMES = _("Outcomes of the meeting have been recorded, so it cannot be cancelled.")
NOT_YOURS = _("This invitation is for somebody else.")
MANDATE_ENDED = _("The person is no longer called to this meeting.")


def can_draft(user: User | AnonymousUser, body: Body) -> Decision:
    """Decide whether `user` may prepare a meeting of `body`."""
    return in_body(user, body, BodyPermission.EDIT_MEETINGS)


def can_edit(
    user: User | AnonymousUser, meeting: Meeting, now: datetime, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may change `meeting`: until it is over, closed or cancelled.

    `rights` spares the query where a page asks several policies about one body.
    """
    if not (decision := in_body(user, meeting.body, BodyPermission.EDIT_MEETINGS, rights)):
        return decision
    if meeting.state == MeetingState.CANCELLED:
        return denied(CANCELLED)
    if meeting.state == MeetingState.CALLED and (meeting.closed_at or meeting.ends_at <= now):
        return denied(OVER)
    return ALLOWED


def can_move(
    user: User | AnonymousUser,
    meeting: Meeting,
    action: MeetingAction,
    now: datetime,
    rights: Rights | None = None,
) -> Decision:
    """Decide whether `user` may do `action` to `meeting` in its present state."""
    transition = MEETING_TRANSITIONS[action]
    permission = BodyPermission(transition.permission)
    if not (decision := in_body(user, meeting.body, permission, rights)):
        return decision
    if meeting.state not in transition.sources:
        return denied(_("The meeting is not in a state where this can be done."))
    if meeting.state == MeetingState.CALLED and meeting.ends_at <= now:
        return denied(OVER)
    if action is MeetingAction.CANCEL and meeting.opened_at:
        return denied(OPENED)
    # Nothing is recorded before a meeting begins, so nothing needs to be asked.
    if action is MeetingAction.CANCEL and meeting.starts_at <= now and meeting.outcomes.exists():
        return denied(HAS_OUTCOMES)
    return ALLOWED


def can_keep_papers(
    user: User | AnonymousUser, meeting: Meeting, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may add and remove papers, also after the meeting."""
    if not (decision := in_body(user, meeting.body, BodyPermission.EDIT_MEETINGS, rights)):
        return decision
    return denied(CANCELLED) if meeting.state == MeetingState.CANCELLED else ALLOWED


def can_answer(user: User | AnonymousUser, attendance: Attendance, now: datetime) -> Decision:
    """Decide whether `user` may say at `now` who comes in the place of `attendance`.

    The person themselves while called, and those who lead the body for anyone, until the
    meeting starts.
    """
    is_own = user.is_authenticated and user.is_active and attendance.user_id == user.pk
    if is_own:
        return _still_open(attendance, now, is_called=still_calls(attendance, user))
    body, permission = attendance.meeting.body, BodyPermission.ANSWER_FOR_OTHERS
    if not (decision := in_body(user, body, permission)):
        return decision
    return _still_open(attendance, now, is_called=_stands(attendance))


def can_answer_by_link(subject: str, attendance: Attendance, now: datetime) -> Decision:
    """Decide whether the link of `subject`, a user id or an address, may answer at `now`."""
    if not attendance.is_of(subject):
        return denied(NOT_YOURS)
    return _still_open(attendance, now, is_called=_stands(attendance))


def _stands(attendance: Attendance) -> bool:
    return Attendance.objects.standing().filter(pk=attendance.pk).exists()


def _still_open(attendance: Attendance, now: datetime, *, is_called: bool) -> Decision:
    if not is_called:
        return denied(MANDATE_ENDED)
    meeting = attendance.meeting
    if meeting.state == MeetingState.CANCELLED:
        return denied(CANCELLED)
    if meeting.state != MeetingState.CALLED:
        return denied(NOT_CALLED)
    return denied(STARTED) if meeting.has_begun(now) else ALLOWED
