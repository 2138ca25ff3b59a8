"""What is numbered within a body, outcomes and guidelines, gets no number twice."""

from threading import Barrier

import pytest
from django.db import IntegrityError, transaction

from elo_platform.overview.proofs.together import together
from groups.models import Guideline, Outcome
from groups.services.guideline_steps import approve_guideline
from tests.groups.guidelines import submitted
from tests.groups.outcomes import chair_of, make_held, recorded

pytestmark = pytest.mark.django_db(transaction=True)


def test_many_who_record_at_once_get_different_numbers():
    held = make_held()

    found = together(lambda _number: recorded(held), at_once=6)

    assert sorted(outcome.number for outcome in found) == [1, 2, 3, 4, 5, 6]


def test_without_the_lock_two_take_the_same_number_and_the_database_refuses_one():
    """The negative control: what the lock prevents, and that the constraint stands behind it."""
    held = make_held()
    first = recorded(held)
    both_have_read = Barrier(2)

    def record_unlocked(_number):
        with transaction.atomic():
            number = Outcome.objects.filter(body=held.body).count() + 1
            both_have_read.wait()
            again = Outcome.objects.get(pk=first.pk)
            again.pk, again.number = None, number
            again.save(force_insert=True)
            return again

    results = together(record_unlocked, at_once=2)

    assert sum(isinstance(result, IntegrityError) for result in results) == 1
    assert sorted(Outcome.objects.values_list("number", flat=True)) == [1, 2]


def test_two_that_are_approved_at_once_get_numbers_of_their_own():
    held = make_held()
    chair, waiting = chair_of(held), [submitted(held) for _each in range(4)]
    given = {"by": chair, "now": held.now, "outcome_id": None}

    results = together(
        lambda place: approve_guideline(
            guideline_id=waiting[place].pk, version=waiting[place].version, **given
        ),
        at_once=4,
    )

    assert [each for each in results if isinstance(each, Exception)] == []
    assert sorted(Guideline.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
