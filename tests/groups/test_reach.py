"""The reach of roles is read once in a reading; the answers are those of SQL."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elo_platform.lib.middleware import OneReading
from elo_platform.lib.reading import facts, one_reading
from groups.models import Attendance, Body, EloGroup, Meeting, RoleGrant
from groups.permissions import BodyPermission, GroupPermission, Role
from groups.querysets.permitted import (
    grants_of,
    names_of_own_groups,
    rights_in,
    rights_in_body,
)
from groups.services.shares import give_share
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
from tests.world import ACTORS, STATES, make_meeting

pytestmark = pytest.mark.django_db

PEOPLE = [*ACTORS, *STATES]
PARTS = [
    model
    for model in apps.get_app_config("groups").get_models()
    if hasattr(model.objects, "visible_to")
]


def both(ask):
    """Return an answer by SQL and the answer in a reading."""
    by_sql = ask()
    with one_reading():
        return by_sql, ask()


@pytest.mark.parametrize("permission", [*GroupPermission, *BodyPermission])
def test_a_reading_permits_what_sql_permits(world, permission):
    rows = EloGroup.objects if isinstance(permission, GroupPermission) else Body.objects

    for person in PEOPLE:
        user = world.people[person] or AnonymousUser()
        by_sql, read_once = both(lambda user=user: set(rows.permitted(user, permission)))
        assert read_once == by_sql, person


@pytest.mark.parametrize("model", PARTS, ids=lambda model: model.__name__)
def test_a_reading_shows_what_sql_shows(world, model):
    for person in PEOPLE:
        user = world.people[person] or AnonymousUser()
        by_sql, read_once = both(lambda user=user: set(model.objects.visible_to(user)))
        assert read_once == by_sql, person


@pytest.mark.parametrize("person", PEOPLE)
def test_a_reading_knows_the_rights_that_sql_knows(world, person):
    user = world.people[person] or AnonymousUser()
    groups, bodies = list(EloGroup.objects.all()), list(Body.objects.all())

    def answers():
        return (
            [rights_in(user, group.pk) for group in groups],
            [rights_in_body(user, body) for body in bodies],
            set(grants_of(user, list(Role))),
            set(EloGroup.objects.own(user)),
        )

    by_sql, read_once = both(answers)

    assert read_once == by_sql


@pytest.mark.parametrize("person", PEOPLE)
def test_a_reading_knows_who_is_still_called_and_what_their_groups_are_called(world, person):
    user = world.people[person] or AnonymousUser()
    standing = set()
    if user.is_authenticated and user.is_active:
        standing = set(Attendance.objects.standing().filter(user=user))

    called, read_called = both(lambda: set(Attendance.objects.still_called(user)))
    names, read_names = both(lambda: names_of_own_groups(user))

    assert read_called == called == standing
    assert read_names == names
    assert set(names) == set(EloGroup.objects.own(user).values_list("pk", flat=True))


def test_a_guest_is_called_as_long_as_the_share_holds():
    guest = make_user()
    meeting = make_meeting(body=make_body(), by=make_user())
    Attendance.objects.create(meeting=meeting, user=guest)

    def answers():
        called = Attendance.objects.still_called(guest).exists()
        return called, Meeting.objects.visible_to(guest).exists()

    now = timezone.now()
    share = give_share(meeting=meeting, user=guest, ends_on=today(), reason="", by=None, now=now)
    assert both(answers) == ((True, True), (True, True))

    share.ends_on = today() - timedelta(days=1)
    share.save()

    assert both(answers) == ((False, False), (False, False))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("start", "end"), [(-9, None), (0, 0), (1, None), (-9, -1)])
@pytest.mark.parametrize("closed", [None, -1])
def test_dates_bound_a_reading_as_they_bound_sql(role, start, end, closed):
    group, organisation = make_group(), make_organisation()
    body = make_body(group=group)
    seat = make_seat(body=body, organisation=organisation)
    seat.closed_on = closed and today() + timedelta(days=closed)
    seat.save()
    user = make_actor(role=role, group=group, body=body, organisation=organisation)
    RoleGrant.objects.filter(user=user).update(
        starts_on=today() + timedelta(days=start),
        ends_on=None if end is None else today() + timedelta(days=end),
    )

    by_sql, read_once = both(lambda: rights_in(user, group.pk))
    in_body, read_in_body = both(lambda: rights_in_body(user, body))

    assert (read_once, read_in_body) == (by_sql, in_body)


def test_a_reading_asks_the_grants_once():
    user = make_actor(role=Role.COORDINATOR, group=make_group())

    with one_reading(), CaptureQueriesContext(connection) as queries:
        for permission in GroupPermission:
            list(EloGroup.objects.permitted(user, permission))

    assert sum("groups_rolegrant" in query["sql"] for query in queries) == 1


def test_people_of_one_reading_are_kept_apart():
    group = make_group()
    leads, reads = make_actor(role=Role.COORDINATOR, group=group), make_actor(role=Role.CHAIR)

    with one_reading():
        assert EloGroup.objects.permitted(leads, GroupPermission.MANAGE_SEATS).exists()
        assert not EloGroup.objects.permitted(reads, GroupPermission.MANAGE_SEATS).exists()


def test_a_mandate_that_ended_between_two_requests_opens_nothing_in_the_second():
    group = make_group()
    mandate = make_mandate(body=make_body(group=group), starts_on=today() - timedelta(days=9))
    client = Client()
    client.force_login(mandate.user)
    address = f"/groups/{group.pk}/people/"
    assert client.get(address).status_code == 200

    RoleGrant.objects.filter(holder=mandate).update(ends_on=today() - timedelta(days=1))

    assert client.get(address).status_code == 404


def test_a_role_that_began_between_two_requests_opens_its_pages_in_the_second():
    group = make_group()
    user = make_actor(role=Role.COORDINATOR)
    client = Client()
    client.force_login(user)
    address = f"/groups/{group.pk}/people/"
    assert client.get(address).status_code == 404

    give_role(user=user, role=Role.COORDINATOR, held_in=group)

    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("method", "is_reading"), [("get", True), ("head", True), ("post", False), ("put", False)]
)
def test_only_a_request_that_reads_is_a_reading(rf, method, is_reading):
    seen = []
    OneReading(lambda _request: seen.append(facts()))(getattr(rf, method)("/"))

    assert seen == [{} if is_reading else None]
    assert facts() is None


def test_outside_of_a_reading_every_question_is_asked_anew():
    group = make_group()
    user = make_actor(role=Role.COORDINATOR, group=group)
    assert EloGroup.objects.permitted(user, GroupPermission.MANAGE_SEATS).exists()

    RoleGrant.objects.filter(user=user).update(ends_on=today() - timedelta(days=1))

    assert not EloGroup.objects.permitted(user, GroupPermission.MANAGE_SEATS).exists()
