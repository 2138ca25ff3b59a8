"""Who keeps a body's series of meetings, templates of agendas and date polls, and who answers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.models import Body, DatePoll, PollAsked, Series
from groups.policies.meetings import can_draft
from groups.states import POLL_TRANSITIONS, PollAction, PollState

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

ENDED = _("The series has ended.")
NOT_ASKED = _("This question is for somebody else.")
NO_MANDATE = _("You no longer hold a seat in this body.")
MADE = _("The day has been chosen: the poll has become a meeting.")
WITHDRAWN = _("The poll has been withdrawn.")
CLOSED = _("The day to answer by has passed.")


def can_make_series(user: User | AnonymousUser, body: Body) -> Decision:
    """Decide whether `user` may make a series of meetings of `body`: who drafts its meetings."""
    return can_draft(user, body)


def can_keep_series(user: User | AnonymousUser, series: Series) -> Decision:
    """Decide whether `user` may change or end `series`: until it has ended."""
    if not (decision := can_draft(user, series.body)):
        return decision
    return denied(ENDED) if series.ended_at else ALLOWED


def can_keep_template(user: User | AnonymousUser, body: Body) -> Decision:
    """Decide whether `user` may keep the templates of `body`."""
    return can_draft(user, body)


def can_ask_poll(user: User | AnonymousUser, body: Body) -> Decision:
    """Decide whether `user` may ask the members of `body` which day suits."""
    return can_draft(user, body)


def can_move_poll(user: User | AnonymousUser, poll: DatePoll, action: PollAction) -> Decision:
    """Decide whether `user` may do `action` to `poll` in its present state."""
    if not (decision := can_draft(user, poll.body)):
        return decision
    return ALLOWED if poll.state in POLL_TRANSITIONS[action].sources else _closed(poll)


def can_remind_poll(user: User | AnonymousUser, poll: DatePoll, now: datetime) -> Decision:
    """Decide whether `user` may remind at `now` those who are silent: while they may answer."""
    if not (decision := can_move_poll(user, poll, PollAction.MAKE)):
        return decision
    return denied(CLOSED) if helsinki_day(now) > poll.closes_on else ALLOWED


def can_answer_poll(user: User | AnonymousUser, asked: PollAsked, now: datetime) -> Decision:
    """Decide whether `user` may say at `now` which times suit: who is asked, for themselves."""
    if not user.is_authenticated or asked.user_id != user.pk:
        return denied(NOT_ASKED)
    return _still_open(asked, now)


def can_answer_poll_by_link(subject: str, asked: PollAsked, now: datetime) -> Decision:
    """Decide whether the link of `subject`, a user id, may answer at `now`."""
    if str(asked.user_id) != subject:
        return denied(NOT_ASKED)
    return _still_open(asked, now)


def _still_open(asked: PollAsked, now: datetime) -> Decision:
    if not PollAsked.objects.standing().filter(pk=asked.pk).exists():
        return denied(NO_MANDATE)
    if asked.poll.state != PollState.OPEN:
        return _closed(asked.poll)
    return denied(CLOSED) if helsinki_day(now) > asked.poll.closes_on else ALLOWED


def _closed(poll: DatePoll) -> Decision:
    return denied(MADE if poll.state == PollState.MADE else WITHDRAWN)
