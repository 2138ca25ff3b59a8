"""Appointments: who gives which role, and that a group is never left without a coordinator."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation

from elo_platform.audit.models import AuditEvent
from elo_platform.overview.proofs.together import together
from groups.models import Body, EloGroup, RoleGrant
from groups.permissions import BodyPermission, GroupPermission, Role
from groups.services.roles import appoint, dismiss
from tests.factories import (
    give_role,
    make_actor,
    make_body,
    make_group,
    make_mandate,
    make_organisation,
    make_seat,
    make_user,
    today,
)

pytestmark = pytest.mark.django_db
SEAT_ROLES = (Role.NETWORK_MEMBER, Role.LEADING_MEMBER, Role.WORKING_MEMBER, Role.DEPUTY)


def give(role, held_in, *, user=None, by=None, starts_on=None, ends_on=None):
    return appoint(
        user=user or make_user(),
        role=role,
        held_in=held_in,
        starts_on=starts_on or today(),
        ends_on=ends_on,
        by=by,
        now=timezone.now(),
    )


@pytest.mark.parametrize("role", SEAT_ROLES)
def test_nobody_is_appointed_to_what_follows_from_a_seat(role, body):
    with pytest.raises(PermissionDenied):
        give(role, body, by=make_user(is_staff=True))


def test_a_coordinator_appoints_in_the_own_group_only(body, coordinator):
    give(Role.CHAIR, body, by=coordinator)
    give(Role.COORDINATOR, body.group, by=coordinator)

    with pytest.raises(PermissionDenied):
        give(Role.CHAIR, make_body(), by=coordinator)
    with pytest.raises(PermissionDenied):
        give(Role.COORDINATOR, make_group(), by=coordinator)
    for role in (Role.NATIONAL, Role.RESEARCHER):
        with pytest.raises(PermissionDenied):
            give(role, None, by=coordinator)


def test_a_contact_person_names_the_people_of_the_own_organisation(body):
    organisation, other = make_organisation(), make_organisation()
    for each in (organisation, other):
        make_seat(body=body, organisation=each)
    contact = make_actor(role=Role.CONTACT, organisation=organisation)

    grant = give(Role.CONTACT, organisation, by=contact)
    dismiss(grant_id=grant.pk, by=contact, now=timezone.now())
    give(Role.STAFF, organisation, by=contact)
    for given, held_in in ((Role.CONTACT, other), (Role.CHAIR, body)):
        with pytest.raises(PermissionDenied):
            give(given, held_in, by=contact)


def test_nobody_is_named_for_an_organisation_without_a_seat(body, coordinator):
    organisation = make_organisation()

    with pytest.raises(PermissionDenied):
        give(Role.CONTACT, organisation, by=coordinator)

    make_seat(body=body, organisation=organisation)
    give(Role.CONTACT, organisation, by=coordinator)


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.COORDINATOR, Role.CONTACT}]
)
def test_others_appoint_nobody(role, body):
    organisation = make_organisation()
    make_seat(body=body, organisation=organisation)
    by = make_actor(role=role, group=body.group, body=body, organisation=organisation)

    for given, held_in in (
        (Role.CHAIR, body),
        (Role.COORDINATOR, body.group),
        (Role.CONTACT, organisation),
        (Role.NATIONAL, None),
    ):
        with pytest.raises(PermissionDenied):
            give(given, held_in, by=by)


def test_a_contact_person_is_named_by_who_coordinates_all_its_groups(body, coordinator):
    organisation = make_organisation()
    make_seat(body=body, organisation=organisation)
    give(Role.CONTACT, organisation, by=coordinator)
    make_seat(body=make_body(), organisation=organisation)

    with pytest.raises(PermissionDenied):
        give(Role.STAFF, organisation, by=coordinator)

    give(Role.STAFF, organisation, by=make_user(is_staff=True))


def test_a_role_is_held_once_at_a_time(body, coordinator):
    user = make_user()
    give(Role.COORDINATOR, body.group, user=user, by=coordinator)

    with pytest.raises(ValidationError) as refusal:
        give(
            Role.COORDINATOR,
            body.group,
            user=user,
            by=coordinator,
            starts_on=today() + timedelta(days=9),
        )

    assert list(refusal.value.message_dict) == ["user"]


def test_a_new_chair_follows_the_old_one(body, coordinator):
    old = give(Role.CHAIR, body, by=coordinator, starts_on=today() - timedelta(days=30))

    new = give(Role.CHAIR, body, by=coordinator)

    old.refresh_from_db()
    assert old.ends_on == today() - timedelta(days=1)
    edits = {
        user
        for user in (old.user, new.user)
        if Body.objects.permitted(user, BodyPermission.EDIT_MEETINGS).exists()
    }
    assert edits == {new.user}


def test_a_chair_is_chair_no_longer_than_the_mandate(body, coordinator):
    last_day = today() + timedelta(days=90)
    holder = make_mandate(body=body, ends_on=last_day)

    grant = give(Role.CHAIR, body, user=holder.user, by=coordinator)

    assert (grant.holder, grant.ends_on) == (holder, last_day)


def test_dismissing_at_once_leaves_no_right(body, coordinator):
    grant = give(Role.COORDINATOR, body.group, by=coordinator)

    dismiss(grant_id=grant.pk, by=coordinator, now=timezone.now())

    for permission in GroupPermission:
        assert not EloGroup.objects.permitted(grant.user, permission).exists()
    assert AuditEvent.objects.filter(kind="role_ended", target_id=grant.pk).exists()


def test_dismissing_on_a_day_holds_through_it(body, coordinator):
    grant = give(Role.CHAIR, body, by=coordinator)

    dismiss(grant_id=grant.pk, last_day=today(), by=coordinator, now=timezone.now())

    grant.refresh_from_db()
    assert grant.ends_on == today()
    assert Body.objects.permitted(grant.user, BodyPermission.EDIT_MEETINGS).get() == body


def test_the_last_coordinator_cannot_leave_and_is_told_how(body, coordinator):
    grant = coordinator.role_grants.get()

    with pytest.raises(ValidationError) as refusal:
        dismiss(grant_id=grant.pk, by=coordinator, now=timezone.now())

    with translation.override("en"):
        assert "Appoint another" in " ".join(refusal.value.messages)
    give(Role.COORDINATOR, body.group, by=coordinator)
    dismiss(grant_id=grant.pk, by=coordinator, now=timezone.now())
    assert not EloGroup.objects.permitted(coordinator, GroupPermission.MANAGE_SEATS).exists()


@pytest.mark.parametrize(
    ("other", "may_leave"),
    [
        ({"is_active": False}, False),
        ({"ends_in": 0}, False),
        ({"starts_in": 30}, False),
        ({"ends_in": 30}, True),
        ({}, True),
    ],
)
def test_another_coordinator_is_one_who_takes_over(other, may_leave, body, coordinator):
    heir = make_user(is_active=other.get("is_active", True))
    give_role(
        user=heir,
        role=Role.COORDINATOR,
        held_in=body.group,
        starts_on=today() + timedelta(days=other.get("starts_in", -5)),
        ends_on=today() + timedelta(days=other["ends_in"]) if "ends_in" in other else None,
    )
    leaving = {"grant_id": coordinator.role_grants.get().pk, "last_day": today()}

    if may_leave:
        dismiss(**leaving, by=coordinator, now=timezone.now())
    else:
        with pytest.raises(ValidationError):
            dismiss(**leaving, by=coordinator, now=timezone.now())


def test_a_member_does_not_take_anybodys_role(body, coordinator):
    member = make_mandate(body=body).user

    with pytest.raises(PermissionDenied):
        dismiss(grant_id=coordinator.role_grants.get().pk, by=member, now=timezone.now())
    with pytest.raises(PermissionDenied):
        dismiss(grant_id=member.role_grants.get().pk, by=member, now=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_who_leave_at_once_leave_one_behind():
    group = make_group()
    users = [make_actor(role=Role.COORDINATOR, group=group) for _user in range(2)]
    grants = [user.role_grants.get() for user in users]

    results = together(
        lambda i: dismiss(grant_id=grants[i].pk, by=users[i], now=timezone.now()), at_once=2
    )

    assert sum(isinstance(each, ValidationError) for each in results) == 1
    assert RoleGrant.objects.current().filter(role=Role.COORDINATOR, group=group).count() == 1
