"""What mails and the inbox say of what an organisation does after a meeting."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.dates import start_of_day
from elo_platform.lib.http import absolute
from elo_platform.lib.text import day
from elo_platform.notifications.acts import act_url
from elo_platform.notifications.readers import Reader
from groups.models import FollowUp

Values = dict[str, Any]
# The link of a mail works so long after the day.
DAYS_AFTER = timedelta(days=60)


def follow_up(params: Values, reader: Reader) -> Values | None:
    """Return a follow-up that nobody has called done and that `reader` may; else None."""
    if not isinstance(reader, User):
        return None
    rows = FollowUp.objects.editable_by(reader).unfinished().with_item()
    row = rows.filter(pk=params["follow_up"]).first()
    return _mail(row, params, reader) if row else None


def follow_ups(params: list[Values], reader: User) -> list[Values | None]:
    """Return text and page of the follow-ups that `reader` was told of, for the inbox."""
    rows = FollowUp.objects.editable_by(reader).with_item()
    found = {row.pk: row for row in rows.filter(pk__in={each["follow_up"] for each in params})}
    return [_line(found.get(each["follow_up"]), each) for each in params]


def _line(row: FollowUp | None, params: Values) -> Values | None:
    return row and {**_named(row, params), "url": _page(row)}


def _named(row: FollowUp, params: Values) -> Values:
    meeting = row.item.meeting
    return {
        "title": row.text,
        "organisation": row.organisation.name,
        # Who does it need not belong to the body: no title of its meeting is told.
        "meeting": f"{meeting.body.name} {day(meeting.day)}",
        "region": meeting.body.group.name,
        "due_on": row.due_on,
        "is_new": "stage" not in params,
        "is_late": int(params.get("stage", 0)) < 0,
    }


def _mail(row: FollowUp, params: Values, reader: User) -> Values:
    until = start_of_day(row.due_on + DAYS_AFTER)
    url = act_url(kind="follow_up", object_id=row.pk, subject=reader.pk, expires_at=until)
    return {
        **_named(row, params),
        "acts": [{"label": gettext("It is done"), "url": url}],
        "acts_intro": gettext("Is it done? Say so here, without signing in:"),
        "acts_until": until,
        "url": _page(row),
        "url_label": gettext("Open it on the platform"),
        "why": gettext("You get this message because you answer for %(organisation)s.")
        % {"organisation": row.organisation.name},
    }


def _page(row: FollowUp) -> str:
    return absolute(reverse("groups:follow_up_done", args=[row.pk]))
