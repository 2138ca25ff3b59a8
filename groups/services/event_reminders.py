"""Reminders of events, 7 days and 1 day before, and the question afterwards how it was."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from elo_platform.lib.dates import helsinki_day, reminded_at, stage_of
from elo_platform.notifications.kinds import NoticeKind
from groups.models import Event
from groups.services.event_telling import tell_participants
from groups.states import EventState, SignUpState

STAGES = (7, 1)
# So long after the event the question how it was is asked, at most.
ASK_DAYS = 14


def remind_of_events(*, now: datetime) -> int:
    """Owe the reminders whose stage has been reached, and the questions; return how many are new.

    It may run often, twice at once, or after days of silence: each is owed once. An event that
    has moved has other keys and reminds anew.
    """
    today = helsinki_day(now)
    rows = Event.objects.filter(state=EventState.OPEN)
    ahead = rows.filter(starts_at__gt=now, day__lte=today + timedelta(days=max(STAGES)))
    new = sum(_remind(event, now) for event in ahead)
    over = rows.filter(asks_feedback=True, day__lt=today, day__gte=today - timedelta(days=ASK_DAYS))
    return new + sum(_ask(event, now) for event in over)


@transaction.atomic
def _remind(event: Event, now: datetime) -> int:
    stage = stage_of(due_on=event.day, now=now, stages=STAGES)
    if stage is None:
        return 0
    return tell_participants(
        event=event,
        kind=NoticeKind.EVENT_REMINDER,
        occasion=f"event:{event.pk}:{event.day}:{event.begins:%H.%M}:{stage.left}",
        params={"day": str(event.day), "begins": str(event.begins), "stage": stage.left},
        now=now,
        due_at=stage.due_at,
        # Who got the place on that day or later knows of it.
        only=Q(state=SignUpState.COMING, placed_at__lt=stage.begins),
    )


@transaction.atomic
def _ask(event: Event, now: datetime) -> int:
    return tell_participants(
        event=event,
        kind=NoticeKind.EVENT_FEEDBACK,
        occasion=f"event:{event.pk}:feedback",
        now=now,
        due_at=reminded_at(event.day + timedelta(days=1)),
        only=Q(state=SignUpState.COMING) & ~Q(came=False),
    )
