"""Who suggests, arranges and carries over matters of a body, and who calls a follow-up done."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.models import AgendaItem, Body, FollowUp, Meeting
from groups.permissions import BodyPermission
from groups.policies.meetings import CANCELLED, NOT_CALLED, Rights
from groups.policies.roles import in_body
from groups.querysets.answerers import answers_for, person_of_link
from groups.states import MeetingState

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

NOT_BEGUN = _("The meeting has not begun yet. Move the matter in its agenda instead.")
SETTLED = _("An outcome has been recorded in the matter, so it is not carried over.")
CARRIED = _("The matter has been carried over already.")
NOT_YOURS = _("You do not answer for this organisation, or no longer do.")


def can_suggest(user: User | AnonymousUser, body: Body, rights: Rights | None = None) -> Decision:
    """Decide whether `user` may suggest a matter to `body`: its members, and who leads it."""
    return in_body(user, body, BodyPermission.TAKE_PART_IN_BODY, rights)


def can_arrange(user: User | AnonymousUser, body: Body, rights: Rights | None = None) -> Decision:
    """Decide whether `user` may order, reword, drop and take up what waits for `body`."""
    return in_body(user, body, BodyPermission.EDIT_MEETINGS, rights)


def can_carry(
    user: User | AnonymousUser, item: AgendaItem, now: datetime, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may carry over a matter that its meeting did not get to.

    Once the meeting has begun, or where it was cancelled; a matter goes one way only.
    """
    meeting = item.meeting
    if not (decision := can_arrange(user, meeting.body, rights)):
        return decision
    if meeting.state == MeetingState.DRAFT or (
        meeting.state == MeetingState.CALLED and meeting.starts_at > now
    ):
        return denied(NOT_BEGUN)
    if item.outcomes.exists():
        return denied(SETTLED)
    if item.carried_to.exists() or item.carried.filter(dropped_at=None).exists():
        return denied(CARRIED)
    return ALLOWED


def can_follow_up(
    user: User | AnonymousUser, meeting: Meeting, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may note what an organisation does after a matter of `meeting`."""
    if not (decision := can_arrange(user, meeting.body, rights)):
        return decision
    if meeting.state == MeetingState.CANCELLED:
        return denied(CANCELLED)
    return denied(NOT_CALLED) if meeting.state == MeetingState.DRAFT else ALLOWED


def can_finish(user: User | AnonymousUser, follow_up: FollowUp) -> Decision:
    """Decide whether `user` may say that a follow-up is done: its organisation, and who leads."""
    body = follow_up.item.meeting.body
    if answers_for(user, follow_up.organisation_id, body.group_id) or can_arrange(user, body):
        return ALLOWED
    return denied(NOT_YOURS)


def can_finish_by_link(subject: str, follow_up: FollowUp) -> Decision:
    """Decide whether the person whom a link was signed for may say that a follow-up is done."""
    person = person_of_link(subject)
    return can_finish(person, follow_up) if person else denied(NOT_YOURS)
