"""Follow-ups in words: on the page of their item, and on their organisation's own."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.http import address
from elo_platform.lib.text import day
from groups.models import FollowUp

Row = dict[str, Any]


def follow_up_rows(follow_ups: Iterable[FollowUp], *, may_finish: bool, today: date) -> list[Row]:
    """Return follow-ups as the page of their item shows them."""
    return [
        {
            "text": each.text,
            "organisation": each.organisation.name,
            "note": each.note,
            "status": status_of(each, today),
            "url": address("groups:follow_up_done", each.pk)
            if may_finish and not each.done_at
            else "",
        }
        for each in follow_ups
    ]


def promised_follow_ups(organisation_id: int, user: User, now: datetime) -> list[Row]:
    """Return what an organisation has to do after meetings (port PROMISES)."""
    rows = FollowUp.objects.own(user).unfinished().filter(organisation=organisation_id)
    today = helsinki_day(now)
    return [
        {
            "title": each.text,
            "where": each.item.meeting.body.group.name,
            "source": each.item.meeting.body.name,
            "url": address("groups:follow_up_done", each.pk),
            "status": status_of(each, today),
            "due_on": each.due_on,
            "label": gettext("Say that it is done"),
        }
        for each in rows.with_item().order_by("due_on", "pk")
    ]


def status_of(follow_up: FollowUp, today: date) -> dict[str, str]:
    """Return how a follow-up stands, as icon, colour and words."""
    if follow_up.done_at:
        words = {"day": day(helsinki_day(follow_up.done_at))}
        text = gettext("Done %(day)s") % words
        return {"tone": "success", "icon": "circle-check", "text": text}
    words = {"day": day(follow_up.due_on)}
    if follow_up.due_on < today:
        text = gettext("Late since %(day)s") % words
        return {"tone": "hjortron", "icon": "triangle-alert", "text": text}
    return {"tone": "info", "icon": "circle-dot", "text": gettext("By %(day)s") % words}
