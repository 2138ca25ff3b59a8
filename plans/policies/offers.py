"""Who offers the responsibility for an action, and who answers for the organisation asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.permissions import GroupPermission
from groups.policies.roles import NO_ROLE
from groups.querysets.answerers import answers_for, person_of_link
from groups.querysets.permitted import rights_in
from plans.models import Measure, Offer, Plan
from plans.policies.plans import ENDED, OVER, can_draft
from plans.states import BY_ASKED, OFFER_TRANSITIONS, OfferAction, PlanState

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

Rights = frozenset[GroupPermission]

NOT_YOURS = _("You do not answer for this organisation in this group, or no longer do.")
WITHDRAWN = _("The offer has been taken back.")
ANSWERED = _("The offer has been answered already.")
NOT_NOW = _("The offer is not in a state where this can be done.")


def can_offer(
    user: User | AnonymousUser, measure: Measure, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may offer the responsibility for `measure`.

    `rights` spares the query where a page asks several policies about one group.
    """
    if not (decision := can_offer_in(user, measure.plan, rights)):
        return decision
    return ALLOWED if measure.is_open else denied(OVER)


def can_offer_in(user: User | AnonymousUser, plan: Plan, rights: Rights | None = None) -> Decision:
    """Decide whether `user` may offer the responsibility for actions of `plan`."""
    decision = can_draft(user, plan.group_id, rights)
    return denied(ENDED) if decision and plan.state == PlanState.ENDED else decision


def is_own(user: User | AnonymousUser, offer: Offer) -> bool:
    """Tell whether `user` answers for the organisation that is asked, in person."""
    return answers_for(user, offer.organisation_id, offer.measure.plan.group_id)


def can_move(
    user: User | AnonymousUser, offer: Offer, action: OfferAction, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may do `action` to `offer` in its present state.

    What belongs to the organisation that is asked is done by who answers for it, or entered on
    its behalf by those who write the plan.
    """
    transition = OFFER_TRANSITIONS[action]
    group_id = offer.measure.plan.group_id
    rights = rights_in(user, group_id) if rights is None else rights
    if GroupPermission.EDIT_PLANS not in rights:
        if transition.permission != BY_ASKED:
            return denied(NO_ROLE)
        if not is_own(user, offer):
            return denied(NOT_YOURS)
    if offer.measure.plan.state == PlanState.ENDED:
        return denied(ENDED)
    if offer.state not in transition.sources:
        return denied(_why_not(offer, transition.permission))
    return ALLOWED if offer.measure.is_open or action == OfferAction.WITHDRAW else denied(OVER)


def can_answer_by_link(subject: str, offer: Offer, action: OfferAction) -> Decision:
    """Decide whether the link of `subject`, a user id, may do `action` to `offer`."""
    person = person_of_link(subject)
    return can_move(person, offer, action) if person else denied(NOT_YOURS)


def _why_not(offer: Offer, permission: str) -> object:
    if permission != BY_ASKED:
        return NOT_NOW
    return WITHDRAWN if offer.state == "withdrawn" else ANSWERED
