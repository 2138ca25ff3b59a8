"""What waits for a person, and what a coordinator sees first."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groups.models import Attendance, Invitation, SeatHolder
from groups.permissions import Role
from tests.browsing import client_of
from tests.factories import (
    make_actor,
    make_body,
    make_category,
    make_group,
    make_organisation,
    make_seat,
    make_user,
    today,
)
from tests.world import make_meeting

pytestmark = pytest.mark.django_db


def page(user):
    response = client_of(user).get("/me/", query_params={"lang": "en"})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def sit(user, body, organisation=None, **fields):
    """Let a person hold a seat, with the role that follows."""
    seat = make_seat(body=body, organisation=organisation or make_organisation())
    return SeatHolder.objects.create(
        seat=seat, user=user, kind="principal", starts_on=today() - timedelta(days=9), **fields
    )


def call(body, user, **fields):
    meeting = make_meeting(body=body, by=make_user(), **fields)
    seat = user.mandates.first()
    Attendance.objects.create(meeting=meeting, user=user, seat=seat and seat.seat)
    return meeting


def test_a_visitor_is_sent_to_sign_in():
    assert Client().get("/me/").status_code == 302


def test_what_waits_comes_with_the_nearest_date_first():
    body = make_body()
    user = make_actor(role=Role.LEADING_MEMBER, body=body)
    sit(user, body)
    call(body, user, days=20, title_fi="Myöhempi", title_sv="Senare")
    call(body, user, days=5, title_fi="Pian", title_sv="Snart")

    found = page(user)

    todo = [row.text for row in found.select("main .flush .todo .what")]
    assert ["Pian" in todo[0], "Myöhempi" in todo[1]] == [True, True]
    assert "2 things wait for you" in found.h1.text


def test_nothing_waits():
    found = page(make_actor(role=Role.NETWORK_MEMBER))

    assert "nothing waits for you just now" in found.h1.text
    assert "Nothing waits for you" in found.text
    assert "My groups and their state" not in found.text


def test_own_seats_and_tasks_are_listed_and_ended_ones_are_not():
    body, old = make_body(name_sv="Nu", name_fi="Nyt"), make_body(name_sv="Då", name_fi="Silloin")
    user = make_actor(role=Role.COORDINATOR, group=make_group(name_fi="Oma ryhmä"))
    sit(user, body)
    sit(user, old, ends_on=today() - timedelta(days=1))

    text = page(user).text

    assert "Nyt" in text
    assert "Oma ryhmä" in text
    assert "Silloin" not in text


def test_somebody_without_a_seat_is_told_what_to_do():
    found = page(make_user())

    assert "A coordinator can invite you" in found.text
    assert found.select('main a[href="/regions/"]')


def test_a_coordinator_sees_bodies_gaps_meetings_and_invitations():
    group = make_group()
    body = make_body(group=group)
    make_category(key="BUSINESS", frequency="seldom").names.create(
        name_sv="näringslivet", name_fi="elinkeinoelämä", name_en="business life"
    )
    coordinator = make_actor(role=Role.COORDINATOR, group=group)
    member = make_user()
    seat = sit(member, body).seat
    call(body, member, title_fi="Syyskokous", title_sv="Höstmöte")
    now = timezone.now()
    Invitation.objects.create(
        seat=make_seat(body=body),
        kind="principal",
        address="a@elo.example",
        name="A",
        language="sv",
        invited_by=coordinator,
        invited_at=now,
        expires_at=now + timedelta(days=3),
    )

    found = page(coordinator)

    row = found.select_one("table tbody tr").get_text(" ", strip=True)
    assert "1 of 2" in row
    assert "1 vacant seat" in row
    assert "1 person has not answered: Syyskokous" in found.text
    assert "One invitation waits for an answer" in found.text
    assert "Business life" in found.text
    links = [link["href"] for link in found.select("main a")]
    assert f"/groups/{group.pk}/invite/?category=BUSINESS&body={body.pk}" in links
    assert seat.organisation.name not in found.text


def test_gaps_of_other_groups_do_not_show():
    make_category(key="BUSINESS", frequency="seldom")
    body = make_body(group=make_group())
    member = make_actor(role=Role.LEADING_MEMBER, body=body)

    assert page(member).select('a[href*="/invite/"]') == []


@pytest.mark.parametrize("role", [Role.LEADING_MEMBER, Role.COORDINATOR])
def test_queries_do_not_grow(role):
    group = make_group()
    body = make_body(group=group)
    make_category(key="GAP", frequency="seldom")
    user = make_actor(role=role, group=group, body=body)
    sit(user, body)
    call(body, user)
    client = client_of(user)
    client.get("/me/")

    with CaptureQueriesContext(connection) as few:
        client.get("/me/")
    for number in range(3):
        more = make_body(group=group, kind="network")
        sit(user, more)
        call(body, user, days=12 + number)
        call(more, user, days=15 + number)
    with CaptureQueriesContext(connection) as many:
        client.get("/me/")

    # One of them for the first steps: whoever works here began yesterday. Two for what the
    # year of a coordinated group lacks: it can lack something on any day.
    assert len(few) == len(many) <= 26
