"""What mails and the inbox say of a date poll, from what the reader may see at that moment."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import absolute
from elo_platform.notifications.acts import act_url
from elo_platform.notifications.readers import Reader
from groups.models import DatePoll, PollAsked
from groups.querysets.permitted import today_in_helsinki
from groups.states import PollState

Values = dict[str, Any]


def asked(params: Values, reader: Reader) -> Values | None:
    """Return the question with its link; None for who has answered, or where it is closed."""
    row = _row(params, reader)
    if row is None or row.answered_at or row.poll.state != PollState.OPEN:
        return None
    if not DatePoll.objects.open_on(today_in_helsinki()).filter(pk=row.poll_id).exists():
        return None
    link = {"object_id": row.pk, "subject": row.user_id, "expires_at": row.poll.open_until}
    return {
        **_of(row.poll),
        "times": [slot.when for slot in row.poll.slots.all()],
        "about": row.poll.about,
        "acts": [{"label": gettext("Say which times suit"), "url": act_url(kind="poll", **link)}],
        "acts_until": row.poll.open_until - timedelta(days=1),
        "url_label": gettext("Open the poll"),
        "why": _why(row.poll),
    }


def told(params: Values, reader: Reader) -> Values | None:
    """Return what became of a poll: the chosen time, or that it was withdrawn."""
    row = _row(params, reader)
    if row is None or row.poll.state == PollState.OPEN:
        return None
    meeting = row.poll.meeting
    return {
        **_of(row.poll),
        "when": meeting.when if meeting else "",
        "url_label": gettext("Open the poll"),
        "why": _why(row.poll),
    }


def listed(params: list[Values], reader: User) -> list[Values | None]:
    """Return the polls of a whole page of messages: one read."""
    rows = PollAsked.objects.own(reader).filter(poll__in={each["poll"] for each in params})
    found = {row.poll_id: row.poll for row in rows.select_related("poll__body__group")}
    return [_of(poll) if (poll := found.get(each["poll"])) else None for each in params]


def _row(params: Values, reader: Reader) -> PollAsked | None:
    """Return the reader's own row, as long as they hold a seat in the body."""
    if not isinstance(reader, User):
        return None
    rows = PollAsked.objects.own(reader).filter(poll=params["poll"])
    return rows.select_related("poll__body__group", "poll__meeting").first()


def _of(poll: DatePoll) -> Values:
    return {
        "title": poll.title,
        "body_name": poll.body.name,
        "region": poll.body.group.name,
        "closes_on": poll.closes_on,
        "is_made": poll.state == PollState.MADE,
        "url": absolute(reverse("groups:poll_detail", args=[poll.pk])),
    }


def _why(poll: DatePoll) -> str:
    return gettext("You are asked because you hold a seat in this body: %(body)s.") % {
        "body": poll.body.name
    }
