"""Reminders to say what became of an outcome: before and after the day, and by hand."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day, stage_of
from elo_platform.lib.decisions import require
from elo_platform.lib.text import day
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import Echo, Outcome
from groups.policies.outcomes import NOBODY_SILENT, can_remind, remindable_from
from groups.querysets.answerers import people_answering_for
from groups.querysets.outcomes import DAYS_AFTER

# Days left until answers are wanted; negative when it is late.
STAGES = (7, 1, -3, -14)
TOO_SOON = _(
    "They have been asked or reminded within the last three days. "
    "They can be reminded from %(day)s on."
)


def remind_of_echoes(*, now: datetime) -> int:
    """Owe the reminders whose stage has been reached; return how many are new.

    It may run often, twice at once, or after days of silence: each stage is owed once, and of
    several that were missed only the last. Whoever was asked on the day of a stage or later
    needs no reminder of that stage.
    """
    today = helsinki_day(now)
    echoes = Echo.objects.due_until(today + timedelta(days=max(STAGES))).filter(
        outcome__answer_by__gte=today - timedelta(days=DAYS_AFTER)
    )
    rows = echoes.select_related("outcome__body").order_by("pk")
    return sum(_remind(echo, now) for echo in rows.iterator())


@transaction.atomic
def remind_now(*, outcome_id: int, by: User, now: datetime, echo_id: int | None = None) -> int:
    """Remind those who have not answered, or one of them: who has had some days of rest.

    Returns how many people are reminded.

    Raises:
        PermissionDenied: `by` records nothing in this body.
        ValidationError: everybody has answered, or was asked or reminded just now.
    """
    outcome = Outcome.objects.select_related("body").get(pk=outcome_id)
    require(can_remind(by, outcome))
    rows = outcome.echoes.unanswered().select_related("outcome__body").order_by("pk")
    silent = list(rows.filter(pk=echo_id) if echo_id else rows)
    if not silent:
        raise ValidationError(NOBODY_SILENT)
    today = helsinki_day(now)
    rested = [echo for echo in silent if remindable_from(echo) <= today]
    if not rested:
        first = min(remindable_from(echo) for echo in silent)
        raise ValidationError(TOO_SOON, params={"day": day(first)})
    on = today.isoformat()
    return sum(_owe(echo, f"by-hand:{on}", {"by_hand": on}, now, now) for echo in rested)


@transaction.atomic
def _remind(echo: Echo, now: datetime) -> int:
    wanted = echo.outcome.answer_by
    stage = stage_of(due_on=wanted, now=now, stages=STAGES)
    if stage is None or echo.asked_at >= stage.begins:
        return 0
    return _owe(echo, f"{wanted}:{stage.left}", {"stage": stage.left}, now, stage.due_at)


def _owe(
    echo: Echo, occasion: str, params: dict[str, object], now: datetime, due_at: datetime
) -> int:
    new = owe(
        kind=NoticeKind.ECHO_REMINDER,
        readers=people_answering_for(echo.organisation_id, echo.outcome.body.group_id),
        occasion=f"echo:{echo.pk}:{occasion}",
        params={"echo": echo.pk, **params},
        now=now,
        due_at=due_at,
    )
    if new:
        Echo.objects.filter(pk=echo.pk).update(reminded_at=now)
    return new
