"""Reminders of offers that nobody has answered."""

from datetime import datetime, time, timedelta

from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day, stage_reached, wall_to_utc
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.querysets.answerers import answerers_of
from plans.models import Offer
from plans.querysets.offers import offers_waiting

HOUR = time(9)
# Days left until the answer is wanted; negative when late.
STAGES = (7, 1, -3)
# A reminder that could not be owed for so long has lost its meaning.
FORGET_DAYS = 14


@transaction.atomic
def remind_of_offers(*, now: datetime) -> int:
    """Owe the reminders of unanswered offers whose stage has been reached; return how many.

    It may run often, twice at once, or after days of silence. An offer made again, or with
    another day to answer by, reminds anew; one made on the day of a stage or later brings no
    reminder of that stage.
    """
    today = helsinki_day(now)
    first = today + timedelta(days=min(STAGES) - FORGET_DAYS)
    last = today + timedelta(days=max(STAGES))
    offers = list(offers_waiting().filter(answer_by__range=(first, last)))
    people = answerers_of({_pair(offer) for offer in offers})
    return sum(_remind(offer, people[_pair(offer)], now) for offer in offers)


def _remind(offer: Offer, people: list[int], now: datetime) -> int:
    stage = stage_reached(due_on=offer.answer_by, today=helsinki_day(now), stages=STAGES)
    if stage is None or not people:
        return 0
    stage_day = offer.answer_by - timedelta(days=stage)
    if helsinki_day(offer.offered_at) >= stage_day:
        return 0
    return owe(
        kind=NoticeKind.OFFER_REMINDER,
        readers=User.objects.filter(pk__in=people),
        occasion=f"offer:{offer.pk}:{offer.version}:{offer.answer_by}:{stage}",
        params={"offer": offer.pk, "version": offer.version, "stage": stage},
        now=now,
        due_at=wall_to_utc(day=stage_day, at=HOUR),
    )


def _pair(offer: Offer) -> tuple[int, int]:
    return (offer.organisation_id, offer.measure.plan.group_id)
