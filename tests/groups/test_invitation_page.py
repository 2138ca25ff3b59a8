"""The page that an invitation's mail opens, and the coordinator's pages around it."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from elo_platform.notifications.acts import make_token
from elo_platform.overview.proofs.together import together
from groups.models import Body, Invitation, Organisation, Seat, SeatHolder
from groups.notices import invitation_answered
from groups.notices.listed import answers
from groups.panels import due_invitations
from groups.permissions import Role
from groups.services.invitations import decline_invitation, revoke_invitation
from tests.factories import (
    make_actor,
    make_body,
    make_category,
    make_group,
    make_invitation,
    make_mandate,
    make_organisation,
    make_region,
    make_user,
    today,
)

pytestmark = pytest.mark.django_db
User = get_user_model()


def act_path(invitation, *, subject=None, expires_at=None, object_id=None):
    token = make_token(
        kind="invitation",
        object_id=object_id or invitation.pk,
        subject=subject or invitation.address,
        expires_at=expires_at or invitation.expires_at,
    )
    return reverse("notifications:act", args=[token])


def yes(**fields):
    return {
        "form_key": str(uuid.uuid4()),
        "answer": "yes",
        "name": "Onni Lehtola",
        "title": "rektor",
        "language": "fi",
        **fields,
    }


def no(**fields):
    return {"form_key": str(uuid.uuid4()), "answer": "no", "reason": "Inte i år", **fields}


def nothing_changed(invitation):
    return (
        not SeatHolder.objects.filter(user__email=invitation.address).exists()
        and not User.objects.filter(email=invitation.address).exists()
    )


def test_the_page_says_who_asks_and_what_for(client):
    invitation = make_invitation(greeting="Vi behöver er röst.")

    page = client.get(act_path(invitation), {"lang": "sv"})

    assert page.status_code == 200
    text = BeautifulSoup(page.content, "html.parser").get_text(" ", strip=True)
    seat = invitation.seat
    for shown in (
        invitation.invited_by.name,
        seat.body.name_sv,
        seat.organisation.name_sv,
        seat.body.group.name_sv,
        invitation.address,
        "Vi behöver er röst.",
    ):
        assert shown in text
    assert page.headers["Cache-Control"] == "private, no-store"


def test_accepting_gives_the_seat_and_signs_nobody_in(client):
    invitation = make_invitation()
    path = act_path(invitation)

    answer = client.post(path, yes())

    assert (answer.status_code, answer["Location"]) == (302, path)
    assert SeatHolder.objects.get().user.email == invitation.address
    assert "_auth_user_id" not in client.session
    done = client.get(path)
    assert done.status_code == 200
    assert reverse("account_request_login_code") in done.content.decode()


def test_somebody_with_an_account_is_asked_for_nothing_that_it_keeps(client):
    invitation = make_invitation()
    user = make_user(email=invitation.address, name="Alva Strand", language="sv")
    path = act_path(invitation)
    asked = client.get(path).context["accept"]

    answer = client.post(path, yes(name="Onni Lehtola", is_name_public="on"))

    user.refresh_from_db()
    assert answer.status_code == 302
    assert list(asked.fields) == ["form_key"]
    assert SeatHolder.objects.get().user == user
    assert (user.name, user.language, user.is_name_public) == ("Alva Strand", "sv", False)


def test_declining_thanks_and_keeps_the_reason(client):
    invitation = make_invitation()
    path = act_path(invitation)

    client.post(path, no())

    invitation.refresh_from_db()
    assert (invitation.state, invitation.reason) == ("declined", "Inte i år")
    assert client.get(path).status_code == 200
    assert nothing_changed(invitation)


def other(**fields):
    named = {"suggested_name": "Alva Strand", "suggested_address": "alva@elo.example"}
    return {"form_key": str(uuid.uuid4()), "answer": "other", **named, **fields}


def test_naming_somebody_else_leads_the_coordinator_to_inviting_them(client):
    invitation = make_invitation()
    path, coordinator = act_path(invitation), invitation.invited_by
    assert b"Name somebody else" in client.get(path, {"answer": "other", "lang": "en"}).content

    refused = client.post(path, other(suggested_address=invitation.address))
    assert refused.status_code == 422
    assert client.post(path, other(suggested_address="nobody")).status_code == 422
    assert client.post(path, other()).status_code == 302

    assert "named somebody" in client.get(path, {"lang": "en"}).content.decode()
    (due,) = due_invitations(coordinator, timezone.now())
    answered = {"invitation": invitation.pk}
    with translation.override("en"):
        told = invitation_answered(answered, coordinator)
        (listed,) = answers([answered], coordinator)
    assert told["names_another"]
    assert told["url"].endswith(due["url"])
    assert listed["url"] == told["url"]
    assert "alva" not in str(told).lower()

    client.force_login(coordinator)
    page = BeautifulSoup(client.get(due["url"]).content, "html.parser")
    button = page.select_one('main a[href*="instead_of"]')
    link = button["href"]
    assert "Alva Strand" in button.text
    form = client.get(link).context["form"]
    place = {"body": invitation.seat.body_id, "organisation": invitation.seat.organisation_id}
    assert "alva" not in link.lower()
    assert {name: form.initial[name] for name in place} == place
    sent = form.initial | {"form_key": str(uuid.uuid4())}
    assert client.post(link, sent).status_code == 302
    assert Invitation.objects.get(state="pending").address == "alva@elo.example"
    assert not Invitation.objects.exclude(suggested_address="").exists()
    assert due_invitations(coordinator, timezone.now()) == []
    assert client.get(link).context["form"].initial.get("name") is None


def test_an_invalid_answer_comes_back_with_its_errors(client):
    invitation = make_invitation()

    page = client.post(act_path(invitation), yes(name="", language="xx"))

    assert page.status_code == 422
    assert nothing_changed(invitation)


def test_no_opens_the_fold_of_declining(client):
    invitation = make_invitation()

    page = BeautifulSoup(client.get(act_path(invitation), {"answer": "no"}).content, "html.parser")

    assert page.select_one("details.fold")["open"] == ""


@pytest.mark.parametrize("send", [yes, no])
def test_a_forged_link_changes_nothing(client, send):
    invitation = make_invitation()
    path = act_path(invitation)

    for broken in (path[:-3] + "xx/", "/act/nonsense/", path.replace("~", "~A")):
        assert client.get(broken).status_code == 404
        assert client.post(broken, send()).status_code == 404

    assert nothing_changed(invitation)
    assert Invitation.objects.get().state == "pending"


@pytest.mark.parametrize("send", [yes, no])
def test_a_link_of_somebody_else_changes_nothing(client, send):
    invitation, other = make_invitation(), make_invitation()
    user = make_user()

    for path in (
        act_path(invitation, subject=other.address),
        act_path(invitation, subject=user.pk),
        act_path(invitation, object_id=987654),
    ):
        assert client.get(path).status_code == 404
        assert client.post(path, send()).status_code == 404

    assert not SeatHolder.objects.exists()
    assert set(Invitation.objects.values_list("state", flat=True)) == {"pending"}


@pytest.mark.parametrize("send", [yes, no])
def test_a_link_that_has_run_out_changes_nothing(client, send):
    invitation = make_invitation()
    path = act_path(invitation)

    with time_machine.travel(invitation.expires_at + timedelta(seconds=1)):
        assert client.get(path).status_code == 410
        assert client.post(path, send()).status_code == 410
        # A link that lives longer than its invitation does not make it live longer.
        long_lived = act_path(invitation, expires_at=timezone.now() + timedelta(days=9))
        assert client.get(long_lived).status_code == 410
        assert client.post(long_lived, send()).status_code == 410

    assert nothing_changed(invitation)


def test_a_withdrawn_invitation_says_so(client):
    invitation = make_invitation()
    path = act_path(invitation)
    revoke_invitation(invitation_id=invitation.pk, by=invitation.invited_by, now=timezone.now())

    for answer in (client.get(path), client.post(path, yes()), client.post(path, no())):
        assert answer.status_code == 410

    assert nothing_changed(invitation)


def test_an_answered_invitation_cannot_be_answered_otherwise(client):
    invitation = make_invitation()
    path = act_path(invitation)
    decline_invitation(
        invitation_id=invitation.pk, address=invitation.address, reason="", now=timezone.now()
    )

    assert client.post(path, yes()).status_code == 200

    assert Invitation.objects.get().state == "declined"
    assert nothing_changed(invitation)


def test_a_seat_that_was_filled_meanwhile_says_so(client):
    invitation = make_invitation()
    make_mandate(seat=invitation.seat, starts_on=today())
    path = act_path(invitation)

    assert client.get(path).status_code == 410
    assert client.post(path, yes()).status_code == 410

    assert nothing_changed(invitation)


def test_a_deputy_is_asked_into_nothing_that_has_ended(client):
    invitation = make_invitation(kind="deputy")
    path = act_path(invitation)
    assert client.get(path).status_code == 200
    yesterday = today() - timedelta(days=1)
    Body.objects.filter(pk=invitation.seat.body_id).update(ends_on=yesterday)

    page = client.post(path, yes())

    assert (page.status_code, page.context["why"]) == (410, "taken")
    assert nothing_changed(invitation)


def test_a_closed_account_says_so(client):
    make_user(email="closed@elo.example", is_active=False)
    invitation = make_invitation(address="closed@elo.example")

    page = client.post(act_path(invitation), yes())

    assert page.status_code == 410
    assert not SeatHolder.objects.exists()


def test_the_same_form_sent_twice_has_one_effect(client):
    invitation = make_invitation()
    path, data = act_path(invitation), yes()

    answers = [client.post(path, data) for _time in range(2)]

    assert [answer["Location"] for answer in answers] == [path, path]
    assert SeatHolder.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_presses_at_once_give_one_seat():
    invitation = make_invitation()
    path = act_path(invitation)

    codes = together(lambda _number: Client().post(path, yes()).status_code, at_once=50)

    assert sorted(codes) == [200] * 49 + [302]
    assert SeatHolder.objects.count() == 1
    assert User.objects.filter(email=invitation.address).count() == 1


# The coordinator's pages


@pytest.fixture
def group():
    return make_group(region=make_region())


@pytest.fixture
def coordinator(client, group):
    user = make_actor(role=Role.COORDINATOR, group=group)
    client.force_login(user)
    return user


def invite_data(body, category, **fields):
    return {
        "form_key": str(uuid.uuid4()),
        "body": body.pk,
        "category": category.pk,
        "kind": "principal",
        "name": "Onni Lehtola",
        "address": "onni@elo.example",
        "language": "fi",
        **fields,
    }


def test_the_form_is_filled_in_from_the_gap(client, coordinator, group):
    body, category = make_body(group=group), make_category(key="BUSINESS")
    make_body(group=group, kind="network")
    organisation = make_organisation(category=category)

    page = BeautifulSoup(
        client.get(
            reverse("groups:invite", args=[group.pk]),
            {"category": "BUSINESS", "body": body.pk, "organisation": organisation.pk},
        ).content,
        "html.parser",
    )

    chosen = {
        select["name"]: select.find("option", selected=True)["value"]
        for select in page.select("form[method=post] select")
        if select.find("option", selected=True)
    }
    assert chosen["body"] == str(body.pk)
    assert chosen["category"] == str(category.pk)
    assert chosen["organisation"] == str(organisation.pk)


def test_nonsense_in_the_address_of_the_form_is_left_out(client, coordinator, group):
    path = reverse("groups:invite", args=[group.pk])

    for query in ({"body": "x"}, {"category": "'", "body": "99999999999"}, {"organisation": "-1"}):
        assert client.get(path, query).status_code == 200


def test_inviting_a_new_organisation_in_one_step(client, coordinator, group):
    body, category = make_body(group=group), make_category(key="BUSINESS")
    data = invite_data(body, category, name_sv=" Företagarna \n vid kusten ")

    answer = client.post(reverse("groups:invite", args=[group.pk]), data)

    assert answer.status_code == 302
    assert Organisation.objects.get().name_sv == "Företagarna vid kusten"
    assert Invitation.objects.get().seat == Seat.objects.get()


def test_a_preview_sends_nothing_and_keeps_what_is_typed(client, coordinator, group):
    body, category = make_body(group=group), make_category(key="BUSINESS")
    data = invite_data(body, category, name_fi="Rannikon yrittäjät", greeting="Tervetuloa!")

    page = client.post(reverse("groups:invite", args=[group.pk]), data | {"preview": "1"})

    assert page.status_code == 200
    html = BeautifulSoup(page.content, "html.parser")
    preview = html.find(id="preview")
    assert "Rannikon yrittäjät" in preview.get_text()
    assert preview.select_one("p.pre")["lang"] == "fi"
    assert html.find("textarea", {"name": "greeting"}).get_text(strip=True) == "Tervetuloa!"
    assert not Invitation.objects.exists()
    assert not Organisation.objects.exists()

    assert client.post(reverse("groups:invite", args=[group.pk]), data).status_code == 302
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, "organisation"),
        ({"address": "no address", "name_sv": "A"}, "address"),
        ({"name": "", "name_sv": "A"}, "name"),
        ({"kind": "chair", "name_sv": "A"}, "kind"),
        ({"body": 987654, "name_sv": "A"}, "body"),
        ({"greeting": "x" * 501, "name_sv": "A"}, "greeting"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, coordinator, group, fields, wrong):
    body, category = make_body(group=group), make_category(key="BUSINESS")
    data = invite_data(body, category) | fields

    page = client.post(reverse("groups:invite", args=[group.pk]), data)

    assert page.status_code == 422
    assert wrong in page.context["form"].errors
    assert not Invitation.objects.exists()


def test_a_body_of_another_group_cannot_be_chosen(client, coordinator, group):
    make_body(group=group)
    foreign, category = make_body(), make_category(key="BUSINESS")

    page = client.post(
        reverse("groups:invite", args=[group.pk]), invite_data(foreign, category, name_sv="A")
    )

    assert page.status_code == 422
    assert not Seat.objects.exists()


def test_a_refusal_of_the_service_stands_at_its_field(client, coordinator, group):
    holder = make_mandate(body=make_body(group=group))
    organisation = holder.seat.organisation
    data = invite_data(holder.seat.body, organisation.category, organisation=organisation.pk)

    page = client.post(reverse("groups:invite", args=[group.pk]), data)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["organisation"]


def test_sending_again_and_withdrawing_from_the_page(client, coordinator, group):
    invitation = make_invitation(body=make_body(group=group), by=coordinator)
    key = {"form_key": str(uuid.uuid4())}

    client.post(reverse("groups:invitation_resend", args=[invitation.pk]), key)
    client.post(reverse("groups:invitation_resend", args=[invitation.pk]), key)
    invitation.refresh_from_db()
    assert invitation.times_sent == 2

    path = reverse("groups:invitation_revoke", args=[invitation.pk])
    client.post(path, {"form_key": str(uuid.uuid4())})
    invitation.refresh_from_db()
    assert invitation.state == "revoked"
    page = client.get(reverse("groups:invitation_detail", args=[invitation.pk]))
    assert not BeautifulSoup(page.content, "html.parser").select("main form")


def test_the_invitation_form_asks_the_same_number_of_questions(
    client, coordinator, group, django_assert_max_num_queries
):
    body = make_body(group=group)
    path = reverse("groups:invite", args=[group.pk])
    counts = []
    for number in (1, 4):
        for _each in range(number):
            make_invitation(body=body, by=coordinator, organisation=make_organisation())
        with django_assert_max_num_queries(40) as queries:
            client.get(path)
        counts.append(len(queries))

    assert counts[0] == counts[1]
