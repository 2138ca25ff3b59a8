"""What mails and the inbox say to whom a leading group has named promoter of an action."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import absolute
from elo_platform.notifications.readers import Reader
from plans.models import Promoter

Values = dict[str, Any]


def named(params: Values, reader: Reader) -> Values | None:
    """Return the action that `reader` is named to promote; None where it is somebody else."""
    return listed([params], reader)[0] if isinstance(reader, User) else None


def listed(params: list[Values], reader: User) -> list[Values | None]:
    """Return title and page of the actions that `reader` promotes."""
    rows = Promoter.objects.visible_to(reader).waiting().filter(user=reader)
    found = {row.pk: row for row in rows.filter(pk__in={each["promoter"] for each in params})}
    return [_values(found.get(each["promoter"])) for each in params]


def _values(row: Promoter | None) -> Values | None:
    return row and {
        "title": row.measure.title,
        "plan": row.measure.plan.title,
        "region": row.measure.plan.group.name,
        "guidance": row.guidance,
        "url": absolute(reverse("plans:measure_detail", args=[row.measure_id])),
        "url_label": gettext("Open the action"),
        "why": gettext("You get this message because you are named to promote the action."),
    }
