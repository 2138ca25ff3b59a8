"""Reminders of offers that nobody has answered."""

from datetime import datetime, timedelta

from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day, stage_of
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.querysets.answerers import answerers_of
from plans.models import Offer
from plans.querysets.offers import offers_waiting

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
    stage = stage_of(due_on=offer.answer_by, now=now, stages=STAGES)
    if stage is None or not people or offer.offered_at >= stage.begins:
        return 0
    return owe(
        kind=NoticeKind.OFFER_REMINDER,
        readers=User.objects.filter(pk__in=people),
        occasion=f"offer:{offer.pk}:{offer.version}:{offer.answer_by}:{stage.left}",
        params={"offer": offer.pk, "version": offer.version, "stage": stage.left},
        now=now,
        due_at=stage.due_at,
    )


def _pair(offer: Offer) -> tuple[int, int]:
    return (offer.organisation_id, offer.measure.plan.group_id)
