"""Signing up to an event: with an account at once, without one by a link from a mail."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.states import target_state
from groups.models import Event, Organisation, SignUp
from groups.policies.events import (
    can_arrange,
    can_confirm,
    can_mark_presence,
    can_sign_up,
    can_sign_up_openly,
    can_withdraw,
)
from groups.services.event_telling import tell_participant
from groups.services.events import locked_event
from groups.services.places import give_free_places, take_place
from groups.states import SIGNUP_TRANSITIONS, SignUpAction, SignUpState

# Who does not confirm within so many days has not signed up, and is forgotten.
DAYS_TO_CONFIRM = 3
_IN = frozenset({SignUpState.COMING, SignUpState.WAITING})


@dataclass(frozen=True, slots=True)
class SignUpValues:
    """What somebody says when signing up; `shows_name` is the consent to be seen by the others."""

    organisation: Organisation | None = None
    organisation_text: str = ""
    needs_text: str = ""
    shows_name: bool = False


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody without an account."""

    name: str
    address: str
    language: str


@transaction.atomic
def sign_up(*, event_id: int, values: SignUpValues, by: User, now: datetime) -> SignUp:
    """Give `by` a place, or the end of the waiting list.

    Raises:
        PermissionDenied: the event takes no sign-ups now.
        ValidationError: signed up already, or full without a waiting list.
    """
    event = locked_event(event_id=event_id)
    require(can_sign_up(by, event, now))
    row = event.signups.filter(user=by).first() or SignUp(event=event, user=by, at=now)
    if row.pk and row.state in _IN:
        raise ValidationError(_("You have signed up already."))
    if not row.pk:
        row.state = SignUpState.UNCONFIRMED
    row.language = by.language
    _say(row, values)
    _place(event, row, by, now)
    return row


@transaction.atomic
def ask_for_place(*, event_id: int, visitor: Visitor, values: SignUpValues, now: datetime) -> None:
    """Send a link to the address given; only who follows it takes a place.

    The page says the same whoever asks, so that nobody learns who takes part: an address that
    is in already gets its own state by mail. One mail a day at most goes to an address.

    Raises:
        PermissionDenied: the event takes no sign-ups of people without an account now.
    """
    event = locked_event(event_id=event_id)
    require(can_sign_up_openly(event, now))
    row = _row_of(event, visitor, now)
    if row.state not in _IN:
        row.state, row.number = SignUpState.UNCONFIRMED, None
        row.changed_at = now
        _say(row, values)
        row.save()
    tell_participant(signup=row, what=f"asked:{helsinki_day(now)}:{row.state}", now=now)


@transaction.atomic
def confirm_signup(*, signup_id: int, subject: str, now: datetime) -> SignUp:
    """Take the place that the person, a user id or an address, for whom a link was signed asked.

    Raises:
        SignUp.DoesNotExist: it was forgotten meanwhile.
        PermissionDenied: another's link, confirmed before, or the sign-up has closed.
        ValidationError: full without a waiting list.
    """
    event, row = _held(signup_id)
    require(can_confirm(subject, row, now))
    _place(event, row, row.user, now)
    return row


@transaction.atomic
def withdraw(*, event_id: int, by: User, now: datetime) -> None:
    """Give the own place back; who has waited longest gets it.

    Raises:
        SignUp.DoesNotExist: `by` has not signed up.
        PermissionDenied: neither a place nor a wait, or the event has begun.
    """
    event = locked_event(event_id=event_id)
    row = event.signups.get(user=by)
    _give_back(event, row, by, now)


@transaction.atomic
def withdraw_by_link(*, signup_id: int, now: datetime) -> None:
    """Give back the place of a participant whose signed link has been checked.

    Raises:
        SignUp.DoesNotExist: it was forgotten meanwhile.
        PermissionDenied: neither a place nor a wait, or the event has begun.
    """
    event, row = _held(signup_id)
    _give_back(event, row, row.user, now)


@transaction.atomic
def strike_signup(*, signup_id: int, by: User, now: datetime) -> None:
    """Take somebody off the list for them, as when they have called to say so.

    Raises:
        PermissionDenied: `by` does not arrange the event, or it has begun.
    """
    event, row = _held(signup_id)
    require(can_arrange(by, event))
    _give_back(event, row, by, now)


@transaction.atomic
def mark_presence(*, event_id: int, came: frozenset[int], by: User, now: datetime) -> int:
    """Say who of those with a place came, by the id of the sign-up; return how many.

    Raises:
        PermissionDenied: `by` does not arrange the event, or it has not begun.
    """
    event = locked_event(event_id=event_id)
    require(can_mark_presence(by, event, now))
    rows = event.signups.filter(state=SignUpState.COMING)
    rows.update(came=False)
    number = rows.filter(pk__in=came).update(came=True)
    _record(AuditKind.PRESENCE_MARKED, event, event, by, now, came=number)
    return number


@transaction.atomic
def forget_unconfirmed(*, now: datetime) -> int:
    """Delete what nobody confirmed in time; return how many."""
    before = now - timedelta(days=DAYS_TO_CONFIRM)
    rows = SignUp.objects.filter(state=SignUpState.UNCONFIRMED, changed_at__lt=before)
    return rows.delete()[0]


def _row_of(event: Event, visitor: Visitor, now: datetime) -> SignUp:
    """Return the row of an address: the one that is there, else a new one of its account or name.

    What a stranger types changes nothing of somebody who is in.
    """
    address = visitor.address.strip().lower()
    user = User.objects.with_address(address).filter(is_active=True).first()
    if user is not None:
        row = event.signups.filter(user=user).select_related("user").first()
        return row or _new(event, now, user=user, language=user.language)
    row = event.signups.filter(address__iexact=address).first()
    if row is None:
        row = _new(event, now, address=address)
    if row.state not in _IN:
        row.name, row.language = visitor.name, visitor.language
    return row


def _new(event: Event, now: datetime, **who: object) -> SignUp:
    return SignUp(event=event, at=now, state=SignUpState.UNCONFIRMED, **who)


def _held(signup_id: int) -> tuple[Event, SignUp]:
    """Return a sign-up and its event, held: the event first, as everywhere."""
    event_id = SignUp.objects.values_list("event", flat=True).get(pk=signup_id)
    event = locked_event(event_id=event_id)
    return event, event.signups.select_related("user", "event").get(pk=signup_id)


def _say(row: SignUp, values: SignUpValues) -> None:
    row.organisation, row.organisation_text = values.organisation, values.organisation_text
    row.needs_text, row.shows_name = values.needs_text, values.shows_name


def _place(event: Event, row: SignUp, by: User | None, now: datetime) -> None:
    take_place(event=event, signup=row, now=now)
    _record(AuditKind.SIGNED_UP, event, row, by, now, state=row.state)
    tell_participant(signup=row, what=f"{row.state}:{row.number}", now=now)


def _give_back(event: Event, row: SignUp, by: User | None, now: datetime) -> None:
    require(can_withdraw(row, now))
    row.state = target_state(SIGNUP_TRANSITIONS, SignUpAction.WITHDRAW, row.state)
    row.changed_at = now
    row.placed_at = None
    row.save(update_fields=["state", "changed_at", "placed_at"])
    _record(AuditKind.SIGNUP_CHANGED, event, row, by, now, state=row.state)
    give_free_places(event=event, now=now)


def _record(
    kind: AuditKind, event: Event, target: object, by: User | None, now: datetime, **data: object
) -> None:
    data = {"event": event.pk, **data}
    record(kind=kind, target=target, by=by, at=now, data=data, group_id=event.group_id)
