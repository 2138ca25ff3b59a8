"""What waits for a national coordinator because of wishes."""

from datetime import datetime

from django.utils.translation import gettext, ngettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import address
from elo_platform.lib.text import day
from groups.models import Wish
from groups.policies.mandate import can_answer_wishes


def due_wishes(user: User, now: datetime) -> list[dict[str, object]]:
    """Return one matter for all the wishes that no national coordinator has answered."""
    if not can_answer_wishes(user):
        return []
    waiting = list(Wish.objects.visible_to(user).waiting().values_list("sent_at", flat=True))
    if not waiting:
        return []
    oldest = min(waiting)
    title = ngettext(
        "One wish to the national level waits for an answer",
        "%(number)s wishes to the national level wait for an answer",
        len(waiting),
    )
    return [
        {
            "title": title % {"number": len(waiting)},
            "why": gettext("The oldest was sent on %(day)s.") % {"day": day(oldest.date())},
            "due_at": oldest,
            "url": f"{address('groups:wish_list')}?show=waiting",
            "label": gettext("Answer the wishes"),
        }
    ]
