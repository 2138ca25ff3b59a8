"""The lives of events, sign-ups and entries of the year."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.states import Transition
from groups.permissions import GroupPermission


class EventState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open for sign-up")
    CANCELLED = "cancelled", _("Cancelled")


class EventAction(StrEnum):
    OPEN = "open"
    CANCEL = "cancel"


# Who leads the body that arranges an event may do the same; a national one is of the
# national coordinators.
EVENT_TRANSITIONS: dict[EventAction, Transition] = {
    EventAction.OPEN: Transition(
        frozenset({EventState.DRAFT}), EventState.OPEN, GroupPermission.MANAGE_GROUP
    ),
    EventAction.CANCEL: Transition(
        frozenset({EventState.OPEN}), EventState.CANCELLED, GroupPermission.MANAGE_GROUP
    ),
}


class SignUpState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("Not confirmed yet")
    COMING = "coming", _("Has a place")
    WAITING = "waiting", _("On the waiting list")
    WITHDRAWN = "withdrawn", _("Has withdrawn")


class SignUpAction(StrEnum):
    TAKE = "take"
    WAIT = "wait"
    GIVE = "give"
    WITHDRAW = "withdraw"


# Signing up belongs to the participant; a place that becomes free is given by the event itself.
BY_PARTICIPANT = "participant"


_OUTSIDE = frozenset({SignUpState.UNCONFIRMED, SignUpState.WITHDRAWN})


SIGNUP_TRANSITIONS: dict[SignUpAction, Transition] = {
    SignUpAction.TAKE: Transition(_OUTSIDE, SignUpState.COMING, BY_PARTICIPANT),
    SignUpAction.WAIT: Transition(_OUTSIDE, SignUpState.WAITING, BY_PARTICIPANT),
    SignUpAction.GIVE: Transition(
        frozenset({SignUpState.WAITING}), SignUpState.COMING, "free place"
    ),
    SignUpAction.WITHDRAW: Transition(
        frozenset({SignUpState.COMING, SignUpState.WAITING}),
        SignUpState.WITHDRAWN,
        BY_PARTICIPANT,
    ),
}


class YearState(models.TextChoices):
    DRAFT = "draft", _("Silent draft")
    PLANNED = "planned", _("Planned")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Left out")


class YearAction(StrEnum):
    CONFIRM = "confirm"
    FINISH = "finish"
    DROP = "drop"
    RESTORE = "restore"


_LIVE_ENTRIES = frozenset({YearState.DRAFT, YearState.PLANNED})


YEAR_TRANSITIONS: dict[YearAction, Transition] = {
    YearAction.CONFIRM: Transition(
        frozenset({YearState.DRAFT}), YearState.PLANNED, GroupPermission.MANAGE_GROUP
    ),
    YearAction.FINISH: Transition(
        frozenset({YearState.PLANNED}), YearState.DONE, GroupPermission.MANAGE_GROUP
    ),
    YearAction.DROP: Transition(_LIVE_ENTRIES, YearState.DROPPED, GroupPermission.MANAGE_GROUP),
    YearAction.RESTORE: Transition(
        frozenset({YearState.DROPPED}), YearState.DRAFT, GroupPermission.MANAGE_GROUP
    ),
}
