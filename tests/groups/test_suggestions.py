"""An organisation suggests a person for its vacant seat, and a coordinator invites them."""

import uuid

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from elo_platform.audit.models import AuditEvent
from elo_platform.notifications.models import Owed
from groups.models import Invitation
from groups.notices import listed
from groups.notices.people import seat_suggested
from groups.permissions import Role
from groups.services.seats import close_seat
from tests.factories import make_actor, make_mandate, make_seat, today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
WHO = {"name": "Vera Udd", "address": "Vera@elo.example", "language": "sv"}


def client_of(user) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    client.cookies["elo_language"] = "en"
    return client


def data(**fields) -> dict:
    return {"form_key": str(uuid.uuid4())} | fields


@pytest.fixture
def seat():
    return make_seat()


@pytest.fixture
def contact(seat):
    return make_actor(role=Role.CONTACT, organisation=seat.organisation, name="Onni Lehtola")


@pytest.fixture
def coordinator(seat):
    return make_actor(role=Role.COORDINATOR, group=seat.body.group)


def test_a_suggested_person_is_invited_in_one_press(seat, contact, coordinator):
    theirs, ours = client_of(contact), client_of(coordinator)
    path, own = f"/seats/{seat.pk}/suggest/", f"/organisations/{seat.organisation_id}/ours/"
    assert path in theirs.get(own).content.decode()

    nobody = theirs.post(path, data(**WHO | {"name": ""}))
    sent = theirs.post(path, data(**WHO))
    twice = theirs.post(path, data(**WHO))

    assert (nobody.status_code, twice.status_code) == (422, 422)
    assert "already" in twice.content.decode()
    assert sent["Location"] == own
    assert path in theirs.get(own).content.decode()
    suggestion = Invitation.objects.get()
    assert (suggestion.state, suggestion.address) == ("suggested", "vera@elo.example")
    params = {"invitation": suggestion.pk}
    assert Owed.objects.get(kind="seat_suggested").reader == coordinator
    told = seat_suggested(params, coordinator)
    assert told["by"] == "Onni Lehtola"
    assert "Vera" not in str(told)
    assert listed.suggestions([params], coordinator)[0]["url"] == told["url"]
    assert listed.suggestions([params], contact) == [None]
    assert not mail.outbox

    page = f"/invitations/{suggestion.pk}/"
    shown = ours.get(page).content.decode()
    assert "Invite Vera Udd" in shown
    assert "Send the invitation again" not in shown
    assert ours.post(f"{page}resend/", data()).status_code == 403
    assert theirs.post(f"{page}invite/", data()).status_code == 404
    invited = ours.post(f"{page}invite/", data(), follow=True)

    asked = Invitation.objects.get()
    assert "The invitation is sent." in invited.content.decode()
    assert (asked.state, asked.name, asked.invited_by) == ("pending", "Vera Udd", coordinator)
    assert seat_suggested(params, coordinator) is None
    kinds = AuditEvent.objects.filter(kind__in=["seat_suggested", "invitation_sent"])
    assert kinds.count() == 2


def test_only_for_a_vacant_seat_of_ones_own_and_it_ends_with_the_seat(seat, contact, coordinator):
    path = f"/seats/{seat.pk}/suggest/"
    assert client_of(coordinator).get(path).status_code == 403
    assert client_of(contact).post(path, data(**WHO)).status_code == 302

    close_seat(seat_id=seat.pk, closed_on=today(), by=coordinator, now=timezone.now())
    taken = make_mandate(seat=make_seat(body=seat.body, organisation=seat.organisation))

    assert Invitation.objects.get().state == "revoked"
    assert client_of(contact).get(f"/seats/{taken.seat_id}/suggest/").status_code == 403
