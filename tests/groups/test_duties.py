"""The division of labour: who answers for a task, since when, and what ended."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from groups.models import Body, Duty, Outcome
from groups.services.duties import DutyValues, add_duty
from tests.browsing import client_of
from tests.factories import make_body, make_organisation, today
from tests.groups.networks import make_house, sent
from tests.groups.outcomes import make_held, recorded
from tests.groups.test_networks import LIST_QUERIES, cost, read

pytestmark = pytest.mark.django_db


def duty_of(house, **fields) -> Duty:
    values = {"task_sv": "Bereda mötena", "agreed_on": today() - timedelta(days=400)} | fields
    values |= {} if "organisation_id" in fields else {"body_id": house.body.pk}
    return add_duty(
        group_id=house.group.pk, values=DutyValues(**values), by=house.coordinator, now=house.now
    )


def test_a_task_is_added_ended_and_read_as_of_a_day():
    house = make_house()
    client = client_of(house.coordinator)
    page = reverse("groups:group_duties", args=[house.group.pk])
    new = reverse("groups:duty_new", args=[house.group.pk])
    begun, ended = today() - timedelta(days=400), today() - timedelta(days=10)
    given = {
        "task_sv": "Hålla tjänstekartan aktuell",
        "responsible": f"o{house.organisation.pk}",
        "agreed_on": begun.isoformat(),
        "agreed_where": "Nätverksmötet i Vasa",
    }

    assert client.post(new, sent(**given)).status_code == 302
    duty = Duty.objects.get()
    edit = reverse("groups:duty_edit", args=[duty.pk])
    closed = given | {"ends_on": ended.isoformat(), "version": 0}
    assert client.post(edit, sent(**closed)).status_code == 302
    assert client.post(edit, sent(**closed)).status_code == 409

    reader = client_of(house.member)
    now, then = (reader.get(f"{page}{query}").context for query in ("", f"?on={begun}"))
    assert (len(now["rows"]), len(now["ended"])) == (0, 1)
    assert (len(then["rows"]), len(then["ended"])) == (1, 0)
    assert "Nätverksmötet i Vasa" in read(reader, f"{page}?print=1")
    assert reader.get(new).status_code == 403
    assert reader.get(edit).status_code == 403
    assert client_of(house.stranger).get(page).status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"task_sv": ""}, "task_sv"),
        ({"body_id": None}, "responsible"),
        ({"agreed_on": today() + timedelta(days=2)}, "agreed_on"),
        ({"ends_on": today() - timedelta(days=500)}, "ends_on"),
    ],
)
def test_what_cannot_be_agreed_is_said_at_its_field(change, field):
    house = make_house()
    duty_of(house)

    with pytest.raises(ValidationError) as refusal:
        duty_of(house, **({"organisation_id": None} | change if "body_id" in change else change))

    assert list(refusal.value.error_dict) == [field]
    assert Duty.objects.count() == 1


def test_another_groups_body_and_outcome_are_refused_and_members_write_nothing():
    house, held = make_house(), make_held()
    outcome = recorded(held)
    values = {"task_sv": "Bereda", "agreed_on": today()}
    given = {"group_id": house.group.pk, "now": house.now}

    for field, wrong in (
        ("responsible", DutyValues(**values, body_id=make_body().pk)),
        ("outcome", DutyValues(**values, body_id=house.body.pk, outcome_id=outcome.pk)),
    ):
        with pytest.raises(ValidationError) as refusal:
            add_duty(**given, values=wrong, by=house.coordinator)
        assert list(refusal.value.error_dict) == [field]
    with pytest.raises(PermissionDenied):
        add_duty(**given, values=DutyValues(**values, body_id=house.body.pk), by=house.member)


def test_what_the_reader_may_not_see_has_no_name_in_the_register():
    held = make_held()
    house = make_house()
    house.body, house.coordinator = held.body, held.coordinator
    outcome = recorded(held)
    duty_of(house, outcome_id=outcome.pk)
    page = reverse("groups:group_duties", args=[held.body.group_id])
    reader = client_of(held.holders[2])

    assert outcome.title_sv in read(reader, page)
    assert held.body.name_sv in read(reader, page)
    Outcome.objects.filter(pk=outcome.pk).update(visibility="body")
    Body.objects.filter(pk=held.body.pk).update(visibility="body")
    assert outcome.title_sv not in read(reader, page)
    assert held.body.name_sv not in read(reader, page)


def test_the_list_costs_the_same_with_one_task_and_with_many():
    house = make_house()
    duty_of(house)
    page = reverse("groups:group_duties", args=[house.group.pk])
    client = client_of(house.member)
    one = cost(client, page)
    for number in range(60):
        other = make_organisation(name_sv=f"Skola {number}", name_fi=f"Koulu {number}")
        Duty.objects.create(
            group=house.group, task_sv=f"Uppgift {number}", organisation=other, agreed_on=today()
        )

    assert cost(client, page) == one <= LIST_QUERIES
    assert len(client.get(page).context["rows"]) == 50
    assert len(client.get(f"{page}?print=1").context["rows"]) == 61
