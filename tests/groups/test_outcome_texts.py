"""The language that an outcome was recorded without: who adds it, and that all else stays."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from elo_platform.audit.models import AuditEvent
from groups.models import Outcome
from groups.services.minutes import begin_minutes
from groups.services.outcome_texts import NOTHING, STANDS, complete_outcome
from tests.browsing import soup
from tests.groups.outcomes import chair_of, recorded, to_members, wording

pytestmark = pytest.mark.django_db

IN_FINNISH = {"title_fi": "Yhteinen lähetepolku", "text_fi": "Johtoryhmä suosittaa."}


@pytest.fixture
def lacking(held) -> Outcome:
    """Return an outcome that was recorded in Swedish alone."""
    return recorded(held, wording(title_fi="", text_fi=""))


def completed(outcome: Outcome, by, **words) -> Outcome:
    return complete_outcome(outcome_id=outcome.pk, words=words, by=by, now=timezone.now())


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_missing_language_is_added_and_written_in_the_log(held, lacking):
    minutes = begin_minutes(meeting_id=held.meeting.pk, by=held.coordinator, now=held.now)

    completed(lacking, chair_of(held), **IN_FINNISH)

    stands = Outcome.objects.get(pk=lacking.pk)
    assert (stands.title_fi, stands.text_fi) == tuple(IN_FINNISH.values())
    assert (stands.title_sv, stands.text_sv, stands.number) == (
        lacking.title_sv,
        lacking.text_sv,
        lacking.number,
    )
    event = AuditEvent.objects.get(kind="outcome_completed")
    assert event.data == {"outcome": lacking.reference, "words": ["title_fi", "text_fi"]}
    assert (event.target_id, event.group_id) == (lacking.pk, held.body.group_id)
    version = minutes.version
    minutes.refresh_from_db()
    assert minutes.version == version + 1


def test_what_stands_is_never_changed(held, lacking):
    completed(lacking, held.coordinator, title_fi=IN_FINNISH["title_fi"])

    for words in ({"title_sv": "Ändrad"}, IN_FINNISH):
        with pytest.raises(ValidationError) as refusal:
            completed(lacking, held.coordinator, **words)
        assert refusal.value.message_dict == {next(iter(words)): [STANDS]}

    stands = Outcome.objects.get(pk=lacking.pk)
    assert (stands.title_sv, stands.text_fi) == (lacking.title_sv, "")


def test_the_database_keeps_words_and_lets_missing_ones_be_written(lacking):
    rows = Outcome.objects.filter(pk=lacking.pk)

    rows.update(title_fi="Yhteinen")
    for name in ("title_sv", "title_fi", "text_sv"):
        for text in ("Annat", ""):
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(**{name: text})

    assert (rows.get().title_sv, rows.get().title_fi) == (lacking.title_sv, "Yhteinen")


def test_nothing_written_is_refused(held, lacking):
    with pytest.raises(ValidationError) as refusal:
        completed(lacking, held.coordinator, title_fi="", text_fi="")

    assert refusal.value.messages == [NOTHING]
    assert not AuditEvent.objects.filter(kind="outcome_completed").exists()


def test_who_records_nothing_adds_nothing(held, lacking):
    for by in (held.holders[0], held.contact):
        with pytest.raises(PermissionDenied):
            completed(lacking, by, **IN_FINNISH)

    completed(lacking, held.coordinator, **IN_FINNISH)


def test_the_page_of_the_outcome_leads_to_the_form_and_the_form_back(held, lacking):
    client, page = client_of(held.coordinator), f"/outcomes/{lacking.pk}/"
    [way] = soup(client.get(page)).select(f"a[href='{page}languages/']")
    assert not soup(client_of(held.holders[0]).get(page)).select(f"a[href='{way['href']}']")

    form = soup(client.get(way["href"]))
    fields = {field["name"] for field in form.select("main form [id^=id_]")}
    answer = client.post(way["href"], {"form_key": str(uuid.uuid4()), **IN_FINNISH})

    assert fields == {"title_fi", "text_fi"}
    assert lacking.text_sv in form.text
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert Outcome.objects.get(pk=lacking.pk).text_fi == IN_FINNISH["text_fi"]
    assert not soup(client.get(page)).select(f"a[href='{way['href']}']")
    again = soup(client.get(way["href"]))
    assert not again.select("main textarea")
    assert again.select(f"main a[href='{page}']")


def test_what_somebody_else_wrote_meanwhile_stands_and_what_was_typed_is_shown(held, lacking):
    completed(lacking, held.coordinator, **IN_FINNISH)
    client = client_of(held.coordinator)

    typed = {"form_key": str(uuid.uuid4()), "title_fi": "Toinen nimi"}
    answer = client.post(f"/outcomes/{lacking.pk}/languages/", typed)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"title_fi": [STANDS]}
    assert soup(answer).select_one("#id_title_fi")["value"] == "Toinen nimi"


def test_whoever_records_in_one_language_is_told_what_is_missing(held):
    client, url = client_of(held.coordinator), f"/meetings/{held.meeting.pk}/outcomes/new/"
    values = to_members()
    names = ("kind", "title_sv", "text_sv", "addressed")
    typed = {name: getattr(values, name) for name in names}
    typed |= {"item": held.item.pk, "answer_by": values.answer_by.isoformat()}
    both = {"title_fi": values.title_fi, "text_fi": values.text_fi}

    told = [
        len([each for each in answer.context["messages"] if each.level_tag == "warning"])
        for more in ({}, both)
        for answer in [
            client.post(url, {"form_key": str(uuid.uuid4()), **typed, **more}, follow=True)
        ]
    ]

    assert told == [1, 0]


def test_the_list_of_languages_leads_to_the_form(held, lacking):
    page = client_of(held.coordinator).get(f"/groups/{held.body.group_id}/languages/")

    ways = [row["url"] for row in page.context["rows"] if row["text"] == lacking.title_sv]
    assert ways == [f"/outcomes/{lacking.pk}/languages/"]
