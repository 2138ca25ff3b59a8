"""What a standing item looks back at: until the meeting began, and as long as answers are open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from groups.models import Meeting
from groups.services.agenda import since_last_time
from groups.services.echo import EchoValues, answer_echo
from groups.services.standing import standing_text
from tests.groups.meetings import Hall, called
from tests.groups.outcomes import echo_of, recorded, to_members

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(held) -> Hall:
    return Hall(held.body, held.coordinator, [], held.holders, held.holders[0])


def kept(meeting: Meeting, held) -> str:
    given = {"language": "sv", "by": held.coordinator, "now": timezone.now()}
    return standing_text(item=meeting.items.get(), **given)


def answered(held, outcome, place: int) -> None:
    echo = echo_of(outcome, held.organisations[place])
    values = EchoValues(answer="adopted", text="Vi gör så.", lesson="", language="sv")
    answer_echo(
        echo_id=echo.pk,
        version=echo.version,
        values=values,
        by=held.coordinator,
        now=timezone.now(),
    )


def test_what_came_after_the_meeting_began_waits_for_the_next_one(held, hall):
    outcome = recorded(held, to_members(addressed="body"))
    meeting = called(hall, days=10, items=(since_last_time(),))
    answered(held, outcome, 0)
    assert held.organisations[0].name_sv in kept(meeting, held)

    Meeting.objects.filter(pk=meeting.pk).update(opened_at=timezone.now() - timedelta(hours=1))

    assert held.organisations[0].name_sv not in kept(meeting, held)


def test_the_minutes_hold_no_answer_to_what_the_meeting_itself_came_to(held, hall):
    outcome = recorded(held, to_members(addressed="body"))
    answered(held, outcome, 0)
    later = called(hall, days=10, items=(since_last_time(),))
    assert held.organisations[0].name_sv in kept(later, held)

    held.item.standing = "since"
    held.item.save()
    Meeting.objects.filter(pk=held.meeting.pk).update(opened_at=timezone.now())

    assert held.organisations[0].name_sv not in kept(held.meeting, held)


def test_outcomes_stay_until_everybody_has_answered_also_after_an_extra_meeting(held, hall):
    asked, silent = recorded(held, to_members(addressed="body")), recorded(held)
    called(hall, days=2)
    meeting = called(hall, days=10, items=(since_last_time(),))

    assert asked.reference in kept(meeting, held)
    assert silent.reference not in kept(meeting, held)
    for place in (0, 1):
        answered(held, asked, place)
    assert asked.reference not in kept(meeting, held)
