"""Reminders of date polls: to those who have not answered, before the last day and by hand."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day, stage_of
from elo_platform.lib.decisions import require
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import DatePoll
from groups.policies.outcomes import REST_DAYS
from groups.policies.series import can_remind_poll

# Days before the last day to answer.
STAGES = (3, 1)
# So long nobody is reminded by hand after the question or a reminder.
REST = timedelta(days=REST_DAYS)
NOBODY = _("Everybody who was asked has answered, or was asked or reminded within three days.")


def remind_of_polls(*, now: datetime) -> int:
    """Owe the reminders whose stage has been reached; return how many are new.

    It may run often, twice at once, or after days of silence: each stage is owed once, and of
    several that were missed only the last. Who was asked on the day of a stage or later needs
    no reminder of it.
    """
    today = helsinki_day(now)
    soon = DatePoll.objects.open_on(today).filter(closes_on__lte=today + timedelta(max(STAGES)))
    return sum(_remind(poll, now) for poll in soon.order_by("pk"))


@transaction.atomic
def remind_poll_now(*, poll_id: int, by: User, now: datetime) -> int:
    """Remind those who have not answered, but for whom was asked or reminded just now.

    Returns how many people are reminded.

    Raises:
        PermissionDenied: `by` does not lead the body, or the poll takes no more answers.
        ValidationError: there is nobody to remind.
    """
    poll = DatePoll.objects.select_for_update(of=("self",)).select_related("body").get(pk=poll_id)
    require(can_remind_poll(by, poll, now))
    silent = poll.asked.standing().silent().rested(since=now - REST)
    number = owe(
        kind=NoticeKind.POLL_REMINDER,
        readers=User.objects.filter(pk__in=silent.values("user")),
        occasion=f"poll:{poll.pk}:by-hand:{helsinki_day(now)}",
        params={"poll": poll.pk},
        now=now,
    )
    if not number:
        raise ValidationError(NOBODY)
    return number


def _remind(poll: DatePoll, now: datetime) -> int:
    stage = stage_of(due_on=poll.closes_on, now=now, stages=STAGES)
    if stage is None:
        return 0
    silent = poll.asked.standing().silent().filter(asked_at__lt=stage.begins)
    return owe(
        kind=NoticeKind.POLL_REMINDER,
        readers=User.objects.filter(pk__in=silent.values("user")),
        occasion=f"poll:{poll.pk}:{poll.closes_on}:{stage.left}",
        params={"poll": poll.pk},
        now=now,
        due_at=stage.due_at,
    )
