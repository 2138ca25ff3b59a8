"""What can be done with a plan on the agenda item that it stands as."""

from collections.abc import Mapping, Sequence

from django.contrib.auth.models import AnonymousUser
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from groups.models import AgendaItem, Body
from groups.permissions import BodyPermission
from plans.models import Plan
from plans.states import PlanState


def plan_acts(
    node_ids: Mapping[int, Sequence[int]], reader: User | AnonymousUser
) -> dict[int, list[dict[str, str]]]:
    """Return the button that approves, for items whose body's outcomes `reader` records.

    Only once the meeting has begun; whether the plan is whole, the page itself decides and says.
    """
    led = Body.objects.permitted(reader, BodyPermission.RECORD_OUTCOMES)
    items = AgendaItem.objects.visible_to(reader).filter(
        pk__in=list(node_ids),
        meeting__state="called",
        meeting__starts_at__lte=Now(),
        meeting__body__in=led.values("pk"),
    )
    plans = {pk for ids in node_ids.values() for pk in ids}
    waiting = Plan.objects.visible_to(reader).filter(pk__in=plans, state=PlanState.PROPOSED)
    approvable = set(waiting.values_list("pk", flat=True))
    return {
        item: [
            {
                "label": gettext("Approve the plan"),
                "url": f"{reverse('plans:plan_approve', args=[pk])}?item={item}",
            }
            for pk in node_ids[item]
            if pk in approvable
        ]
        for item in items.values_list("pk", flat=True)
    }
