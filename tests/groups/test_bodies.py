"""Bodies: what they were asked to do, how they end, and beside each other."""

import uuid
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from elo_platform.audit.models import AuditEvent
from elo_platform.lib.forms import StaleEdit
from groups.models import Body, Commission, Document, EloGroup
from groups.permissions import Role
from groups.services.bodies import close_body
from groups.services.commissions import Commissioned, add_commission, end_commission
from groups.services.group_settings import BodyValues, change_body, create_body
from groups.services.seats import open_seat
from tests.factories import (
    LONG_AGO,
    make_actor,
    make_body,
    make_category,
    make_group,
    make_invitation,
    make_mandate,
    make_organisation,
    today,
)
from tests.world import make_meeting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_media", "in_english")]
ASKED = Commissioned("Kartlägg tjänsterna.", "", "Ledningsgruppen", LONG_AGO)


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def coordinator(group):
    return make_actor(role=Role.COORDINATOR, group=group)


@pytest.fixture
def working(group):
    return make_body(group=group, kind="working", name_sv="Övergångar", name_fi="Nivelvaiheet")


def close(body, by, **given):
    given = {"last_day": today(), "closing_note_sv": "Klart.", "closing_note_fi": ""} | given
    return close_body(body_id=body.pk, **given, by=by, now=timezone.now())


def text_of(page):
    return BeautifulSoup(page.content, "html.parser").main.get_text(" ", strip=True)


def test_who_chairs_the_leading_group_sets_up_working_groups_and_nothing_else(
    client, group, django_assert_max_num_queries
):
    leading = make_body(group=group)
    chair = make_actor(role=Role.CHAIR, body=leading)
    lead = make_mandate(body=leading).user
    values = BodyValues("Övergångar", "", "", None, today(), today() + timedelta(days=99))
    given = {"group_id": group.pk, "version": 0, "values": values, "by": chair}
    given["now"] = timezone.now()

    for kind in ("network", "leading"):
        with pytest.raises(PermissionDenied):
            create_body(kind=kind, **given)
    made = create_body(kind="working", **given, commissioned=ASKED, lead=lead)

    grant = made.role_grants.get()
    assert (grant.user, grant.role, grant.ends_on) == (lead, Role.CHAIR, made.ends_on)
    assert grant.title == "Convenor"
    assert made.commissions.get().given_by == "Ledningsgruppen"
    client.force_login(chair)
    with django_assert_max_num_queries(14):
        page = client.get(f"/bodies/{leading.pk}/")
    assert f"/groups/{group.pk}/bodies/new/" in page.content.decode()
    assert client.get(f"/groups/{group.pk}/bodies/new/").status_code == 200
    convenor_elsewhere = make_actor(role=Role.CHAIR, body=made)
    with pytest.raises(PermissionDenied):
        create_body(kind="working", **given | {"version": 1, "by": convenor_elsewhere})


def test_a_body_holds_several_commissions_each_with_its_own_end(working, coordinator):
    now = timezone.now()
    file = ContentFile(b"%PDF-1.7\n", name="Uppdrag.pdf")
    other = Commissioned("", "Sovi.", "Liitto", today(), file=file)
    rows = [
        add_commission(body_id=working.pk, given=given, by=coordinator, now=now)
        for given in (ASKED, other)
    ]

    end_commission(commission_id=rows[0].pk, last_day=today(), by=coordinator, now=now)

    kept = list(working.commissions.order_by("pk").values_list("ends_on", flat=True))
    assert kept == [today(), None]
    assert Document.objects.visible_to(make_mandate(body=working).user).get().name == "Uppdrag.pdf"
    for wrong, field in (
        (Commissioned("", "", "X", today()), "text_sv"),
        (Commissioned("X", "", "X", today(), LONG_AGO), "ends_on"),
    ):
        with pytest.raises(ValidationError) as refusal:
            add_commission(body_id=working.pk, given=wrong, by=coordinator, now=now)
        assert list(refusal.value.message_dict) == [field]
    with pytest.raises(ValidationError):
        end_commission(commission_id=rows[0].pk, last_day=today(), by=coordinator, now=now)


def test_a_closed_body_ends_all_it_holds_and_loses_nothing(group, working, coordinator):
    mandate = make_mandate(body=working)
    asked = make_invitation(body=working, by=coordinator)
    chair = make_actor(role=Role.CHAIR, body=working)
    Commission.objects.create(body=working, text_sv="X", given_by="Y", starts_on=LONG_AGO)
    before = EloGroup.objects.get(pk=group.pk).version

    close(working, coordinator, last_day=today() - timedelta(days=1))

    mandate.refresh_from_db()
    asked.refresh_from_db()
    assert (mandate.ends_on, asked.state) == (today() - timedelta(days=1), "revoked")
    assert not working.seats.open_on(today() + timedelta(days=1)).exists()
    assert not working.role_grants.current().exists()
    assert not working.commissions.on(today()).exists()
    assert not Body.objects.on(today()).filter(pk=working.pk).exists()
    assert not Body.objects.visible_to(chair).filter(pk=working.pk).exists()
    assert Body.objects.visible_to(coordinator).get(pk=working.pk).closing_note == "Klart."
    assert AuditEvent.objects.filter(kind="body_closed", target_id=working.pk).count() == 1
    values = BodyValues("Övergångar", "", "", None, LONG_AGO, None)
    with pytest.raises(StaleEdit):
        change_body(
            body_id=working.pk, version=before, values=values, by=coordinator, now=timezone.now()
        )
    with pytest.raises(ValidationError):
        close(working, coordinator)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"closing_note_sv": ""}, "closing_note_sv"),
        ({"last_day": LONG_AGO - timedelta(days=1)}, "last_day"),
        ({"last_day": today() + timedelta(days=99)}, "last_day"),
        ({"last_day": today() + timedelta(days=2)}, "last_day"),
    ],
)
def test_what_keeps_a_body_from_closing(working, coordinator, given, field):
    Body.objects.filter(pk=working.pk).update(ends_on=today() + timedelta(days=60))
    make_meeting(body=working, by=coordinator, days=5)

    with pytest.raises(ValidationError) as refusal:
        close(working, coordinator, **given)

    assert list(refusal.value.message_dict) == [field]
    close(working, coordinator, last_day=today() + timedelta(days=5))


def test_no_seat_is_opened_in_or_for_what_is_no_more(group, working, coordinator):
    gone = make_category(key="GONE")
    gone.names.create(name_sv="Borta", name_fi="Pois", valid_to=LONG_AGO)
    ended = make_organisation(ended_on=LONG_AGO)
    closed = make_body(group=group, ends_on=LONG_AGO)
    fine = {"body": working, "organisation": make_organisation(), "category": make_category()}
    given = {"opened_on": today(), "by": coordinator, "now": timezone.now()}

    for name, wrong in (("body", closed), ("organisation", ended), ("category", gone)):
        with pytest.raises(ValidationError) as refusal:
            open_seat(**fine | {name: wrong}, **given)
        assert list(refusal.value.message_dict) == [name]
    with pytest.raises(ValidationError) as refusal:
        open_seat(**fine, **given | {"opened_on": working.starts_on - timedelta(days=1)})
    assert list(refusal.value.message_dict) == ["opened_on"]
    assert open_seat(**fine, **given).body == working
    assert open_seat(**fine | {"category": gone}, **given | {"opened_on": LONG_AGO})


def test_the_page_says_what_the_body_is_and_how_it_ended(client, working, coordinator):
    fields = {"is_informal": True, "nickname_sv": "Kärnan", "tasks_sv": "Övergångar först."}
    Body.objects.filter(pk=working.pk).update(**fields)
    client.force_login(coordinator)
    url = f"/bodies/{working.pk}/"

    page = text_of(client.get(url, {"lang": "en"}))
    for shown in ("Known as Kärnan", "Works informally", "Övergångar först.", "no convenor"):
        assert shown in page

    key = {"form_key": str(uuid.uuid4())}
    empty = client.post(f"{url}close/", {"last_day": "1.1.2019", **key})
    assert empty.status_code == 422
    sent = {"last_day": today().isoformat(), "closing_note_sv": "Klart nu.", **key}
    done = client.post(f"{url}close/", sent, follow=True)

    assert "The body is closed." in text_of(done)
    assert "Klart nu." in text_of(done)
    assert "no convenor" in text_of(done)  # until the day is over
    Body.objects.filter(pk=working.pk).update(ends_on=today() - timedelta(days=1))
    over = text_of(client.get(url))
    assert "no convenor" not in over
    assert "Add a commission" not in over


def test_bodies_beside_each_other_cost_the_same_however_full(
    client, group, working, django_assert_max_num_queries
):
    national = make_actor(role=Role.NATIONAL)
    leading = make_body(group=group)
    make_mandate(body=leading)
    client.force_login(national)
    url = f"/groups/{group.pk}/bodies/"
    client.get(url)
    with django_assert_max_num_queries(14) as first:
        client.get(url)

    for number in range(4):
        holder = make_mandate(body=leading, seat=None)
        holder.position, holder.may_commit = ("leading" if number else "expert"), "yes"
        holder.save()
        given = {"text_sv": f"Uppdrag {number}", "given_by": "Liitto", "starts_on": LONG_AGO}
        Commission.objects.create(body=working, **given)
    with django_assert_max_num_queries(len(first)):
        page = client.get(url)
    page = client.get(url, {"lang": "en"})

    text = text_of(page)
    for shown in ("Uppdrag 3 (Liitto", "members in a leading position: 3 of 4", "Nivelvaiheet"):
        assert shown in text
