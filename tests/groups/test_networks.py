"""The register of other networks: kept by coordinators, read by the group."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from elo_platform.audit.models import AuditEvent
from groups.models import Municipality, Network, NetworkMember
from groups.panels.networks import due_networks
from groups.services.networks import revise_network
from tests.browsing import client_of
from tests.factories import make_organisation, make_seat, today
from tests.groups.networks import joined, looked_through, make_house, network_of, sent

pytestmark = pytest.mark.django_db
LIST_QUERIES = 8


def read(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def cost(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def make_towns(*names) -> None:
    for number, (sv, fi) in enumerate(names):
        Municipality.objects.create(code=f"{number:03}", name_sv=sv, name_fi=fi)


def typed(**changes) -> dict:
    given = {
        "kind": "youth",
        "relation": "informs",
        "name_sv": "Ungdomsnätverket vid kusten",
        "municipalities": "vasa, Mustasaari",
        "starts_on": "1.9.2020",
    }
    return sent(**(given | changes))


def test_a_coordinator_puts_a_network_in_the_register_and_the_group_reads_it():
    house = make_house()
    make_towns(("Vasa", "Vaasa"), ("Korsholm", "Mustasaari"))
    new = reverse("groups:network_new", args=[house.group.pk])
    client = client_of(house.coordinator)

    unknown = client.post(new, typed(municipalities="Vassa"))
    answer = client.post(new, typed())

    assert unknown.status_code == 422
    assert "Vassa" in str(unknown.context["form"].errors)
    assert " Vasa?" in str(unknown.context["form"].errors)
    network = Network.objects.get()
    assert answer["Location"] == reverse("groups:network_detail", args=[network.pk])
    assert {town.name_sv for town in network.municipalities.all()} == {"Vasa", "Korsholm"}
    page = read(client_of(house.member), answer["Location"])
    assert "Korsholm, Vasa" in page
    assert "1285/2016" in page
    assert client_of(house.member).get(new).status_code == 403
    assert client_of(house.stranger).get(answer["Location"]).status_code == 404
    assert AuditEvent.objects.filter(kind="network_added", actor_id=house.coordinator.pk).exists()


@pytest.mark.parametrize("number", [0, 308])
def test_municipalities_are_typed_whether_the_register_is_empty_or_whole(number):
    house = make_house()
    make_towns(*((f"Ort {place}", f"Kunta {place}") for place in range(number)))
    client = client_of(house.coordinator)
    new = reverse("groups:network_new", args=[house.group.pk])

    assert client.post(new, typed(municipalities="")).status_code == 302
    assert client.post(new, typed(municipalities="Ort 7")).status_code == (302 if number else 422)
    assert cost(client, new) <= LIST_QUERIES


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name_sv": "", "name_fi": ""}, "name_sv"),
        ({"starts_on": "1.9.2020", "ends_on": "31.8.2020"}, "ends_on"),
        ({"starts_on": "31.2.2020"}, "starts_on"),
        ({"kind": "secret"}, "kind"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(change, field):
    house = make_house()
    client = client_of(house.coordinator)
    new = reverse("groups:network_new", args=[house.group.pk])

    response = client.post(new, typed(municipalities="", **change))

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Network.objects.exists()


def test_a_stale_edit_shows_both_texts_and_saves_on_top():
    house = make_house()
    network = network_of(house)
    client = client_of(house.coordinator)
    url = reverse("groups:network_edit", args=[network.pk])
    first = typed(name_sv="Kompassen", municipalities="", version=0)
    second = typed(name_sv="Karttan", municipalities="", version=0)

    assert client.post(url, first).status_code == 302
    stale = client.post(url, second)

    assert stale.status_code == 409
    assert "Kompassen" in stale.content.decode()
    assert "Karttan" in stale.content.decode()
    again = client.post(url, second | sent(version=1))
    assert again.status_code == 302
    assert Network.objects.get().name_sv == "Karttan"


def test_contacts_show_to_coordinators_alone_and_are_kept():
    house = make_house()
    network = network_of(house)
    page = reverse("groups:network_detail", args=[network.pk])
    client = client_of(house.coordinator)
    new = reverse("groups:network_member_new", args=[network.pk])
    given = {"organisation": house.organisation.pk, "contact_name": "Alva Strand"}
    given["contact_address"] = "Alva@elo.example"

    assert client.post(new, sent(version=0, **given)).status_code == 302
    twice = client.post(new, sent(version=1, **given))

    member = NetworkMember.objects.get()
    assert "contact_address" in twice.context["form"].errors
    assert "alva@elo.example" in read(client, page)
    seen = read(client_of(house.member), page)
    assert "Alva Strand" in seen
    assert "elo.example" not in seen
    edit = reverse("groups:network_member_edit", args=[member.pk])
    changed = given | {"contact_name": "Onni Lehtola"}
    assert client.post(edit, sent(version=0, **changed)).status_code == 409
    assert client.post(edit, sent(version=1, **changed)).status_code == 302
    remove = reverse("groups:network_member_remove", args=[member.pk])
    (button,) = BeautifulSoup(client.get(edit).content, "html.parser").select(
        f'form[action="{remove}"] input[name=form_key]'
    )
    assert button["value"]
    assert client_of(house.member).post(remove, sent()).status_code == 403
    assert client.post(remove, sent()).status_code == 302
    assert not NetworkMember.objects.exists()


def test_what_nobody_looked_through_for_a_year_waits_for_the_coordinator():
    house = make_house()
    fresh, old, ended = (network_of(house, name_sv=name) for name in ("Färsk", "Gammal", "Slut"))
    looked_through(fresh, days=365)
    looked_through(old, days=366)
    looked_through(ended, days=900)
    Network.objects.filter(pk=ended.pk).update(starts_on="2020-01-01", ends_on="2024-12-31")
    url = reverse("groups:group_networks", args=[house.group.pk])

    (waits,) = due_networks(house.coordinator, house.now)
    listed = BeautifulSoup(client_of(house.coordinator).get(waits["url"]).content, "html.parser")

    assert [row.a.text for row in listed.select("tbody th")] == ["Gammal"]
    assert due_networks(house.member, house.now) == []
    with pytest.raises(PermissionDenied):
        revise_network(network_id=old.pk, by=house.member, now=house.now)
    client = client_of(house.coordinator)
    client.post(reverse("groups:network_revise", args=[old.pk]), sent())
    assert due_networks(house.coordinator, house.now) == []
    assert "Slut" not in read(client, url)
    assert "Slut" in read(client, f"{url}?show=ended")


def test_what_overlaps_is_found_among_two_hundred_contacts_in_eight_queries():
    house = make_house()
    first, second = network_of(house, name_sv="Första"), network_of(house, name_sv="Andra")
    lonely = make_organisation(name_sv="Ensam skola", name_fi="Yksin koulu")
    joined(house, first, lonely)
    overlap = reverse("groups:network_overlap", args=[house.group.pk])
    listed = reverse("groups:group_networks", args=[house.group.pk])
    client = client_of(house.coordinator)
    few = [cost(client, url) for url in (overlap, listed)]
    for number in range(100):
        other = make_organisation(name_sv=f"Skola {number}", name_fi=f"Koulu {number}")
        both = [NetworkMember(network=each, organisation=other) for each in (first, second)]
        for member in both:
            member.contact_address = (
                "samma@elo.example" if number == 0 else f"p{number}@elo.example"
            )
        NetworkMember.objects.bulk_create(both)
    joined(house, first)

    page = client.get(overlap)

    assert page.context["page_obj"].paginator.count == 101
    assert "Ensam skola" not in page.content.decode().split("<h2>")[1]
    own = next(row for row in page.context["page_obj"].paginator.object_list if row.in_group)
    assert own.networks == {first.pk: "Första"}
    assert "samma@elo.example" in page.content.decode()
    assert "samma@elo.example" not in client_of(house.member).get(overlap).content.decode()
    assert [cost(client, url) for url in (overlap, listed)] == few
    assert max(few) <= LIST_QUERIES
    detail = reverse("groups:network_detail", args=[first.pk])
    assert len(client.get(detail).context["members"]) == 50
    assert cost(client, detail) <= LIST_QUERIES


def test_a_seat_asked_for_is_no_seat_and_the_constraint_has_a_sentence():
    house = make_house()
    network = network_of(house)
    seated = make_organisation(name_sv="Folkhögskolan Udden", name_fi="Kansanopisto Niemi")
    make_seat(body=house.body, organisation=seated)
    joined(house, network, seated)

    with pytest.raises(ValidationError) as refusal:
        joined(house, network, seated)

    assert list(refusal.value.error_dict) == ["contact_address"]
    assert network.starts_on == today()
