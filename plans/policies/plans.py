"""Who may write, move and open a plan, and who says how an action stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.models import Body
from groups.permissions import BodyPermission, GroupPermission
from groups.policies.roles import NO_ROLE, in_body, in_group
from groups.querysets.answerers import answers_for, person_of_link
from groups.querysets.permitted import rights_in
from plans.models import Measure, Plan
from plans.states import (
    BY_RESPONSIBLE,
    MEASURE_TRANSITIONS,
    PLAN_TRANSITIONS,
    MeasureAction,
    PlanAction,
    PlanState,
)

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

Rights = frozenset[GroupPermission]

FROZEN = _("The plan is approved. Begin a new version to change it.")
ENDED = _("The plan has ended.")
OVER = _("The action is done or stopped.")
NOT_NOW = _("The plan is not in a state where this can be done.")
NOT_YOURS = _("Only the organisation that answers for the action can report on it.")
WRONG_STATUS = _("The action is not in a state where this can be done.")


def can_draft(user: User | AnonymousUser, group_id: int, rights: Rights | None = None) -> Decision:
    """Decide whether `user` may begin a plan of a group, and write those that are there."""
    return in_group(user, group_id, GroupPermission.EDIT_PLANS, rights)


def can_write(user: User | AnonymousUser, plan: Plan, rights: Rights | None = None) -> Decision:
    """Decide whether `user` may change what a plan says: until it is approved.

    `rights` spares the query where a page asks several policies about one group.
    """
    if not (decision := can_draft(user, plan.group_id, rights)):
        return decision
    return denied(FROZEN) if plan.is_frozen else ALLOWED


def can_open(user: User | AnonymousUser, plan: Plan, rights: Rights | None = None) -> Decision:
    """Decide whether `user` may choose who reads a plan."""
    return can_draft(user, plan.group_id, rights)


def can_move(
    user: User | AnonymousUser,
    plan: Plan,
    action: PlanAction,
    *,
    rights: Rights | None = None,
    body: Body | None = None,
) -> Decision:
    """Decide whether `user` may do `action` to `plan` in its present state.

    Approving is recorded by those who record outcomes in `body`, the one that approves.
    """
    transition = PLAN_TRANSITIONS[action]
    if action is PlanAction.APPROVE:
        is_ours = body is not None and body.group_id == plan.group_id
        permission = BodyPermission(transition.permission)
        decision = in_body(user, body, permission) if body and is_ours else denied(NO_ROLE)
    else:
        decision = can_draft(user, plan.group_id, rights)
    if not decision:
        return decision
    return ALLOWED if plan.state in transition.sources else denied(NOT_NOW)


def can_report(
    user: User | AnonymousUser, measure: Measure, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may say how an action stands, and keep its steps.

    Those who write the plan; and the people of the organisation that answers for it, or that
    has taken it on (`with_deadline`).
    """
    group_id = measure.plan.group_id
    rights = rights_in(user, group_id) if rights is None else rights
    if GroupPermission.EDIT_PLANS not in rights:
        carriers = {measure.responsible_id, measure.carrier_id} - {None}
        if not any(answers_for(user, carrier, group_id) for carrier in carriers):
            return denied(NOT_YOURS)
    return denied(ENDED) if measure.plan.state == PlanState.ENDED else ALLOWED


def can_report_by_link(subject: str, measure: Measure) -> Decision:
    """Decide whether the link of `subject`, a user id, may say how an open action stands."""
    person = person_of_link(subject)
    decision = can_report(person, measure) if person else denied(NOT_YOURS)
    return denied(OVER) if decision and not measure.is_open else decision


def can_move_measure(
    user: User | AnonymousUser, measure: Measure, action: MeasureAction
) -> Decision:
    """Decide whether `user` may do `action` to an action in its present status."""
    transition = MEASURE_TRANSITIONS[action]
    rights = rights_in(user, measure.plan.group_id)
    if not (decision := can_report(user, measure, rights)):
        return decision
    if transition.permission != BY_RESPONSIBLE and transition.permission not in rights:
        return denied(NO_ROLE)
    return ALLOWED if measure.status in transition.sources else denied(WRONG_STATUS)


def can_link_needs(
    user: User | AnonymousUser, measure: Measure, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may say which needs an action answers: also once it is approved."""
    if not (decision := can_draft(user, measure.plan.group_id, rights)):
        return decision
    return denied(ENDED) if measure.plan.state == PlanState.ENDED else ALLOWED
