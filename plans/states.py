"""The lives of a plan, an action and an offer of responsibility, as tables."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.states import Transition
from groups.permissions import BodyPermission, GroupPermission


class PlanState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("On its way to approval")
    APPROVED = "approved", _("Approved")
    ENDED = "ended", _("Ended")


class PlanAction(StrEnum):
    PROPOSE = "propose"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    REVISE = "revise"
    END = "end"


# Approving belongs to the body whose meeting it is; the rest to those who write the plan.
PLAN_TRANSITIONS: dict[PlanAction, Transition] = {
    PlanAction.PROPOSE: Transition(
        frozenset({PlanState.DRAFT}), PlanState.PROPOSED, GroupPermission.EDIT_PLANS
    ),
    PlanAction.WITHDRAW: Transition(
        frozenset({PlanState.PROPOSED}), PlanState.DRAFT, GroupPermission.EDIT_PLANS
    ),
    PlanAction.APPROVE: Transition(
        frozenset({PlanState.PROPOSED}), PlanState.APPROVED, BodyPermission.RECORD_OUTCOMES
    ),
    PlanAction.REVISE: Transition(
        frozenset({PlanState.APPROVED}), PlanState.DRAFT, GroupPermission.EDIT_PLANS
    ),
    PlanAction.END: Transition(
        frozenset({PlanState.APPROVED}), PlanState.ENDED, GroupPermission.EDIT_PLANS
    ),
}

# While a plan is in one of these, the database refuses changes of what was approved.
FROZEN = (PlanState.APPROVED, PlanState.ENDED)


class MeasureStatus(models.TextChoices):
    IDEA = "idea", _("Idea")
    AGREED = "agreed", _("Agreed")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")


class MeasureAction(StrEnum):
    AGREE = "agree"
    RELEASE = "release"
    START = "start"
    FINISH = "finish"
    STOP = "stop"
    REOPEN = "reopen"


# Belongs to the people of the organisation that carries the action, and to those who write
# the plan.
BY_RESPONSIBLE = "responsible organisation"

MEASURE_TRANSITIONS: dict[MeasureAction, Transition] = {
    MeasureAction.AGREE: Transition(
        frozenset({MeasureStatus.IDEA}), MeasureStatus.AGREED, BY_RESPONSIBLE
    ),
    MeasureAction.RELEASE: Transition(
        frozenset({MeasureStatus.AGREED}), MeasureStatus.IDEA, GroupPermission.EDIT_PLANS
    ),
    MeasureAction.START: Transition(
        frozenset({MeasureStatus.IDEA, MeasureStatus.AGREED}),
        MeasureStatus.UNDER_WAY,
        BY_RESPONSIBLE,
    ),
    MeasureAction.FINISH: Transition(
        frozenset({MeasureStatus.IDEA, MeasureStatus.AGREED, MeasureStatus.UNDER_WAY}),
        MeasureStatus.DONE,
        BY_RESPONSIBLE,
    ),
    MeasureAction.STOP: Transition(
        frozenset({MeasureStatus.IDEA, MeasureStatus.AGREED, MeasureStatus.UNDER_WAY}),
        MeasureStatus.STOPPED,
        GroupPermission.EDIT_PLANS,
    ),
    MeasureAction.REOPEN: Transition(
        frozenset({MeasureStatus.DONE, MeasureStatus.STOPPED}),
        MeasureStatus.UNDER_WAY,
        GroupPermission.EDIT_PLANS,
    ),
}

OPEN_STATUSES = (MeasureStatus.IDEA, MeasureStatus.AGREED, MeasureStatus.UNDER_WAY)


class OfferState(models.TextChoices):
    OFFERED = "offered", _("Waiting for an answer")
    NEGOTIATING = "negotiating", _("Another date proposed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class OfferAction(StrEnum):
    ACCEPT = "accept"
    NEGOTIATE = "negotiate"
    SETTLE = "settle"
    REPEAT = "repeat"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


# Belongs to the people who answer for the organisation that is asked.
BY_ASKED = "organisation that is asked"

_WAITING = frozenset({OfferState.OFFERED, OfferState.NEGOTIATING})

OFFER_TRANSITIONS: dict[OfferAction, Transition] = {
    OfferAction.ACCEPT: Transition(_WAITING, OfferState.ACCEPTED, BY_ASKED),
    OfferAction.NEGOTIATE: Transition(_WAITING, OfferState.NEGOTIATING, BY_ASKED),
    OfferAction.SETTLE: Transition(
        frozenset({OfferState.NEGOTIATING}), OfferState.ACCEPTED, GroupPermission.EDIT_PLANS
    ),
    OfferAction.REPEAT: Transition(
        frozenset({OfferState.NEGOTIATING}), OfferState.OFFERED, GroupPermission.EDIT_PLANS
    ),
    OfferAction.DECLINE: Transition(_WAITING, OfferState.DECLINED, BY_ASKED),
    OfferAction.WITHDRAW: Transition(
        _WAITING | {OfferState.ACCEPTED}, OfferState.WITHDRAWN, GroupPermission.EDIT_PLANS
    ),
}

LIVE_OFFERS = (OfferState.OFFERED, OfferState.NEGOTIATING, OfferState.ACCEPTED)
