"""The matrix in permissions.py, read back through SQL."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from groups.models import Body, EloGroup
from groups.permissions import (
    ROLE_PERMISSIONS,
    ROLE_SCOPE,
    BodyPermission,
    GroupPermission,
    Role,
    Scope,
)
from tests.factories import (
    give_role,
    make_actor,
    make_body,
    make_group,
    make_organisation,
    make_seat,
    make_user,
    today,
)

pytestmark = pytest.mark.django_db


def test_every_role_has_a_row_in_both_tables():
    assert set(ROLE_SCOPE) == set(ROLE_PERMISSIONS) == set(Role)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", GroupPermission)
def test_group_permissions_are_what_the_matrix_says(role, permission):
    group, other = make_group(), make_group()
    body, organisation = make_body(group=group), make_organisation()
    make_body(group=other)
    make_seat(body=body, organisation=organisation)
    user = make_actor(role=role, group=group, body=body, organisation=organisation)

    permitted = set(EloGroup.objects.permitted(user, permission))

    allowed = permission in ROLE_PERMISSIONS[role]
    everywhere = {group, other} if ROLE_SCOPE[role] is Scope.NATIONAL else {group}
    assert permitted == (everywhere if allowed else set())


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", BodyPermission)
def test_body_permissions_hold_in_the_body_or_in_all_bodies_of_the_group(role, permission):
    group = make_group()
    own, second = make_body(group=group), make_body(group=group, kind="network")
    make_body()
    user = make_actor(role=role, group=group, body=own)

    permitted = set(Body.objects.permitted(user, permission))

    expected = {Scope.GROUP: {own, second}, Scope.BODY: {own}}.get(ROLE_SCOPE[role], set())
    assert permitted == (expected if permission in ROLE_PERMISSIONS[role] else set())


def test_an_organisation_that_left_its_seat_gives_its_people_no_rights():
    organisation = make_organisation()
    seat = make_seat(organisation=organisation)
    contact = make_actor(role=Role.CONTACT, organisation=organisation)
    assert EloGroup.objects.permitted(contact, GroupPermission.VIEW_PEOPLE).exists()

    seat.closed_on = today() - timedelta(days=1)
    seat.save()

    assert not EloGroup.objects.permitted(contact, GroupPermission.VIEW_PEOPLE).exists()


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [(-9, None, True), (0, None, True), (1, None, False), (-9, 0, True), (-9, -1, False)],
)
def test_a_role_holds_from_its_first_to_its_last_day(start, end, holds):
    group = make_group()
    user = make_user()
    give_role(
        user=user,
        role=Role.COORDINATOR,
        held_in=group,
        starts_on=today() + timedelta(days=start),
        ends_on=None if end is None else today() + timedelta(days=end),
    )

    assert EloGroup.objects.permitted(user, GroupPermission.MANAGE_SEATS).exists() is holds


def test_anonymous_and_inactive_people_are_permitted_nothing():
    group = make_group()
    user = make_actor(role=Role.COORDINATOR, group=group)
    assert EloGroup.objects.permitted(user, GroupPermission.VIEW_GROUP).exists()

    user.is_active = False

    assert not EloGroup.objects.permitted(user, GroupPermission.VIEW_GROUP).exists()
    assert not EloGroup.objects.permitted(AnonymousUser(), GroupPermission.VIEW_GROUP).exists()


def test_a_superuser_has_no_rights_in_groups():
    make_group()
    user = make_user(is_staff=True, is_superuser=True)

    assert not EloGroup.objects.permitted(user, GroupPermission.VIEW_PEOPLE).exists()
