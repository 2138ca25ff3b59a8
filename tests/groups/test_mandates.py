"""What is known of a mandate, and how it is made longer or handed over."""

import uuid
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from elo_platform.audit.models import AuditEvent
from groups.models import Authority, Document, Invitation, Organisation, SeatHolder
from groups.permissions import Role
from groups.services.invitations import Invitee
from groups.services.replacing import replace_by_invitation
from groups.services.seats import MandateValues, change_mandate, close_seat, replace_holder
from tests.factories import (
    make_actor,
    make_category,
    make_mandate,
    make_organisation,
    make_seat,
    make_user,
    today,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_media")]
SOON = today() + timedelta(days=30)


@pytest.fixture
def holder(body):
    return make_mandate(body=body, ends_on=SOON)


def change(holder, by, **values):
    values = MandateValues(**{"ends_on": holder.ends_on} | values)
    return change_mandate(holder_id=holder.pk, values=values, by=by, now=timezone.now())


def text_of(page):
    return BeautifulSoup(page.content, "html.parser").main.get_text(" ", strip=True)


def test_a_mandate_says_position_mandate_and_document(body, coordinator, holder):
    file = ContentFile(b"%PDF-1.7\n", name="Beslut.pdf")
    other = make_mandate(body=body).user

    change(holder, coordinator, position="leading", may_commit="consulting", file=file)
    change(holder, coordinator, position="expert", may_commit="no")

    holder.refresh_from_db()
    assert (holder.position, holder.may_commit) == ("expert", "no")
    seen = [Document.objects.visible_to(user).count() for user in (coordinator, holder.user, other)]
    assert seen == [1, 1, 0]
    assert AuditEvent.objects.filter(kind="mandate_changed", target_id=holder.pk).count() == 2
    for stranger in (other, holder.user, make_actor(role=Role.COORDINATOR)):
        with pytest.raises(PermissionDenied):
            change(holder, stranger, position="leading")


def test_a_mandate_made_longer_takes_its_role_along_and_not_its_chair(holder, coordinator):
    chair = holder.role_grants.create(
        user=holder.user,
        role=Role.CHAIR,
        body=holder.seat.body,
        starts_on=today(),
        ends_on=SOON,
    )
    later = SOON + timedelta(days=365)

    change(holder, coordinator, ends_on=later)

    roles = dict(holder.role_grants.values_list("role", "ends_on"))
    assert roles == {Role.LEADING_MEMBER: later, chair.role: SOON}
    change(holder, coordinator, ends_on=None)
    assert holder.role_grants.get(role=Role.LEADING_MEMBER).ends_on is None


@pytest.mark.parametrize("case", ["earlier", "over", "another follows", "the seat closes"])
def test_what_a_mandate_cannot_be_made(body, coordinator, holder, case):
    far, now = SOON + timedelta(days=400), timezone.now()
    ends_on = {"earlier": SOON - timedelta(days=1)}.get(case, far)
    if case == "over":
        SeatHolder.objects.filter(pk=holder.pk).update(ends_on=today() - timedelta(days=1))
    if case == "another follows":
        make_mandate(seat=holder.seat, starts_on=SOON + timedelta(days=10))
    if case == "the seat closes":
        close_seat(seat_id=holder.seat_id, closed_on=SOON, by=coordinator, now=now)
        assert change(holder, coordinator, ends_on=far).ends_on == SOON
        return

    with pytest.raises(ValidationError) as refusal:
        change(holder, coordinator, ends_on=ends_on)

    assert list(refusal.value.message_dict) == ["ends_on"]


def test_somebody_invited_takes_over_the_day_after(holder, coordinator):
    person = Invitee("ny@elo.example", "Onni Lehtola", "fi")
    given = {"holder_id": holder.pk, "person": person, "now": timezone.now()}
    starts_on = today() + timedelta(days=7)
    with pytest.raises(PermissionDenied):
        replace_by_invitation(**given, starts_on=starts_on, by=holder.user)

    asked = replace_by_invitation(**given, starts_on=starts_on, by=coordinator)

    holder.refresh_from_db()
    assert holder.ends_on == starts_on - timedelta(days=1)
    assert (asked.seat, asked.kind, asked.state) == (holder.seat, "principal", "pending")
    assert asked.starts_on == starts_on


def test_nobody_takes_over_before_the_mandate_has_begun(holder, coordinator):
    heir, now = make_user(name="Onni Lehtola"), timezone.now()
    too_early = holder.starts_on
    person = Invitee("ny@elo.example", "Onni Lehtola", "fi")
    given = {"holder_id": holder.pk, "by": coordinator, "now": now}
    for act, who in ((replace_holder, {"user": heir}), (replace_by_invitation, {"person": person})):
        with pytest.raises(ValidationError) as refusal:
            act(**given, **who, starts_on=too_early)
        assert list(refusal.value.message_dict) == ["starts_on"]

    replace_holder(**given, user=heir, starts_on=too_early + timedelta(days=1))

    holder.refresh_from_db()
    assert (holder.is_void, holder.ends_on) == (False, too_early)


def test_the_pages_change_replace_and_open(client, body, coordinator, holder):
    successor = make_mandate(seat=holder.seat, kind="deputy").user
    client.force_login(coordinator)
    url = reverse("groups:mandate_replace", args=[holder.pk])
    key = {"form_key": str(uuid.uuid4()), "language": "sv"}
    day = {"starts_on": (today() + timedelta(days=1)).isoformat()}
    for wrong in ({}, {"user": successor.pk, "name": "X", "address": "x@elo.example"}):
        assert client.post(url, key | day | wrong).status_code == 422

    assert client.post(url, key | day | {"user": successor.pk}).status_code == 302

    new = SeatHolder.objects.get(seat=holder.seat, user=successor, kind="principal")
    edit = reverse("groups:mandate_edit", args=[new.pk])
    again = {"form_key": str(uuid.uuid4()), "position": "expert", "may_commit": "yes"}
    assert client.post(edit, again).status_code == 302
    organisation = make_organisation()
    organisation.category.names.create(name_sv="Läroanstalt", name_fi="Oppilaitos")
    seat = {
        "form_key": str(uuid.uuid4()),
        "organisation": organisation.pk,
        "opened_on": today().isoformat(),
    }
    opened = client.post(reverse("groups:seat_new", args=[body.pk]), seat)
    assert opened.status_code == 302
    assert body.seats.filter(organisation=organisation).exists()
    assert not Invitation.objects.exists()


def test_the_people_page_marks_weak_seats_and_says_what_waits(client, body, coordinator):
    weak, strong = make_mandate(body=body), make_mandate(body=body)
    SeatHolder.objects.filter(pk=weak.pk).update(position="expert", may_commit="no")
    SeatHolder.objects.filter(pk=strong.pk).update(position="leading", may_commit="yes")
    gone = make_category(key="GONE")
    gone.names.create(name_sv="Borta", name_fi="Pois", name_en="Gone", valid_to=date(2025, 12, 31))
    office = Authority.objects.create(key="gammal", kind="ely_centre", valid_to=date(2025, 12, 31))
    category = make_category(key="STATE")
    of_office = make_organisation(name_sv="Gamla", name_fi="Vanha", category=category)
    Organisation.objects.filter(pk=of_office.pk).update(authority=office)
    old = make_seat(body=body, organisation=of_office, closed_on=date(2025, 12, 31))
    make_seat(body=body, organisation=make_organisation(), category=gone)
    client.force_login(coordinator)
    url = reverse("groups:group_people", args=[body.group_id])

    page = client.get(url, {"lang": "en"})

    text = text_of(page)
    marked = [row["is_weak"] for each in page.context["bodies"] for row in each["seats"]]
    assert sum(marked) == 1
    for shown in (
        "Expert or planner · May not commit the organisation",
        "members in a leading position 1 of 2",
        "has nobody who leads it",
        "Who follows Vanha?",
        "is no longer represented",
    ):
        assert shown in text, shown
    make_seat(body=body, organisation=make_organisation(category=category), category=category)
    assert old.pk not in {seat.pk for seat in body.seats.to_refill(today())}
    moved = make_seat(category=gone, closed_on=today() - timedelta(days=1))
    assert list(moved.body.seats.to_refill(today())) == [moved]
    make_seat(body=moved.body, organisation=moved.organisation, opened_on=today())
    assert list(moved.body.seats.to_refill(today())) == []
    member = make_mandate(body=body, user=make_user()).user
    client.force_login(member)
    seen = text_of(client.get(url, {"lang": "en"}))
    assert "Who follows" not in seen
    assert "Appoint somebody" not in seen
