"""The places of an event, given strictly in order; whoever calls holds the event's row."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from elo_platform.lib.states import target_state
from groups.models import Event, SignUp
from groups.services.event_telling import tell_participant
from groups.states import SIGNUP_TRANSITIONS, SignUpAction, SignUpState


def take_place(*, event: Event, signup: SignUp, now: datetime) -> None:
    """Give a place, or the end of the waiting list, to who asks now; save the row.

    Nobody passes those who wait: while somebody does, a newcomer waits too.

    Raises:
        ValidationError: all places are taken, and there is no waiting list.
    """
    is_free = not must_wait(event=event)
    if not is_free and not event.has_waiting_list:
        raise ValidationError(_("All places are taken, and this event has no waiting list."))
    action = SignUpAction.TAKE if is_free else SignUpAction.WAIT
    signup.state = target_state(SIGNUP_TRANSITIONS, action, signup.state)
    signup.number = _next_number(event)
    signup.placed_at = now if is_free else None
    signup.changed_at = now
    signup.save()


def must_wait(*, event: Event) -> bool:
    """Tell whether there is no place for who asks now."""
    return free_places(event=event) == 0 or _waiting(event).exists()


def give_free_places(*, event: Event, now: datetime) -> list[SignUp]:
    """Give each free place to who has waited longest, and tell them."""
    given = list(_waiting(event).order_by("number")[: free_places(event=event)])
    for signup in given:
        signup.state = target_state(SIGNUP_TRANSITIONS, SignUpAction.GIVE, signup.state)
        signup.placed_at = signup.changed_at = now
        signup.save(update_fields=["state", "placed_at", "changed_at"])
        tell_participant(signup=signup, what=f"placed:{signup.number}", now=now)
    return given


def free_places(*, event: Event) -> int:
    """Return how many places are free; without a limit, as many as anybody asks for."""
    taken = event.signups.filter(state=SignUpState.COMING).count()
    most = 2**31 if event.capacity is None else event.capacity
    return max(0, most - taken)


def check_capacity(*, event: Event) -> None:
    """Refuse fewer places than there are participants: nobody loses a place that they have.

    Raises:
        ValidationError: at `capacity`.
    """
    taken = event.signups.filter(state=SignUpState.COMING).count()
    if event.capacity is not None and event.capacity < taken:
        sentence = ngettext_lazy(
            "%(number)d person has a place already. Give at least as many places.",
            "%(number)d people have a place already. Give at least as many places.",
            "number",
        )
        error = ValidationError(sentence % {"number": taken})
        raise ValidationError({"capacity": error})


def _waiting(event: Event) -> QuerySet[SignUp]:
    return event.signups.filter(state=SignUpState.WAITING)


def _next_number(event: Event) -> int:
    return (event.signups.aggregate(last=Max("number"))["last"] or 0) + 1
