"""The plans that wait for a leading group, for its page of what waits."""

from typing import Any

from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import address
from plans.models import Plan
from plans.states import PlanState


def plans_to_approve(user: User, group_id: int) -> list[dict[str, Any]]:
    """Return the plans of a group that are on their way to approval, as `user` may read them."""
    rows = Plan.objects.visible_to(user).filter(group=group_id, state=PlanState.PROPOSED)
    return [
        {
            "icon": "target",
            "title": plan.title,
            "why": gettext("Version %(number)s is on an agenda.") % {"number": plan.edition},
            "url": address("plans:plan_detail", plan.pk),
            "label": gettext("Open the plan"),
        }
        for plan in rows.order_by("changed_at", "pk")
    ]
