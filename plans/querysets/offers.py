"""Reads of what is offered, to whom it falls to answer, and what an organisation must report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.functions import Coalesce, Greatest

from elo_platform.lib.dates import helsinki_day
from groups.permissions import GroupPermission, Role
from groups.querysets.answerers import is_answered_by
from groups.querysets.permitted import groups_with
from plans.states import LIVE_OFFERS, OPEN_STATUSES, PlanState

if TYPE_CHECKING:
    from elo_platform.accounts.models import User
    from plans.models import Measure

# Nobody has said anything of an action for so many days: time to ask.
STALE_DAYS = 90
_GROUP = "measure__plan__group"


def measures_to_offer(plan_id: int, today: date) -> models.QuerySet:
    """Return the open actions of a plan that nobody is asked for and nobody has taken on.

    One whose date has passed is offered by itself, with another date.
    """
    offers = apps.get_model("plans", "Offer").objects.filter(
        measure=OuterRef("pk"), state__in=LIVE_OFFERS
    )
    measures = apps.get_model("plans", "Measure").objects.still_open()
    return measures.filter(~Exists(offers), plan=plan_id, due_on__gt=today)


def offers_waiting() -> models.QuerySet:
    """Return the offers that nobody has answered, of actions that are still to be done."""
    waiting = apps.get_model("plans", "Offer").objects.unanswered()
    ended = Q(measure__plan__state=PlanState.ENDED)
    waiting = waiting.filter(~ended, measure__status__in=OPEN_STATUSES)
    return waiting.select_related("measure__plan").order_by("pk")


def measures_in_force() -> models.QuerySet:
    """Return the open actions that somebody has agreed to, with whom and since when.

    Those that an organisation has taken on, and those of a plan that has been approved where
    the one that it names has neither been asked without an answer nor declined. `answerer_id`
    is who took it on, else who the plan names; `deadline` the agreed day, else the plan's;
    `since` when both were settled last, and `heard_at` when somebody last said how it stands.
    """
    offers = apps.get_model("plans", "Offer").objects.filter(measure=OuterRef("pk"))
    accepted = offers.filter(state="accepted")
    unsettled = offers.filter(state__in=["offered", "negotiating", "declined"])
    taken = Subquery(accepted.values("answered_at")[:1], output_field=DateTimeField())
    measures = apps.get_model("plans", "Measure").objects.still_open().with_deadline()
    return (
        measures.annotate(
            answerer_id=Coalesce("carrier_id", "responsible_id", output_field=BigIntegerField()),
            since=Greatest(taken, "plan__approved_at"),
        )
        .annotate(heard_at=Greatest("since", "last_reported_at"))
        .filter(
            ~Q(plan__state=PlanState.ENDED),
            Q(carrier_id__isnull=False) | ~Exists(unsettled),
            since__isnull=False,
        )
    )


def heard_day(measure: Measure) -> date:
    """Return the day on which somebody last said how it stands; not before it begins."""
    heard_on = helsinki_day(measure.heard_at)
    return max(heard_on, measure.starts_on) if measure.starts_on else heard_on


def names_of(organisation_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of organisations, in the reader's language."""
    rows = apps.get_model("groups", "Organisation").objects.filter(pk__in=set(organisation_ids))
    return {each.pk: each.name for each in rows}


def measures_of(user: User | AnonymousUser) -> models.QuerySet:
    """Return the actions in force of the organisations that `user` answers for in person."""
    own = is_answered_by(user, organisation="answerer_id", group="plan__group")
    return measures_in_force().filter(own)


def plans_waiting(user: User | AnonymousUser) -> models.QuerySet:
    """Return the plans on their way to approval in groups whose plans `user` writes."""
    groups = groups_with(user, GroupPermission.EDIT_PLANS)
    plans = apps.get_model("plans", "Plan").objects
    return plans.filter(state=PlanState.PROPOSED, group__in=groups).order_by(F("changed_at"), "pk")


def left_without_people(user: User | AnonymousUser) -> models.QuerySet:
    """Return the actions in force whose organisation nobody answers for, where `user` writes.

    It has no contact person, and nobody holds a seat of it in the group any more. `left_on` is
    the last day of who held one last.
    """
    groups = groups_with(user, GroupPermission.EDIT_PLANS)
    if groups == []:
        return apps.get_model("plans", "Measure").objects.none()
    contacts = apps.get_model("groups", "RoleGrant").objects.current()
    holders = apps.get_model("groups", "SeatHolder").objects.filter(
        seat__organisation=OuterRef("answerer_id"), seat__body__group=OuterRef("plan__group")
    )
    left = holders.order_by().values("seat__organisation").annotate(last=Max("ends_on"))
    return (
        measures_in_force()
        .filter(
            ~Exists(
                contacts.filter(
                    role=Role.CONTACT, organisation=OuterRef("answerer_id"), user__is_active=True
                )
            ),
            ~Exists(holders.current().filter(user__is_active=True)),
            plan__group__in=groups,
        )
        .annotate(left_on=Subquery(left.values("last"), output_field=DateField()))
        .order_by("answerer_id", "pk")
    )
