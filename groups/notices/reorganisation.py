"""What coordinators are told of a reorganisation: confirmed, carried out, or withdrawn."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import absolute
from elo_platform.notifications.readers import Reader
from groups.models import EloGroup, Reorganisation
from groups.querysets.succession import led_by
from groups.states import ReorganisationState

Values = dict[str, Any]
# In which states an event still holds: what has been withdrawn is told as that alone.
_HOLDS = {
    "confirmed": {ReorganisationState.CONFIRMED, ReorganisationState.APPLIED},
    "applied": {ReorganisationState.APPLIED},
    "withdrawn": {ReorganisationState.WITHDRAWN},
}


def reorganisation(params: Values, reader: Reader) -> Values | None:
    """Return a reorganisation to a coordinator of a group that it touches, else None."""
    return reorganisations([params], reader)[0] if isinstance(reader, User) else None


def reorganisations(params: list[Values], reader: User) -> list[Values | None]:
    """Return many reorganisations: three reads. Who led a group until its end is told, too."""
    rows = Reorganisation.objects.in_bulk({each["reorganisation"] for each in params})
    led = led_by(user=reader, ended_on=(row.on - timedelta(days=1) for row in rows.values()))
    groups = EloGroup.objects.visible_to(reader).in_bulk(led)
    return [
        _values(
            rows.get(each["reorganisation"]),
            each["event"],
            [groups[pk] for pk in each["groups"] if pk in groups],
        )
        for each in params
    ]


def _values(row: Reorganisation | None, event: str, groups: list[EloGroup]) -> Values | None:
    if row is None or not groups or row.state not in _HOLDS[event]:
        return None
    return {
        "title": row.title,
        "on": row.on,
        "event": event,
        "region": ", ".join(group.name for group in groups),
        "url": absolute(reverse("groups:group_detail", args=[groups[0].pk])),
        "url_label": gettext("Open the group's page"),
        "why": gettext("You get this message because you coordinate a group that it touches."),
    }
