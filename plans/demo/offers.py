"""What has become of the responsibility in the demo's plans: taken on, argued, left unanswered."""

from datetime import datetime, timedelta

from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from groups.demo.load import MAIL_DAYS
from groups.models import RoleGrant
from groups.permissions import Role
from groups.querysets.answerers import people_answering_for
from groups.services.load_sets import forget_old_mail
from plans.kinds import DeclineReason
from plans.models import Measure, Offer, Plan
from plans.services.offers import (
    OfferAnswer,
    Terms,
    answer_offer,
    offer_measure,
    settle_offer,
)
from plans.states import OPEN_STATUSES, OfferAction, PlanState

ANSWER_DAYS = 14
# An action whose date has passed is offered with one so much later.
LATER_DAYS = 160
ACCEPTED, SETTLED, ARGUED, DECLINED, WAITING, LATE = (
    *("accepted", "settled", "argued"),
    *("declined", "waiting", "late"),
)
# What each open action of a plan has come to, in turn, and how many days ago it was offered.
COURSE = (
    *((ACCEPTED, 40), (ACCEPTED, 40), (WAITING, 6), (SETTLED, 35), (ACCEPTED, 40)),
    *((LATE, 20), (ACCEPTED, 38), (DECLINED, 12), (ARGUED, 10)),
)
PROPOSAL = "Vi kan ta ansvaret om testgruppen får vara med till hösten."


@transaction.atomic
def load_offers(*, now: datetime) -> int:
    """Offer the open actions of the demo's approved plans; return how many offers there are."""
    if Offer.objects.exists():
        return 0
    for plan in Plan.objects.filter(state=PlanState.APPROVED).order_by("pk"):
        grants = RoleGrant.objects.current().filter(role=Role.COORDINATOR, group=plan.group_id)
        coordinator = grants.select_related("user")[0].user
        measures = Measure.objects.filter(plan=plan, status__in=OPEN_STATUSES).order_by("pk")
        for measure, (course, days) in zip(measures, COURSE, strict=False):
            _offer(measure, course, coordinator, now - timedelta(days=days))
    forget_old_mail(before=now - timedelta(days=MAIL_DAYS))
    return Offer.objects.count()


def _offer(measure: Measure, course: str, coordinator: User, at: datetime) -> None:
    today = helsinki_day(at)
    is_over = measure.due_on <= today + timedelta(days=ANSWER_DAYS) and course != ACCEPTED
    terms = Terms(
        answer_by=today + timedelta(days=ANSWER_DAYS),
        due_on=today + timedelta(days=LATER_DAYS) if is_over else None,
    )
    offer = offer_measure(
        measure_id=measure.pk,
        organisation_id=measure.responsible_id,
        terms=terms,
        by=coordinator,
        now=at,
    )
    answer = _answer(measure, course)
    if answer is None:
        return
    answered = at + timedelta(days=4)
    people = people_answering_for(offer.organisation_id, measure.plan.group_id)
    given = {"by": people.order_by("pk")[0], "now": answered}
    answer_offer(offer_id=offer.pk, version=0, answer=answer, **given)
    if course == SETTLED:
        settle_offer(offer_id=offer.pk, version=1, by=coordinator, now=answered + timedelta(days=2))


def _answer(measure: Measure, course: str) -> OfferAnswer | None:
    """Return what the organisation says; None where it has not answered."""
    if course == ACCEPTED:
        return OfferAnswer(OfferAction.ACCEPT)
    if course in (SETTLED, ARGUED):
        later = measure.due_on + timedelta(days=120)
        return OfferAnswer(OfferAction.NEGOTIATE, due_on=later, comment=PROPOSAL)
    if course == DECLINED:
        text = "Sysselsättningsområdet har redan en grupp för det här."
        return OfferAnswer(OfferAction.DECLINE, reason=DeclineReason.SOMEONE_ELSE, comment=text)
    return None
