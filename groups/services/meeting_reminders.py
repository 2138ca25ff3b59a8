"""Reminders of meetings: 7 days and 1 day before, and to those who have not answered."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day, stage_reached, start_of_day, wall_to_utc
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import Meeting
from groups.services.attendance import tell_guests
from groups.states import Answer

# A reminder goes out at this hour, Helsinki time, so many calendar days before the meeting:
# a day is not 24 hours when clocks change, and nobody is reminded at night.
HOUR = time(9)


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is owed at a stage, and to those with which answers."""

    kind: NoticeKind
    answers: tuple[Answer, ...]


# Days left -> what is due then. Nobody is in two rows of one stage.
STAGES: dict[int, tuple[Reminder, ...]] = {
    7: (
        Reminder(NoticeKind.MEETING_REMINDER, (Answer.YES,)),
        Reminder(NoticeKind.ANSWER_REMINDER, (Answer.NONE,)),
    ),
    3: (Reminder(NoticeKind.ANSWER_REMINDER, (Answer.NONE,)),),
    1: (Reminder(NoticeKind.MEETING_REMINDER, (Answer.YES, Answer.NONE)),),
}


def remind_of_meetings(*, now: datetime) -> int:
    """Owe the reminders whose stage has been reached; return how many are new.

    It may run often, twice at once, or after days of silence: each reminder is owed once. A
    meeting that has moved has other keys and reminds anew. Who was called, was told of a move
    or has answered on the day of a stage or later needs no reminder of that stage.
    """
    until = helsinki_day(now) + timedelta(days=max(STAGES))
    meetings = Meeting.objects.to_remind(now, until)
    return sum(_remind(meeting, now) for meeting in meetings)


@transaction.atomic
def _remind(meeting: Meeting, now: datetime) -> int:
    stage = stage_reached(due_on=meeting.day, today=helsinki_day(now), stages=STAGES)
    if stage is None:
        return 0
    stage_day = meeting.day - timedelta(days=stage)
    if meeting.moved_at and helsinki_day(meeting.moved_at) >= stage_day:
        return 0
    begins = start_of_day(stage_day)
    called_before = Q(called_at=None) | Q(called_at__lt=begins)
    # Who has answered since knows of it; and an answer must not bring a second reminder.
    answered_before = Q(answered_at=None) | Q(answered_at__lt=begins)
    rows = meeting.attendances.standing().filter(called_before, answered_before)
    due_at = wall_to_utc(day=stage_day, at=HOUR)
    return sum(_owe(meeting, stage, each, rows, now, due_at) for each in STAGES[stage])


def _owe(
    meeting: Meeting,
    stage: int,
    reminder: Reminder,
    rows: QuerySet,
    now: datetime,
    due_at: datetime,
) -> int:
    rows = rows.filter(answer__in=[answer.value for answer in reminder.answers])
    values = {
        "kind": reminder.kind,
        "occasion": f"meeting:{meeting.pk}:{meeting.day}:{meeting.begins:%H.%M}:{stage}",
        "params": {
            "meeting": meeting.pk,
            "day": meeting.day.isoformat(),
            "begins": meeting.begins.isoformat(),
            "stage": stage,
            "asks": reminder.kind == NoticeKind.ANSWER_REMINDER,
        },
        "now": now,
        "due_at": due_at,
    }
    readers = User.objects.filter(pk__in=rows.exclude(user=None).values("user"))
    return owe(readers=readers, **values) + tell_guests(rows=rows.filter(user=None), **values)
