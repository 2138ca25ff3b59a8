"""A message to a body: written once, read by each in their language."""

import uuid

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from elo_platform.notifications.models import Owed
from groups.models import BodyMessage
from groups.notices import body_message
from groups.permissions import Role
from groups.services.messages import send_message
from groups.services.seats import end_mandate
from tests.factories import make_actor, make_body, make_mandate, make_user

pytestmark = pytest.mark.django_db
SV = {"subject_sv": "Hej", "text_sv": "Välkommen."}
FI = {"subject_fi": "Hei", "text_fi": "Tervetuloa."}


def send(body, by, **texts):
    return send_message(body=body, by=by, now=timezone.now(), **texts)


def read(message, reader, language):
    with translation.override(language):
        return body_message({"message": message.pk}, reader)


def test_everyone_in_the_body_is_owed_it_and_nobody_else(body, coordinator):
    inside = [
        make_mandate(body=body).user,
        make_mandate(body=body, kind="deputy").user,
        make_actor(role=Role.CHAIR, body=body),
        make_actor(role=Role.COORDINATOR, group=body.group),
    ]
    make_mandate(body=make_body(group=body.group, kind="network"))
    make_mandate()
    make_mandate(body=body, user=make_user(is_active=False))
    gone = make_mandate(body=body)
    end_mandate(holder_id=gone.pk, by=None, now=timezone.now())

    send(body, coordinator, **SV)

    owed = Owed.objects.filter(kind="body_message")
    assert {row.reader for row in owed} == set(inside)


@pytest.mark.parametrize(
    ("texts", "reader", "subject", "note"),
    [
        (SV | FI, "sv", "Hej", False),
        (SV | FI, "fi", "Hei", False),
        (SV | FI, "en", "Hei", True),
        (SV, "sv", "Hej", False),
        (SV, "fi", "Hej", True),
        (FI, "sv", "Hei", True),
    ],
)
def test_each_reads_it_in_their_language_or_is_told_why_not(
    texts, reader, subject, note, body, coordinator
):
    member = make_mandate(body=body).user
    message = send(body, coordinator, **texts)

    values = read(message, member, reader)

    assert values["message_subject"] == subject
    assert bool(values["language_name"]) is note


def test_who_has_left_reads_nothing_that_was_already_owed(body, coordinator):
    holder = make_mandate(body=body)
    message = send(body, coordinator, **SV)
    assert read(message, holder.user, "sv")

    end_mandate(holder_id=holder.pk, by=None, now=timezone.now())

    assert read(message, holder.user, "sv") is None
    assert not BodyMessage.objects.visible_to(holder.user).exists()


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({}, "__all__"),
        ({"subject_sv": "Hej"}, "__all__"),
        ({"text_fi": "Hei"}, "__all__"),
        (SV | {"subject_fi": "Hei"}, "text_fi"),
        (FI | {"text_sv": "Hej"}, "subject_sv"),
    ],
)
def test_a_message_is_whole_in_a_language(texts, field, body, coordinator):
    with pytest.raises(ValidationError) as refusal:
        send(body, coordinator, **texts)

    fields = getattr(refusal.value, "error_dict", {"__all__": refusal.value})
    assert list(fields) == [field]
    assert not BodyMessage.objects.exists()


def test_the_database_itself_refuses_half_a_message(body, coordinator):
    with pytest.raises(IntegrityError), transaction.atomic():
        BodyMessage.objects.create(
            body=body, subject_sv="Hej", text_fi="Hei", sent_by=coordinator, sent_at=timezone.now()
        )


def test_only_a_coordinator_of_the_group_writes(body):
    for by in (
        make_mandate(body=body).user,
        make_actor(role=Role.CHAIR, body=body),
        make_actor(role=Role.COORDINATOR),
        make_actor(role=Role.NATIONAL),
    ):
        with pytest.raises(PermissionDenied):
            send(body, by, **SV)


def test_writing_on_the_page(client, body, coordinator):
    member = make_mandate(body=body).user
    client.force_login(coordinator)
    path = reverse("groups:message_new", args=[body.pk])
    data = {"form_key": str(uuid.uuid4()), **SV}

    answers = [client.post(path, data) for _time in range(2)]

    assert {answer["Location"] for answer in answers} == {
        reverse("groups:body_detail", args=[body.pk])
    }
    assert BodyMessage.objects.count() == 1
    assert Owed.objects.get(kind="body_message").reader == member


def test_half_a_message_comes_back_with_what_was_typed(client, body, coordinator):
    client.force_login(coordinator)

    page = client.post(
        reverse("groups:message_new", args=[body.pk]),
        {"form_key": str(uuid.uuid4()), "subject_sv": "Hej", "subject_fi": "Hei", "text_fi": "Moi"},
    )

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["text_sv"]
    assert 'value="Hej"' in page.content.decode()


def test_the_page_says_who_reads_which_language(client, body, coordinator):
    for language in ("sv", "fi", "fi"):
        make_mandate(body=body, user=make_user(language=language))
    client.force_login(coordinator)

    page = client.get(reverse("groups:message_new", args=[body.pk]))

    assert [row["number"] for row in page.context["counts"]] == [1, 2, 0]


def test_markup_in_a_message_is_text(client, body, coordinator):
    member = make_mandate(body=body).user
    send(body, coordinator, subject_sv="<b>Hej</b>", text_sv="<script>alert(1)</script>")
    client.force_login(member)

    page = client.get(reverse("groups:body_detail", args=[body.pk]))

    html = BeautifulSoup(page.content, "html.parser")
    assert not html.find_all("script", src=None)
    assert html.find("article").h3.get_text() == "<b>Hej</b>"


def test_messages_show_to_people_of_the_body_only(client, body, coordinator):
    send(body, coordinator, **SV)
    neighbour = make_mandate(body=make_body(group=body.group, kind="network")).user
    client.force_login(neighbour)

    page = client.get(reverse("groups:body_detail", args=[body.pk]))

    assert page.status_code == 200
    assert "Välkommen." not in page.content.decode()


def test_the_body_page_asks_the_same_number_of_questions(
    client, body, coordinator, django_assert_max_num_queries
):
    client.force_login(coordinator)
    path = reverse("groups:body_detail", args=[body.pk])
    counts = []
    for number in (1, 5):
        for _each in range(number):
            send(body, coordinator, **SV)
            make_mandate(body=body)
        with django_assert_max_num_queries(14) as queries:
            client.get(path)
        counts.append(len(queries))

    assert counts[0] == counts[1]
