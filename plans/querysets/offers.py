"""Reads of what is offered, to whom it falls to answer, and what an organisation must report."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import BigIntegerField, DateTimeField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from groups.permissions import GroupPermission
from groups.querysets.answerers import is_answered_by
from groups.querysets.permitted import groups_with
from plans.states import LIVE_OFFERS, OPEN_STATUSES, PlanState

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

# Nobody has said anything of an action for so many days: time to ask.
STALE_DAYS = 90
_GROUP = "measure__plan__group"


def measures_to_offer(plan_id: int) -> models.QuerySet:
    """Return the open actions of a plan that nobody is asked for and nobody has taken on."""
    offers = apps.get_model("plans", "Offer").objects.filter(
        measure=OuterRef("pk"), state__in=LIVE_OFFERS
    )
    measures = apps.get_model("plans", "Measure").objects.still_open()
    return measures.filter(~Exists(offers), plan=plan_id)


def offers_waiting() -> models.QuerySet:
    """Return the offers that nobody has answered, of actions that are still to be done."""
    waiting = apps.get_model("plans", "Offer").objects.unanswered()
    ended = Q(measure__plan__state=PlanState.ENDED)
    waiting = waiting.filter(~ended, measure__status__in=OPEN_STATUSES)
    return waiting.select_related("measure__plan").order_by("pk")


def offers_to_answer(user: User | AnonymousUser) -> models.QuerySet:
    """Return the offers that wait for an organisation that `user` answers for in person."""
    own = is_answered_by(user, organisation="organisation", group=_GROUP)
    return offers_waiting().filter(own)


def offers_to_settle(user: User | AnonymousUser, today: date) -> models.QuerySet:
    """Return the offers that wait for `user` as coordinator of the group.

    Where another date is proposed, nobody has answered in time, or the organisation has
    declined and nobody else has been asked since.
    """
    offers = apps.get_model("plans", "Offer").objects
    later = offers.filter(measure=OuterRef("measure"), pk__gt=OuterRef("pk"))
    waits = (
        Q(state="negotiating")
        | Q(state="offered", answer_by__lt=today)
        | Q(state="declined") & ~Exists(later)
    )
    return offers.editable_by(user).filter(
        waits, ~Q(measure__plan__state=PlanState.ENDED), measure__status__in=OPEN_STATUSES
    )


def measures_in_force() -> models.QuerySet:
    """Return the open actions that somebody has agreed to, with whom and since when.

    Those of a plan that has been approved, or that an organisation has taken on. `answerer_id`
    is who took it on, else who the plan names; `deadline` the agreed day, else the plan's;
    `since` when both were settled last, and `heard_at` when somebody last said how it stands.
    """
    accepted = apps.get_model("plans", "Offer").objects.filter(
        measure=OuterRef("pk"), state="accepted"
    )
    taken = Subquery(accepted.values("answered_at")[:1], output_field=DateTimeField())
    measures = apps.get_model("plans", "Measure").objects.still_open().with_deadline()
    return (
        measures.annotate(
            answerer_id=Coalesce("carrier_id", "responsible_id", output_field=BigIntegerField()),
            since=Greatest(taken, "plan__approved_at"),
        )
        .annotate(heard_at=Greatest("since", "last_reported_at"))
        .filter(~Q(plan__state=PlanState.ENDED), since__isnull=False)
    )


def measures_of(user: User | AnonymousUser) -> models.QuerySet:
    """Return the actions in force of the organisations that `user` answers for in person."""
    own = is_answered_by(user, organisation="answerer_id", group="plan__group")
    return measures_in_force().filter(own)


def deadlines_of(group_ids: list[int]) -> models.QuerySet:
    """Return the actions in force of some groups, with their deadline, soonest first."""
    return measures_in_force().filter(plan__group__in=group_ids).order_by("deadline", "pk")


def plans_waiting(user: User | AnonymousUser) -> models.QuerySet:
    """Return the plans on their way to approval in groups whose plans `user` writes."""
    groups = groups_with(user, GroupPermission.EDIT_PLANS)
    plans = apps.get_model("plans", "Plan").objects
    return plans.filter(state=PlanState.PROPOSED, group__in=groups).order_by(F("changed_at"), "pk")
