"""Regions on a day: who coordinated, who had the region, who followed whom."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from groups.models import Authority, Coordination, EloGroup, GroupRegion, Region
from groups.permissions import Role
from groups.querysets.territory import coordinations, holdings, name_on, successions
from tests.factories import make_actor, make_group, today

pytestmark = [pytest.mark.usefixtures("reference"), pytest.mark.django_db]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LAST_DAY = date(2025, 12, 31)
FIRST_DAY = date(2026, 1, 1)


def page(url, user=None):
    client = Client()
    if user:
        client.force_login(user)
    response = client.get(f"{url}{'&' if '?' in url else '?'}lang=sv")
    assert response.status_code == 200, url
    return BeautifulSoup(response.content, "html.parser")


def region(code):
    return Region.objects.get(code=code)


def coordinate(group, key, starts_on, ends_on=None):
    return Coordination.objects.create(
        group=group, authority=Authority.objects.get(key=key), starts_on=starts_on, ends_on=ends_on
    )


def make_satakunta(**fields):
    group = make_group(
        name_sv="Satakunta ELO-grupp", name_fi="Satakunnan ELO-ryhmä", region=region("04"), **fields
    )
    coordinate(group, "ely-satakunta", date(2013, 1, 1), LAST_DAY)
    coordinate(group, "evk-lou", FIRST_DAY)
    return group


def cells(found, line):
    row = found.select("table")[0].select("tbody tr")[line]
    return [cell.get_text(" ", strip=True) for cell in row.select("td")]


@pytest.mark.parametrize(
    ("on", "name"),
    [
        ("31.12.2025", "NTM-centralen i Satakunta"),
        ("1.1.2026", "Livskraftscentralen i Sydvästra Finland"),
        ("2026-01-01", "Livskraftscentralen i Sydvästra Finland"),
    ],
)
def test_a_group_stays_while_its_coordinating_authority_changes(on, name):
    make_satakunta()

    found = page(f"/regions/04/?on={on}")

    row = found.select("table")[1].select_one("tbody tr").get_text(" ", strip=True)
    assert "Satakunta ELO-grupp" in row
    assert name in row


def test_then_and_now_stand_side_by_side():
    make_satakunta()

    found = page("/regions/04/")

    assert cells(found, 0)[:2] == ["NTM-centralen i Satakunta"] * 2
    assert cells(found, 0)[2] == "Livskraftscentralen i Sydvästra Finland sedan 1.1.2026"
    assert cells(found, 2)[0] == "Satakunta arbets- och näringsbyrå"
    assert cells(found, 3)[1:] == [
        "Regionförvaltningsverket i Sydvästra Finland",
        "Tillstånds- och tillsynsverket sedan 1.1.2026",
    ]


def test_a_day_of_its_own_gets_a_column_and_today_stays():
    found = page("/regions/04/?on=1.6.2024")

    heads = [head.text for head in found.select("table")[0].select("thead th")]
    assert heads[1:4] == ["1.6.2024", "31.12.2024", "31.12.2025"]
    assert len(heads) == 5


def test_the_map_marks_the_region():
    found = page("/regions/04/")

    assert len(found.select("svg.map path")) == 19
    assert len(found.select("svg.map path.me")) == 1


def test_aland_has_no_group_and_no_centre():
    found = page("/regions/21/")

    assert found.select(".empty")
    assert cells(found, 0) == ["–", "–", "–"]
    assert cells(found, 1) == ["–", "–", "–"]
    assert "Sysselsättningsområdena" not in found.text
    assert "myndigheterna har bytts" not in found.text


@pytest.mark.parametrize(("on", "told"), [("31.12.2024", False), ("1.1.2025", True)])
def test_employment_areas_without_a_known_name_are_spoken_of(on, told):
    found = page(f"/regions/12/?on={on}")

    assert ("Sysselsättningsområdena" in found.text) is told
    assert "myndigheterna har bytts" in found.text


@pytest.mark.parametrize(
    ("code", "predecessor", "relation", "successors"),
    [
        ("04", "NTM-centralen i Satakunta", "merge", 1),
        ("06", "NTM-centralen i Birkaland", "rename", 1),
        ("05", "NTM-centralen i Tavastland", "split", 1),
        ("15", "Österbottens arbets- och näringsbyrå", "split", 3),
    ],
)
def test_succession_is_gathered_by_who_went(code, predecessor, relation, successors):
    with translation.override("sv"):
        found = {event.predecessor: event for event in successions(region(code))}

    assert found[predecessor].relation == relation
    assert len(found[predecessor].successors) == successors


def test_succession_is_told_in_sentences():
    client = Client()

    text = client.get("/regions/15/?lang=en").content.decode()

    assert "went on as" in text
    assert "became part of" in text
    assert "were divided between" in text


def test_a_group_shows_in_each_of_its_regions_for_as_long_as_it_has_them():
    group = make_satakunta()
    GroupRegion.objects.create(
        group=group, region=region("02"), is_whole=False, starts_on=FIRST_DAY
    )

    assert "Satakunta ELO-grupp" in page("/regions/02/").text
    assert "Satakunta ELO-grupp" not in page("/regions/02/?on=31.12.2025").text


def test_a_planned_group_is_not_told_of():
    make_satakunta(state="planned")
    group = EloGroup.objects.get()
    coordinator = make_actor(role=Role.COORDINATOR, group=group)

    assert "Satakunta ELO-grupp" not in page("/regions/04/").text
    assert "NTM-centralen i Satakunta" not in cells(page("/regions/04/"), 0)[0]
    assert "Satakunta ELO-grupp" in page("/regions/04/", coordinator).text
    assert "Satakunta ELO-grupp" not in page("/regions/").text


@pytest.mark.parametrize("on", ["31.2.2026", "nonsense", "", "99999-01-01"])
def test_a_day_that_is_none_shows_today(on):
    found = page(f"/regions/04/?on={on}")

    assert f"{today().day}.{today().month}.{today().year}" in found.select_one(".as-of").text


def test_an_unknown_region_is_not_found():
    assert Client().get("/regions/99/").status_code == 404


def test_a_name_is_the_one_of_its_day():
    authority = Authority.objects.get(key="evk-poh")
    authority.names.update(valid_to=date(2027, 6, 30))
    authority.names.create(
        name_fi="Rannikon keskus", name_sv="Kustens central", valid_from=date(2027, 7, 1)
    )
    row = Authority.objects.prefetch_related("names").get(pk=authority.pk)

    before, after = name_on(row, date(2027, 6, 30)), name_on(row, date(2027, 7, 1))

    assert before != after
    assert after in {"Kustens central", "Rannikon keskus"}
    assert name_on(row, date(2000, 1, 1)) == before


def test_holdings_and_coordinations_take_two_queries_each():
    for _number in range(3):
        make_satakunta()

    own = region("15")
    with CaptureQueriesContext(connection) as queries:
        held = [name_on(row.authority, LAST_DAY) for row in holdings(own)]
        led = [
            name_on(row.authority, LAST_DAY) for row in coordinations(EloGroup.objects.values("pk"))
        ]

    assert (len(queries), len(led)) == (4, 6)
    assert len(held) > 5


@pytest.mark.parametrize("url", ["/regions/", "/regions/04/"])
def test_queries_do_not_grow_with_groups(url):
    make_satakunta()
    client = Client()
    client.get(url)

    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _number in range(3):
        make_satakunta()
    with CaptureQueriesContext(connection) as many:
        client.get(url)

    assert len(few) == len(many)


def test_all_regions_are_listed_with_their_groups():
    make_satakunta()

    found = page("/regions/")

    rows = {row.th.text: row.get_text(" ", strip=True) for row in found.select("tbody tr")}
    assert len(rows) == 19
    assert "Satakunta ELO-grupp" in rows["Satakunta"]
    assert "Livskraftscentralen i Sydvästra Finland" in rows["Satakunta"]
    assert "Ingen ELO-grupp" in rows["Åland"]
