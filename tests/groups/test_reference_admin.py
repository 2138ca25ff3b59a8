"""Correcting the reference data in the Django admin."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.functional import Promise

from elo_platform.accounts.models import User
from groups.models import Authority, Category, Region
from groups.services.reference import load_reference

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PAGES = [
    "region",
    "authority",
    "authoritysuccession",
    "authorityregion",
    "category",
    "requiredcategory",
    "goalframework",
    "nationalgoal",
    "term",
]

pytestmark = [pytest.mark.usefixtures("reference"), pytest.mark.django_db]


@pytest.fixture
def admin(client: Client) -> Client:
    user = User.objects.create_superuser("alva.strand@elo.example", name="Alva Strand")
    user.language = "en"
    user.save(update_fields=["language"])
    client.force_login(user)
    return client


def form_of(html: bytes) -> dict[str, str]:
    """Return what a browser would send for the admin's form."""
    fields: dict[str, str] = {}
    form = BeautifulSoup(html, "html.parser").find("form", id=lambda name: name and "_form" in name)
    for tag in form.find_all(["input", "textarea", "select"]):
        name = tag.get("name")
        if not name or "__prefix__" in name or tag.get("type") in {"submit", "file"}:
            continue
        if tag.name == "select":
            chosen = tag.find("option", selected=True)
            fields[name] = chosen["value"] if chosen else ""
        elif tag.name == "textarea":
            fields[name] = tag.text.strip("\r\n")
        elif tag.get("type") != "checkbox":
            fields[name] = tag.get("value", "")
        elif tag.has_attr("checked"):
            fields[name] = "on"
    return fields


@pytest.mark.parametrize("page", PAGES)
def test_list_search_and_first_row_open(admin: Client, page: str) -> None:
    listed = admin.get(f"/admin/groups/{page}/?unverified=yes")
    found = admin.get(f"/admin/groups/{page}/?q=a")
    link = BeautifulSoup(admin.get(f"/admin/groups/{page}/").content, "html.parser").select_one(
        "#result_list tbody a"
    )

    assert (listed.status_code, found.status_code) == (200, 200)
    assert admin.get(f"/admin/groups/{page}/{link['href'].split('/')[-3]}/change/").status_code == (
        200
    )


def test_list_says_in_words_what_is_unverified(admin: Client) -> None:
    page = admin.get("/admin/groups/authority/?q=ely-satakunta")

    assert "Swedish name, English name, seat" in page.content.decode()


def test_filter_parts_the_verified_from_the_unverified(admin: Client) -> None:
    unverified = admin.get("/admin/groups/authority/?unverified=yes").context["cl"].result_count
    verified = admin.get("/admin/groups/authority/?unverified=no").context["cl"].result_count

    assert verified == Authority.objects.filter(verify="").count() > 0
    assert unverified == 79 - verified


def test_requirement_of_the_supervisory_agency_is_marked(admin: Client) -> None:
    page = admin.get("/admin/groups/requiredcategory/?unverified=yes").content.decode()

    assert "state supervisory authority" in page
    assert "existence" in page


@pytest.mark.parametrize("name", ["Livskraftscentralen i Inre", "Sisä-Suomen elin", "evk-sis"])
def test_search_finds_names_in_each_language_and_keys(admin: Client, name: str) -> None:
    found = admin.get("/admin/groups/authority/", {"q": name}).context["cl"].result_list

    assert [row.key for row in found] == ["evk-sis"]


def test_correction_is_kept_when_the_files_are_loaded_again(admin: Client) -> None:
    region = Region.objects.get(code="01")
    address = f"/admin/groups/region/{region.pk}/change/"
    form = form_of(admin.get(address).content) | {"verify": "", "note": "Seen by us"}

    answer = admin.post(address, form)
    report = load_reference(now=NOW)

    region.refresh_from_db()
    assert answer.status_code == 302
    assert (region.verify, region.note, region.is_edited) == ("", "Seen by us", True)
    assert len(report.kept) == 1


def test_mark_can_be_taken_away_again(admin: Client) -> None:
    Region.objects.filter(code="01").update(note="Seen by us", is_edited=True)
    region = Region.objects.get(code="01")
    address = f"/admin/groups/region/{region.pk}/change/"
    form = form_of(admin.get(address).content)
    del form["is_edited"]

    admin.post(address, form)
    load_reference(now=NOW)

    region.refresh_from_db()
    assert (region.note, region.is_edited) == ("Bilingual in parts", False)


def test_key_cannot_be_edited_and_row_not_deleted(admin: Client) -> None:
    authority = Authority.objects.get(key="lvv")
    address = f"/admin/groups/authority/{authority.pk}"
    form = form_of(admin.get(f"{address}/change/").content) | {"key": "other"}

    admin.post(f"{address}/change/", form)

    assert Authority.objects.get(pk=authority.pk).key == "lvv"
    assert admin.post(f"{address}/delete/", {"post": "yes"}).status_code == 403


def test_new_name_closes_the_old_one_in_one_step(admin: Client) -> None:
    centre = Authority.objects.get(key="evk-poh")
    address = f"/admin/groups/authority/{centre.pk}/change/"
    form = form_of(admin.get(address).content) | {
        "names-TOTAL_FORMS": "2",
        "names-0-valid_to": "2027-06-30",
        "names-1-id": "",
        "names-1-authority": str(centre.pk),
        "names-1-name_fi": "Rannikon elinvoimakeskus",
        "names-1-name_sv": "Livskraftscentralen vid kusten",
        "names-1-name_en": "",
        "names-1-valid_from": "2027-07-01",
        "names-1-valid_to": "",
    }

    answer = admin.post(address, form)
    connection.check_constraints()
    report = load_reference(now=NOW)

    assert answer.status_code == 302
    assert centre.label_on(date(2027, 7, 1)) in {
        "Rannikon elinvoimakeskus",
        "Livskraftscentralen vid kusten",
    }
    assert len(report.kept) == 1


def test_overlapping_names_are_a_message_and_not_a_crash(admin: Client) -> None:
    centre = Authority.objects.get(key="evk-poh")
    address = f"/admin/groups/authority/{centre.pk}/change/"
    form = form_of(admin.get(address).content) | {
        "names-TOTAL_FORMS": "2",
        "names-1-authority": str(centre.pk),
        "names-1-name_fi": "Rannikon elinvoimakeskus",
        "names-1-valid_from": "2027-07-01",
    }

    answer = admin.post(address, form)

    assert answer.status_code == 200
    assert "The periods of two rows overlap." in answer.content.decode()
    assert centre.names.count() == 1


def test_overlapping_requirement_is_a_message_and_not_a_crash(admin: Client) -> None:
    form = form_of(admin.get("/admin/groups/requiredcategory/add/").content) | {
        "category": str(Category.objects.get(key="MUN").pk),
        "valid_from": "2026-01-01",
    }

    answer = admin.post("/admin/groups/requiredcategory/add/", form)

    assert answer.status_code == 200
    assert "already required in that period" in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_every_label_is_translated(page: str) -> None:
    model = apps.get_model("groups", page)
    labels = [model._meta.verbose_name, model._meta.verbose_name_plural]
    labels += [field.verbose_name for field in model._meta.fields if field.name != "id"]

    assert [label for label in labels if not isinstance(label, Promise)] == []


@pytest.mark.parametrize("page", PAGES)
def test_list_takes_as_many_queries_for_one_row_as_for_all(admin: Client, page: str) -> None:
    first = apps.get_model("groups", page).objects.order_by("pk").values_list("pk", flat=True)[0]
    counts = []
    for query in (f"?pk={first}", f"?pk__gte={first}"):
        admin.get(f"/admin/groups/{page}/{query}")
        with CaptureQueriesContext(connection) as queries:
            answer = admin.get(f"/admin/groups/{page}/{query}")
        assert answer.status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]
