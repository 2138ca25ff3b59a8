"""The actions of a plan: what is done, by whom, until when, and which needs it answers."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.kinds import NeedStep, NodeKind, Relation
from groups.models import Link, Need
from groups.querysets.chain import Ref
from groups.services.links import join, part
from groups.services.needs import tell_need_step
from plans.kinds import MeasureKind
from plans.models import Goal, Measure, Plan
from plans.policies.plans import can_link_needs, can_write
from plans.querysets.measures import organisations_of_group
from plans.services.goals import check_national
from plans.services.languages import behind_after
from plans.services.plans import locked_plan, touch_plan

NO_TITLE = _("Give the action a title in one language at least.")
COLUMNS = (
    "goal_id", "title_sv", "title_fi", "description_sv", "description_fi", "kind",
    "responsible_id", "starts_on", "due_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeasureValues:
    """What a form or a caller says of an action; partners and national goals by id, in order."""

    goal_id: int
    responsible_id: int
    due_on: date
    title_sv: str = ""
    title_fi: str = ""
    description_sv: str = ""
    description_fi: str = ""
    kind: str = MeasureKind.DEVELOPMENT
    starts_on: date | None = None
    partner_ids: tuple[int, ...] = ()
    national_goal_ids: tuple[int, ...] = ()


@transaction.atomic
def add_measure(
    *,
    plan_id: int,
    values: MeasureValues,
    need_ids: tuple[int, ...] = (),
    by: User,
    now: datetime,
) -> Measure:
    """Add an action under a goal, with the needs that it answers; their people are told.

    Raises:
        PermissionDenied: `by` does not write plans in the group, or the plan is approved.
        ValidationError: by field; see `_check`, and `answer_needs`.
    """
    plan = locked_plan(plan_id=plan_id)
    require(can_write(by, plan))
    _check(values, plan, None)
    measure = Measure(plan=plan, made_by=by, made_at=now, changed_by=by, changed_at=now)
    _take(measure, values)
    measure.number = _next_number(measure)
    measure.save(force_insert=True)
    _join_rows(measure, values)
    _join_goal(measure, plan, by, now)
    _answer(measure, plan, need_ids, by, now)
    touch_plan(plan=plan, by=by, now=now)
    _record(AuditKind.MEASURE_ADDED, measure, plan, by, now)
    return measure


@transaction.atomic
def change_measure(
    *,
    measure_id: int,
    version: int,
    values: MeasureValues,
    in_step: bool = False,
    by: User,
    now: datetime,
) -> Measure:
    """Change an action that still stands at `version`; nothing happens where all is equal.

    Raises:
        PermissionDenied: `by` does not write plans in the group, or the plan is approved.
        StaleEdit: somebody saved in between.
        ValidationError: by field; see `_check`.
    """
    plan, measure = locked_measure(measure_id=measure_id)
    require(can_write(by, plan))
    if measure.version != version:
        raise StaleEdit(measure)
    _check(values, plan, measure)
    before, new = asdict(values_of(measure=measure)), asdict(values)
    changed = [name for name in new if before[name] != new[name]]
    if not (changed or in_step and measure.behind):
        return measure
    if "goal_id" in changed:
        _part_goal(measure, by, now)
    _take(measure, values)
    if "goal_id" in changed:
        measure.number = _next_number(measure)
        _join_goal(measure, plan, by, now)
    measure.version += 1
    measure.changed_by, measure.changed_at = by, now
    measure.behind = behind_after(row=measure, changed=changed, in_step=in_step)
    measure.save()
    _join_rows(measure, values)
    touch_plan(plan=plan, by=by, now=now)
    _record(AuditKind.MEASURE_CHANGED, measure, plan, by, now, fields=changed)
    return measure


@transaction.atomic
def remove_measure(*, measure_id: int, by: User, now: datetime) -> Plan:
    """Remove an action that has no history yet; return its plan. Others are stopped instead.

    Raises:
        PermissionDenied: `by` does not write plans in the group, or the plan is approved.
        ValidationError: it was approved, offered or reported on.
    """
    plan, measure = locked_measure(measure_id=measure_id)
    require(can_write(by, plan))
    if plan.approved_at and measure.made_at <= plan.approved_at:
        raise ValidationError(_("The action was approved. Stop it instead, with the reason why."))
    if measure.reports.exists() or measure.offers.exists():
        raise ValidationError(
            _("The action has been offered or reported on. Stop it instead, with the reason why.")
        )
    _part_all(measure, by, now)
    touch_plan(plan=plan, by=by, now=now)
    _record(AuditKind.MEASURE_REMOVED, measure, plan, by, now)
    measure.delete()
    return plan


@transaction.atomic
def answer_needs(
    *, measure_id: int, need_ids: tuple[int, ...], by: User, now: datetime
) -> list[int]:
    """Say which needs an action answers; return the ids of those that are new.

    Needs that `by` does not see stay as they are. Those behind a new one are told.

    Raises:
        PermissionDenied: `by` does not write plans in the group, or the plan has ended.
        ValidationError: at `needs`: one of another group, closed, or hidden from `by`.
    """
    plan, measure = locked_measure(measure_id=measure_id)
    require(can_link_needs(by, measure))
    return _answer(measure, plan, need_ids, by, now)


def needs_to_answer(*, group_id: int, by: User) -> Any:
    """Return the needs that `by` may join to actions of a group, the newest first."""
    rows = Need.objects.visible_to(by).live().filter(group=group_id)
    return rows.order_by("-made_at", "-pk")


def needs_answered(*, measure_id: int) -> list[int]:
    """Return the ids of the needs that an action answers."""
    links = Link.objects.standing().filter(
        from_kind=NodeKind.NEED,
        relation=Relation.ANSWERED_BY,
        to_kind=NodeKind.MEASURE,
        to_id=measure_id,
    )
    return list(links.order_by("from_id").values_list("from_id", flat=True))


def locked_measure(*, measure_id: int) -> tuple[Plan, Measure]:
    """Return the plan and its action, held until the transaction ends, in that order."""
    plan = locked_plan(plan_id=Measure.objects.values_list("plan", flat=True).get(pk=measure_id))
    measure = Measure.objects.select_for_update(of=("self",)).get(pk=measure_id)
    measure.plan = plan
    return plan, measure


def values_of(*, measure: Measure) -> MeasureValues:
    """Return what `measure` says at present, in the shape in which it is changed."""
    columns = {name: getattr(measure, name) for name in COLUMNS}
    partners = measure.partners.order_by("pk").values_list("pk", flat=True)
    national = measure.national_goals.order_by("pk").values_list("pk", flat=True)
    return MeasureValues(**columns, partner_ids=tuple(partners), national_goal_ids=tuple(national))


def _take(measure: Measure, values: MeasureValues) -> None:
    for name in COLUMNS:
        setattr(measure, name, getattr(values, name))


def _join_rows(measure: Measure, values: MeasureValues) -> None:
    measure.partners.set(set(values.partner_ids) - {values.responsible_id})
    measure.national_goals.set(values.national_goal_ids)


def _next_number(measure: Measure) -> int:
    others = Measure.objects.filter(goal=measure.goal_id).exclude(pk=measure.pk)
    return (others.aggregate(last=Max("number"))["last"] or 0) + 1


def _check(values: MeasureValues, plan: Plan, measure: Measure | None) -> None:
    """Refuse what is no action.

    Raises:
        ValidationError: no title, a goal that is not of the plan or has goals under it, an
            organisation that is not of the group, or an end before the beginning.
    """
    if not (values.title_sv or values.title_fi):
        raise ValidationError({"title_sv": NO_TITLE})
    if values.kind not in MeasureKind.values:
        raise ValidationError({"kind": _("Choose one of the answers.")})
    if values.starts_on and values.due_on < values.starts_on:
        raise ValidationError({"due_on": _("The action is ready before it begins.")})
    _check_goal(values.goal_id, plan)
    _check_organisations(values, plan, measure)
    check_national(ids=values.national_goal_ids)


def _check_goal(goal_id: int, plan: Plan) -> None:
    if not Goal.objects.filter(pk=goal_id, plan=plan).exists():
        raise ValidationError({"goal": _("Choose a goal of this plan.")})
    if Goal.objects.filter(parent=goal_id).exists():
        raise ValidationError({"goal": _("Choose one of the development goals under this goal.")})


def _check_organisations(values: MeasureValues, plan: Plan, measure: Measure | None) -> None:
    """Ask for organisations of the group; those that the action names already may stay."""
    known = set(organisations_of_group(plan.group_id).values_list("pk", flat=True))
    if measure:
        known |= {measure.responsible_id, *measure.partners.values_list("pk", flat=True)}
    choose = _("Choose among the organisations of the group.")
    if values.responsible_id not in known:
        raise ValidationError({"responsible": choose})
    if not known.issuperset(values.partner_ids):
        raise ValidationError({"partners": choose})


def _answer(
    measure: Measure, plan: Plan, need_ids: tuple[int, ...], by: User, now: datetime
) -> list[int]:
    visible = set(needs_to_answer(group_id=plan.group_id, by=by).values_list("pk", flat=True))
    before, wanted = set(needs_answered(measure_id=measure.pk)), set(need_ids)
    if not wanted - before <= visible:
        raise ValidationError({"needs": _("Choose among the open needs of the group.")})
    end = Ref(NodeKind.MEASURE, measure.pk)
    new = sorted(wanted - before)
    for need_id in new:
        start = Ref(NodeKind.NEED, need_id)
        group = {"group_id": plan.group_id, "by": by, "now": now}
        join(start=start, relation=Relation.ANSWERED_BY, end=end, **group)
    for need_id in sorted(before & visible - wanted):
        start = Ref(NodeKind.NEED, need_id)
        part(start=start, relation=Relation.ANSWERED_BY, end=end, by=by, now=now)
    tell_need_step(need_ids=new, step=NeedStep.ANSWERED, about=end, by=by, now=now)
    return new


def _join_goal(measure: Measure, plan: Plan, by: User, now: datetime) -> None:
    start, end = Ref(NodeKind.GOAL, measure.goal_id), Ref(NodeKind.MEASURE, measure.pk)
    group = {"group_id": plan.group_id, "by": by, "now": now}
    join(start=start, relation=Relation.IMPLEMENTED_BY, end=end, **group)


def _part_goal(measure: Measure, by: User, now: datetime) -> None:
    start, end = Ref(NodeKind.GOAL, measure.goal_id), Ref(NodeKind.MEASURE, measure.pk)
    part(start=start, relation=Relation.IMPLEMENTED_BY, end=end, by=by, now=now)


def _part_all(measure: Measure, by: User, now: datetime) -> None:
    _part_goal(measure, by, now)
    end = Ref(NodeKind.MEASURE, measure.pk)
    for need_id in needs_answered(measure_id=measure.pk):
        start = Ref(NodeKind.NEED, need_id)
        part(start=start, relation=Relation.ANSWERED_BY, end=end, by=by, now=now)


def _record(
    kind: AuditKind, measure: Measure, plan: Plan, by: User, now: datetime, **data: object
) -> None:
    data = {"plan": plan.pk, **data}
    record(kind=kind, target=measure, by=by, at=now, data=data, group_id=plan.group_id)
