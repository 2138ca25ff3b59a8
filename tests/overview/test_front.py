"""The front page and the statements: for everyone, without a person's name."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elo_platform.lib.finland import region_shapes
from elo_platform.overview.retention import policy
from groups.models import GroupRegion, Region
from groups.permissions import Role, Visibility
from tests.factories import make_actor, make_body, make_group, make_seat, make_user, today
from tests.world import make_meeting

pytestmark = [pytest.mark.usefixtures("reference"), pytest.mark.django_db]


def page(url="/"):
    response = Client().get(url, query_params={"lang": "en"})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def found_in(code, **fields):
    return make_group(region=Region.objects.get(code=code), **fields)


def listed(found):
    """Return the list's regions by state: the real navigation."""
    return {
        part.h3.get_text(strip=True): [link.text for link in part.select("a")]
        for part in found.select(".regs > div")
    }


def test_the_map_has_every_region_once_and_so_has_the_list():
    found = page()

    drawn = {link["href"] for link in found.select("svg.map a")}
    in_list = {link["href"] for link in found.select(".regs a")}
    assert drawn == in_list == {f"/regions/{region.code}/" for region in Region.objects.all()}
    assert len(region_shapes()) == 19


def test_regions_stand_under_the_state_of_their_group():
    found_in("04")
    found_in("18", state="dormant")
    found_in("19", state="planned")

    states = listed(page())

    assert states["An active ELO group"] == ["Satakunta"]
    assert states["The group does not meet at present"] == ["Kainuu"]
    assert len(states["No ELO group"]) == 17


def test_the_better_state_wins_and_an_ended_group_is_none():
    found_in("04")
    found_in("04", state="dormant")
    found_in("05", state="ended")
    late = found_in("06")
    GroupRegion.objects.filter(group=late).update(ends_on=today() - timedelta(days=1))

    states = listed(page())

    assert states["An active ELO group"] == ["Satakunta"]
    assert "Kanta-Häme" in states["No ELO group"]
    assert "Pirkanmaa" in states["No ELO group"]


def test_each_state_says_itself_in_words_on_the_map_and_in_the_legend_with_its_count():
    found_in("04")
    found_in("18", state="dormant")

    found = page()

    labels = {link["href"]: link["aria-label"] for link in found.select("svg.map a")}
    assert labels["/regions/18/"] == "Kainuu: The group does not meet at present"
    legend = [item.get_text(strip=True) for item in found.select(".legend li")]
    assert legend == [
        "An active ELO group (1)",
        "The group does not meet at present (1)",
        "No ELO group (17)",
    ]


def test_public_meetings_show_and_others_do_not():
    body = make_body(group=found_in("04"))
    by = make_user()
    make_meeting(body=body, by=by, title_fi="Avoin seminaari", visibility=Visibility.PUBLIC)
    make_meeting(body=body, by=by, title_fi="Alueiden seminaari", visibility=Visibility.ALL_REGIONS)
    make_meeting(body=body, by=by, title_fi="Suljettu", visibility=Visibility.BODY)
    draft = {"state": "draft", "visibility": Visibility.PUBLIC}
    make_meeting(body=body, by=by, title_fi="Luonnos", **draft)

    text = page().text

    assert "Avoin seminaari" in text
    for hidden in ("Alueiden seminaari", "Suljettu", "Luonnos"):
        assert hidden not in text


def test_the_front_page_is_the_same_for_members():
    group = found_in("04")
    body = make_body(group=group)
    member = make_actor(role=Role.LEADING_MEMBER, body=body)
    make_meeting(body=body, by=make_user(), title_fi="Suljettu", title_sv="Stängt")
    client = Client()
    client.force_login(member)

    text = client.get("/").content.decode()

    assert "Suljettu" not in text
    assert "Stängt" not in text


def test_figures_count_groups_regions_and_organisations():
    make_seat(body=make_body(group=found_in("04")))

    found = page()

    values = [item.get_text(" ", strip=True) for item in found.select(".kpis dd")]
    assert values == ["1", "1 of 19", "1"]


def test_queries_do_not_grow():
    found_in("04")
    client = Client()
    client.get("/")

    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for code in ("05", "06", "07"):
        make_seat(body=make_body(group=found_in(code)))
    with CaptureQueriesContext(connection) as many:
        client.get("/")

    assert len(few) == len(many)


def test_the_privacy_notice_lists_what_points_at_a_person():
    found = page("/privacy/")

    rows = {row.th.text for row in found.select("tbody tr")}
    assert rows == {each.label for each in policy() if each.fields} or len(rows) == sum(
        bool(each.fields) for each in policy()
    )
    assert "People" in rows


def test_the_statements_name_who_answers_and_the_notice_speaks_no_library_english(settings):
    settings.CONTACT_EMAIL = "svar@elo.example"

    for url in ("/privacy/", "/accessibility/"):
        assert page(url).find("a", href="mailto:svar@elo.example"), url
    said = {word for row in policy() for word in (row.label, *row.fields)}
    assert not said & {"User sessions", "user", "user agent", "last used at"}


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
@pytest.mark.parametrize("url", ["/", "/privacy/", "/accessibility/", "/regions/", "/groups/"])
def test_public_pages_are_there_in_each_language(url, language):
    response = Client().get(url, query_params={"lang": language})

    assert response.status_code == 200
    assert response["Content-Language"] == language
