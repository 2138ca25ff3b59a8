"""The people page: who sits where on a day, for whom it may concern."""

import uuid
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from elo_platform.notifications.models import Mail
from groups.models import Seat, SeatHolder
from groups.permissions import Role
from groups.services.organisations import rename_organisation
from groups.services.roles import appoint
from groups.services.seats import end_mandate
from tests.factories import (
    make_actor,
    make_body,
    make_invitation,
    make_mandate,
    make_organisation,
    make_seat,
    make_user,
    today,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(body):
    return make_actor(role=Role.COORDINATOR, group=body.group, name="Saga Lindroos")


@pytest.fixture
def path(body):
    return reverse("groups:group_people", args=[body.group_id])


def text_of(page):
    main = BeautifulSoup(page.content, "html.parser").main
    return main.get_text(" ", strip=True)


def seat_rows(page):
    return [seat for body in page.context["bodies"] for seat in body["seats"]]


def test_members_see_each_others_work_contact(client, body, path):
    user = make_user(name="Kerttu Nieminen", title="rektor", phone="050 1234567")
    make_mandate(body=body, user=user)
    client.force_login(make_mandate(body=body).user)

    page = client.get(path)

    for shown in ("Kerttu Nieminen", "rektor", "050 1234567"):
        assert shown in text_of(page)
    assert f'href="mailto:{user.email}"' in page.content.decode()


def test_a_day_past_shows_who_sat_then_without_contact(client, body, path, coordinator):
    seat = make_seat(body=body)
    old = make_user(name="Kerttu Nieminen", phone="050 1234567")
    make_mandate(seat=seat, user=old, starts_on=date(2024, 1, 1), ends_on=date(2025, 12, 31))
    new = make_user(name="Birger Wikman")
    make_mandate(seat=seat, user=new, starts_on=date(2026, 1, 1))
    client.force_login(coordinator)

    then = client.get(path, {"on": "31.12.2025"})
    now = client.get(path)

    assert seat_rows(then)[0]["member"]["name"] == "Kerttu Nieminen"
    assert "Birger Wikman" not in text_of(then)
    assert old.email not in text_of(then)
    assert seat_rows(now)[0]["member"]["name"] == "Birger Wikman"
    assert not then.context["sight"].may_act


def test_organisations_are_called_what_they_were_called_then(client, body, path, coordinator):
    organisation = make_organisation(name_sv="Gamla namnet", name_fi="")
    make_seat(body=body, organisation=organisation)
    rename_organisation(
        organisation_id=organisation.pk,
        name_sv="Nya namnet",
        name_fi="",
        starts_on=date(2026, 1, 1),
        by=None,
        now=timezone.now(),
    )
    client.force_login(coordinator)

    assert "Gamla namnet" in text_of(client.get(path, {"on": "2025-12-31"}))
    assert "Nya namnet" in text_of(client.get(path))


def test_the_states_of_seats(client, body, path, coordinator):
    filled = make_mandate(body=body).seat
    soon = make_mandate(body=body, ends_on=today() + timedelta(days=10)).seat
    deputy = make_mandate(body=body, kind="deputy").seat
    vacant = make_seat(body=body, opened_on=date(2026, 1, 1))
    asked = make_invitation(body=body, by=coordinator).seat
    left = make_mandate(body=body, starts_on=date(2025, 1, 1))
    end_mandate(holder_id=left.pk, last_day=date(2026, 6, 1), by=None, now=timezone.now())
    client.force_login(coordinator)

    page = client.get(path, {"lang": "en"})

    texts = {row["seat"].pk: row["status"]["text"] for row in seat_rows(page)}
    assert texts == {
        filled.pk: "Filled",
        soon.pk: "Ends in 10 days",
        deputy.pk: "Deputy only",
        vacant.pk: "Vacant since 1 Jan 2026",
        asked.pk: "Invited",
        left.seat.pk: "Vacant since 2 Jun 2026",
    }
    assert [figure["value"] for figure in page.context["figures"]] == [2, 1, 3, 1]


def test_who_takes_over_is_shown(client, body, path, coordinator):
    old = make_mandate(body=body, ends_on=today() + timedelta(days=10))
    make_mandate(
        seat=old.seat,
        user=make_user(name="Birger Wikman"),
        starts_on=today() + timedelta(days=11),
    )
    client.force_login(coordinator)

    row = seat_rows(client.get(path))[0]

    assert row["next"]["name"] == "Birger Wikman"
    assert row["invite_member_url"] == ""


def test_the_chair_is_marked(client, body, path, coordinator):
    holder = make_mandate(body=body)
    appoint(
        user=holder.user,
        role=Role.CHAIR,
        held_in=body,
        starts_on=today(),
        by=coordinator,
        now=timezone.now(),
    )
    client.force_login(holder.user)

    assert seat_rows(client.get(path))[0]["member"]["is_chair"]


def test_members_see_no_invitations_and_no_acts(client, body, path, coordinator):
    invitation = make_invitation(body=body, by=coordinator, name="Ture Åkerlund")
    client.force_login(make_mandate(body=body).user)

    page = client.get(path)

    html = page.content.decode()
    assert "Ture Åkerlund" not in html
    assert invitation.address not in html
    for act in ("invite", "mandates/", "seats/", "invitations/"):
        assert f"/{act}" not in html


def test_a_closed_body_shows_to_its_own_people(client, body, path, coordinator):
    closed = make_body(group=body.group, kind="working", name_sv="Slutna", visibility="body")
    make_mandate(body=closed, user=make_user(name="Hilja Vainio"))
    inside = make_mandate(body=closed).user
    client.force_login(make_mandate(body=body).user)
    assert "Hilja Vainio" not in client.get(path).content.decode()
    assert "Slutna" not in client.get(path).content.decode()

    for user in (inside, coordinator):
        client.force_login(user)
        assert "Hilja Vainio" in client.get(path).content.decode()


def test_seats_and_mandates_of_a_closed_body_are_hidden_by_every_door(client, body):
    closed = make_body(group=body.group, kind="working", visibility="body")
    hidden = make_mandate(body=closed)
    member = make_mandate(body=body)

    assert list(Seat.objects.visible_to(member.user)) == [member.seat]
    assert list(SeatHolder.objects.visible_to(member.user)) == [member]
    client.force_login(member.user)
    for name, pk in (("mandate_end", hidden.pk), ("seat_close", hidden.seat_id)):
        assert client.get(reverse(f"groups:{name}", args=[pk])).status_code == 404


@pytest.mark.parametrize("query", [{"body": "x"}, {"body": "-1"}, {"on": "31.2.2026"}, {"on": "x"}])
def test_nonsense_in_the_filters_is_today_and_all(client, body, path, coordinator, query):
    make_mandate(body=body)
    client.force_login(coordinator)

    page = client.get(path, query)

    assert page.status_code == 200
    assert page.context["sight"].is_today


def test_one_body_at_a_time(client, body, path, coordinator):
    network = make_body(group=body.group, kind="network")
    make_mandate(body=body)
    make_mandate(body=network)
    client.force_login(coordinator)

    page = client.get(path, {"body": network.pk})

    assert [row["body"] for row in page.context["bodies"]] == [network]


def test_the_page_asks_the_same_number_of_questions(
    client, body, path, coordinator, django_assert_max_num_queries
):
    client.force_login(coordinator)
    counts = []
    for number in (1, 5):
        for _each in range(number):
            make_mandate(body=body, kind="deputy", seat=make_mandate(body=body).seat)
            make_invitation(body=body, by=coordinator, organisation=make_organisation())
            make_mandate(body=make_body(group=body.group, kind="working"))
        with django_assert_max_num_queries(22) as queries:
            client.get(path)
        counts.append(len(queries))

    assert counts[0] == counts[1]


# Mails that came back


def refused(*, days=3, reason="refused: 550", **to):
    at = timezone.now() - timedelta(days=days)
    key = f"mail:{uuid.uuid4()}"
    return Mail.objects.create(
        key=key, language="fi", made_at=at, next_try_at=at, stopped_at=at, last_error=reason, **to
    )


def notes(client, path, reader):
    client.force_login(reader)
    main = BeautifulSoup(client.get(path, {"lang": "en"}).content, "html.parser").main
    return [each.get_text() for each in main.find_all("b", class_="mini")]


def test_a_coordinator_sees_beside_the_person_that_a_mail_came_back(
    client, body, path, coordinator
):
    mandate = make_mandate(body=body)
    invitation = make_invitation(body=body, by=coordinator, organisation=make_organisation())
    refused(user=mandate.user, days=9)
    assert notes(client, path, coordinator) != []
    newest = refused(user=mandate.user, days=3)
    refused(address=invitation.address)

    day = f"{timezone.localtime(newest.stopped_at):%-d %b %Y}"
    said = f"The mail to this address came back on {day}. Ask for the right one."
    assert notes(client, path, coordinator) == [said, said]


def test_a_member_never_sees_that_a_mail_came_back(client, body, path, coordinator):
    mandate = make_mandate(body=body)
    refused(user=mandate.user)

    assert notes(client, path, mandate.user) == []
    assert notes(client, path, make_mandate(body=body).user) == []
    assert len(notes(client, path, coordinator)) == 1


def test_of_another_groups_people_a_coordinator_sees_nothing(client, body, path, coordinator):
    refused(user=make_mandate(body=make_body()).user)
    assert notes(client, path, coordinator) == []

    refused(user=make_mandate(body=body).user)
    assert len(notes(client, path, coordinator)) == 1


def test_what_came_back_is_forgotten_once_a_mail_arrives(client, body, path, coordinator):
    user = make_mandate(body=body).user
    refused(user=user)
    assert len(notes(client, path, coordinator)) == 1

    now = timezone.now()
    Mail.objects.create(
        key="later", user=user, language="fi", made_at=now, next_try_at=now, sent_at=now
    )

    assert notes(client, path, coordinator) == []


def test_a_mail_that_was_given_up_for_another_reason_did_not_come_back(
    client, body, path, coordinator
):
    user = make_mandate(body=body).user
    refused(user=user, reason="nothing left to say")
    assert notes(client, path, coordinator) == []

    refused(user=user)
    assert len(notes(client, path, coordinator)) == 1


# Acts of the coordinator


def test_ending_a_mandate_at_once_from_the_page(client, body, coordinator):
    holder = make_mandate(body=body, starts_on=date(2025, 1, 1))
    member = holder.user
    client.force_login(coordinator)
    path = reverse("groups:mandate_end", args=[holder.pk])
    data = {"form_key": str(uuid.uuid4()), "when": "now", "last_day": ""}

    answer = client.post(path, data)

    assert answer.status_code == 302
    client.force_login(member)
    assert client.get(answer["Location"]).status_code == 404
    assert client.get(reverse("groups:body_detail", args=[body.pk])).status_code == 404


def test_ending_a_mandate_on_a_day(client, body, coordinator):
    holder = make_mandate(body=body)
    client.force_login(coordinator)
    last_day = today() + timedelta(days=30)
    data = {
        "form_key": str(uuid.uuid4()),
        "when": "day",
        "last_day": f"{last_day.day}.{last_day.month}.{last_day.year}",
    }

    client.post(reverse("groups:mandate_end", args=[holder.pk]), data)

    holder.refresh_from_db()
    assert holder.ends_on == last_day


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({"when": "day", "last_day": ""}, "last_day"),
        ({"when": "day", "last_day": "31.2.2027"}, "last_day"),
        ({"when": "day", "last_day": "1.1.2019"}, "last_day"),
        ({"when": "later"}, "when"),
        ({}, "when"),
    ],
)
def test_what_is_wrong_with_an_end_is_said_at_its_field(client, body, coordinator, data, wrong):
    holder = make_mandate(body=body)
    client.force_login(coordinator)

    page = client.post(
        reverse("groups:mandate_end", args=[holder.pk]), {"form_key": str(uuid.uuid4())} | data
    )

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [wrong]
    assert SeatHolder.objects.get().ends_on is None


def test_closing_a_seat_from_the_page(client, body, coordinator):
    holder = make_mandate(body=body)
    client.force_login(coordinator)
    day = today()
    data = {"form_key": str(uuid.uuid4()), "closed_on": f"{day.day}.{day.month}.{day.year}"}

    answer = client.post(reverse("groups:seat_close", args=[holder.seat_id]), data)

    assert answer.status_code == 302
    holder.refresh_from_db()
    holder.seat.refresh_from_db()
    assert (holder.ends_on, holder.seat.closed_on) == (day, day)


def test_appointing_the_chair_out_of_the_body(client, body, coordinator):
    holder, foreign = make_mandate(body=body), make_mandate()
    client.force_login(coordinator)
    path = reverse("groups:chair_appoint", args=[body.pk])
    day = today()

    def data(user):
        return {
            "form_key": str(uuid.uuid4()),
            "user": user.pk,
            "starts_on": f"{day.day}.{day.month}.{day.year}",
        }

    assert client.post(path, data(foreign.user)).status_code == 422
    assert client.post(path, data(holder.user)).status_code == 302
    assert holder.role_grants.filter(role=Role.CHAIR, body=body).exists()
