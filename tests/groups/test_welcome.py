"""The welcome pack: always current, as open as its readers' rights, on the page and on paper."""

import json
from datetime import timedelta
from unittest.mock import patch

import pytest
import typst
from django.test import Client
from django.urls import reverse
from django.utils import translation

from elo_platform.lib import senders
from elo_platform.lib.pdf import FONTS, TEMPLATES
from groups.models import Authority, Coordination, GoalFramework, NationalGoal, Welcome
from groups.panels.welcome import welcome_pack
from groups.services.duties import DutyValues, add_duty
from groups.views import paper_out
from tests.browsing import client_of
from tests.factories import today
from tests.groups.networks import make_house, published, sent
from tests.groups.test_networks import cost

pytestmark = pytest.mark.django_db
PAGE_QUERIES = 14
MARKUP = "#panic() *fet* @ingen \\ $x$ <b>"


def full_house():
    """Return a group that has written down how it works, in words that look like markup."""
    house = make_house()
    published(house, text_sv=f"Vi träffas. {MARKUP}")
    values = DutyValues(
        task_sv=f"Bereda {MARKUP}", body_id=house.body.pk, agreed_on=today() - timedelta(days=9)
    )
    add_duty(group_id=house.group.pk, values=values, by=house.coordinator, now=house.now)
    Welcome.objects.create(group=house.group, text_sv=f"Hej! {MARKUP}", text_fi="Hei!")
    framework = GoalFramework.objects.create(
        key="lg", name_sv="Målen", name_fi="Tavoitteet", name_en="The goals", year_from=2011
    )
    for number, verify in ((1, "name_sv"), (2, "name_fi;name_sv;name_en")):
        names = {f"name_{code}": f"Mål {number}" for code in ("sv", "fi", "en")}
        NationalGoal.objects.create(framework=framework, number=number, verify=verify, **names)
    return house


def words_of(house, reader) -> str:
    return json.dumps(welcome_pack(house.group, "", reader, today()), ensure_ascii=False)


def test_the_pack_says_what_each_reader_may_know():
    house = full_house()
    url = reverse("groups:group_welcome", args=[house.group.pk])

    inside = client_of(house.member).get(url).content.decode()
    outside = Client().get(url).content.decode()

    for swedish, finnish in (("Hej!", "Hei!"), ("Mål 1", "Mål 1"), ("Målen", "Tavoitteet")):
        assert swedish in inside
        assert finnish in outside
    for text in ("Vi träffas.", "Bereda", "Siri Lund"):
        assert text in inside
        assert text not in outside
    assert "Mål 2" not in inside
    assert "&lt;b&gt;" in inside
    assert cost(client_of(house.member), url) <= PAGE_QUERIES


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_paper_is_in_its_language_and_what_people_wrote_is_no_markup(language):
    house = full_house()
    url = reverse("groups:welcome_pdf", args=[house.group.pk])
    authority = Authority.objects.create(key="evk", kind="te_office")
    names = {"sv": "Centralen", "fi": "Keskus", "en": "The centre"}
    authority.names.create(**{f"name_{code}": name for code, name in names.items()})
    Coordination.objects.create(group=house.group, authority=authority, starts_on=today())
    reader = client_of(house.member)
    reader.cookies["elo_language"] = "fi" if language == "sv" else "sv"

    with patch.object(paper_out, "pdf", wraps=paper_out.pdf) as made:
        response = reader.get(f"{url}?language={language}")

    assert f" {names[language]}." in json.dumps(made.call_args.args[1])
    assert response.content.startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Language"] == language
    with translation.override(language):
        pack = welcome_pack(house.group, "", house.member, today())
    title = {"fi": house.group.name_fi, "sv": house.group.name_sv, "en": house.group.name_fi}
    assert title[language] in pack["title"]
    assert len(pack["sections"][-1]["blocks"][0]["items"]) == 10
    (table,) = [
        found
        for found in in_paper("table", pack, language)
        if MARKUP in json.dumps(found, ensure_ascii=False).replace("\\\\", "\\")
    ]
    assert f"Bereda {MARKUP}" in [cell["body"]["text"] for cell in table["children"][1:]]


def in_paper(selector, pack, language) -> list:
    found = typst.query(
        str(TEMPLATES / "document.typ"),
        selector,
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        sys_inputs={"data": json.dumps(pack), "language": language},
    )
    return json.loads(found)


def test_a_language_that_is_none_of_ours_is_the_readers_own_and_papers_have_a_limit(monkeypatch):
    house = make_house()
    url = reverse("groups:welcome_pdf", args=[house.group.pk])
    handover = reverse("groups:handover_pdf", args=[house.group.pk])
    picture = reverse("groups:levels_picture", args=[house.group.pk, "png"])

    response = client_of(house.member).get(f"{url}?language=de")
    monkeypatch.setattr(senders, "MOST", 0)
    reader = client_of(house.coordinator)
    refused = [reader.get(each).status_code for each in (url, handover, picture)]

    assert response["Content-Language"] == "sv"
    assert refused == [429, 429, 429]
    assert client_of(house.member).get(picture.replace("png", "svg")).status_code == 200


def test_the_coordinator_writes_the_greeting_and_nothing_else():
    house = make_house()
    edit = reverse("groups:welcome_edit", args=[house.group.pk])
    client = client_of(house.coordinator)
    first = {"text_sv": "Välkommen hit!", "text_fi": ""}

    assert client.post(edit, sent(version=0, **first)).status_code == 302
    stale = client.post(edit, sent(version=0, text_sv="Hej!", text_fi=""))

    assert stale.status_code == 409
    assert "Välkommen hit!" in stale.content.decode()
    assert "Välkommen hit!" in words_of(house, house.member)
    assert client_of(house.member).get(edit).status_code == 403
    assert client.post(edit, sent(version=1, text_sv="", text_fi="")).status_code == 302
    assert Welcome.objects.get().text_sv == ""
