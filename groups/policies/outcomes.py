"""Who records what a body came to, who opens it, and who answers for an organisation."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.models import Echo, Meeting, Outcome
from groups.permissions import BodyPermission
from groups.policies.roles import in_body
from groups.querysets.answerers import own_organisations, person_of_link
from groups.querysets.outcomes import DAYS_AFTER
from groups.querysets.permitted import rights_in_body
from groups.states import MeetingState

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

Rights = frozenset[BodyPermission]

NOT_CALLED = _("Outcomes are recorded of a meeting that has been called.")
CANCELLED = _("The meeting has been cancelled.")
NOT_BEGUN = _("The meeting has not begun yet. Outcomes are recorded once it has.")
NOT_YOURS = _("This question was sent to somebody else.")
NOT_FOR_THEM = _("You do not answer for this organisation in this group, or no longer do.")
CLOSED = _("The time to answer is over. The coordinator of the group can still enter an answer.")
# So many days after the question or a reminder nobody is reminded by hand.
REST_DAYS = 3
NOBODY_SILENT = _("Everybody who was asked has answered.")


def can_record(
    user: User | AnonymousUser, meeting: Meeting, now: datetime, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may record what the body came to in `meeting`: once it has begun.

    `rights` spares the query where a page asks several policies about one body.
    """
    if not (decision := in_body(user, meeting.body, BodyPermission.RECORD_OUTCOMES, rights)):
        return decision
    if meeting.state == MeetingState.CANCELLED:
        return denied(CANCELLED)
    if meeting.state != MeetingState.CALLED:
        return denied(NOT_CALLED)
    return ALLOWED if meeting.has_begun(now) else denied(NOT_BEGUN)


def can_open(
    user: User | AnonymousUser, outcome: Outcome, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may say how far `outcome` is open."""
    return in_body(user, outcome.body, BodyPermission.RECORD_OUTCOMES, rights)


def can_complete(
    user: User | AnonymousUser, outcome: Outcome, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may add a language that the title or wording of `outcome` lacks."""
    return can_open(user, outcome, rights)


def can_remind(
    user: User | AnonymousUser, outcome: Outcome, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may remind those who have not said what became of `outcome`."""
    return can_open(user, outcome, rights)


def remindable_from(echo: Echo) -> date:
    """Return the first day on which the organisation of `echo` may be reminded by hand."""
    last = max(filter(None, [echo.asked_at, echo.reminded_at]))
    return helsinki_day(last) + timedelta(days=REST_DAYS)


def closes_on(outcome: Outcome) -> date | None:
    """Return the last day on which organisations answer; None where nobody was asked."""
    return outcome.answer_by and outcome.answer_by + timedelta(days=DAYS_AFTER)


def answers_on_behalf(user: User | AnonymousUser, echo: Echo) -> bool:
    """Tell whether `user` would enter an answer for an organisation that is not theirs."""
    return echo.organisation_id not in own_organisations(user, echo.outcome.body.group_id)


def can_answer_echo(user: User | AnonymousUser, echo: Echo, now: datetime) -> Decision:
    """Decide whether `user` may say what the organisation of `echo` did with the outcome.

    Those who answer for the organisation until `closes_on`; those who enter answers for
    others in the body at any time, marked.
    """
    if BodyPermission.ANSWER_FOR_OTHERS in rights_in_body(user, echo.outcome.body):
        return ALLOWED
    if answers_on_behalf(user, echo):
        return denied(NOT_FOR_THEM)
    last_day = closes_on(echo.outcome)
    return denied(CLOSED) if last_day and helsinki_day(now) > last_day else ALLOWED


def can_answer_echo_by_link(subject: str, echo: Echo, now: datetime) -> Decision:
    """Decide whether the link of `subject`, a user id, may answer `echo` at `now`."""
    person = person_of_link(subject)
    return can_answer_echo(person, echo, now) if person else denied(NOT_YOURS)
