"""The load set's plans: as many as the country might have in ten years."""

from datetime import datetime
from itertools import cycle

from django.db import transaction

from elo_platform.lib.dates import helsinki_day
from groups.demo.national import NAME
from groups.models import EloGroup, NationalGoal, Outcome, RoleGrant
from groups.permissions import Role
from plans.models import Plan
from plans.querysets.measures import organisations_of_group
from plans.services.load_sets import NewPlan, load_plans_of
from plans.states import PlanState

PLANS, MEASURES = 60, 6_000
TITLE = "Lastprovets plan"
# Of each group's plans the first is in force, the second has ended and the third is written.
STATES = (PlanState.APPROVED, PlanState.ENDED, PlanState.DRAFT)


def is_loaded() -> bool:
    """Tell whether the load set's plans are there."""
    return Plan.objects.filter(title_sv__startswith=TITLE).exists()


@transaction.atomic
def load_national_plans(
    *, now: datetime, plans: int | None = None, measures: int | None = None
) -> int:
    """Give the load set's groups their plans; return how many it made."""
    groups = list(EloGroup.objects.filter(name_sv__startswith=NAME).order_by("pk"))
    wanted = PLANS if plans is None else plans
    if is_loaded() or not groups or not wanted:
        return 0
    share = (MEASURES if measures is None else measures) // wanted
    rows = [
        _plan(group, turn, share, now)
        for number, group in zip(range(wanted), cycle(groups), strict=False)
        for turn in (number // len(groups),)
    ]
    return len(load_plans_of(rows=rows, now=now, today=helsinki_day(now)))


def _plan(group: EloGroup, turn: int, measures: int, now: datetime) -> NewPlan:
    state = STATES[turn % len(STATES)]
    outcomes = Outcome.objects.filter(body__group=group).order_by("-decided_on", "-pk")
    grants = RoleGrant.objects.current().filter(role=Role.COORDINATOR, group=group)
    first = helsinki_day(now).year + (1 if state is PlanState.DRAFT else -3 * (turn % 3))
    return NewPlan(
        group_id=group.pk,
        title_sv=f"{TITLE} {turn + 1}",
        title_fi=f"Kuormituskokeen suunnitelma {turn + 1}",
        year_from=first,
        year_to=first + 2,
        state=state,
        measures=measures,
        made_by_id=grants.values_list("user", flat=True)[0],
        organisation_ids=tuple(organisations_of_group(group.pk).values_list("pk", flat=True)),
        national_ids=tuple(NationalGoal.objects.order_by("pk").values_list("pk", flat=True)),
        outcome=outcomes.first(),
    )
