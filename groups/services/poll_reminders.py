"""Reminders of date polls: to those who have not answered, before the last day to answer."""

from datetime import datetime, time, timedelta

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day, stage_reached, start_of_day, wall_to_utc
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import DatePoll

# At this hour, Helsinki time, so many days before the last day to answer.
HOUR = time(9)
STAGES = (3, 1)


def remind_of_polls(*, now: datetime) -> int:
    """Owe the reminders whose stage has been reached; return how many are new.

    It may run often, twice at once, or after days of silence: each stage is owed once, and of
    several that were missed only the last. Who was asked on the day of a stage or later needs
    no reminder of it.
    """
    today = helsinki_day(now)
    soon = DatePoll.objects.open_on(today).filter(closes_on__lte=today + timedelta(max(STAGES)))
    return sum(_remind(poll, now) for poll in soon.order_by("pk"))


def _remind(poll: DatePoll, now: datetime) -> int:
    stage = stage_reached(due_on=poll.closes_on, today=helsinki_day(now), stages=STAGES)
    if stage is None:
        return 0
    stage_day = poll.closes_on - timedelta(days=stage)
    silent = poll.asked.standing().silent().filter(asked_at__lt=start_of_day(stage_day))
    return owe(
        kind=NoticeKind.POLL_REMINDER,
        readers=User.objects.filter(pk__in=silent.values("user")),
        occasion=f"poll:{poll.pk}:{poll.closes_on}:{stage}",
        params={"poll": poll.pk},
        now=now,
        due_at=wall_to_utc(day=stage_day, at=HOUR),
    )
