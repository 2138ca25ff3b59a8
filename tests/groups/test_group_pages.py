"""The list of groups, a group's card and its representation, for each kind of reader."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from groups.models import Body, EloGroup, RequiredCategory, SeatHolder
from groups.permissions import Role, Visibility
from tests.factories import (
    LONG_AGO,
    give_role,
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
from tests.world import make_meeting

pytestmark = pytest.mark.django_db
MOST_QUERIES = 14


def client_of(user=None):
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def page(url, user=None):
    """Return the page in English, as `user` gets it."""
    response = client_of(user).get(f"{url}{'&' if '?' in url else '?'}lang=en")
    assert response.status_code == 200, url
    return BeautifulSoup(response.content, "html.parser")


def queries_of(url, user=None):
    client = client_of(user)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def make_full_group(*, people=2, name="Rut Kiviselkä"):
    """Return a group with a coordinator and `people` seats, one of each kind in turn."""
    group = make_group()
    body = make_body(group=group, level=make_level(group=group))
    add_people(body, people, name)
    return group, body


def add_people(body, number, name="Rut Kiviselkä"):
    for place in range(number):
        category = make_category(key=f"K{place % 5}", frequency=["often", "seldom"][place % 2])
        seat = make_seat(body=body, organisation=make_organisation(category=category))
        user = make_user(name=f"{name} {place}")
        SeatHolder.objects.create(
            seat=seat, user=user, kind="principal", starts_on=today() - timedelta(days=40)
        )


def make_busy(group, body, coordinator):
    """Let more happen in a group: bodies, meetings, roles, events."""
    now = timezone.now()
    for number in range(3):
        more = make_body(group=group, kind="network", name_sv=f"Nätverket {number}")
        add_people(more, 4)
        make_meeting(body=more, by=coordinator, days=10 + number)
        make_level(group=group, number=10 + number, kind="network")
        give_role(user=make_user(), role=Role.COORDINATOR, held_in=group)
        record(
            kind=AuditKind.MEETING_CALLED, target=body, by=coordinator, at=now, group_id=group.pk
        )


# Who sees what on a group's card


def test_a_visitor_sees_the_card_and_no_person():
    group, _body = make_full_group()
    make_actor(role=Role.COORDINATOR, group=group, name="Lempi Hamnskog")

    found = page(f"/groups/{group.pk}/")

    assert "Norra Karelens" in found.h1.text or "Pohjois" in found.h1.text
    assert "Rut" not in found.text
    assert "Lempi" not in found.text
    assert found.select_one("#representation") is None
    assert "Invite" not in found.text


def test_every_room_of_a_group_is_reached_from_its_tabs_and_from_the_side():
    group, body = make_full_group()
    member = make_actor(role=Role.NETWORK_MEMBER, body=body)
    client = client_of(member)

    html = BeautifulSoup(client.get(f"/groups/{group.pk}/").content, "html.parser")

    tabs = [link["href"] for link in html.select(".tabs a")]
    rooms = {"outcomes", "needs", "plans", "surveys", "spaces"}
    assert rooms <= {url.strip("/").rsplit("/")[-1] for url in tabs}
    assert set(tabs) <= {link["href"] for link in html.select("nav.side a")}
    assert [client.get(url).status_code for url in tabs] == [200] * len(tabs)
    assert [a["href"] for a in html.select("nav.side a[aria-current]")] == [tabs[0]]


def test_a_name_shows_in_public_only_with_consent():
    group, _body = make_full_group()
    make_actor(role=Role.COORDINATOR, group=group, name="Lempi Hamnskog", is_name_public=True)
    make_actor(role=Role.CHAIR, body=_body, name="Sulo Vågvik")

    found = page(f"/groups/{group.pk}/")

    assert "Lempi Hamnskog" in found.text
    assert "Sulo Vågvik" not in found.text


@pytest.mark.parametrize("role", [Role.NETWORK_MEMBER, Role.COORDINATOR, Role.NATIONAL])
def test_people_of_the_group_and_of_the_country_see_who_is_responsible(role):
    group, body = make_full_group()
    make_actor(role=Role.CHAIR, body=body, name="Sulo Vågvik")
    user = make_actor(role=role, group=group, body=body)

    assert "Sulo Vågvik" in page(f"/groups/{group.pk}/", user).text


def test_a_coordinator_of_another_group_sees_coverage_and_no_names():
    group, body = make_full_group()
    make_actor(role=Role.CHAIR, body=body, name="Sulo Vågvik")
    other = make_actor(role=Role.COORDINATOR, group=make_group())

    found = page(f"/groups/{group.pk}/", other)

    assert found.select_one("#representation") is not None
    assert "Sulo" not in found.text
    assert not found.select(f'a[href*="/groups/{group.pk}/invite"]')


def test_gaps_have_the_invitation_beside_them_for_the_coordinator_alone():
    group, body = make_full_group(people=1)
    make_category(key="BUSINESS", frequency="seldom", sector="working_life").names.create(
        name_sv="näringslivet", name_fi="elinkeinoelämä", name_en="business life"
    )
    coordinator = make_actor(role=Role.COORDINATOR, group=group)
    member = make_actor(role=Role.NETWORK_MEMBER, body=body)

    own = page(f"/groups/{group.pk}/", coordinator).select_one("#representation")
    others = page(f"/groups/{group.pk}/", member).select_one("#representation")

    links = [link["href"] for link in own.select(".rep a")]
    assert f"/groups/{group.pk}/invite/?category=BUSINESS&body={body.pk}" in links
    assert "Business life" in others.text
    assert others.select(".rep a") == []


def test_a_planned_group_is_hidden_from_those_without_a_right_in_it():
    group = make_group(state="planned")
    coordinator = make_actor(role=Role.COORDINATOR, group=group)
    other = make_actor(role=Role.COORDINATOR, group=make_group())

    assert client_of(coordinator).get(f"/groups/{group.pk}/").status_code == 200
    for user in (None, other):
        assert client_of(user).get(f"/groups/{group.pk}/").status_code == 404
        assert f"/groups/{group.pk}/" not in client_of(user).get("/groups/").content.decode()


def test_the_activity_shows_acts_for_members_and_never_drafts_or_refusals():
    group, body = make_full_group()
    actor = make_actor(role=Role.COORDINATOR, group=group, name="Lempi Hamnskog")
    for kind in (AuditKind.MEETING_CALLED, AuditKind.MEETING_DRAFTED, AuditKind.DENIED):
        record(kind=kind, target=body, by=actor, at=timezone.now(), group_id=group.pk)
    member = make_actor(role=Role.NETWORK_MEMBER, body=body)

    found = page(f"/groups/{group.pk}/", member)

    assert "called a meeting" in found.text
    assert "drafted a meeting" not in found.text
    assert "was refused" not in found.text
    assert "called a meeting" not in page(f"/groups/{group.pk}/").text


@pytest.mark.parametrize(
    ("visibility", "sees"),
    [
        (Visibility.BODY, {"coordinator", "own"}),
        (Visibility.GROUP, {"coordinator", "own", "member", "national"}),
        (Visibility.ALL_REGIONS, {"coordinator", "own", "member", "national", "elsewhere"}),
        (
            Visibility.PUBLIC,
            {"coordinator", "own", "member", "national", "elsewhere", "outsider", "visitor"},
        ),
    ],
)
def test_a_body_is_open_as_far_as_its_visibility_says(visibility, sees):
    group = make_group()
    body = make_body(group=group, visibility=visibility)
    network = make_body(group=group, kind="network")
    readers = {
        "coordinator": make_actor(role=Role.COORDINATOR, group=group),
        "own": make_actor(role=Role.LEADING_MEMBER, body=body),
        "member": make_actor(role=Role.NETWORK_MEMBER, body=network),
        "national": make_actor(role=Role.NATIONAL),
        "elsewhere": make_actor(role=Role.COORDINATOR, group=make_group()),
        "outsider": make_user(),
        "visitor": None,
    }
    address = f'href="/bodies/{body.pk}/"'

    found = {
        name
        for name, user in readers.items()
        if Body.objects.visible_to(user or AnonymousUser()).filter(pk=body.pk).exists()
    }

    assert found == sees
    assert address not in client_of().get(f"/groups/{group.pk}/").content.decode()


# Representation


def test_representation_needs_a_role_somewhere():
    group, _body = make_full_group()
    url = f"/groups/{group.pk}/representation/"

    assert client_of().get(url).status_code == 302
    assert client_of(make_user()).get(url).status_code == 404
    assert client_of(make_actor(role=Role.RESEARCHER)).get(url).status_code == 200


@pytest.mark.parametrize(("role", "steps"), [(Role.COORDINATOR, 1), (Role.NATIONAL, 0)])
def test_representation_speaks_of_next_steps_to_who_may_take_them(role, steps):
    group, _body = make_full_group()
    where = {"group": group} if role == Role.COORDINATOR else {}

    found = page(f"/groups/{group.pk}/representation/", make_actor(role=role, **where))

    heads = [head.text for head in found.select("table.rept thead th")]
    assert heads.count("Next step") == steps


def test_representation_of_one_body_all_bodies_and_a_hidden_one():
    group, body = make_full_group(people=2)
    network = make_body(group=group, kind="network", visibility=Visibility.BODY)
    add_people(network, 4)
    member = make_actor(role=Role.LEADING_MEMBER, body=body)
    url = f"/groups/{group.pk}/representation/"

    usual = page(url, member).select_one(".kpis").text
    own = page(f"{url}?body={body.pk}", member).select_one(".kpis").text
    everything = page(f"{url}?body=0", member).select_one(".kpis").text

    assert usual == own
    assert everything != own
    assert client_of(member).get(f"{url}?body={network.pk}").status_code == 404
    assert client_of(member).get(f"{url}?body=987654").status_code == 404


def test_representation_of_a_day_gone_by():
    group, body = make_full_group(people=2)
    member = make_actor(role=Role.LEADING_MEMBER, body=body)
    RequiredCategory.objects.create(category=make_category(key="K0"))
    url = f"/groups/{group.pk}/representation/"
    before = (today() - timedelta(days=60)).isoformat()

    def first(found):
        return [figure.text for figure in found.select(".kpis dd:first-of-type")][:2]

    assert first(page(url, member)) == ["1 of 1", "2 of 2"]
    assert first(page(f"{url}?on={before}", member)) == ["0 of 1", "0 of 2"]


def test_a_day_that_is_none_shows_today():
    group, body = make_full_group()
    member = make_actor(role=Role.LEADING_MEMBER, body=body)

    found = page(f"/groups/{group.pk}/representation/?on=31.2.2026", member)

    assert f"{today().day} " in found.select_one(".meta").text


def test_history_shows_a_cell_for_each_half_year_and_says_it_in_words():
    group, body = make_full_group(people=1)
    member = make_actor(role=Role.LEADING_MEMBER, body=body)

    found = page(f"/groups/{group.pk}/representation/", member)

    row = found.select_one("table.rept tbody tr:nth-of-type(2)")
    words = [cell.select_one(".sr").text for cell in row.select("td:not(.txt)")]
    assert len(words) == 6
    assert (words[0], words[-1]) == ("vacant", "member")


def test_a_body_that_did_not_exist_has_no_coverage():
    group = make_group()
    body = make_body(group=group, starts_on=today() - timedelta(days=3))
    member = make_actor(role=Role.LEADING_MEMBER, body=body)

    found = page(f"/groups/{group.pk}/representation/", member)

    cells = found.select("table.wide-cells td .sr")
    assert [cell.text for cell in cells[:-1]] == ["did not exist"] * 5


def test_organisations_to_ask_are_of_the_gap_and_of_the_region_without_a_seat():
    group, body = make_full_group(people=1)
    gap = make_category(key="BUSINESS", frequency="seldom")
    region = group.regions.get()
    make_organisation(name_sv="Näringslivsforumet Fyren", category=gap, region=region)
    seated = make_organisation(name_sv="Forumet Holmen", category=gap, region=region)
    make_seat(body=body, organisation=seated)
    make_organisation(name_sv="Forumet Bron", category=gap)
    coordinator = make_actor(role=Role.COORDINATOR, group=group)
    url = f"/groups/{group.pk}/representation/"

    def asked(user):
        return client_of(user).get(url, query_params={"lang": "sv"}).content.decode()

    assert "Näringslivsforumet Fyren" in asked(coordinator)
    assert "Forumet Holmen" not in asked(coordinator)
    assert "Forumet Bron" not in asked(coordinator)
    assert "Näringslivsforumet Fyren" not in asked(make_actor(role=Role.CHAIR, body=body))


# The list


def test_the_list_shows_state_region_coordinating_authority_and_coverage():
    group, _body = make_full_group()

    public, own = page("/groups/"), page("/groups/", make_actor(role=Role.COORDINATOR, group=group))

    assert "Active" in public.select_one("tbody").text
    assert "Pohjois-Karjala" in public.select_one("tbody").text
    assert public.select("tbody .meter") == []
    assert own.select_one("tbody .meter")["aria-label"] == "Coverage: 2 of 2"


# Queries stay the same however much there is


@pytest.mark.parametrize("role", [None, Role.NETWORK_MEMBER, Role.COORDINATOR])
@pytest.mark.parametrize("tail", ["", "representation/"])
def test_queries_of_a_group_do_not_grow(role, tail):
    if role is None and tail:
        return
    group, body = make_full_group(people=1)
    user = make_actor(role=role, group=group, body=body) if role else None
    coordinator = make_actor(role=Role.COORDINATOR, group=group)
    make_meeting(body=body, by=coordinator)
    make_category(key="GAP", frequency="seldom")
    url = f"/groups/{group.pk}/{tail}"
    queries_of(url, user)

    few = queries_of(url, user)
    make_busy(group, body, coordinator)
    many = queries_of(url, user)

    assert few == many <= MOST_QUERIES


@pytest.mark.parametrize("role", [None, Role.COORDINATOR])
def test_queries_of_the_list_do_not_grow(role):
    group, body = make_full_group(people=1)
    user = make_actor(role=role, group=group) if role else None
    queries_of("/groups/", user)

    few = queries_of("/groups/", user)
    for _number in range(3):
        make_full_group(people=3)
    many = queries_of("/groups/", user)

    assert few == many <= 9


def test_a_group_founded_long_ago_says_since_when():
    group = make_group(founded_on=LONG_AGO)

    assert "Active since 2020" in page(f"/groups/{group.pk}/").text


def test_a_group_and_its_bodies_have_the_names_of_the_day_asked_for():
    group = make_group(name_sv="Gamla gruppen", name_fi="Vanha ryhmä")
    member = make_actor(role=Role.COORDINATOR, group=group)
    since = today() - timedelta(days=400)
    body = make_body(group=group, name_sv="Gamla bordet", name_fi="Vanha pöytä", starts_on=since)
    add_people(body, 1, "Rut Kiviselkä")
    EloGroup.objects.filter(pk=group.pk).update(name_sv="Nya gruppen", name_fi="Uusi ryhmä")
    Body.objects.filter(pk=body.pk).update(name_sv="Nya bordet", name_fi="Uusi pöytä")

    now = page(f"/groups/{group.pk}/", member).main.text
    then = page(f"/groups/{group.pk}/?on={today() - timedelta(days=1)}", member).main.text

    assert ("Uusi ryhmä" in now, "Uusi pöytä" in now, "Vanha " in now) == (True, True, False)
    assert ("Vanha ryhmä" in then, "Vanha pöytä" in then, "Uusi " in then) == (True, True, False)
