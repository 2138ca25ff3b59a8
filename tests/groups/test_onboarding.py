"""The first steps of somebody new tick themselves, and can be put away."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from elo_platform.accounts.services.feeds import make_feed
from groups.models import Attendance, OnboardingMark, RoleGrant, SeatHolder
from groups.panels.onboarding import onboarding
from groups.services.operating_models import accept_model
from tests.browsing import client_of
from tests.factories import today
from tests.groups.networks import make_house, published, sent
from tests.world import make_meeting

pytestmark = pytest.mark.django_db


def new_house(*, days=10):
    """Return a group whose member and coordinator began so many days ago."""
    house = make_house()
    begun = today() - timedelta(days=days)
    SeatHolder.objects.update(starts_on=begun)
    RoleGrant.objects.update(starts_on=begun)
    return house


def ticked(person) -> list[bool]:
    (path,) = onboarding(person, timezone.now())
    return [step.is_done for step in path.steps]


def test_a_new_members_steps_tick_themselves():
    house = new_house()
    model = published(house)
    meeting = make_meeting(body=house.body, by=house.coordinator)
    called = Attendance.objects.create(meeting=meeting, user=house.member)
    house.member.title = ""
    assert ticked(house.member) == [False, False, False, False, False]

    house.member.title = "rektor"
    make_feed(user=house.member, now=timezone.now())
    Attendance.objects.filter(pk=called.pk).update(answer="yes", answered_at=house.now)
    accept_model(model_id=model.pk, by=house.member, now=house.now)
    client = client_of(house.member)
    mark = reverse("groups:onboarding_mark", args=["member-welcome"])

    assert client.post(mark, sent()).status_code == 302
    assert client.post(mark, sent()).status_code == 302
    assert OnboardingMark.objects.count() == 1
    assert ticked(house.member) == [True, True, True, True, True]
    assert client.get("/me/").context["first_steps"][0].done == 4


def test_a_new_coordinator_has_steps_of_their_own_and_puts_them_away():
    house = new_house()
    client = client_of(house.coordinator)

    assert ticked(house.coordinator)[4] is False
    make_meeting(body=house.body, by=house.coordinator)
    assert ticked(house.coordinator)[4] is True
    assert client.get("/me/").context["first_steps"]
    away = reverse("groups:onboarding_mark", args=["coordinator-away"])
    assert client.post(away, sent()).status_code == 302
    assert client.get("/me/").context["first_steps"] == []
    unknown = reverse("groups:onboarding_mark", args=["member-everything"])
    assert client.post(unknown, sent()).status_code == 404


@pytest.mark.parametrize(("days", "number"), [(60, 1), (61, 0)])
def test_somebody_is_new_for_sixty_days(days, number):
    house = new_house(days=days)

    for person in (house.member, house.coordinator):
        assert len(onboarding(person, timezone.now())) == number
        assert len(client_of(person).get("/me/").context["first_steps"]) == number


def test_a_second_mandate_makes_nobody_new():
    house = new_house(days=200)
    holder = SeatHolder.objects.get()
    SeatHolder.objects.filter(pk=holder.pk).update(ends_on=today() - timedelta(days=100))
    SeatHolder.objects.create(
        seat=holder.seat, user=house.member, kind="principal", starts_on=today()
    )

    assert onboarding(house.member, timezone.now()) == []
