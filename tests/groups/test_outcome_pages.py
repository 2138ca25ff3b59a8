"""The pages of outcomes: the list, one with its answers, recording, opening, reminding."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elo_platform.notifications.models import Owed
from groups.kinds import NodeKind, Relation
from groups.models import Echo, Outcome
from groups.permissions import Role
from groups.querysets.chain import Ref, chain_of
from groups.services.echo import EchoValues, answer_echo
from groups.services.links import join
from groups.services.outcomes import TOO_FAR
from tests.browsing import soup
from tests.factories import make_actor, make_body, make_organisation, make_seat, today
from tests.groups.outcomes import chair_of, echo_of, make_held, recorded, to_members, wording

pytestmark = pytest.mark.django_db
LIST_QUERIES = 8
PAGE_QUERIES = 14


def client_of(user) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def sent(**fields) -> dict:
    return {"form_key": str(uuid.uuid4()), **fields}


def typed(held, **changes) -> dict:
    """Return a filled form of a recommendation to all organisations of the group."""
    given = {
        "item": held.item.pk,
        "kind": "recommendation",
        "title_sv": "Gemensam remissväg",
        "title_fi": "Yhteinen lähetepolku",
        "text_sv": "Alla tar den i bruk.",
        "text_fi": "Kaikki ottavat sen käyttöön.",
        "addressed": "members",
        "answer_by": (today() + timedelta(days=20)).isoformat(),
    }
    return sent(**(given | changes))


def cost(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)


# The list


def test_the_list_shows_what_the_reader_may_see_latest_first(held):
    shown = recorded(held, to_members())
    hidden = recorded(held, wording(title_sv="Bara organet", title_fi="Vain toimielin"))
    Outcome.objects.filter(pk=hidden.pk).update(visibility="body")
    url = f"/groups/{held.body.group_id}/outcomes/?lang=sv"

    inside = soup(client_of(held.holders[0]).get(url))
    outside = soup(client_of(held.holders[2]).get(url))

    titles = [link.text for link in inside.select("tbody th a")]
    assert titles == ["Bara organet", "Gemensam remissväg"]
    [link] = outside.select("tbody th a")
    assert link["href"] == f"/outcomes/{shown.pk}/"
    assert "0 av 3" in inside.select_one("tbody").text or "0 of 3" in inside.text
    assert "Bara organet" not in outside.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 2),
        ("?kind=noted", 1),
        ("?kind=agreement", 0),
        ("?body={body}", 2),
        ("?body=0", 0),
        ("?year={year}", 2),
        ("?year=1999", 0),
        ("?body=x&year=²", 0),
        ("?kind=order&year=99999999999999999", 0),
        ("?page=99", 2),
    ],
)
def test_the_list_is_filtered_by_body_type_and_year(held, query, expected):
    recorded(held)
    recorded(held, wording(kind="noted"))
    query = query.format(body=held.body.pk, year=held.meeting.day.year)

    page = client_of(held.holders[0]).get(f"/groups/{held.body.group_id}/outcomes/{query}")

    assert page.status_code == 200
    assert len(page.context["rows"]) == expected


def test_to_print_the_list_stands_on_one_page_and_says_what_is_chosen(monkeypatch):
    monkeypatch.setattr("groups.views.outcomes.PER_PAGE", 1)
    held = make_held()
    for title in ("Första", "Andra"):
        recorded(held, wording(kind="noted", title_sv=title))
    client = client_of(held.holders[0])
    listed = soup(client.get(f"/groups/{held.body.group_id}/outcomes/?kind=noted&page=2&lang=en"))

    printed = soup(client.get(listed.select_one(".ph-act a[href*='print=1']")["href"]))

    assert len(listed.select("tbody tr")) == 1
    assert len(printed.select("tbody tr")) == 2
    assert printed.select_one("caption").text == f"2 outcomes · {held.body.group.name} · Noted"
    assert not printed.select(".pages a, .ph-act a")


def test_who_sees_no_people_sees_no_answers(held):
    outcome = recorded(held, to_members())
    Outcome.objects.filter(pk=outcome.pk).update(visibility="public")

    for reader in (None, make_actor(role=Role.RESEARCHER), make_actor(role=Role.NETWORK_MEMBER)):
        listed = client_of(reader).get(f"/groups/{held.body.group_id}/outcomes/")
        page = client_of(reader).get(f"/outcomes/{outcome.pk}/")
        assert listed.context["rows"][0]["progress"] == ""
        assert page.context["asked"] == 0
        assert held.organisations[0].name_sv not in page.content.decode()
    page = client_of(held.holders[2]).get(f"/outcomes/{outcome.pk}/?lang=sv")
    assert held.organisations[0].name_sv in page.content.decode()


# One outcome


def _answered(held, outcome, number, answer, **values):
    return answer_echo(
        echo_id=echo_of(outcome, held.organisations[number]).pk,
        version=0,
        values=EchoValues(answer=answer, language="sv", **values),
        by=held.holders[number],
        now=timezone.now(),
    )


def test_the_page_shows_both_wordings_the_answers_the_figures_and_the_lessons(held):
    outcome = recorded(held, to_members())
    _answered(held, outcome, 0, "adopted", text="I två enheter", lesson="Blanketten på båda")
    _answered(held, outcome, 2, "not_possible", text="Inga under 18")

    page = client_of(held.holders[1]).get(f"/outcomes/{outcome.pk}/?lang=fi")

    html = soup(page)
    assert [p["lang"] for p in html.select("section.prose p[lang]")] == ["fi", "sv"]
    assert page.context["percent"] == 66
    rows = {row["name"]: row for row in page.context["rows"]}
    assert {row["answer"] for row in rows.values()} == {"adopted", "not_possible", "none"}
    texts = {cell.text for cell in html.select("td span[lang=sv]")}
    assert texts == {"I två enheter", "Inga under 18"}
    assert html.select_one("q").text == "Blanketten på båda"
    figures = {bar["label"]: (bar["number"], bar["percent"]) for bar in page.context["bars"]}
    assert sorted(figures.values(), reverse=True)[:3] == [(1, 33)] * 3
    assert len(html.select("details table tbody tr")) == len(html.select(".bars li")) == 6


def test_what_became_of_it_is_the_last_step_of_the_chain_for_who_may_read_the_answers(held):
    outcome = recorded(held, to_members())
    Outcome.objects.filter(pk=outcome.pk).update(visibility="public")
    _answered(held, outcome, 0, "adopted")
    _answered(held, outcome, 2, "not_possible", text="Inga under 18")
    measure, end = Ref(NodeKind.MEASURE, 9), Ref(NodeKind.OUTCOME, outcome.pk)
    given = {"group_id": held.body.group_id, "by": held.coordinator, "now": timezone.now()}
    join(start=measure, relation=Relation.DECIDED_IN, end=end, **given)

    inside, outside = held.holders[1], make_actor(role=Role.RESEARCHER)
    html = soup(client_of(inside).get(f"/outcomes/{outcome.pk}/?lang=en"))

    assert [node.ref for node in chain_of(measure, inside)] == [end, Ref(NodeKind.ECHO, end.id)]
    assert [node.ref for node in chain_of(measure, outside)] == [end]
    step = html.select(".chain > li")[-1].get_text(" ", strip=True)
    assert step == "What became of it 2 of 3 have answered 1 has done something"
    assert html.select_one(".chain a[href$='#answers']")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("answer=adopted", 1),
        ("answer=none", 2),
        ("sector=education", 3),
        ("sector=state", 0),
        ("answer=x", 0),
    ],
)
def test_the_answers_are_filtered_and_the_figures_stay(held, query, expected):
    outcome = recorded(held, to_members())
    _answered(held, outcome, 0, "adopted")

    page = client_of(held.coordinator).get(f"/outcomes/{outcome.pk}/?{query}")

    assert len(page.context["rows"]) == expected
    assert sum(bar["number"] for bar in page.context["bars"]) == 3


def test_an_organisation_s_own_people_are_asked_first(held):
    outcome = recorded(held, to_members())
    url = f"/outcomes/{outcome.pk}/"
    own = f"/echoes/{echo_of(outcome, held.organisations[0]).pk}/answer/"

    asked = soup(client_of(held.contact).get(url)).select(f'.bar a[href="{own}"]')
    not_asked = soup(client_of(held.holders[1]).get(url)).select(f'a[href="{own}"]')
    leading = soup(client_of(held.coordinator).get(url)).select(f'td a[href="{own}"]')

    assert (len(asked), len(not_asked), len(leading)) == (1, 0, 1)


def test_lists_and_pages_cost_the_same_with_one_and_with_many(held, django_assert_max_num_queries):
    outcome = recorded(held, to_members())
    coordinator, listed = client_of(held.coordinator), f"/groups/{held.body.group_id}/outcomes/"
    page, meeting = f"/outcomes/{outcome.pk}/", f"/meetings/{held.meeting.pk}/"
    before = [cost(coordinator, url) for url in (listed, page, meeting)]
    for number in range(4):
        make_seat(body=held.body, organisation=make_organisation(name_sv=f"Org {number}"))
        recorded(held, to_members())
    many = recorded(held, to_members())
    after = [cost(coordinator, url) for url in (listed, f"/outcomes/{many.pk}/", meeting)]

    assert before == after
    assert after[0] <= LIST_QUERIES
    assert max(after[1:]) <= PAGE_QUERIES


# Recording


def test_an_outcome_is_recorded_from_its_item_on_the_meeting_s_page(held):
    client = client_of(chair_of(held))
    meeting = f"/meetings/{held.meeting.pk}/"
    [link] = soup(client.get(meeting)).select(f"#item-{held.item.pk} a[href*='outcomes/new']")

    form = client.get(link["href"])
    answer = client.post(link["href"], typed(held))

    assert soup(form).select_one("#id_title_sv")["value"] == held.item.title_sv
    outcome = Outcome.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/outcomes/{outcome.pk}/")
    assert (outcome.item, outcome.echoes.count()) == (held.item, 3)
    [shown] = soup(client.get(meeting)).select(f"#item-{held.item.pk} li a")
    assert shown["href"] == f"/outcomes/{outcome.pk}/"


def test_only_who_records_finds_the_way_to_the_form(held):
    url = f"/meetings/{held.meeting.pk}/"

    for reader, expected in ((held.holders[0], 0), (held.coordinator, 2)):
        links = soup(client_of(reader).get(url)).select("a[href*='outcomes/new']")
        assert len(links) == expected


def test_the_form_offers_the_types_that_the_mandate_allows():
    held = make_held(mandate="discussing")

    page = client_of(held.coordinator).get(f"/meetings/{held.meeting.pk}/outcomes/new/")

    found = {field["value"] for field in soup(page).select("input[name=kind]")}
    assert found == {"discussed", "noted", "decision"}
    assert page.context["form"].left_out.count(",") == 2
    forged = client_of(held.coordinator).post(
        f"/meetings/{held.meeting.pk}/outcomes/new/", typed(held, kind="agreement")
    )
    assert forged.status_code == 422
    assert forged.context["form"].errors["kind"] == [TOO_FAR]
    assert not Outcome.objects.exists()


WRONG = {
    "no type": ({"kind": ""}, "kind"),
    "no titles": ({"title_sv": "", "title_fi": ""}, "title_sv"),
    "no wording": ({"text_sv": "", "text_fi": ""}, "text_sv"),
    "nobody named": ({"kind": "decision"}, "decided_by"),
    "a past day": ({"answer_by": "1.1.2020"}, "answer_by"),
    "no day": ({"answer_by": ""}, "answer_by"),
    "no date": ({"answer_by": "31.2.2027"}, "answer_by"),
    "nobody chosen": ({"addressed": "chosen"}, "organisations"),
    "a stranger chosen": ({"addressed": "chosen", "organisations": ["987654"]}, "organisations"),
    "nobody said": ({"addressed": ""}, "addressed"),
    "a title too long": ({"title_sv": "x" * 201}, "title_sv"),
    "a megabyte": ({"text_sv": "x" * 1_000_000}, "text_sv"),
    "an item elsewhere": ({"item": 987654}, "item"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_form_comes_back_with_the_error_at_its_field_and_what_was_typed(held, name):
    changes, field = WRONG[name]
    client = client_of(held.coordinator)
    url = f"/meetings/{held.meeting.pk}/outcomes/new/"

    wrong = client.post(url, typed(held, **changes))

    html = soup(wrong)
    assert wrong.status_code == 422
    assert html.select_one(f"#id_{field}_error"), name
    if "text_fi" not in changes:
        assert html.select_one("#id_text_fi").text.strip() == "Kaikki ottavat sen käyttöön."
    assert not Outcome.objects.exists()
    assert client.post(url, typed(held)).status_code == 302


def test_a_form_sent_twice_records_once_and_asks_once(held):
    client = client_of(held.coordinator)
    data = typed(held)
    url = f"/meetings/{held.meeting.pk}/outcomes/new/"

    first, second = client.post(url, data), client.post(url, data)

    assert first["Location"] == second["Location"] == f"/outcomes/{Outcome.objects.get().pk}/"
    assert Owed.objects.filter(kind="echo_asked").count() == 3


def test_what_people_write_is_text_and_never_markup(held):
    mark = "<script>alert(1)</script>"
    client = client_of(held.coordinator)
    client.post(
        f"/meetings/{held.meeting.pk}/outcomes/new/", typed(held, title_sv=mark, text_sv=mark)
    )
    outcome = Outcome.objects.get()
    _answered(held, outcome, 0, "tried", text=mark, lesson=mark)

    for url in (
        f"/outcomes/{outcome.pk}/?lang=sv",
        f"/groups/{held.body.group_id}/outcomes/",
        f"/meetings/{held.meeting.pk}/",
    ):
        html = client.get(url).content.decode()
        assert mark not in html
        assert "&lt;script&gt;" in html


# Opening and reminding


def test_opening_an_outcome_is_a_form_of_its_own(held):
    outcome = recorded(held, to_members())
    url = f"/outcomes/{outcome.pk}/visibility/"
    client = client_of(held.coordinator)

    closed = client.post(url, sent(visibility="body"))
    opened = client.post(url, sent(visibility="public"))

    assert closed.status_code == 422
    assert soup(closed).select_one("#id_visibility_error")
    assert opened.status_code == 302
    assert Client().get(f"/outcomes/{outcome.pk}/").status_code == 200


def test_the_coordinator_reminds_all_or_one_after_three_days(held):
    outcome = recorded(held, to_members())
    _answered(held, outcome, 2, "spread")
    page = client_of(held.coordinator).get(f"/outcomes/{outcome.pk}/?lang=en")
    assert (page.context["may_remind"], "Remind 2 organisations" in page.text) == (0, False)
    assert page.context["remind_from"] in page.text
    Echo.objects.update(asked_at=held.now - timedelta(days=3))
    page = client_of(held.coordinator).get(f"/outcomes/{outcome.pk}/?lang=en")
    assert "Remind 2 organisations" in page.text
    client = client_of(held.coordinator)
    url = f"/outcomes/{outcome.pk}/remind/"
    first = echo_of(outcome, held.organisations[0]).pk

    one = client.post(url, sent(echo_id=first), follow=True)
    everybody = client.post(url, sent(), follow=True)
    again = client.post(url, sent(), follow=True)

    assert [page.status_code for page in (one, everybody, again)] == [200] * 3
    owed = Owed.objects.filter(kind="echo_reminder").order_by("pk")
    assert [row.reader for row in owed] == [held.contact, held.holders[1]]


def test_reminding_where_everybody_has_answered_says_so(held):
    outcome = recorded(held, to_members(addressed=[held.organisations[0].pk]))
    _answered(held, outcome, 0, "adopted")

    page = client_of(held.coordinator).post(
        f"/outcomes/{outcome.pk}/remind/?lang=en", sent(), follow=True
    )

    assert "Everybody who was asked has answered." in page.content.decode()
    assert not Owed.objects.filter(kind="echo_reminder").exists()


@pytest.mark.parametrize("path", ["visibility", "remind"])
def test_members_get_a_reason_and_have_no_effect(held, path):
    outcome = recorded(held, to_members())

    page = client_of(held.holders[0]).post(
        f"/outcomes/{outcome.pk}/{path}/", sent(visibility="public")
    )

    assert page.status_code == 403
    assert Outcome.objects.get(pk=outcome.pk).visibility == "group"
    assert not Owed.objects.filter(kind="echo_reminder").exists()


def test_the_admin_only_looks(held):
    outcome = recorded(held, to_members())
    client = client_of(make_actor(role=Role.NATIONAL, is_staff=True, is_superuser=True))
    echo = Echo.objects.first()

    for name, row in (("outcome", outcome), ("echo", echo)):
        base = f"/admin/groups/{name}/"
        assert client.get(base).status_code == 200
        assert client.get(f"{base}{row.pk}/change/").status_code == 200
        assert client.post(f"{base}{row.pk}/change/", {"title_sv": "X"}).status_code == 403
        assert client.get(f"{base}add/").status_code == 403
        assert client.post(f"{base}{row.pk}/delete/", {"post": "yes"}).status_code == 403

    assert make_body(group=held.body.group)  # the set-up still writes
    assert Outcome.objects.get(pk=outcome.pk).title_sv == outcome.title_sv


def test_a_new_outcome_begins_with_a_day_to_answer_by_and_its_receipt_says_who_is_asked(held):
    client, url = client_of(held.coordinator), f"/meetings/{held.meeting.pk}/outcomes/new/"

    form = client.get(url).context["form"]
    assert form.initial["answer_by"] == today() + timedelta(days=30)
    page = client.post(f"{url}?lang=en", typed(held, addressed="members"), follow=True)

    assert "3 organisations have been asked what became of it." in page.text
    back = soup(page).select_one(f'a.ds-button[href="/meetings/{held.meeting.pk}/"]')
    assert back.get_text(strip=True) == "Back to the meeting"
