"""A twentieth of `./dev prove anonymity`: the whole database tells nothing."""

import pytest

from elo_platform.overview.proofs.anonymity import prove_anonymity, prove_control
from surveys.models import Answer, Waiting
from tests.factories import NOON

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 50


def test_nobody_can_be_linked_to_their_answers():
    outcome = prove_anonymity(count=PEOPLE, now=NOON)

    assert Answer.objects.exclude(text="").count() == PEOPLE
    assert not Waiting.objects.exists()
    assert len(outcome.attacks) > 20
    assert outcome.linked == 0, outcome
    assert outcome.successes == []


def test_the_same_attacks_link_everybody_in_a_naive_store():
    control = prove_control(count=PEOPLE)

    assert control.linked > 0.9 * PEOPLE
    assert {attack.right for attack in control.successes} >= {PEOPLE}
