"""What an organisation carries is flagged where nobody of it is left."""

import pytest
from django.utils import timezone, translation

from groups.models import RoleGrant, SeatHolder
from groups.permissions import Role
from groups.services.roles import dismiss
from groups.services.seats import end_mandate
from plans.panels import due_left
from tests.plans.plans import approved, make_desk

pytestmark = pytest.mark.django_db


def test_actions_of_an_organisation_that_lost_its_people_show_to_the_coordinator_alone():
    desk, now = make_desk(), timezone.now()
    approved(desk)
    member, others = desk.held.holders[0], desk.held.holders[1]
    mandate = SeatHolder.objects.get(user=member)
    contact = RoleGrant.objects.get(user=desk.contact, role=Role.CONTACT)

    end_mandate(holder_id=mandate.pk, by=desk.coordinator, now=now)
    assert due_left(desk.coordinator, now) == []
    dismiss(grant_id=contact.pk, by=None, now=now)

    with translation.override("sv"):
        (row,) = due_left(desk.coordinator, now)
    assert desk.organisation.name_sv in row["title"]
    assert due_left(member, now) == due_left(others, now) == []
