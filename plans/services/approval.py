"""A plan's way through the leading group: on its agenda, approved and frozen, begun anew."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.states import target_state
from groups.kinds import NodeKind, Relation
from groups.models import AgendaItem, Meeting, Outcome
from groups.models.group import BodyKind
from groups.models.standing import Purpose
from groups.querysets.chain import Ref
from groups.services.agenda import ItemValues, place_item
from groups.services.links import join, join_all
from groups.services.outcomes import OutcomeValues, record_outcome
from plans.models import Measure, Plan, PlanVersion
from plans.policies.approval import approving_kinds, can_approve, can_place
from plans.policies.plans import can_move
from plans.querysets.approval import items_of
from plans.querysets.completeness import left_empty
from plans.querysets.content import Content, content_of, fingerprint
from plans.services.plans import locked_plan, record_change
from plans.states import (
    MEASURE_TRANSITIONS,
    PLAN_TRANSITIONS,
    MeasureAction,
    MeasureStatus,
    OfferState,
    PlanAction,
    PlanState,
)


@transaction.atomic
def place_plan(*, plan_id: int, meeting_id: int, by: User, now: datetime) -> AgendaItem:
    """Put a plan on the agenda of a meeting of the leading group, to be approved there.

    Raises:
        PermissionDenied: `by` does not write the group's plans or may not change the meeting,
            or the plan is approved.
        ValidationError: a position is empty without a reason, no meeting of a leading group of
            the same group, or one that has the plan already.
    """
    plan = locked_plan(plan_id=plan_id)
    require(can_place(by, plan))
    _must_be_complete(plan)
    meeting = Meeting.objects.select_related("body").filter(pk=meeting_id).first()
    if (
        meeting is None
        or meeting.body.group_id != plan.group_id
        or meeting.body.kind != BodyKind.LEADING
    ):
        raise ValidationError({"meeting": _("Choose one of the meetings of the leading group.")})
    if items_of(plan.pk).filter(meeting=meeting).exists():
        raise ValidationError({"meeting": _("The plan is on the agenda of this meeting already.")})
    values = ItemValues(title_sv=plan.title_sv, title_fi=plan.title_fi, purpose=Purpose.DECIDE)
    item = place_item(meeting_id=meeting.pk, item=values, by=by, now=now)
    join(
        start=Ref(NodeKind.PLAN, plan.pk),
        relation=Relation.LIFTED_TO,
        end=Ref(NodeKind.ITEM, item.pk),
        group_id=plan.group_id,
        by=by,
        now=now,
    )
    if plan.state != PlanState.PROPOSED:
        _move(plan, PlanAction.PROPOSE, by, now)
    placed = {"meeting": meeting.pk, "item": item.pk}
    record_change(kind=AuditKind.PLAN_PLACED, plan=plan, by=by, now=now, **placed)
    return item


@transaction.atomic
def take_back_plan(*, plan_id: int, by: User, now: datetime) -> Plan:
    """Take a plan back from its way to approval, so that it is written on.

    The item stays on the agenda, where it can be taken off; nothing is approved by it.

    Raises:
        PermissionDenied: `by` does not write the group's plans, or it is not on its way.
    """
    plan = locked_plan(plan_id=plan_id)
    require(can_move(by, plan, PlanAction.WITHDRAW))
    _move(plan, PlanAction.WITHDRAW, by, now)
    record_change(kind=AuditKind.PLAN_CHANGED, plan=plan, by=by, now=now, state=plan.state)
    return plan


@transaction.atomic
def approve_plan(
    *, plan_id: int, item_id: int, sha256: str, values: OutcomeValues, by: User, now: datetime
) -> PlanVersion:
    """Record that a meeting approved the plan as `sha256` names it, and freeze it: both or none.

    The outcome gets the next number of its body and year; the whole text is kept with its
    fingerprint; from now on the database refuses every change but a new edition.

    Raises:
        PermissionDenied: `by` records nothing in the body, the meeting has not begun, or the
            plan is not on its way to approval.
        StaleEdit: the plan says something else than what was read.
        ValidationError: by field: the plan is not on this agenda, a position is empty, or what
            the body's mandate or an outcome does not allow.
    """
    plan = locked_plan(plan_id=plan_id)
    item = items_of(plan.pk).filter(pk=item_id).first()
    if item is None:
        raise ValidationError(_("The plan is not on the agenda of this meeting."))
    require(can_approve(by, plan, item.meeting, now))
    content = content_of(plan)
    if fingerprint(content) != sha256:
        raise StaleEdit(plan)
    _must_be_complete(plan)
    if values.kind not in approving_kinds(item.meeting.body):
        raise ValidationError({"kind": _("Choose an outcome that stands behind the plan.")})
    outcome = record_outcome(
        meeting_id=item.meeting_id, item_id=item.pk, values=values, by=by, now=now
    )
    _join_measures(plan, content, outcome, by, now)
    return _freeze(plan, content, outcome, by, now)


def _must_be_complete(plan: Plan) -> None:
    missing = left_empty(plan.positions.all())
    if missing:
        sentence = _(
            "Say something in each position, or give the reason why not. Missing: %(names)s"
        )
        names = "; ".join(str(capfirst(kind.label)) for kind in missing)
        raise ValidationError(sentence, params={"names": names})


def _join_measures(plan: Plan, content: Content, outcome: Outcome, by: User, now: datetime) -> None:
    """Let each action show who stands behind it; one that is taken on is agreed from now on."""
    join_all(
        starts=[Ref(NodeKind.MEASURE, row["id"]) for row in content["measures"]],
        relation=Relation.DECIDED_IN,
        end=Ref(NodeKind.OUTCOME, outcome.pk),
        group_id=plan.group_id,
        by=by,
        now=now,
    )
    ideas = Measure.objects.filter(plan=plan, status=MeasureStatus.IDEA)
    taken = ideas.filter(offers__state=OfferState.ACCEPTED)
    taken.update(status=target_state(MEASURE_TRANSITIONS, MeasureAction.AGREE, MeasureStatus.IDEA))


def _freeze(plan: Plan, content: Content, outcome: Outcome, by: User, now: datetime) -> PlanVersion:
    version = PlanVersion.objects.create(
        plan=plan,
        edition=plan.edition,
        content=content,
        sha256=fingerprint(content),
        approved_on=outcome.decided_on,
        outcome=outcome,
        approved_by=by,
        approved_at=now,
    )
    plan.approved_at = now
    _move(plan, PlanAction.APPROVE, by, now)
    record_change(
        kind=AuditKind.PLAN_APPROVED,
        plan=plan,
        by=by,
        now=now,
        edition=plan.edition,
        sha256=version.sha256,
        outcome=outcome.pk,
    )
    return version


def _move(plan: Plan, action: PlanAction, by: User, now: datetime) -> None:
    plan.state = target_state(PLAN_TRANSITIONS, action, plan.state)
    plan.changed_by, plan.changed_at = by, now
    plan.version += 1
    plan.save()
