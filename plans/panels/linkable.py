"""What of plans a matter on an agenda may build on, and which national goals that serves."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from elo_platform.accounts.models import User
from groups.kinds import NodeKind
from groups.models import NationalGoal
from groups.querysets.chain import Ref
from plans.models import Goal, Measure, Plan
from plans.states import PlanState

MOST = 100


def plan_things(group_id: int, reader: User | AnonymousUser) -> list[tuple[str, int, str]]:
    """Return the plans of a group that have not ended and their open actions: port LINKABLE."""
    plans = Plan.objects.visible_to(reader).filter(group=group_id)
    plans = plans.exclude(state=PlanState.ENDED).newest_first()
    measures = Measure.objects.visible_to(reader).still_open().filter(plan__group=group_id)
    measures = measures.exclude(plan__state=PlanState.ENDED).order_by("plan", "pk")
    return [
        *((NodeKind.PLAN.value, plan.pk, plan.title) for plan in plans[:MOST]),
        *((NodeKind.MEASURE.value, each.pk, each.title) for each in measures[:MOST]),
    ]


def national_goals_of(refs: Iterable[Ref], reader: User | AnonymousUser) -> list[str]:
    """Return the national goals that plans, goals and actions among `refs` serve: port SERVES."""
    ids: dict[str, list[int]] = {}
    for ref in refs:
        ids.setdefault(ref.kind, []).append(ref.id)
    measures = Measure.objects.visible_to(reader).filter(pk__in=ids.get(NodeKind.MEASURE, []))
    goals = Goal.objects.visible_to(reader).filter(
        Q(pk__in=ids.get(NodeKind.GOAL, []))
        | Q(plan__in=ids.get(NodeKind.PLAN, []))
        | Q(measures__in=measures)
    )
    served = (
        NationalGoal.objects.visible_to(reader)
        .filter(Q(measures__in=measures) | Q(plan_goals__in=goals))
        .distinct()
    )
    return [str(goal) for goal in served.order_by("framework", "number")]
