"""What waits is found by plain statements: the same that the longer reads find."""

from datetime import timedelta

import pytest
from django.utils import timezone

from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.reading import one_reading
from groups.querysets.answerers import answerers_of, answers_for, people_answering_for
from plans.models import Measure, Plan
from plans.querysets.offers import STALE_DAYS, heard_day, measures_of
from plans.querysets.waiting import measures_due, measures_waiting, offers_due
from plans.states import OfferAction
from tests.factories import today
from tests.groups.outcomes import also_contact
from tests.plans.offers import answered, offered
from tests.plans.plans import approved, make_desk, make_measure, stranger

pytestmark = pytest.mark.django_db
SOON = 30


def busy_desk():
    """Return a desk whose plan is approved, with actions at every turn."""
    desk = make_desk()
    first, second, third = desk.held.organisations
    for days in (-20, 0, 10, 30, 31, 400):
        for organisation in (first, second, third):
            due_on = today() + timedelta(days=days)
            make_measure(goal=desk.under, responsible=organisation, due_on=due_on)
    approved(desk)
    measures = list(Measure.objects.order_by("pk"))
    answered(desk, offered(desk, measure=measures[4], due_on=today() + timedelta(days=50)),
             OfferAction.ACCEPT, by=desk.coordinator)  # fmt: skip
    answered(desk, offered(desk, measure=measures[6], organisation=third,
             due_on=today() + timedelta(days=9)), OfferAction.ACCEPT,
             by=desk.coordinator)  # fmt: skip
    answered(desk, offered(desk, measure=measures[8]), OfferAction.DECLINE, by=desk.coordinator)
    offered(desk, measure=measures[9])
    Measure.objects.filter(pk=measures[10].pk).update(status="done")
    Measure.objects.filter(pk=measures[17].pk).update(last_reported_at=timezone.now())
    return desk


def slowly(user, day) -> list[int]:
    """Return what `measures_due` should, row by row."""
    rows = measures_of(user).order_by("deadline", "pk")
    return [
        row.pk
        for row in rows
        if row.deadline <= day + timedelta(days=SOON) or (day - heard_day(row)).days >= STALE_DAYS
    ]


@pytest.mark.parametrize("later", [0, 89, 91, 200])
def test_actions_that_wait_are_those_of_the_longer_read(later):
    desk = busy_desk()
    Plan.objects.update(approved_at=timezone.now())
    day = helsinki_day(timezone.now()) + timedelta(days=later)
    people = [desk.contact, *desk.held.holders, desk.coordinator, stranger(desk)]

    found = [measures_due(user, day, soon_days=SOON) for user in people]

    assert found == [slowly(user, day)[:20] for user in people]
    assert any(found)
    for user in people:
        rows = measures_waiting(user, day, soon_days=SOON)
        in_force = measures_of(user).in_bulk([row.pk for row in rows])
        assert [row.pk for row in rows] == measures_due(user, day, soon_days=SOON)
        assert [(row.deadline, row.heard_at) for row in rows] == [
            (in_force[row.pk].deadline, in_force[row.pk].heard_at) for row in rows
        ]


def test_what_waits_is_the_same_inside_a_reading():
    desk = busy_desk()
    people = [desk.contact, *desk.held.holders, desk.coordinator]

    outside = [offers_due(user, today()) for user in people]
    with one_reading():
        inside = [offers_due(user, today()) for user in people]

    assert inside == outside
    assert any(True in each.values() for each in outside)
    assert any(False in each.values() for each in outside)


def test_many_are_answered_for_as_one_by_one():
    desk = busy_desk()
    also_contact(desk.held)
    pairs = [(each.pk, desk.group.pk) for each in desk.held.organisations]

    together = answerers_of(pairs)

    for pair in pairs:
        people = people_answering_for(*pair).order_by("pk")
        assert together[pair] == [user.pk for user in people]
        assert all(answers_for(user, *pair) for user in people)
    assert not answers_for(desk.coordinator, *pairs[0])
