"""What waits for a person: the answers that they owe."""

import pytest
from django.urls import reverse
from django.utils import timezone

from elo_platform.lib.reading import one_reading
from groups.panels import due_answers
from groups.services.attendance import answer_meeting
from groups.services.meetings import cancel_meeting
from groups.services.seats import end_mandate
from tests.groups.meetings import called, draft, row_of

pytestmark = pytest.mark.django_db


def due(user) -> list[str]:
    return [entry["url"] for entry in due_answers(user, timezone.now())]


def test_answers_wait_for_those_who_are_called_soonest_first(hall):
    later, sooner = called(hall, days=20), called(hall, days=10)
    draft(hall)
    member = hall.members[0]

    found = due(member)

    assert found == [
        reverse("groups:attendance_answer", args=[row_of(meeting, member).pk])
        for meeting in (sooner, later)
    ]
    assert due(hall.coordinator) == due(hall.deputy) == []


def test_nothing_waits_after_an_answer_a_cancellation_or_the_end_of_a_mandate(hall):
    first, second = called(hall, days=10), called(hall, days=11)
    member, now = hall.members[0], timezone.now()
    assert len(due(member)) == len(due(hall.members[1])) == 2

    answer_meeting(
        attendance_id=row_of(first, member).pk, answer="no", comment="", by=member, now=now
    )
    cancel_meeting(meeting_id=second.pk, reason="", by=hall.coordinator, now=now)
    end_mandate(holder_id=hall.members[1].mandates.get().pk, by=None, now=now)

    assert due(member) == due(hall.members[1]) == []


def test_what_waits_costs_one_query(hall, django_assert_num_queries):
    for number in range(5):
        called(hall, days=10 + number)

    with django_assert_num_queries(1):
        due(hall.members[0])


def test_a_reading_finds_the_same_answers(hall):
    called(hall)
    people = [hall.members[0], hall.deputy]

    outside = [due(user) for user in people]
    with one_reading():
        inside = [due(user) for user in people]

    assert inside == outside
    assert [len(each) for each in outside] == [1, 0]
