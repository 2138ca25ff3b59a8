"""Who puts a plan on an agenda, who records its approval, and who begins a new version."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.kinds import APPROVING, OUTCOMES_ALLOWED, Mandate, OutcomeKind
from groups.models import Body, Meeting
from groups.models.group import BodyKind
from groups.permissions import GroupPermission
from groups.policies.guidelines import can_settle_some
from groups.policies.outcomes import can_record
from plans.models import Measure, Plan
from plans.policies.plans import can_move, can_write
from plans.states import PlanAction, PlanState

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

Rights = frozenset[GroupPermission]

APPROVED = _("This version has been approved already.")
NOT_PROPOSED = _("The plan has been taken back. It must be put on an agenda again.")
NOT_THEIRS = _("The plan is approved by the leading group of its own group.")
NOT_APPROVED = _("A promoter is named for an action of a plan that is approved.")
NO_MANDATE = _("This body gives no outcome by which a plan is approved.")


def can_place(user: User | AnonymousUser, plan: Plan, rights: Rights | None = None) -> Decision:
    """Decide whether `user` may put `plan` on an agenda: also once more, on another one.

    `rights` spares the query where a page asks several policies about one group.
    """
    if plan.state == PlanState.PROPOSED:
        return can_write(user, plan, rights)
    return can_move(user, plan, PlanAction.PROPOSE, rights=rights)


def can_approve(
    user: User | AnonymousUser, plan: Plan, meeting: Meeting, now: datetime
) -> Decision:
    """Decide whether `user` may record at `now` that `meeting` has approved `plan`."""
    if not (decision := can_record(user, meeting, now)):
        return decision
    if meeting.body.group_id != plan.group_id or meeting.body.kind != BodyKind.LEADING:
        return denied(NOT_THEIRS)
    if not can_move(user, plan, PlanAction.APPROVE, body=meeting.body):
        return denied(APPROVED if plan.is_frozen else NOT_PROPOSED)
    return ALLOWED if approving_kinds(meeting.body) else denied(NO_MANDATE)


def can_name_promoter(user: User | AnonymousUser, measure: Measure) -> Decision:
    """Decide whether `user` may say who promotes `measure`: who leads the leading group."""
    if not (decision := can_settle_some(user, measure.plan.group_id)):
        return decision
    return ALLOWED if measure.plan.state == PlanState.APPROVED else denied(NOT_APPROVED)


def approving_kinds(body: Body) -> list[OutcomeKind]:
    """Return the outcomes that stand behind a plan, out of those that `body` may come to."""
    allowed = OUTCOMES_ALLOWED[Mandate(body.mandate)]
    return [kind for kind in APPROVING if kind in allowed]
