"""Who may arrange an event, sign up to it, suggest themes and say how it was."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.models import Body, Event, SignUp
from groups.permissions import BodyPermission, GroupPermission, Role
from groups.querysets.permitted import grants_of, rights_in, rights_in_body
from groups.querysets.reach import is_reader
from groups.states import EVENT_TRANSITIONS, EventAction, EventState, SignUpState

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

NO_ROLE = _("Your role does not allow this.")
CANCELLED = _("The event has been cancelled.")
OVER = _("The event is over.")
NOT_OPEN = _("The event is not open for sign-up.")
CLOSED = _("The sign-up has closed.")
SIGN_IN = _("Sign in first.")
NO_ACCOUNT = _("This event takes sign-ups from members alone.")
NOT_YOURS = _("This link is for somebody else.")
WITHDRAWN = _("The sign-up has been withdrawn.")
NOT_COMING = _("You have no place and wait for none.")
NOT_YET = _("This can be done once the event has begun.")
NO_SUGGESTIONS = _("No themes are asked for, or the time for them has passed.")
NO_FEEDBACK = _("No feedback is asked for.")
SAID = _("Your feedback has been received already.")


def can_draft(user: User | AnonymousUser, group_id: int | None) -> Decision:
    """Decide whether `user` may prepare an event of a group, or without one a national event.

    In a group: who manages it, and who leads one of its bodies, for that body.
    """
    if group_id is None:
        return ALLOWED if is_national(user) else denied(NO_ROLE)
    if GroupPermission.MANAGE_GROUP in rights_in(user, group_id):
        return ALLOWED
    led = Body.objects.permitted(user, BodyPermission.EDIT_MEETINGS).filter(group=group_id)
    return ALLOWED if led.exists() else denied(NO_ROLE)


def can_draft_for(user: User | AnonymousUser, group_id: int | None, body: Body | None) -> Decision:
    """Decide whether `user` may make an event that `body`, or nobody in particular, arranges."""
    if group_id is None or GroupPermission.MANAGE_GROUP in rights_in(user, group_id):
        return can_draft(user, group_id)
    is_led = body is not None and BodyPermission.EDIT_MEETINGS in rights_in_body(user, body)
    return ALLOWED if is_led else denied(NO_ROLE)


def can_edit(user: User | AnonymousUser, event: Event, now: datetime) -> Decision:
    """Decide whether `user` may change `event`: until it is over or cancelled."""
    if not (decision := can_arrange(user, event)):
        return decision
    if event.state == EventState.CANCELLED:
        return denied(CANCELLED)
    if event.state == EventState.OPEN and event.ends_at <= now:
        return denied(OVER)
    return ALLOWED


def can_arrange(user: User | AnonymousUser, event: Event) -> Decision:
    """Decide whether `user` arranges `event`: its programme, material, list and notes."""
    known = getattr(event, "is_arranged", None)
    if known is None:
        known = Event.objects.editable_by(user).filter(pk=event.pk).exists()
    return ALLOWED if known else denied(NO_ROLE)


def can_move(
    user: User | AnonymousUser, event: Event, action: EventAction, now: datetime
) -> Decision:
    """Decide whether `user` may do `action` to `event` in its present state."""
    if not (decision := can_edit(user, event, now)):
        return decision
    if event.state not in EVENT_TRANSITIONS[action].sources:
        return denied(_("The event is not in a state where this can be done."))
    return ALLOWED


def can_widen(user: User | AnonymousUser, event: Event, now: datetime) -> Decision:
    """Decide whether `user` may say who may see `event`."""
    return can_edit(user, event, now)


def takes_signups(event: Event, now: datetime) -> Decision:
    """Decide whether `event` takes sign-ups at `now`: open, not begun, and until its last day."""
    if event.state == EventState.CANCELLED:
        return denied(CANCELLED)
    if event.state != EventState.OPEN:
        return denied(NOT_OPEN)
    until = event.signup_until
    if event.starts_at <= now or until is not None and helsinki_day(now) > until:
        return denied(CLOSED)
    return ALLOWED


def can_sign_up(user: User | AnonymousUser, event: Event, now: datetime) -> Decision:
    """Decide whether `user`, who may open `event`, may sign up with their account."""
    return takes_signups(event, now) if is_reader(user) else denied(SIGN_IN)


def can_sign_up_openly(event: Event, now: datetime) -> Decision:
    """Decide whether somebody without an account may ask for a place."""
    if not event.is_open_signup or event.shuts_out_visitors:
        return denied(NO_ACCOUNT)
    return takes_signups(event, now)


def can_confirm(subject: str, signup: SignUp, now: datetime) -> Decision:
    """Decide whether the link of `subject`, a user id or an address, may take the place asked."""
    if not is_of(subject, signup):
        return denied(NOT_YOURS)
    if signup.state != SignUpState.UNCONFIRMED:
        return denied(WITHDRAWN)
    return takes_signups(signup.event, now)


def can_withdraw(signup: SignUp, now: datetime) -> Decision:
    """Decide whether the place, or the wait for one, may still be given back."""
    if signup.state not in {SignUpState.COMING, SignUpState.WAITING}:
        return denied(NOT_COMING)
    if signup.event.state == EventState.CANCELLED:
        return denied(CANCELLED)
    return denied(OVER) if signup.event.starts_at <= now else ALLOWED


def can_mark_presence(user: User | AnonymousUser, event: Event, now: datetime) -> Decision:
    """Decide whether `user` may say who came: who arranges it, once it has begun."""
    if not (decision := can_arrange(user, event)):
        return decision
    if event.state != EventState.OPEN:
        return denied(NOT_OPEN)
    return ALLOWED if event.starts_at <= now else denied(NOT_YET)


def can_suggest(user: User | AnonymousUser, event: Event, today: date) -> Decision:
    """Decide whether `user`, who may open `event`, may suggest themes and vote for them."""
    if not is_reader(user):
        return denied(SIGN_IN)
    until = event.wants_suggestions_until
    if event.state == EventState.CANCELLED:
        return denied(CANCELLED)
    if event.state != EventState.OPEN or until is None or today > until:
        return denied(NO_SUGGESTIONS)
    return ALLOWED


def can_follow_up(user: User | AnonymousUser, event: Event, group_id: int) -> Decision:
    """Decide whether `user` may draft a group's own event after the national `event`."""
    if event.group_id is not None or event.state != EventState.OPEN:
        return denied(_("Only a national event that is open has follow-ups in the regions."))
    allowed = GroupPermission.MANAGE_GROUP in rights_in(user, group_id)
    return ALLOWED if allowed else denied(NO_ROLE)


def can_send(user: User | AnonymousUser, event: Event, now: datetime) -> Decision:
    """Decide whether `user` may send what a national event came to, to the regions."""
    if not (decision := can_arrange(user, event)):
        return decision
    if event.group_id is not None or event.state != EventState.OPEN:
        return denied(_("Only a national event that is open has follow-ups in the regions."))
    return ALLOWED if event.starts_at <= now else denied(NOT_YET)


def can_say(signup: SignUp, now: datetime) -> Decision:
    """Decide whether the participant may still say how the event was, once."""
    event = signup.event
    if not event.asks_feedback or event.state != EventState.OPEN:
        return denied(NO_FEEDBACK)
    if signup.state != SignUpState.COMING or signup.came is False:
        return denied(NOT_COMING)
    if event.ends_at > now:
        return denied(NOT_YET)
    return denied(SAID) if signup.has_said else ALLOWED


def is_of(subject: str, signup: SignUp) -> bool:
    """Tell whether a link that was signed for `subject` is this participant's."""
    if signup.user_id:
        return subject == str(signup.user_id) and signup.user.is_active
    return bool(signup.address) and subject.casefold() == signup.address.casefold()


def is_national(user: User | AnonymousUser) -> bool:
    """Tell whether `user` is a national coordinator today."""
    return is_reader(user) and grants_of(user, [Role.NATIONAL]).exists()
