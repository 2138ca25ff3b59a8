"""Several people at the same moment: one wins, nobody's text is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.models import Owed
from elo_platform.overview.proofs.together import AT_ONCE, together
from groups.models import Meeting
from groups.services.meeting_reminders import remind_of_meetings
from groups.services.meetings import call_meeting, change_meeting
from tests.groups.meetings import draft, make_hall, values

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_eight_who_save_one_version_one_wins_and_seven_are_told():
    hall = make_hall()
    meeting = draft(hall)

    results = together(
        lambda number: change_meeting(
            meeting_id=meeting.pk,
            version=0,
            values=values(place=f"Plats {number}"),
            by=hall.coordinator,
            now=timezone.now(),
        )
    )

    won = [number for number, result in enumerate(results) if isinstance(result, Meeting)]
    meeting.refresh_from_db()
    assert len(won) == 1
    assert sum(isinstance(result, StaleEdit) for result in results) == AT_ONCE - 1
    assert (meeting.place, meeting.version) == (f"Plats {won[0]}", 1)


def test_eight_calls_call_once_and_eight_sweeps_remind_once():
    hall = make_hall()
    meeting = draft(hall, days=20)

    calls = together(
        lambda _number: call_meeting(meeting_id=meeting.pk, by=hall.coordinator, now=timezone.now())
    )
    meeting.refresh_from_db()
    at = meeting.starts_at - timedelta(days=7)
    new = together(lambda _number: remind_of_meetings(now=at))

    assert sum(isinstance(result, Meeting) for result in calls) == 1
    assert sum(new) == Owed.objects.filter(kind="answer_reminder").count() == 2
