"""Forty people take the last ten places at the same moment; `./dev prove signups` does it whole."""

import pytest
from django.utils import timezone

from elo_platform.overview.proofs.signups import prove_control, prove_signups

pytestmark = pytest.mark.django_db(transaction=True)


def test_ten_get_a_place_and_thirty_wait_in_order_and_not_without_the_lock():
    assert prove_signups(rounds=3, now=timezone.now()).wrong == ()
    assert prove_control(rounds=1, now=timezone.now()).wrong != ()
