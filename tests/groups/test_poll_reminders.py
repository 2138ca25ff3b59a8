"""Reminding by hand those who have not answered a date poll, and choosing by the figures."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from elo_platform.notifications.models import Owed
from groups.services.poll_reminders import remind_of_polls, remind_poll_now
from tests.browsing import client_of, soup
from tests.groups.test_polls import asked, say

pytestmark = pytest.mark.django_db


def reminded(poll, by, *, days: int) -> int:
    return remind_poll_now(poll_id=poll.pk, by=by, now=timezone.now() + timedelta(days=days))


def test_who_is_silent_is_reminded_by_hand_after_three_days_of_rest(hall):
    poll, (alva, onni) = asked(hall), hall.members
    say(poll, alva, "yyy")

    with pytest.raises(ValidationError):
        reminded(poll, hall.coordinator, days=2)
    assert reminded(poll, hall.coordinator, days=4) == 1
    assert set(Owed.objects.filter(kind="poll_reminder").values_list("reader", flat=True)) == {
        onni.pk
    }
    with pytest.raises(PermissionDenied):
        reminded(poll, onni, days=4)

    # The rest is counted from the reminder: of this poll, by hand or of itself.
    Owed.objects.filter(kind="poll_reminder").update(made_at=timezone.now() + timedelta(days=4))
    with pytest.raises(ValidationError):
        reminded(poll, hall.coordinator, days=6)
    Owed.objects.filter(kind="poll_reminder").update(params={"poll": poll.pk + 1})
    assert reminded(poll, hall.coordinator, days=6) == 1


def test_a_reminder_of_itself_counts_and_a_closed_poll_reminds_nobody(hall):
    poll = asked(hall)
    late = timezone.now() + timedelta(days=11, hours=12)
    assert remind_of_polls(now=late) == 2

    with pytest.raises(ValidationError):
        remind_poll_now(poll_id=poll.pk, by=hall.coordinator, now=late)
    with pytest.raises(PermissionDenied):
        reminded(poll, hall.coordinator, days=15)


def test_the_page_offers_to_remind_when_somebody_may_be_reminded(hall):
    poll, client = asked(hall), client_of(hall.coordinator)
    page, press = f"/polls/{poll.pk}/", f"form[action='/polls/{poll.pk}/remind/']"
    assert not soup(client.get(page)).select(press)

    poll.asked.update(asked_at=timezone.now() - timedelta(days=4))

    assert soup(client.get(page)).select(press)
    assert not soup(client_of(hall.members[0]).get(page)).select(press)
    client.post(f"{page}remind/", {"form_key": str(uuid.uuid4())})
    assert Owed.objects.filter(kind="poll_reminder").count() == 2
    assert not soup(client.get(page)).select(press)


def test_the_time_is_chosen_by_how_many_it_suits(hall):
    poll, client = asked(hall), client_of(hall.coordinator)
    say(poll, hall.members[0], "yin")
    say(poll, hall.members[1], "yyn")

    page = client.get(f"/polls/{poll.pk}/make/")

    labels = [label for _pk, label in page.context["form"].fields["slot"].choices]
    assert [label.rpartition(" – ")[2] for label in labels] == [
        "suits 2, if need be 0, does not suit 0 · Suits best so far",
        "suits 1, if need be 1, does not suit 0",
        "suits 0, if need be 0, does not suit 2",
    ]
