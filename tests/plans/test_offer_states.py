"""The product of state, action and role against the table of offers."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from groups.permissions import ROLE_SCOPE, Role, Scope
from plans.models import Offer
from plans.policies.offers import can_move
from plans.services.offers import answer_offer, repeat_offer, settle_offer, withdraw_offer
from plans.states import OFFER_TRANSITIONS, OfferAction, OfferState
from tests.factories import make_actor
from tests.plans.offers import answer_of, offer_in, terms

pytestmark = pytest.mark.django_db

OPEN = (OfferState.OFFERED, OfferState.NEGOTIATING)
ALLOWED = {
    **{(state, OfferAction.ACCEPT): OfferState.ACCEPTED for state in OPEN},
    **{(state, OfferAction.NEGOTIATE): OfferState.NEGOTIATING for state in OPEN},
    **{(state, OfferAction.DECLINE): OfferState.DECLINED for state in OPEN},
    (OfferState.NEGOTIATING, OfferAction.SETTLE): OfferState.ACCEPTED,
    (OfferState.NEGOTIATING, OfferAction.REPEAT): OfferState.OFFERED,
    **{
        (state, OfferAction.WITHDRAW): OfferState.WITHDRAWN
        for state in (*OPEN, OfferState.ACCEPTED)
    },
}
OF_THE_ASKED = (OfferAction.ACCEPT, OfferAction.NEGOTIATE, OfferAction.DECLINE)


def do(action, offer, by):
    given = {"offer_id": offer.pk, "version": offer.version, "by": by, "now": timezone.now()}
    if action in OF_THE_ASKED:
        return answer_offer(answer=answer_of(action), **given)
    if action == OfferAction.REPEAT:
        return repeat_offer(terms=terms(), **given)
    act = settle_offer if action == OfferAction.SETTLE else withdraw_offer
    return act(**given)


def actor(role, desk):
    """Return a person with a role in the group; a contact person is of the organisation asked."""
    held = {
        Scope.BODY: {"body": desk.body},
        Scope.GROUP: {"group": desk.group},
        Scope.ORGANISATION: {"organisation": desk.organisation},
    }
    return make_actor(role=role, **held.get(ROLE_SCOPE[role], {}))


@pytest.mark.parametrize("state", OfferState)
@pytest.mark.parametrize("action", OfferAction)
def test_an_action_does_what_the_table_says_or_nothing(desk, state, action):
    offer = offer_in(state, desk)

    for role in Role:
        user = actor(role, desk)
        may = role == Role.COORDINATOR or role == Role.CONTACT and action in OF_THE_ASKED
        expected = ALLOWED.get((state, action)) if may else None
        assert bool(can_move(user, offer, action)) is (expected is not None), role
        if not expected:
            before = Offer.objects.values().get()
            with pytest.raises(PermissionDenied):
                do(action, offer, user)
            assert Offer.objects.values().get() == before, role
            continue
        with transaction.atomic():
            moved = do(action, offer, user)
            assert (moved.state, moved.version) == (expected, offer.version + 1), role
            transaction.set_rollback(True)


def test_the_table_has_no_more_than_the_product_tries():
    assert {
        (state, action) for action, row in OFFER_TRANSITIONS.items() for state in row.sources
    } == set(ALLOWED)


def test_every_state_is_reached():
    assert {OfferState.OFFERED} | set(ALLOWED.values()) == set(OfferState)


@pytest.mark.parametrize("action", OfferAction)
def test_a_coordinator_of_another_group_does_nothing(desk, action):
    offer = offer_in(OfferState.NEGOTIATING, desk)
    other = make_actor(role=Role.COORDINATOR)

    with pytest.raises(PermissionDenied):
        do(action, offer, other)
    assert do(action, offer, desk.coordinator).version == offer.version + 1
