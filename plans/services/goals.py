"""The goals of a plan: strategic ones, and development goals under them."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.models import NationalGoal
from plans.models import Goal, Plan
from plans.policies.plans import can_write
from plans.services.languages import behind_after
from plans.services.plans import locked_plan, record_change, touch_plan

TEXTS = ("title_sv", "title_fi", "text_sv", "text_fi")


@dataclass(frozen=True, slots=True)
class GoalValues:
    """What a form or a caller says of a goal; national goals by id, of any framework."""

    title_sv: str = ""
    title_fi: str = ""
    text_sv: str = ""
    text_fi: str = ""
    national_goal_ids: tuple[int, ...] = ()


@transaction.atomic
def add_goal(
    *, plan_id: int, parent_id: int | None = None, values: GoalValues, by: User, now: datetime
) -> Goal:
    """Add a strategic goal, or a development goal under the strategic goal `parent_id`.

    Raises:
        PermissionDenied: `by` does not write plans in the group, or the plan is approved.
        ValidationError: by field: no title, an unknown national goal, or `parent_id` is no
            strategic goal of the plan, or has actions of its own.
    """
    plan = locked_plan(plan_id=plan_id)
    require(can_write(by, plan))
    _check(values)
    if parent_id is not None:
        _check_parent(plan, parent_id)
    texts = {name: getattr(values, name) for name in TEXTS}
    goal = Goal.objects.create(
        plan=plan,
        parent_id=parent_id,
        number=_next_number(plan, parent_id),
        changed_by=by,
        changed_at=now,
        **texts,
    )
    goal.national_goals.set(values.national_goal_ids)
    _note(plan, goal, by, now, added=True)
    return goal


@transaction.atomic
def change_goal(
    *,
    goal_id: int,
    version: int,
    values: GoalValues,
    in_step: bool = False,
    by: User,
    now: datetime,
) -> Goal:
    """Change a goal that still stands at `version`; nothing happens where all is equal.

    Raises:
        PermissionDenied: `by` does not write plans in the group, or the plan is approved.
        StaleEdit: somebody saved in between.
        ValidationError: by field: no title, or an unknown national goal.
    """
    plan, goal = _locked(goal_id)
    require(can_write(by, plan))
    if goal.version != version:
        raise StaleEdit(goal)
    _check(values)
    before = values_of(goal=goal)
    new = asdict(values)
    changed = [name for name in new if getattr(before, name) != new[name]]
    if changed or in_step and goal.behind:
        for name in TEXTS:
            setattr(goal, name, new[name])
        goal.behind = behind_after(row=goal, changed=changed, in_step=in_step)
        goal.national_goals.set(values.national_goal_ids)
        goal.version += 1
        goal.changed_by, goal.changed_at = by, now
        goal.save()
        _note(plan, goal, by, now, fields=changed)
    return goal


@transaction.atomic
def remove_goal(*, goal_id: int, by: User, now: datetime) -> Plan:
    """Remove a goal that nothing stands under; return its plan.

    Raises:
        PermissionDenied: `by` does not write plans in the group, or the plan is approved.
        ValidationError: goals or actions stand under it.
    """
    plan, goal = _locked(goal_id)
    require(can_write(by, plan))
    if goal.children.exists() or goal.measures.exists():
        raise ValidationError(_("Move or remove the goals and actions under it first."))
    _note(plan, goal, by, now, removed=True)
    goal.delete()
    return plan


def values_of(*, goal: Goal) -> GoalValues:
    """Return what `goal` says at present, in the shape in which it is changed."""
    texts = {name: getattr(goal, name) for name in TEXTS}
    national = goal.national_goals.order_by("pk").values_list("pk", flat=True)
    return GoalValues(**texts, national_goal_ids=tuple(national))


def check_national(*, ids: tuple[int, ...]) -> None:
    """Refuse national goals that do not exist.

    Raises:
        ValidationError: at `national_goals`.
    """
    if NationalGoal.objects.filter(pk__in=ids).count() != len(set(ids)):
        raise ValidationError({"national_goals": _("Choose among the national goals.")})


def _locked(goal_id: int) -> tuple[Plan, Goal]:
    plan = locked_plan(plan_id=Goal.objects.values_list("plan", flat=True).get(pk=goal_id))
    return plan, Goal.objects.select_for_update(of=("self",)).get(pk=goal_id)


def _next_number(plan: Plan, parent_id: int | None) -> int:
    last = plan.goals.filter(parent=parent_id).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _check(values: GoalValues) -> None:
    if not (values.title_sv or values.title_fi):
        raise ValidationError({"title_sv": _("Give the goal a title in one language at least.")})
    check_national(ids=values.national_goal_ids)


def _check_parent(plan: Plan, parent_id: int) -> None:
    parent = plan.goals.filter(pk=parent_id, parent=None).first()
    if parent is None:
        raise ValidationError({"parent": _("Choose a strategic goal of this plan.")})
    if parent.measures.exists():
        raise ValidationError(
            {
                "parent": _(
                    "This goal has actions of its own. Move them to a development goal first."
                )
            }
        )


def _note(plan: Plan, goal: Goal, by: User, now: datetime, **data: object) -> None:
    touch_plan(plan=plan, by=by, now=now)
    part = {"goal": goal.pk, **data}
    record_change(kind=AuditKind.PLAN_CHANGED, plan=plan, by=by, now=now, **part)
