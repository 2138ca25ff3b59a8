"""Organisations of the register and their dated names."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from groups.permissions import Role
from groups.services.organisations import create_organisation, rename_organisation
from tests.factories import (
    make_actor,
    make_body,
    make_category,
    make_mandate,
    make_organisation,
    make_seat,
    make_user,
    today,
)

pytestmark = pytest.mark.django_db


def rename(organisation, *, by=None, starts_on=None, name_sv="Nya Strand", name_fi=""):
    return rename_organisation(
        organisation_id=organisation.pk,
        name_sv=name_sv,
        name_fi=name_fi,
        starts_on=starts_on or today(),
        by=by,
        now=timezone.now(),
    )


def periods(organisation):
    rows = organisation.names.order_by("starts_on")
    return list(rows.values_list("name_sv", "starts_on", "ends_on"))


def test_a_new_name_follows_the_old_one():
    organisation = make_organisation(name_sv="Strand", name_fi="")

    rename(organisation, starts_on=date(2026, 1, 1))

    organisation.refresh_from_db()
    assert organisation.name == "Nya Strand"
    assert periods(organisation) == [
        ("Strand", date(2020, 1, 1), date(2025, 12, 31)),
        ("Nya Strand", date(2026, 1, 1), None),
    ]
    assert organisation.name_on(date(2025, 12, 31)) == "Strand"
    assert organisation.name_on(date(2026, 1, 1)) == "Nya Strand"


def test_an_earlier_name_is_added_and_an_old_one_corrected_and_the_latest_stands():
    organisation = make_organisation(name_sv="Strand", name_fi="")

    rename(organisation, starts_on=date(2015, 1, 1), name_sv="Vik")
    rename(organisation, starts_on=date(2015, 1, 1), name_sv="Viken")

    organisation.refresh_from_db()
    assert organisation.name == "Strand"
    assert periods(organisation) == [
        ("Viken", date(2015, 1, 1), date(2019, 12, 31)),
        ("Strand", date(2020, 1, 1), None),
    ]


def test_a_name_of_the_same_day_is_corrected():
    organisation = make_organisation()
    rename(organisation, name_sv="Sträand")

    rename(organisation, name_sv="Stranden")

    assert [row[0] for row in periods(organisation)][1:] == ["Stranden"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name_sv": "", "name_fi": ""}, "name_sv"),
        ({"starts_on": date(2190, 1, 1)}, "starts_on"),
        ({"starts_on": date(2021, 1, 1)}, "starts_on"),
    ],
)
def test_what_cannot_be_is_refused(given, field):
    organisation = make_organisation()
    rename(organisation, starts_on=date(2022, 1, 1))

    with pytest.raises(ValidationError) as refusal:
        rename(organisation, **given)

    assert list(refusal.value.message_dict) == [field]
    assert len(periods(organisation)) == 2


def test_who_may_rename():
    organisation = make_organisation()
    body = make_body()
    holder = make_mandate(seat=make_seat(body=body, organisation=organisation))
    coordinator = make_actor(role=Role.COORDINATOR, group=body.group)

    rename(organisation, by=coordinator)
    for by in (holder.user, make_actor(role=Role.COORDINATOR), make_user()):
        with pytest.raises(PermissionDenied):
            rename(organisation, by=by)

    make_seat(body=make_body(), organisation=organisation)
    with pytest.raises(PermissionDenied):
        rename(organisation, by=coordinator)
    rename(organisation, by=make_user(is_staff=True))


def test_an_organisation_that_has_ended_gives_its_name_free():
    make_organisation(name_sv="Strand", ended_on=today() - timedelta(days=1))

    created = create_organisation(
        name_sv="Strand", name_fi="", category=make_category(), by=None, now=timezone.now()
    )

    assert periods(created) == [("Strand", today(), None)]
