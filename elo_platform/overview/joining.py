"""Joins what the demo's rooms hold, since rooms do not know each other: needs and actions."""

from datetime import datetime, timedelta

from django.db import transaction

from elo_platform.accounts.models import User
from groups.demo.cast import account
from groups.models import Need
from groups.permissions import Visibility
from plans.models import Measure, Plan
from plans.services.measures import answer_needs, needs_answered
from plans.services.plans import open_plan
from surveys.demo.themes import ADULTS_LOST, DATA_LOST

ANSWERED_DAYS = 5
# Which action answers a need that the survey raised, by their Swedish titles.
ANSWERS = {
    DATA_LOST["title_sv"]: "Utveckla helheter av kompetenser till karriärvägledning och "
    "smidighet i övergångarna",
    ADULTS_LOST["title_sv"]: "Utreda hur verksamhetsmodellen för vuxenvägledningen kan utvecklas",
}


@transaction.atomic
def join_demo(*, now: datetime) -> int:
    """Let actions answer the needs that the demo's survey raised; return how many are new.

    Their plan is opened to all, so that whoever answered the survey reads what is done.
    """
    by = User.objects.with_address(account("coordinator")).get()
    joined = 0
    for need_title, measure_title in ANSWERS.items():
        need = Need.objects.filter(title_sv=need_title).first()
        measures = Measure.objects.filter(title_sv=measure_title)
        measure = measures.filter(plan__group=need.group_id).first() if need else None
        if need and measure:
            at = now - timedelta(days=ANSWERED_DAYS)
            all_needs = (*needs_answered(measure_id=measure.pk), need.pk)
            found = answer_needs(measure_id=measure.pk, need_ids=all_needs, by=by, now=at)
            _open(measure.plan, by, at)
            joined += len(found)
    return joined


def _open(plan: Plan, by: User, at: datetime) -> None:
    plan.refresh_from_db()
    given = {"version": plan.version, "visibility": Visibility.PUBLIC}
    open_plan(plan_id=plan.pk, **given, by=by, now=at)
