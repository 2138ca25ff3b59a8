"""What the mail and the inbox say of the question what people can do in their group."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import absolute
from elo_platform.notifications.readers import Reader
from groups.models import EloGroup
from groups.permissions import GroupPermission

Values = dict[str, Any]


def asked(params: Values, reader: Reader) -> Values | None:
    """Return the question with the way to its form; None for who has no seat any more."""
    return listed([params], reader)[0] if isinstance(reader, User) else None


def listed(params: list[Values], reader: User) -> list[Values | None]:
    """Return the groups that ask, for the inbox."""
    rows = EloGroup.objects.permitted(reader, GroupPermission.SHARE_SKILLS)
    found = rows.in_bulk([each["group"] for each in params])
    return [_asked(found.get(each["group"])) for each in params]


def _asked(group: EloGroup | None) -> Values | None:
    return group and {
        "region": group.name,
        "url": absolute(reverse("groups:skills_say", args=[group.pk])),
        "url_label": gettext("Say what you can do"),
        "why": gettext("You get this message because you have a seat in the group."),
    }
