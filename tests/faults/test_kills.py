"""A small form of `./dev prove reminders`: the product's own processes, killed for real."""

import pytest
from django.db import connection

from elo_platform.overview.proofs.reminders import prove_control, prove_reminders
from elo_platform.overview.proofs.sink import Sink

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_workers_that_are_killed_lose_nothing_and_the_naive_way_doubles():
    with Sink() as sink:
        outcome = prove_reminders(count=300, kills=1, sink=sink)
        control = prove_control(count=200, kills=1, sink=sink)
    connection.close()

    assert (outcome.owed, outcome.lost) == (300, 0)
    assert outcome.doubles <= outcome.kills
    assert outcome.doubles_by_id == 0
    assert control.doubles >= 100
