"""What the timeline and the history of a group ask of plans."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import address
from plans.models import PlanVersion
from plans.querysets.offers import measures_in_force


def approved_plans(group_id: int, user: User | AnonymousUser) -> list[dict[str, Any]]:
    """Return when plans were approved, as far as `user` may read what was."""
    rows = PlanVersion.objects.visible_to(user).filter(plan__group=group_id)
    names = ("approved_on", "plan_id", "edition", "content__year_from", "content__year_to")
    return [
        {
            "on": approved_on,
            "text": gettext("Plan for %(years)s approved") % {"years": f"{first}–{last}"},
            "url": address("plans:plan_version", plan_id, edition),
        }
        for approved_on, plan_id, edition, first, last in rows.values_list(*names)
    ]


def carried_measures(group_id: int) -> dict[int, int]:
    """Return how many actions in force each organisation carries in a group."""
    rows = measures_in_force().filter(plan__group=group_id, answerer_id__isnull=False)
    counted = rows.order_by().values("answerer_id").annotate(number=Count("pk"))
    return dict(counted.values_list("answerer_id", "number"))
