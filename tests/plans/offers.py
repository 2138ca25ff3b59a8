"""Makers for the tests of offers: one in each state, made by the services."""

from datetime import timedelta

from django.utils import timezone

from plans.models import Offer
from plans.services.offers import (
    OfferAnswer,
    Terms,
    answer_offer,
    offer_measure,
    withdraw_offer,
)
from plans.states import OfferAction, OfferState
from tests.factories import today
from tests.plans.plans import Desk

ANSWERS = {
    OfferState.ACCEPTED: OfferAction.ACCEPT,
    OfferState.NEGOTIATING: OfferAction.NEGOTIATE,
    OfferState.DECLINED: OfferAction.DECLINE,
}


def terms(*, days=10, **fields) -> Terms:
    return Terms(answer_by=today() + timedelta(days=days), **fields)


def offered(desk: Desk, *, measure=None, organisation=None, now=None, **given) -> Offer:
    measure = measure or desk.measure
    return offer_measure(
        measure_id=measure.pk,
        organisation_id=(organisation or measure.responsible).pk,
        terms=terms(**given),
        by=desk.coordinator,
        now=now or timezone.now(),
    )


def answer_of(action: OfferAction, **fields) -> OfferAnswer:
    """Return an answer that the service takes, with all that its action needs."""
    given = {
        OfferAction.ACCEPT: {},
        OfferAction.NEGOTIATE: {
            "due_on": today() + timedelta(days=200),
            "comment": "Vi behöver hösten också.",
        },
        OfferAction.DECLINE: {"reason": "no_time"},
    }[action]
    return OfferAnswer(action=action, **(given | fields))


def answered(desk: Desk, offer: Offer, action: OfferAction, *, by=None, now=None, **fields):
    return answer_offer(
        offer_id=offer.pk,
        version=offer.version,
        answer=answer_of(action, **fields),
        by=by or desk.contact,
        now=now or timezone.now(),
    )


def offer_in(state: OfferState, desk: Desk) -> Offer:
    """Return an offer of the desk's action in `state`."""
    offer = offered(desk)
    if state in ANSWERS:
        return answered(desk, offer, ANSWERS[state])
    if state == OfferState.WITHDRAWN:
        return withdraw_offer(offer_id=offer.pk, version=0, by=desk.coordinator, now=timezone.now())
    return offer
