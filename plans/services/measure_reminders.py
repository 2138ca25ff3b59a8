"""Reminders of deadlines of actions, and of actions that nobody has reported on for long."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day, reminded_at, stage_reached
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.models import Owed
from elo_platform.notifications.outbox import owe
from groups.querysets.answerers import Pair, answerers_of
from plans.models import Measure
from plans.querysets.offers import STALE_DAYS, heard_day, measures_in_force

# Days left; negative when late.
STAGES = (30, 7, 1, -1, -7)
# After the first reminder that nobody has reported, one each so many days.
STALE_AGAIN_DAYS = 30
# A reminder that could not be owed for so long has lost its meaning.
FORGET_DAYS = 14

Reminder = tuple[Measure, NoticeKind, int, date]


def remind_of_measures(*, now: datetime) -> int:
    """Owe the reminders of actions whose stage has been reached; return how many are new.

    It may run often, twice at once, or after days of silence: each reminder is owed once. A
    deadline that has moved has other keys and reminds anew. What was agreed on the day of a
    stage or later brings no reminder of that stage; who reported since is not asked again.
    """
    today = helsinki_day(now)
    return remind(reminders=[*_deadlines(today), *_stale(today)], now=now)


def stale_stage(*, heard_on: date, today: date) -> int | None:
    """Return the latest of 90, 120, 150 ... days without a word that has been reached."""
    silent = (today - heard_on).days
    if silent < STALE_DAYS:
        return None
    return silent - (silent - STALE_DAYS) % STALE_AGAIN_DAYS


@transaction.atomic
def remind(*, reminders: Iterable[Reminder], now: datetime) -> int:
    """Owe each of `reminders` to those who answer for the organisation today."""
    reminders = list(reminders)
    people = answerers_of({_pair(measure) for measure, *_rest in reminders})
    known = _known_keys(reminders, now)
    new = 0
    for measure, kind, stage, anchor in reminders:
        occasion = f"measure:{measure.pk}:{anchor}:{stage}"
        readers = [
            pk for pk in people[_pair(measure)] if f"{kind}:{occasion}:user:{pk}" not in known
        ]
        if readers:
            new += owe(
                kind=kind,
                readers=User.objects.filter(pk__in=readers),
                occasion=occasion,
                params={"measure": measure.pk, "on": anchor.isoformat(), "stage": stage},
                now=now,
                due_at=reminded_at(_stage_day(kind, stage, anchor)),
            )
    return new


def _deadlines(today: date) -> list[Reminder]:
    first = today + timedelta(days=min(STAGES) - FORGET_DAYS)
    last = today + timedelta(days=max(STAGES))
    found: list[Reminder] = []
    for measure in _measures().filter(deadline__range=(first, last)):
        stage = stage_reached(due_on=measure.deadline, today=today, stages=STAGES)
        if stage is None:
            continue
        stage_day = measure.deadline - timedelta(days=stage)
        if helsinki_day(measure.since) < stage_day:
            found.append((measure, NoticeKind.MEASURE_REMINDER, stage, measure.deadline))
    return found


def _stale(today: date) -> list[Reminder]:
    found: list[Reminder] = []
    silent_since = today - timedelta(days=STALE_DAYS - 1)
    for measure in _measures().filter(heard_at__date__lt=silent_since):
        heard_on = heard_day(measure)
        stage = stale_stage(heard_on=heard_on, today=today)
        if stage is not None and (today - heard_on).days - stage <= FORGET_DAYS:
            found.append((measure, NoticeKind.MEASURE_STALE, stage, heard_on))
    return found


def _measures() -> QuerySet[Measure]:
    return measures_in_force().select_related("plan").order_by("pk")


def _stage_day(kind: NoticeKind, stage: int, anchor: date) -> date:
    is_deadline = kind == NoticeKind.MEASURE_REMINDER
    return anchor + timedelta(days=-stage if is_deadline else stage)


def _pair(measure: Measure) -> Pair:
    return (measure.answerer_id, measure.plan.group_id)


def _known_keys(reminders: list[Reminder], now: datetime) -> set[str]:
    """Return the keys that have been owed lately, so that a sweep costs little when all is said."""
    kinds = {kind for _measure, kind, *_rest in reminders}
    since = now - timedelta(days=STALE_AGAIN_DAYS + FORGET_DAYS)
    rows = Owed.objects.filter(kind__in=kinds, made_at__gte=since)
    return set(rows.values_list("dedup_key", flat=True))
