"""The public address: pages, languages, what goes wrong, and nothing kept of whoever answers."""

import logging
import re
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from elo_platform.audit.models import AuditEvent, FormReceipt
from elo_platform.lib import senders
from groups.permissions import Role
from surveys.models import Answer, Response, Survey, UsedKey, Waiting
from surveys.models.answer import MAX_ANSWER
from surveys.services.building import save_section
from surveys.services.life import close_survey
from surveys.services.values import section_values
from tests.browsing import soup
from tests.factories import NOON, make_actor
from tests.surveys.making import make_draft, make_open, question_of, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    return make_open()


def _path(survey):
    return f"/s/{survey.token}/"


def _fields(response) -> dict[str, list[str]]:
    """Return what a browser would send of the form as it stands."""
    form = soup(response).find("form", id="answers")
    data: dict[str, list[str]] = {}
    for field in form.find_all("input"):
        if field["type"] == "hidden" or field.has_attr("checked"):
            data.setdefault(field["name"], []).append(field["value"])
    for field in form.find_all("textarea"):
        data[field["name"]] = [field.string[1:] if field.string else ""]
    return data


def _fill(survey, response, *, only=None, **answers) -> dict[str, list[str]]:
    """Return the form with the questions of its page answered."""
    data = _fields(response)
    shown = {
        tag["name"]
        for tag in soup(response).find_all(["input", "textarea"], attrs={"name": re.compile("^q")})
        if tag.get("type") != "hidden"
    }
    for pk, values in typed(survey, **answers).items():
        if f"q{pk}" in shown:
            data[f"q{pk}"] = values
    return data


def _answer_all(client, survey, **answers):
    """Answer both pages and return the last response."""
    first = client.get(_path(survey))
    second = client.post(_path(survey), _fill(survey, first, **answers) | {"go": "next"})
    return client.post(_path(survey), _fill(survey, second, **answers) | {"go": "send"})


def test_anyone_answers_page_by_page_and_is_thanked(survey, client):
    first = client.get(_path(survey))
    assert "1–2" in first.content.decode()
    second = client.post(_path(survey), _fill(survey, first) | {"go": "next"})
    assert not Waiting.objects.exists()

    last = client.post(_path(survey), _fill(survey, second, story="Ja") | {"go": "send"})

    assert (last.status_code, last["Location"]) == (302, f"{_path(survey)}thanks/")
    assert Waiting.objects.count() == 1
    assert client.get(last["Location"]).status_code == 200


def test_what_is_answered_is_what_is_stored(survey, client):
    _answer_all(client, survey, sector=1, worst=(0, 2), knows=2, story="Väntan är lång")

    close_survey(survey_id=survey.pk, by=survey.made_by, now=NOON)

    response = Response.objects.get()
    answers = response.answers.all()
    assert str(response.sector) in {"Högskola", "Korkeakoulu"}
    assert sorted(answer.choice.text_sv for answer in answers if answer.choice) == [
        "Arbetsliv", "Högskola", "Övergångar",
    ]  # fmt: skip
    assert {answer.number for answer in answers} == {None, 2}
    assert {answer.text for answer in answers} == {"", "Väntan är lång"}


def test_a_language_is_switched_without_losing_a_word(survey, client):
    first = client.get(_path(survey), headers={"accept-language": "sv"})
    second = client.post(_path(survey), _fill(survey, first, worst=(1, 2)) | {"go": "next"})
    story = "Rad ett\nrad två <b>"
    data = _fill(survey, second, knows=3, story=story)

    switched = client.post(_path(survey), data | {"go": "fi"})

    assert soup(switched).html["lang"] == "fi"
    assert "Tiedän, kehen ottaa yhteyttä" in switched.content.decode()
    fields = _fields(switched)
    for pk, values in typed(survey, worst=(1, 2), knows=3, story=story).items():
        assert fields[f"q{pk}"] == values
    assert not Waiting.objects.exists()
    assert not switched.cookies

    client.post(_path(survey), fields | {"go": "send"})
    close_survey(survey_id=survey.pk, by=survey.made_by, now=NOON)
    assert Response.objects.get().language == "fi"


def test_back_keeps_what_is_typed_even_where_it_is_not_valid(survey, client):
    first = client.get(_path(survey))
    second = client.post(_path(survey), _fill(survey, first) | {"go": "next"})
    data = _fill(survey, second, knows=None, story="Halvfärdigt")

    back = client.post(_path(survey), data | {"go": "back"})

    fields = _fields(back)
    assert back.status_code == 200
    assert fields["page"] == ["0"]
    assert fields[f"q{question_of(survey, 'text').pk}"] == ["Halvfärdigt"]


@pytest.mark.parametrize("go", ["next", "send"])
def test_a_missing_answer_on_page_two_keeps_all(survey, client, go):
    first = client.get(_path(survey))
    second = client.post(_path(survey), _fill(survey, first, worst=(1,)) | {"go": "next"})
    data = _fill(survey, second, knows=None, story="Min berättelse")

    again = client.post(_path(survey), data | {"go": go})

    assert again.status_code == 422
    fields = _fields(again)
    assert fields[f"q{question_of(survey, 'text').pk}"] == ["Min berättelse"]
    assert f"q{question_of(survey, 'single').pk}" in fields
    page = soup(again)
    target = page.find(class_="ds-error-summary").find("a")["href"]
    assert page.find(id=target[1:])["name"] == f"q{question_of(survey, 'scale').pk}"
    assert not Waiting.objects.exists()


def test_an_answer_taken_out_of_page_one_leads_back_there(survey, client):
    first = client.get(_path(survey))
    second = client.post(_path(survey), _fill(survey, first) | {"go": "next"})
    data = _fill(survey, second)
    del data[f"q{question_of(survey, 'single').pk}"]

    again = client.post(_path(survey), data | {"go": "send"})

    assert again.status_code == 422
    assert _fields(again)["page"] == ["0"]


def test_a_form_sent_twice_is_thanked_twice_and_counts_once(survey, client):
    first = client.get(_path(survey))
    second = client.post(_path(survey), _fill(survey, first) | {"go": "next"})
    data = _fill(survey, second) | {"go": "send"}

    answers = [client.post(_path(survey), data) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Waiting.objects.count() == 1


def test_a_network_that_sends_too_often_waits_and_loses_nothing(survey, client, monkeypatch):
    monkeypatch.setattr(senders, "MOST", 2)
    first = client.get(_path(survey))
    second = client.post(_path(survey), _fill(survey, first) | {"go": "next"})
    data = _fill(survey, second, story="Min text") | {"go": "send"}
    keys = [str(uuid.uuid4()) for _number in range(3)]
    one, two, three = (client.post(_path(survey), data | {"form_key": key}) for key in keys)

    assert [one.status_code, two.status_code, three.status_code] == [302, 302, 429]
    assert three["Retry-After"] == "300"
    fields = _fields(three)
    assert fields["form_key"] == [keys[2]]
    assert fields[f"q{question_of(survey, 'text').pk}"] == ["Min text"]
    # Turning pages is no sending, and another network and another survey have their own counts.
    assert client.post(_path(survey), data | {"go": "back"}).status_code == 200
    other = Client(REMOTE_ADDR="192.0.2.7")
    assert other.post(_path(survey), fields | {"go": "send"}).status_code == 302
    assert _answer_all(client, make_open()).status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_cache")
        assert cursor.fetchone() == (0,)


def test_a_survey_that_closes_meanwhile_shows_what_was_typed(survey, client):
    first = client.get(_path(survey))
    second = client.post(_path(survey), _fill(survey, first, worst=(0,)) | {"go": "next"})
    close_survey(survey_id=survey.pk, by=survey.made_by, now=NOON)

    late = client.post(_path(survey), _fill(survey, second, story="Min text") | {"go": "send"})

    text = late.content.decode()
    assert late.status_code == 409
    assert "Min text" in text
    assert "Övergångar" in text or "Siirtymät" in text
    assert not Waiting.objects.exists()
    assert client.get(_path(survey)).status_code == 200


def test_a_form_of_earlier_questions_is_shown_again_with_what_was_typed(survey, client):
    first = client.get(_path(survey))
    second = client.post(_path(survey), _fill(survey, first) | {"go": "next"})
    data = _fill(survey, second, story="En lång berättelse")
    _drop_the_story(survey)

    changed = client.post(_path(survey), data | {"go": "send"})

    assert changed.status_code == 409
    assert "En lång berättelse" in changed.content.decode()
    assert not Waiting.objects.exists()
    fields = _fields(changed)
    assert fields["form_key"] != data["form_key"]
    assert fields[f"q{question_of(survey, 'scale').pk}"] == ["4"]
    taken = client.post(_path(survey), fields | {"go": "send"})
    assert taken.status_code == 302
    assert Waiting.objects.count() == 1


def _drop_the_story(survey):
    section = survey.sections.get(number=2)
    values = section_values(section=section)
    values = type(values)(values.title_sv, values.title_fi, questions=values.questions[:1])
    save_section(
        section_id=section.pk, version=survey.version, values=values, by=survey.made_by, now=NOON
    )


@pytest.mark.parametrize("length", [MAX_ANSWER + 1, 1_000_000])
def test_a_text_that_is_too_long_is_said_and_kept(survey, client, length):
    first = client.get(_path(survey))
    second = client.post(_path(survey), _fill(survey, first) | {"go": "next"})

    again = client.post(_path(survey), _fill(survey, second, story="ö" * length) | {"go": "send"})

    assert again.status_code == 422
    assert str(MAX_ANSWER) in again.content.decode()
    assert _fields(again)[f"q{question_of(survey, 'text').pk}"] == ["ö" * length]
    assert not Waiting.objects.exists()


@pytest.mark.parametrize(
    "nonsense",
    [
        {"page": "99999999999999999999"},
        {"page": "-1"},
        {"edition": "x"},
        {"language": "xx"},
        {"form_key": "no"},
        {"q0": "1"},
        {"q": "1", "qx": "y", "q99999999999999999999": "z"},
        {"go": "explode"},
        {},
    ],
)
def test_nonsense_shows_a_page(survey, client, nonsense):
    answer = client.post(_path(survey), nonsense)

    assert answer.status_code in {200, 409}
    assert not Waiting.objects.exists()


def test_a_script_as_an_answer_is_shown_as_text(survey, client):
    first = client.get(_path(survey))
    second = client.post(_path(survey), _fill(survey, first) | {"go": "next"})
    story = "</textarea><script>alert(1)</script>"

    page = soup(client.post(_path(survey), _fill(survey, second, story=story) | {"go": "fi"}))

    assert not page.find_all("script")
    assert story in page.find("textarea").string


@pytest.mark.parametrize("person", ["visitor", "member"])
def test_nobody_is_known_and_no_cookie_is_set(survey, person, caplog):
    client = Client(enforce_csrf_checks=True)
    user = make_actor(role=Role.COORDINATOR, group=survey.group)
    if person == "member":
        client.force_login(user)
    sessions = set(Session.objects.values_list("session_data", flat=True))
    receipts, events = FormReceipt.objects.count(), AuditEvent.objects.count()

    with caplog.at_level(logging.DEBUG):
        last = _answer_all(client, survey)
        thanks = client.get(last["Location"])

    assert last.status_code == 302
    assert not last.cookies
    assert not thanks.cookies
    for answer in (last, thanks, client.get(_path(survey))):
        assert answer["Cache-Control"] == "private, no-store"
        assert "Set-Cookie" not in answer.headers
        assert user.name not in answer.content.decode()
    assert set(Session.objects.values_list("session_data", flat=True)) == sessions
    assert (FormReceipt.objects.count(), AuditEvent.objects.count()) == (receipts, events)
    logged = "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    )
    assert survey.token not in logged
    assert "/s/" not in logged
    assert f"user_id={user.pk}" not in logged


def test_a_draft_and_a_wrong_address_are_not_there(client):
    draft = make_draft()

    assert client.get(_path(draft)).status_code == 404
    assert client.get("/s/wrong/").status_code == 404
    assert client.get("/s/wrong/thanks/").status_code == 404


def test_a_survey_past_its_day_is_closed_to_all(survey, client):
    Survey.objects.filter(pk=survey.pk).update(closes_on=timezone.now().date().replace(year=2020))

    page = client.get(_path(survey))

    assert page.status_code == 200
    assert soup(page).find("form", id="answers") is None


@pytest.mark.parametrize("answered", [0, 7])
def test_a_page_asks_the_same_however_many_have_answered(
    survey, client, answered, django_assert_num_queries
):
    for _number in range(answered):
        _answer_all(client, survey)

    with django_assert_num_queries(4):
        client.get(_path(survey))


def test_rows_hold_no_time_and_no_person():
    for model in (Waiting, UsedKey, Response, Answer):
        kinds = {field.get_internal_type() for field in model._meta.fields}
        related = {
            field.related_model.__name__ for field in model._meta.fields if field.related_model
        }
        assert not kinds & {"DateTimeField", "DateField", "TimeField", "GenericIPAddressField"}
        assert not kinds & {"AutoField", "BigAutoField"}, model
        assert related <= {"Survey", "Question", "Choice", "Response"}
