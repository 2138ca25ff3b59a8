"""What mails and the inbox say of a statement that is to be followed up."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import absolute
from elo_platform.lib.text import day
from elo_platform.notifications.readers import Reader
from groups.models import Statement

Values = dict[str, Any]


def follow_up(params: Values, reader: Reader) -> Values | None:
    """Return a statement to follow up, for who manages the group, while that day still stands."""
    if not isinstance(reader, User):
        return None
    rows = Statement.objects.editable_by(reader).select_related("group", "organisation")
    row = rows.filter(pk=params["statement"], follow_up_on=params["on"]).first()
    return row and {
        **_named(row),
        "facts": _facts(row),
        "url_label": gettext("See the statement"),
        "why": gettext("You get this message because you coordinate the group."),
    }


def follow_ups(params: list[Values], reader: User) -> list[Values | None]:
    """Return title and page of the statements to follow up, for the inbox."""
    rows = Statement.objects.editable_by(reader).select_related("group")
    found = rows.in_bulk({each["statement"] for each in params})
    return [_named(row) if (row := found.get(each["statement"])) else None for each in params]


def _named(row: Statement) -> Values:
    url = absolute(reverse("groups:statement_detail", args=[row.pk]))
    return {"title": row.title, "region": row.group.name, "url": url}


def _facts(row: Statement) -> list[tuple[str, str]]:
    facts = [
        (gettext("Kind"), str(row.get_kind_display())),
        (gettext("Addressed to"), row.to),
        (gettext("Sent"), day(row.sent_on) if row.sent_on else ""),
        (gettext("Answered"), day(row.answered_on) if row.answered_on else ""),
    ]
    return [fact for fact in facts if fact[1]]
