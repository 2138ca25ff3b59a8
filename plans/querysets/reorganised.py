"""What a reorganisation touches of plans (port TOUCHED)."""

from __future__ import annotations

from datetime import date

from django.apps import apps
from django.utils.translation import gettext as _

from groups.kinds import Touched
from groups.services.reorganisation_agreements import Found
from plans.states import LIVE_OFFERS, PlanState


def touched_plans(*, groups: list[int], organisations: list[int], on: date) -> list[Found]:
    """Return the plans of `groups`, and what `organisations` carry in plans of any group.

    Plans are named by their years: titles are the group's own matter.
    """
    return [*_plans(groups), *_measures(organisations), *_offers(organisations)]


def _plans(groups: list[int]) -> list[Found]:
    rows = apps.get_model("plans", "Plan").objects.filter(group__in=groups).order_by("pk")
    return [
        Found(
            Touched.PLAN,
            plan.pk,
            plan.group_id,
            _("Plan %(first)s–%(last)s") % {"first": plan.year_from, "last": plan.year_to},
            plan.state == PlanState.ENDED,
        )
        for plan in rows
    ]


def _measures(organisations: list[int]) -> list[Found]:
    rows = apps.get_model("plans", "Measure").objects.filter(responsible__in=organisations)
    ongoing = rows.exclude(status__in=["done", "stopped"]).exclude(plan__state=PlanState.ENDED)
    values = ongoing.order_by("pk").values_list("pk", "plan__group")
    return [Found(Touched.MEASURE, pk, group, "") for pk, group in values]


def _offers(organisations: list[int]) -> list[Found]:
    rows = apps.get_model("plans", "Offer").objects.filter(
        organisation__in=organisations, state__in=LIVE_OFFERS
    )
    values = rows.order_by("pk").values_list("pk", "measure__plan__group")
    return [Found(Touched.OFFER, pk, group, "") for pk, group in values]
