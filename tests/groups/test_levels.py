"""The levels figure says what the database says."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from groups.models import SeatHolder
from groups.permissions import Role
from groups.querysets.coverage import read_seats
from groups.querysets.levels import body_figure, count_organisations, levels_figure
from tests.factories import (
    make_actor,
    make_body,
    make_category,
    make_group,
    make_level,
    make_organisation,
    make_seat,
    make_user,
    today,
)

pytestmark = pytest.mark.django_db


def hold(seat, kind="principal", ends_on=None):
    SeatHolder.objects.create(
        seat=seat,
        user=make_user(),
        kind=kind,
        starts_on=today() - timedelta(days=30),
        ends_on=ends_on,
    )


def fill(body):
    """Give a body three filled seats, one with a deputy only, and two vacant ones."""
    seats = [make_seat(body=body, organisation=make_organisation()) for _number in range(6)]
    for seat in seats[:3]:
        hold(seat)
    hold(seats[0], "deputy")
    hold(seats[3], "deputy")
    hold(seats[4], ends_on=today() - timedelta(days=1))
    closed = make_seat(body=body, closed_on=today() - timedelta(days=1))
    hold(closed)
    return seats


def test_a_body_counts_its_open_seats():
    body = make_body()
    fill(body)
    fill(make_body(group=body.group, kind="network"))

    figure = body_figure(
        body, read_seats(body.group.bodies.values_list("pk", flat=True), timezone.now()), today()
    )

    assert (figure.filled, figure.deputy_only, figure.vacant) == (3, 1, 2)
    assert figure.dots == "fffdvv"
    assert len(figure.organisations) == 6


def test_levels_keep_their_order_and_bodies_without_one_come_last():
    group = make_group()
    network = make_level(group=group, number=2, kind="network", name_sv="Aktörsnivån")
    leading = make_level(group=group, number=1, kind="leading")
    top = make_body(group=group, level=leading)
    wide = make_body(group=group, kind="network", level=network)
    loose = make_body(group=group, kind="working")

    figure = levels_figure(
        levels=group.levels.all(), bodies=[loose, wide, top], seats=[], on=today()
    )

    assert [level.kind for level in figure] == ["leading", "network", "working"]
    assert [[row.body for row in level.bodies] for level in figure] == [[top], [wide], [loose]]


def test_organisations_are_counted_once_however_many_seats_they_have():
    group = make_group()
    organisation = make_organisation()
    for kind in ("leading", "network"):
        make_seat(body=make_body(group=group, kind=kind), organisation=organisation)
    make_seat(closed_on=today() - timedelta(days=1), body=make_body(group=group))

    assert count_organisations([group.pk], today()) == 1


def test_the_figure_and_its_table_twin_show_the_same_numbers():
    group = make_group()
    make_level(group=group, number=1)
    make_level(group=group, number=2, kind="organisations", name_sv="Organisationerna")
    body = make_body(group=group, level=group.levels.get(number=1))
    fill(body)
    client = Client()
    client.force_login(make_actor(role=Role.COORDINATOR, group=group))

    page = BeautifulSoup(client.get(f"/groups/{group.pk}/?lang=en").content, "html.parser")

    figure = page.select_one("#levels")
    assert len(figure.select(".lv .dots i")) == 6
    assert len(figure.select(".lv .dots i.d")) == 1
    assert len(figure.select(".lv .dots i.v")) == 2
    assert "3 of 6 seats filled" in figure.text
    assert "6 organisations" in figure.text
    cells = [cell.text for cell in figure.select("tbody tr td.n")]
    assert cells == ["3", "1", "2", "6"]


def test_the_figure_has_its_date_and_keeps_hidden_bodies_from_visitors():
    group = make_group()
    make_level(group=group)
    body = make_body(group=group, level=group.levels.get(), name_sv="Hemliga gruppen")
    make_seat(body=body, category=make_category())

    page = Client().get(f"/groups/{group.pk}/?lang=sv").content.decode()

    assert "Hemliga gruppen" not in page
    assert "Ledning" in page
    assert f"{today().day}.{today().month}.{today().year}" in page
