"""What the handover pack of a group asks of plans."""

from typing import Any

from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import address
from elo_platform.lib.text import chosen, day
from plans.querysets.offers import measures_in_force
from plans.querysets.plans import reads_parts


def actions_under_way(group_id: int, user: User) -> dict[str, Any]:
    """Return the agreed actions of a group that are still open, the next deadline first."""
    rows = measures_in_force().filter(reads_parts(user), plan__group=group_id)
    values = rows.order_by("deadline", "pk").values_list("deadline", "title_sv", "title_fi")
    return {
        "title": gettext("Actions under way"),
        "url": address("plans:group_plans", group_id),
        "lines": [f"{day(on)}: {chosen({'sv': sv, 'fi': fi})}" for on, sv, fi in values],
    }
