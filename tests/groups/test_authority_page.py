"""The page of one public body, as of a day."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from elo_platform.accounts.models import User
from groups.models import Authority, Coordination
from tests.factories import make_group

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

pytestmark = [pytest.mark.usefixtures("reference"), pytest.mark.django_db]


def page(client: Client, key: str, **query: str) -> BeautifulSoup:
    pk = Authority.objects.get(key=key).pk
    answer = client.get(
        reverse("groups:authority_detail", args=[pk]), query, headers={"accept-language": "sv"}
    )
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def rows(soup: BeautifulSoup, key: str) -> list[str]:
    """Return the first cells of the rows that link to pages of the kind `key`."""
    return [link.text for link in soup.select(f"main tbody th a[href^='/{key}/']")]


def test_split_centre_leads_to_both_successors(client: Client) -> None:
    soup = page(client, "ely-hame")

    assert soup.h1.text == "NTM-centralen i Tavastland"
    assert rows(soup, "authorities") == [
        "Livskraftscentralen i Inre Finland",
        "Livskraftscentralen i Sydöstra Finland",
    ]
    assert rows(soup, "regions") == ["Egentliga Tavastland", "Päijänne-Tavastland"]


def test_merged_centre_leads_back_to_all_predecessors(client: Client) -> None:
    soup = page(client, "evk-ita")

    assert set(rows(soup, "authorities")) == {
        "NTM-centralen i Södra Savolax",
        "NTM-centralen i Norra Savolax",
        "NTM-centralen i Norra Karelen",
    }


@pytest.mark.parametrize(
    ("day", "name"),
    [("2027-06-30", "Livskraftscentralen i Österbotten"), ("2027-07-01", "Kustens central")],
)
def test_name_is_that_of_the_day(client: Client, day: str, name: str) -> None:
    centre = Authority.objects.get(key="evk-poh")
    centre.names.update(valid_to=date(2027, 6, 30))
    centre.names.create(
        name_fi="Rannikon keskus", name_sv="Kustens central", valid_from=date(2027, 7, 1)
    )

    assert page(client, "evk-poh", on=day).h1.text == name


@pytest.mark.parametrize(
    ("day", "tone"), [("2009-12-31", "info"), ("2025-12-31", "success"), ("2026-01-01", "neutral")]
)
def test_status_is_that_of_the_day(client: Client, day: str, tone: str) -> None:
    status = page(client, "ely-satakunta", on=day).select_one(".ph .st")

    assert status["data-color"] == tone


@pytest.mark.parametrize("day", ["", "yesterday", "2026-02-30"])
def test_nonsense_for_a_day_is_today(client: Client, day: str) -> None:
    assert page(client, "evk-lou", on=day).select_one(".ph .st")["data-color"] == "success"


def test_groups_that_it_coordinates_are_shown(client: Client) -> None:
    centre = Authority.objects.get(key="evk-poh")
    group = make_group()
    Coordination.objects.create(group=group, authority=centre, starts_on=date(2026, 1, 1))

    assert group.name_sv in page(client, "evk-poh").text


@pytest.mark.parametrize(("is_staff", "shown"), [(True, True), (False, False)])
def test_what_is_not_verified_shows_to_administrators(
    client: Client, is_staff: bool, shown: bool
) -> None:
    user = User.objects.create_user(
        "alva.strand@elo.example", name="Alva Strand", language="sv", is_staff=is_staff
    )
    client.force_login(user)

    assert bool(page(client, "evk-poh").select(".bar[data-color=hjortron]")) is shown


def test_unknown_authority_is_not_found(client: Client) -> None:
    assert client.get(reverse("groups:authority_detail", args=[987654321])).status_code == 404


def test_page_takes_as_many_queries_for_one_region_as_for_eighteen(client: Client) -> None:
    counts = []
    for key in ("evk-kes", "lvv"):
        page(client, key)
        with CaptureQueriesContext(connection) as queries:
            page(client, key)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 14


def test_the_card_of_a_group_names_who_coordinated_it_that_day(client: Client) -> None:
    group = make_group()
    for key, first, last in (
        ("ely-pohjois-karjala", date(2020, 1, 1), date(2025, 12, 31)),
        ("evk-ita", date(2026, 1, 1), None),
    ):
        centre = Authority.objects.get(key=key)
        days = {"starts_on": first, "ends_on": last}
        Coordination.objects.create(group=group, authority=centre, **days)
    url = reverse("groups:group_detail", args=[group.pk])

    def coordinator(**query: str) -> str:
        answer = client.get(url, query, headers={"accept-language": "sv"})
        return BeautifulSoup(answer.content, "html.parser").select(".ph .meta a")[-1].text

    assert coordinator() == "Livskraftscentralen i Östra Finland"
    assert coordinator(on="2025-12-31") == "NTM-centralen i Norra Karelen"
