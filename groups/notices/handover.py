"""What the successor is told of a handover: that it is planned, or withdrawn."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import absolute
from elo_platform.notifications.readers import Reader
from groups.models import Handover

Values = dict[str, Any]


def handover(params: Values, reader: Reader) -> Values | None:
    """Return a handover to the reader; None for what was withdrawn before it was told."""
    return handovers([params], reader)[0] if isinstance(reader, User) else None


def handovers(params: list[Values], reader: User) -> list[Values | None]:
    """Return many handovers: one read."""
    rows = Handover.objects.visible_to(reader).filter(successor=reader)
    rows = rows.filter(pk__in={each["handover"] for each in params})
    found = {row.pk: row for row in rows.select_related("group", "leaving")}
    return [_handover(found.get(each["handover"]), each["event"]) for each in params]


def _handover(row: Handover | None, event: str) -> Values | None:
    is_withdrawn = event == "withdrawn"
    if row is None or is_withdrawn != bool(row.withdrawn_at):
        return None
    return {
        "region": row.group.name,
        "leaving": row.leaving.name,
        "starts_on": row.day,
        "is_withdrawn": is_withdrawn,
        "url": absolute(reverse("groups:group_detail", args=[row.group_id])),
        "url_label": gettext("Open the group's page"),
        "why": gettext("You get this message because the coordination is to pass to you.")
        if not is_withdrawn
        else gettext("You get this message because the coordination was to pass to you."),
    }
