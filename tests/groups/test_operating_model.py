"""The operating model: written in drafts, published for good, accepted by each organisation."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from elo_platform.audit.models import AuditEvent
from elo_platform.notifications.acts import act_url
from elo_platform.notifications.models import Owed
from groups.models import Acceptance, OperatingModel
from groups.notices.operating import operating_model
from groups.panels.operating import compared, due_models
from groups.services.entering import EnteredSignature
from groups.services.operating_models import (
    accept_model,
    accept_model_by_link,
    enter_acceptance,
    remind_of_model,
    remind_of_models,
    start_version,
)
from tests.browsing import client_of
from tests.factories import make_organisation, make_seat, today
from tests.groups.agreements import pdf
from tests.groups.meetings import sit
from tests.groups.networks import make_house, published, sent
from tests.groups.test_networks import read

pytestmark = pytest.mark.django_db
PAGE_QUERIES = 14


def test_a_draft_is_the_coordinators_until_it_is_published_and_then_frozen():
    house = make_house()
    client = client_of(house.coordinator)
    page = reverse("groups:operating_model", args=[house.group.pk])
    client.post(reverse("groups:operating_start", args=[house.group.pk]), sent())
    model = OperatingModel.objects.get()
    edit = reverse("groups:operating_edit", args=[model.pk])
    publish = reverse("groups:operating_publish", args=[model.pk])

    empty = client.post(publish, sent(version=0))
    assert empty.status_code == 422
    text = {"text_sv": "Vi bereder tillsammans.", "text_fi": "Valmistelemme yhdessä."}
    assert client.post(edit, sent(version=0, **text)).status_code == 302
    assert client.post(edit, sent(version=0, text_sv="Annat", text_fi="")).status_code == 409
    assert "bereder" not in read(client_of(house.member), page)
    assert client_of(house.member).get(edit).status_code == 404
    assert client.post(publish, sent(version=0)).status_code == 422
    assert client.post(publish, sent(version=1)).status_code == 302

    assert "Vi bereder tillsammans." in read(client_of(house.member), page)
    assert Owed.objects.filter(kind="operating_model", reader=house.member).count() == 1
    assert client.post(edit, sent(version=1, **text)).status_code == 403
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        OperatingModel.objects.filter(pk=model.pk).update(text_sv="Ändrat")
    assert (
        client_of(house.member)
        .post(reverse("groups:operating_start", args=[house.group.pk]), sent())
        .status_code
        == 403
    )


def test_an_organisation_accepts_from_the_mail_once_and_the_page_says_who():
    house = make_house()
    model = published(house)
    link = act_url(
        kind="operating_model",
        object_id=model.pk,
        subject=house.member.pk,
        expires_at=house.now + timedelta(days=2),
    ).removeprefix("http://testserver")
    client = Client()

    assert operating_model({"model": model.pk}, house.member)["organisations"]
    assert len(due_models(house.member, house.now)) == 1
    assert due_models(house.coordinator, house.now) == []
    assert model.text_sv in client.get(link).content.decode()
    answer = client.post(link.split("?")[0], sent() | dict([link.split("?")[1].split("=")]))
    acceptance = Acceptance.objects.get()
    accept_model_by_link(model_id=model.pk, subject=str(house.member.pk), now=house.now)

    assert answer.status_code == 302
    assert (acceptance.organisation, acceptance.user) == (house.organisation, house.member)
    assert Acceptance.objects.count() == 1
    assert operating_model({"model": model.pk}, house.member) is None
    assert due_models(house.member, house.now) == []
    page = read(client_of(house.member), reverse("groups:operating_model", args=[house.group.pk]))
    assert "Onni Lehtola" in page


def test_who_answers_for_no_organisation_accepts_nothing():
    house = make_house()
    model = published(house)

    for person in (house.stranger, house.coordinator):
        with pytest.raises(PermissionDenied):
            accept_model(model_id=model.pk, by=person, now=house.now)
        with pytest.raises(PermissionDenied):
            accept_model_by_link(model_id=model.pk, subject=str(person.pk), now=house.now)
    accept_model(model_id=model.pk, by=house.member, now=house.now)

    assert Acceptance.objects.get().user == house.member


def test_a_new_version_is_a_new_row_and_the_old_one_is_no_longer_accepted():
    house = make_house()
    first = published(house, text_sv="Vi träffas.\n\nVi skriver.")
    accept_model(model_id=first.pk, by=house.member, now=house.now)
    second = published(house, text_sv="Vi träffas.\n\nVi berättar.")
    page = reverse("groups:operating_model", args=[house.group.pk])

    assert second.number == 2
    assert OperatingModel.objects.get(pk=first.pk).text_sv == "Vi träffas.\n\nVi skriver."
    with pytest.raises(PermissionDenied):
        accept_model(model_id=first.pk, by=house.member, now=house.now)
    content = client_of(house.member).get(page).content.decode()
    assert "<ins>Vi berättar.</ins>" in content
    assert "<del>Vi skriver.</del>" in content
    old = client_of(house.member).get(f"{page}?version=1")
    assert old.context["model"] == first
    assert old.context["accept_form"] is None
    assert start_version(group_id=house.group.pk, by=house.coordinator, now=house.now).number == 3


def test_only_those_who_have_not_accepted_are_asked_again_once_a_day():
    house = make_house()
    other = make_organisation(name_sv="Gymnasiet Norrskog", name_fi="Lukio Metsä")
    silent = sit(seat=make_seat(body=house.body, organisation=other), name="Alva Strand")
    model = published(house)
    accept_model(model_id=model.pk, by=house.member, now=house.now)
    given = {"model_id": model.pk, "by": house.coordinator}

    tomorrow = house.now + timedelta(days=1)

    asked = [remind_of_model(**given, now=at) for at in (house.now, tomorrow, tomorrow)]

    assert asked == [0, 1, 0]
    assert Owed.objects.filter(kind="operating_model", reader=silent).count() == 2
    with pytest.raises(PermissionDenied):
        remind_of_model(model_id=model.pk, by=house.member, now=house.now)


def test_the_silent_are_reminded_twice_each_stage_once_and_of_a_newer_version_alone():
    house = make_house()
    model = published(house)
    began = house.now

    def sweep(days: int) -> int:
        return sum(remind_of_models(now=began + timedelta(days=days)) for _time in range(2))

    new = {days: sweep(days) for days in (1, 13, 14, 15, 40, 46, 47, 59, 60, 70)}
    assert {days for days, number in new.items() if number} == {14, 46}
    assert {row.reader for row in Owed.objects.filter(dedup_key__contains=":stage:")} == {
        house.member
    }

    Owed.objects.all().delete()
    newer = published(house, text_sv="Vi träffas fem gånger.")
    assert sweep(50) == 1
    assert Owed.objects.get(dedup_key__contains=":stage:").params == {"model": newer.pk}
    assert model.pk != newer.pk
    Owed.objects.all().delete()
    accept_model(model_id=newer.pk, by=house.member, now=began)
    assert sweep(50) == 0


def test_what_an_organisation_accepted_elsewhere_is_entered_with_reason_and_evidence(
    settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    house = make_house()
    other = make_organisation(name_sv="Gymnasiet Norrskog", name_fi="Lukio Metsä")
    make_seat(body=house.body, organisation=other)
    model = published(house)
    coordinator, member = client_of(house.coordinator), client_of(house.member)
    page = reverse("groups:operating_model", args=[house.group.pk])
    enter = reverse("groups:operating_enter", args=[model.pk, other.pk])
    day = today().strftime("%d.%m.%Y")
    given = {"signer": "Rektor", "signed_on": day, "reason": "Styrelsens protokoll"}
    assert enter in coordinator.get(page).content.decode()
    assert enter not in member.get(page).content.decode()

    for wrong in ({"signed_on": "1.1.2199"}, {"signed_on": "1.1.2001"}, {"reason": ""}):
        sheet = sent(**given | wrong, file=pdf())
        assert coordinator.post(enter, sheet).status_code == 422
    assert coordinator.post(enter, sent(**given)).status_code == 422
    assert member.post(enter, sent(**given, file=pdf())).status_code == 403
    assert coordinator.post(enter, sent(**given, file=pdf())).status_code == 302
    assert coordinator.post(enter, sent(**given, file=pdf())).status_code == 404

    row = Acceptance.objects.get()
    assert (row.organisation, row.user, row.is_on_behalf) == (other, house.coordinator, True)
    assert AuditEvent.objects.get(kind="model_entered").data == {"organisations": [other.pk]}
    evidence = f"/documents/{row.evidence_id}/"
    assert "Styrelsens protokoll" in read(coordinator, page)
    assert b"".join(coordinator.get(evidence).streaming_content).startswith(b"%PDF")
    shown = member.get(page).content.decode()
    assert "Rektor" in shown
    assert "Styrelsens protokoll" not in shown
    assert evidence not in shown
    assert member.get(evidence).status_code == 404
    again = {
        "organisation_id": other.pk,
        "values": EnteredSignature("Rektor", today(), "Protokoll", pdf()),
    }
    with pytest.raises(ValidationError):
        enter_acceptance(model_id=model.pk, **again, by=house.coordinator, now=house.now)


def test_the_page_costs_the_same_with_one_organisation_and_with_many():
    house = make_house()
    published(house)
    page = reverse("groups:operating_model", args=[house.group.pk])
    client = client_of(house.coordinator)

    def cost() -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        return len(queries)

    few = cost()
    for number in range(12):
        other = make_organisation(name_sv=f"Skola {number}", name_fi=f"Koulu {number}")
        make_seat(body=house.body, organisation=other)

    assert cost() == few <= PAGE_QUERIES
    assert len(client.get(page).context["rows"]) == 13


def test_paragraphs_are_compared_as_they_stand():
    kinds = [(each.kind, each.text) for each in compared("a\n\nb\nc", "a\nb2\nc\nd")]

    assert kinds == [("same", "a"), ("gone", "b"), ("new", "b2"), ("same", "c"), ("new", "d")]
