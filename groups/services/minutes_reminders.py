"""Reminders after a meeting: its minutes are missing, or wait for somebody to check them."""

from datetime import datetime, timedelta

from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day, stage_of
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import Meeting, Minutes
from groups.permissions import BodyPermission
from groups.querysets.readers import people_permitted
from groups.states import CheckAnswer, MinutesState

# Days after the meeting, and after the minutes were sent for review; as days left, so negative.
MISSING = (-3, -10)
UNCHECKED = (-3, -7)
# What is older was not kept here, or nobody waits for it any more.
OLDEST = timedelta(days=30)


def remind_of_minutes(*, now: datetime) -> int:
    """Owe the reminders whose stage has been reached; return how many are new.

    It may run often, twice at once, or after days of silence: each stage is owed once, and of
    several that were missed only the last.
    """
    today = helsinki_day(now)
    meetings = Meeting.objects.without_minutes(now, today - OLDEST).select_related("body")
    waiting = Minutes.objects.filter(state=MinutesState.REVIEW, sent_at__gt=now - OLDEST)
    missing = sum(_remind_of_missing(meeting, now) for meeting in meetings)
    return missing + sum(_remind_to_check(minutes, now) for minutes in waiting)


@transaction.atomic
def _remind_of_missing(meeting: Meeting, now: datetime) -> int:
    stage = stage_of(due_on=meeting.day, now=now, stages=MISSING)
    if stage is None:
        return 0
    return owe(
        kind=NoticeKind.MINUTES_MISSING,
        readers=people_permitted(meeting.body, BodyPermission.EDIT_MEETINGS),
        occasion=f"meeting:{meeting.pk}:{meeting.day}:minutes:{stage.left}",
        params={"meeting": meeting.pk, "days": (helsinki_day(now) - meeting.day).days},
        now=now,
        due_at=stage.due_at,
    )


@transaction.atomic
def _remind_to_check(minutes: Minutes, now: datetime) -> int:
    if minutes.sent_at is None:
        return 0
    sent_on = helsinki_day(minutes.sent_at)
    stage = stage_of(due_on=sent_on, now=now, stages=UNCHECKED)
    if stage is None:
        return 0
    waiting = minutes.checkers.filter(answer=CheckAnswer.NONE).values("user")
    return owe(
        kind=NoticeKind.MINUTES_CHECK,
        readers=User.objects.filter(pk__in=waiting),
        occasion=f"minutes:{minutes.pk}:{minutes.revision}:{sent_on}:{stage.left}",
        params={"minutes": minutes.pk},
        now=now,
        due_at=stage.due_at,
    )
