"""What comes home from a meeting: the trial, the half page, the tick, and what returns."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from elo_platform.lib.dates import start_of_day
from elo_platform.notifications.acts import make_token
from groups.kinds import OutcomeKind
from groups.models import Body, Echo, Outcome
from groups.panels.brief import brief
from groups.panels.echo_results import echo_results_since
from groups.permissions import Role, Visibility
from groups.querysets.standing import Asked, lines_of
from groups.services.echo import EchoValues, answer_echo
from tests.browsing import client_of, soup
from tests.factories import make_actor, today
from tests.groups.outcomes import echo_of, recorded, to_members, wording

pytestmark = pytest.mark.django_db
TRIAL = EchoValues(
    answer="tried",
    text="I en enhet",
    lesson="Börja i tid",
    language="sv",
    tried_from=today() - timedelta(days=60),
    tried_to=today() - timedelta(days=2),
    worked="partly",
)


def answered(echo, by, values=TRIAL) -> Echo:
    now = timezone.now()
    return answer_echo(echo_id=echo.pk, version=echo.version, values=values, by=by, now=now)


def texts_of(pack) -> str:
    return str(pack["sections"])


def test_a_trial_is_told_shown_in_the_results_and_stands_in_the_form_again(held):
    echo = echo_of(recorded(held, to_members()), held.organisations[0])
    client = client_of(held.contact)
    url = f"/echoes/{echo.pk}/answer/"
    empty = soup(client.get(url))
    assert not empty.select_one("details:has([name=worked])").has_attr("open")

    data = {"form_key": str(uuid.uuid4()), "version": 0, "answer": "tried", "lesson": "Börja i tid"}
    trial = {"tried_from": "1.9.2026", "tried_to": "31.10.2026", "worked": "partly"}
    assert client.post(url, data | trial).status_code == 302

    page = client.get(f"/outcomes/{echo.outcome_id}/").content.decode()
    for shown in ("1.9.2026–31.10.2026", "Börja i tid"):
        assert shown in page
    form = soup(client.get(url))
    assert form.select_one("details:has([name=worked])").has_attr("open")
    assert form.select_one("[name=tried_from]")["value"] == "1.9.2026"
    assert form.select_one("[name=worked] option[selected]")["value"] == "partly"
    backwards = data | trial | {"form_key": str(uuid.uuid4()), "version": 1}
    refused = client.post(url, backwards | {"tried_to": "1.8.2026"})
    assert refused.status_code == 422
    assert "1.8.2026" in refused.content.decode()


def test_the_half_page_is_cut_to_the_organisation(held, django_assert_max_num_queries):
    earlier = recorded(held, to_members(title_sv="Tidigare fråga", title_fi="Aiempi kysymys"))
    answered(echo_of(earlier, held.organisations[0]), held.contact)
    wrong = recorded(held, to_members(title_sv="Felskrivet"))
    agreement = {"kind": OutcomeKind.AGREEMENT, "addressed": "body", "title_sv": "Vi enades"}
    asked = recorded(held, to_members(corrects_id=wrong.pk, **agreement))
    recorded(held, wording(title_sv="Till ministeriet"))
    third = recorded(
        held, to_members(title_sv="Bara till den tredje", addressed=[held.organisations[2].pk])
    )
    url = f"/meetings/{held.meeting.pk}/brief/{held.organisations[0].pk}/"

    with translation.override("sv"):
        pack = brief(held.meeting, held.organisations[0], held.contact, timezone.now())

    first, others = pack["sections"][:2]
    headings = [block["text"] for block in first["blocks"] if block["kind"] == "heading"]
    assert headings == ["Tidigare fråga", "Vi enades"]
    assert "Till ministeriet" in str(others)
    assert "Felskrivet" not in str(pack)
    assert third.title_sv in str(others)
    promised = next(
        each for each in pack["sections"] if "Vi enades" in str(each["blocks"][0].get("rows"))
    )
    assert promised["blocks"][0]["rows"] == [
        ["Vi enades", "Gymnasiet Norrskog, Yrkesinstitutet Strand"]
    ]
    assert "Siri Lund" in str(pack["sections"][-1])
    client = client_of(held.contact)
    with django_assert_max_num_queries(14):
        page = soup(client.get(url))
    assert [form["action"] for form in page.select("main form")] == [
        f"/echoes/{echo_of(asked, held.organisations[0]).pk}/spread/"
    ]
    stranger = client_of(make_actor(role=Role.COORDINATOR))
    assert stranger.get(url).status_code == 404
    assert client.get(f"/meetings/{held.meeting.pk}/brief/987654/").status_code == 404


def test_the_half_page_is_a_tagged_paper_in_each_language_also_from_the_mail(held):
    echo = echo_of(recorded(held, to_members()), held.organisations[0])
    later = start_of_day(today() + timedelta(days=9))
    given = {"kind": "echo", "object_id": echo.pk, "expires_at": later}
    act = f"/act/{make_token(subject=held.contact.pk, **given)}/"
    signed_in = f"/meetings/{held.meeting.pk}/brief/{held.organisations[0].pk}/pdf/"

    for client, url in ((client_of(held.contact), signed_in), (Client(), act)):
        for language in ("sv", "fi"):
            paper = client.get(url, {"language": language})
            assert paper["Content-Type"] == "application/pdf"
            assert paper["Content-Language"] == language
            assert b"/MarkInfo" in paper.content
    assert f"{act}?language=sv" in Client().get(act).content.decode()
    foreign = make_token(subject=make_actor(role=Role.CONTACT).pk, **given)
    assert Client().get(f"/act/{foreign}/", {"language": "sv"}).status_code == 410


def test_the_tick_answers_the_echo_once_and_is_no_answer_over_another(held):
    echo = echo_of(recorded(held, to_members()), held.organisations[0])
    url = f"/echoes/{echo.pk}/spread/"

    def tick(user):
        return client_of(user).post(url, {"form_key": str(uuid.uuid4()), "version": 0})

    assert tick(held.holders[1]).status_code == 404
    assert tick(held.contact)["Location"].endswith(f"/brief/{held.organisations[0].pk}/")
    late = tick(held.holders[0])

    echo.refresh_from_db()
    assert (echo.answer, echo.answered_by, echo.version) == ("spread", held.contact, 1)
    assert late["Location"] == f"/echoes/{echo.pk}/answer/"


def test_results_return_to_the_body_that_agreed_and_to_that_of_the_organisations(held):
    network = Body.objects.get(group=held.body.group, kind="network")
    other = Body.objects.create(
        group=network.group, kind="working", name_sv="Tom", starts_on=today()
    )
    start = timezone.now() - timedelta(hours=1)
    outcome = recorded(held, to_members())
    for place, person in ((0, held.contact), (2, held.holders[2])):
        answered(echo_of(outcome, held.organisations[place]), person)

    def told(body, since=start):
        rows = echo_results_since(body, since, held.coordinator, today=today())
        return [(row["title"], [each["organisation"] for each in row["answers"]]) for row in rows]

    names = [held.organisations[0].name, held.organisations[2].name]
    assert told(held.body) == [(outcome.title, names)]
    assert told(network) == [(outcome.title, names[1:])]
    assert told(other) == []
    assert told(held.body, timezone.now() + timedelta(hours=1)) == []
    for body, told_by in ((network, 1), (held.body, 2), (other, 0)):
        page = soup(client_of(held.coordinator).get(f"/bodies/{body.pk}/"))
        assert len(page.select("details q")) == told_by
        elsewhere = page.select(f"ul.list > li > a[href='/outcomes/{outcome.pk}/']")
        assert bool(elsewhere) == (body == network)
    where = {"meeting_id": 0, "body_id": network.pk, "group_id": network.group_id}
    days = {"since": today(), "today": today()}
    asked = Asked(**where, **days, is_leading=False, kinds=frozenset({"trials"}))
    [line] = lines_of(asked, held.coordinator)["trials"]
    assert (names[1] in line.text, line.detail) == (True, outcome.title)
    # What is kept for all who read there holds nothing that is open to the other body alone.
    everyone = replace(asked, audience=Visibility.BODY)
    assert len(lines_of(everyone, held.coordinator)["trials"]) == 1
    Outcome.objects.filter(pk=outcome.pk).update(visibility=Visibility.BODY)
    assert lines_of(everyone, held.coordinator) == {}
