"""Reminders of meetings: 7 days and 1 day before, and to those who have not answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from elo_platform.accounts.models import User
from elo_platform.lib.dates import Stage, helsinki_day, stage_of
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import Attendance, Meeting
from groups.services.attendance import tell_guests
from groups.states import Answer


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
    stage = stage_of(due_on=meeting.day, now=now, stages=STAGES)
    if stage is None or (meeting.moved_at and meeting.moved_at >= stage.begins):
        return 0
    called_before = Q(called_at=None) | Q(called_at__lt=stage.begins)
    # Who has answered since knows of it; and an answer must not bring a second reminder.
    answered_before = Q(answered_at=None) | Q(answered_at__lt=stage.begins)
    comes = Attendance.objects.filter(
        meeting=meeting.pk, seat=OuterRef("seat"), answer=Answer.YES
    ).exclude(pk=OuterRef("pk"))
    rows = meeting.attendances.standing().filter(called_before, answered_before)
    rows = rows.exclude(Exists(comes), answer=Answer.NONE)
    return sum(_owe(meeting, stage, each, rows, now) for each in STAGES[stage.left])


def _owe(meeting: Meeting, stage: Stage, reminder: Reminder, rows: QuerySet, now: datetime) -> int:
    rows = rows.filter(answer__in=[answer.value for answer in reminder.answers])
    values = {
        "kind": reminder.kind,
        "occasion": f"meeting:{meeting.pk}:{meeting.day}:{meeting.begins:%H.%M}:{stage.left}",
        "params": {
            "meeting": meeting.pk,
            "day": meeting.day.isoformat(),
            "begins": meeting.begins.isoformat(),
            "stage": stage.left,
            "asks": reminder.kind == NoticeKind.ANSWER_REMINDER,
        },
        "now": now,
        "due_at": stage.due_at,
    }
    readers = User.objects.filter(pk__in=rows.exclude(user=None).values("user"))
    return owe(readers=readers, **values) + tell_guests(rows=rows.filter(user=None), **values)
