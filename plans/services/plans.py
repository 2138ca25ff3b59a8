"""A plan's life: begun, written, opened, revised, ended. Its approval stands beside."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.states import target_state
from groups.models import Clause
from plans.kinds import PositionKind
from plans.models import Plan, Position
from plans.models.plan import VISIBILITIES
from plans.policies.plans import can_draft, can_move, can_open, can_write
from plans.services.languages import behind_after
from plans.states import PLAN_TRANSITIONS, PlanAction

NO_TITLE = _("Give the plan a title in one language at least.")
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class PlanValues:
    """What a form or a caller says of a plan itself; clauses that it fulfils by id."""

    year_from: int
    year_to: int
    title_sv: str = ""
    title_fi: str = ""
    vision_sv: str = ""
    vision_fi: str = ""
    clause_ids: tuple[int, ...] = ()

    def columns(self) -> dict[str, Any]:
        """Return what stands in the plan's own columns."""
        return {name: value for name, value in asdict(self).items() if name != "clause_ids"}


@transaction.atomic
def draft_plan(*, group_id: int, values: PlanValues, by: User, now: datetime) -> Plan:
    """Begin a plan, with its four mandatory positions still empty.

    Raises:
        PermissionDenied: `by` does not write plans in the group.
        ValidationError: by field; see `_check` and `_check_clauses`.
    """
    require(can_draft(by, group_id))
    _check(values)
    _check_clauses(group_id, values)
    plan = Plan.objects.create(
        group_id=group_id,
        made_by=by,
        changed_by=by,
        made_at=now,
        changed_at=now,
        **values.columns(),
    )
    plan.clauses.set(values.clause_ids)
    Position.objects.bulk_create(
        Position(plan=plan, kind=kind, changed_by=by, changed_at=now) for kind in PositionKind
    )
    record_change(kind=AuditKind.PLAN_DRAFTED, plan=plan, by=by, now=now)
    return plan


@transaction.atomic
def change_plan(
    *,
    plan_id: int,
    version: int,
    values: PlanValues,
    in_step: bool = False,
    by: User,
    now: datetime,
) -> Plan:
    """Change the title, years, vision and clauses of a plan that still stands at `version`.

    Raises:
        PermissionDenied: `by` does not write plans in the group, or the plan is approved.
        StaleEdit: somebody saved in between.
        ValidationError: by field; see `_check` and `_check_clauses`.
    """
    plan = locked_plan(plan_id=plan_id)
    require(can_write(by, plan))
    if plan.version != version:
        raise StaleEdit(plan)
    _check(values)
    _check_clauses(plan.group_id, values)
    new = values.columns()
    changed = [name for name in new if getattr(plan, name) != new[name]]
    if set(plan.clauses.values_list("pk", flat=True)) != set(values.clause_ids):
        changed.append("clauses")
    if changed or in_step and plan.behind:
        for name, value in new.items():
            setattr(plan, name, value)
        plan.clauses.set(values.clause_ids)
        plan.behind = behind_after(row=plan, changed=changed, in_step=in_step)
        plan.version += 1
        _save(plan, by, now)
        record_change(kind=AuditKind.PLAN_CHANGED, plan=plan, by=by, now=now, fields=changed)
    return plan


@transaction.atomic
def open_plan(*, plan_id: int, version: int, visibility: str, by: User, now: datetime) -> Plan:
    """Choose who reads what is approved of a plan: an act of its own in the log.

    Raises:
        PermissionDenied: `by` does not write plans in the group.
        StaleEdit: somebody saved in between.
        ValidationError: no such choice.
    """
    plan = locked_plan(plan_id=plan_id)
    require(can_open(by, plan))
    if plan.version != version:
        raise StaleEdit(plan)
    if visibility not in VISIBILITIES:
        raise ValidationError({"visibility": _("Choose one of the answers.")})
    if visibility != plan.visibility:
        before, plan.visibility = plan.visibility, visibility
        plan.version += 1
        _save(plan, by, now)
        opened = [before, visibility]
        record_change(kind=AuditKind.PLAN_OPENED, plan=plan, by=by, now=now, opened=opened)
    return plan


@transaction.atomic
def revise_plan(*, plan_id: int, by: User, now: datetime) -> Plan:
    """Begin the next edition of an approved plan; what was approved stays readable as it was.

    Raises:
        PermissionDenied: `by` does not write plans in the group, or the plan is not approved.
    """
    plan = locked_plan(plan_id=plan_id)
    require(can_move(by, plan, PlanAction.REVISE))
    plan.state = target_state(PLAN_TRANSITIONS, PlanAction.REVISE, plan.state)
    plan.edition += 1
    plan.version += 1
    _save(plan, by, now)
    record_change(kind=AuditKind.PLAN_REVISED, plan=plan, by=by, now=now, edition=plan.edition)
    return plan


@transaction.atomic
def end_plan(*, plan_id: int, by: User, now: datetime) -> Plan:
    """End an approved plan: it stays to be read, and nobody is reminded of it any more.

    Raises:
        PermissionDenied: `by` does not write plans in the group, or the plan is not approved.
    """
    plan = locked_plan(plan_id=plan_id)
    require(can_move(by, plan, PlanAction.END))
    plan.state = target_state(PLAN_TRANSITIONS, PlanAction.END, plan.state)
    plan.version += 1
    _save(plan, by, now)
    record_change(kind=AuditKind.PLAN_CHANGED, plan=plan, by=by, now=now, state=plan.state)
    return plan


def locked_plan(*, plan_id: int) -> Plan:
    """Return the plan, held until the transaction ends.

    Whoever changes a part of a plan holds the plan first: so changes and an approval go one
    after the other, and nobody waits in a circle.
    """
    return Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)


def touch_plan(*, plan: Plan, by: User, now: datetime) -> None:
    """Note that `by` changed a part of the plan; the plan's own texts keep their version."""
    Plan.objects.filter(pk=plan.pk).update(changed_by=by, changed_at=now)


def record_change(*, kind: AuditKind, plan: Plan, by: User, now: datetime, **data: object) -> None:
    """Write a row of the log about a plan."""
    record(kind=kind, target=plan, by=by, at=now, data=data, group_id=plan.group_id)


def _save(plan: Plan, by: User, now: datetime) -> None:
    plan.changed_by, plan.changed_at = by, now
    plan.save()


def _check(values: PlanValues) -> None:
    """Refuse what is no plan.

    Raises:
        ValidationError: no title, or years that are none or end before they begin.
    """
    if not (values.title_sv or values.title_fi):
        raise ValidationError({"title_sv": NO_TITLE})
    for name in ("year_from", "year_to"):
        if not FIRST_YEAR <= getattr(values, name) <= LAST_YEAR:
            raise ValidationError({name: _("Give a year between 2000 and 2100.")})
    if values.year_to < values.year_from:
        raise ValidationError({"year_to": _("The last year is before the first year.")})


def _check_clauses(group_id: int, values: PlanValues) -> None:
    """Refuse clauses of other groups, and of other years.

    Raises:
        ValidationError: at `clauses`.
    """
    ids = set(values.clause_ids)
    own = Clause.objects.filter(pk__in=ids, group=group_id)
    if ids and own.of_years(values.year_from, values.year_to).count() != len(ids):
        sentence = _("Choose clauses that hold during the years of the plan.")
        raise ValidationError({"clauses": sentence})
