"""Who answers for what: entered, passed on as people leave, and shown where nobody does."""

import uuid
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from elo_platform.lib.forms import StaleEdit
from groups.models import Responsibility, SeatHolder
from groups.panels.responsibilities import responsibility_row
from groups.permissions import Role
from groups.services.responsibilities import (
    ResponsibilityValues,
    add_responsibility,
    change_responsibility,
)
from groups.services.seats import close_seat, end_mandate
from tests.factories import give_role, make_mandate, make_user, today

pytestmark = pytest.mark.django_db
BEGUN = today() - timedelta(days=90)


@pytest.fixture
def holder(body):
    return make_mandate(body=body, starts_on=BEGUN)


def add(group, by, user=None, deputy=None, **values):
    values = {"area_sv": "Vuxna", "area_fi": "", "starts_on": BEGUN} | values
    return add_responsibility(
        group_id=group.pk,
        values=ResponsibilityValues(user=user, deputy=deputy, **values),
        by=by,
        now=timezone.now(),
    )


def end(holder, by, last_day=None):
    end_mandate(holder_id=holder.pk, last_day=last_day, by=by, now=timezone.now())


def owners(group, on):
    return [row.user for row in group.responsibilities.on(on).order_by("pk")]


def text_of(page):
    return BeautifulSoup(page.content, "html.parser").main.get_text(" ", strip=True)


def test_a_responsibility_passes_to_its_deputy_then_to_the_seat_then_to_nobody(
    body, coordinator, holder
):
    group, yesterday = body.group, today() - timedelta(days=1)
    own_deputy = make_mandate(body=body).user
    of_seat = make_mandate(seat=holder.seat, kind="deputy").user
    add(group, coordinator, holder.user, own_deputy)
    add(group, coordinator, holder.user)
    add(group, coordinator, own_deputy, holder.user)

    end(holder, coordinator)

    assert owners(group, yesterday) == [holder.user, holder.user, own_deputy]
    assert set(owners(group, today())) == {own_deputy, of_seat}
    assert not group.responsibilities.on(today()).filter(deputy=holder.user).exists()
    close_seat(seat_id=holder.seat_id, closed_on=today(), by=coordinator, now=timezone.now())
    tomorrow = today() + timedelta(days=1)
    assert owners(group, tomorrow).count(None) == 1
    assert not group.responsibilities.on(tomorrow).filter(user=of_seat).exists()


def test_whoever_still_has_a_task_in_the_group_keeps_what_they_answer_for(
    body, coordinator, holder
):
    add(body.group, coordinator, holder.user)
    give_role(user=holder.user, role=Role.CHAIR, held_in=body)

    end(holder, coordinator)

    assert owners(body.group, today()) == [holder.user]


def test_the_register_refuses_what_cannot_be(body, coordinator, holder):
    group, stranger = body.group, make_user()
    row = add(group, coordinator, holder.user)
    for wrong, field in (
        ({"area_sv": ""}, "area_sv"),
        ({"ends_on": BEGUN - timedelta(days=1)}, "ends_on"),
        ({"user": holder.user, "deputy": holder.user}, "deputy"),
        ({"user": stranger}, "user"),
    ):
        with pytest.raises(ValidationError) as refusal:
            add(group, coordinator, **wrong)
        assert list(refusal.value.message_dict) == [field]
    with pytest.raises(PermissionDenied):
        add(group, holder.user)
    values = ResponsibilityValues("Vuxna", "Aikuiset", None, holder.user, BEGUN)
    given = {"responsibility_id": row.pk, "values": values, "by": coordinator}
    change_responsibility(**given, version=0, now=timezone.now())
    with pytest.raises(StaleEdit):
        change_responsibility(**given, version=0, now=timezone.now())
    row.refresh_from_db()
    later = group.responsibilities.get(user=None)
    assert (row.user, row.ends_on) == (holder.user, today() - timedelta(days=1))
    assert (later.starts_on, later.deputy, later.area_fi) == (today(), holder.user, "Aikuiset")
    shown = responsibility_row(
        group.responsibilities.with_people().get(pk=later.pk), today(), may_act=False
    )
    assert date_format(today(), "SHORT_DATE_FORMAT") in shown["status"]["text"]


def test_the_register_and_own_work_say_who_answers_and_what_nobody_does(
    client, body, coordinator, holder, django_assert_max_num_queries
):
    group = body.group
    add(group, coordinator, holder.user, area_sv="Vuxna")
    add(group, coordinator, area_sv="Ungdomar")
    url = reverse("groups:group_responsibilities", args=[group.pk])
    client.force_login(holder.user)
    client.get(url)
    with django_assert_max_num_queries(8) as first:
        page = client.get(url)
    add(group, coordinator, make_mandate(body=body).user)
    with django_assert_max_num_queries(len(first)):
        client.get(url)
    assert [row["person"] for row in page.context["rows"]] == [holder.user.name, ""]
    assert "Vuxna" in text_of(client.get("/me/"))
    client.force_login(coordinator)
    due = text_of(client.get("/me/", {"lang": "en"}))
    assert "Nobody answers for this: Ungdomar" in due
    assert "Vuxna" not in due

    # A mandate that ends by its own date is nobody's act, and shows all the same.
    SeatHolder.objects.filter(pk=holder.pk).update(ends_on=today() - timedelta(days=3))
    holder.role_grants.update(ends_on=today() - timedelta(days=3))
    late = text_of(client.get("/me/"))
    assert "Nobody answers for this: Vuxna" in late

    row = Responsibility.objects.get(area_sv="Ungdomar")
    edit = reverse("groups:responsibility_edit", args=[row.pk])
    sent = {"area_sv": "Unga", "starts_on": BEGUN.isoformat(), "version": 0}
    for code in (302, 409):
        answer = client.post(edit, sent | {"form_key": str(uuid.uuid4())})
        assert answer.status_code == code
