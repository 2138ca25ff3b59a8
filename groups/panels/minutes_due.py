"""What of minutes in review waits for who leads them to their approval."""

from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import address
from groups.models import Minutes, MinutesChecker
from groups.panels.minutes import CHECK_WITHIN
from groups.querysets.waiting import nothing_waits
from groups.states import CheckAnswer, MinutesState

Row = dict[str, Any]


def due_reviews(user: User, now: datetime) -> list[Row]:
    """Return the minutes in review that wait for `user`, oldest first.

    A checker asks for changes, all of them have answered, or the time to check is over.
    """
    if nothing_waits(user, "reviews", now):
        return []
    checkers = MinutesChecker.objects.visible_to(user).select_related("user").order_by("pk")
    rows = Minutes.objects.editable_by(user).filter(state=MinutesState.REVIEW)
    rows = rows.select_related("meeting__body").prefetch_related(Prefetch("checkers", checkers))
    found = [_row(minutes, now) for minutes in rows.order_by("sent_at", "pk")]
    return [row for row in found if row]


def _row(minutes: Minutes, now: datetime) -> Row | None:
    checkers = list(minutes.checkers.all())
    asking = [each.user.name for each in checkers if each.answer == CheckAnswer.CHANGES]
    until = (minutes.sent_at or minutes.begun_at) + CHECK_WITHIN
    is_silent = any(each.answer == CheckAnswer.NONE for each in checkers)
    if is_silent and until > now and not asking:
        return None
    meeting = minutes.meeting
    title = gettext("The minutes wait for approval: %(meeting)s")
    if asking:
        title = gettext("%(name)s asks for changes in the minutes: %(meeting)s")
    return {
        "title": title % {"meeting": meeting.title, "name": ", ".join(asking)},
        "why": f"{meeting.body.name}, {meeting.when}",
        "due_at": until,
        "url": address("groups:minutes_detail", meeting.pk),
        "label": gettext("Open the minutes"),
    }
