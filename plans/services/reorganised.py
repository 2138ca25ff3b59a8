"""What a reorganisation does to plans: offers go to the heir, a plan begins from another."""

from datetime import datetime

from django.db import transaction

from plans.models import Goal, Measure, Offer, Plan, Position
from plans.states import FROZEN, LIVE_OFFERS, MeasureStatus, PlanState


@transaction.atomic
def move_offers(*, predecessor: int, successor: int, now: datetime) -> int:
    """Give an ending organisation's offers and open actions to its heir (port SUCCEEDED).

    An approved plan keeps the old name as the one who answers; its dates are untouched. A plan
    that is still written names the heir.
    """
    Measure.objects.filter(responsible=predecessor).exclude(plan__state__in=FROZEN).exclude(
        status__in=[MeasureStatus.DONE, MeasureStatus.STOPPED]
    ).update(responsible=successor)
    offers = Offer.objects.filter(organisation=predecessor, state__in=LIVE_OFFERS)
    return offers.update(organisation=successor)


@transaction.atomic
def copy_plan(*, plan_id: int, group_id: int, now: datetime) -> int:
    """Begin a plan of a group from another group's plan; return its id (port COPIED).

    It is a draft with the same positions, goals and unfinished actions; the old one stays.
    """
    old = Plan.objects.get(pk=plan_id)
    made = Plan.objects.create(
        group_id=group_id,
        title_sv=old.title_sv,
        title_fi=old.title_fi,
        year_from=old.year_from,
        year_to=old.year_to,
        vision_sv=old.vision_sv,
        vision_fi=old.vision_fi,
        state=PlanState.DRAFT,
        made_by=old.made_by,
        changed_by=old.changed_by,
        made_at=now,
        changed_at=now,
    )
    for position in Position.objects.filter(plan=old).order_by("pk"):
        position.pk, position.plan, position.version = None, made, 0
        position.save(force_insert=True)
    goals = _copy_goals(old, made)
    unfinished = Measure.objects.filter(plan=old).exclude(
        status__in=[MeasureStatus.DONE, MeasureStatus.STOPPED]
    )
    for measure in unfinished.order_by("goal", "number"):
        measure.pk, measure.plan, measure.version = None, made, 0
        measure.goal = goals[measure.goal_id]
        measure.status, measure.last_reported_at = MeasureStatus.IDEA, None
        measure.save(force_insert=True)
    return made.pk


def _copy_goals(old: Plan, made: Plan) -> dict[int, Goal]:
    """Copy the goals of a plan, those above first; return them by the ids of the old ones."""
    found: dict[int, Goal] = {}
    for goal in Goal.objects.filter(plan=old).order_by("parent_id", "pk"):
        found[goal.pk] = goal
    copies: dict[int, Goal] = {}
    for pk, goal in sorted(found.items(), key=lambda item: item[1].parent_id is not None):
        parent = copies.get(goal.parent_id) if goal.parent_id else None
        goal.pk, goal.plan, goal.parent, goal.version = None, made, parent, 0
        goal.save(force_insert=True)
        copies[pk] = goal
    return copies
