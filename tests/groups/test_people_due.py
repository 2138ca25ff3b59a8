"""What waits for somebody because of invitations."""

from datetime import timedelta

import pytest
from django.utils import timezone

from elo_platform.lib.reading import one_reading
from groups.panels import due_invitations
from groups.permissions import Role
from groups.services.invitations import revoke_invitation
from tests.factories import make_actor, make_body, make_invitation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return make_actor(role=Role.COORDINATOR)


@pytest.fixture
def invitation(coordinator):
    group = coordinator.role_grants.get().group
    return make_invitation(body=make_body(group=group), by=coordinator, address="known@elo.example")


def test_an_account_holder_finds_the_invitation_at_home(client, invitation):
    user = make_user(email="known@elo.example")

    (due,) = due_invitations(user, timezone.now())

    assert due["due_at"] == invitation.expires_at
    assert client.get(due["url"]).status_code == 200
    assert due_invitations(make_user(), timezone.now()) == []


def test_what_was_withdrawn_waits_for_nobody(invitation, coordinator):
    user = make_user(email="known@elo.example")
    revoke_invitation(invitation_id=invitation.pk, by=coordinator, now=timezone.now())

    assert due_invitations(user, timezone.now()) == []
    assert due_invitations(coordinator, timezone.now() + timedelta(days=30)) == []


def test_silence_goes_back_to_the_inviter(client, invitation, coordinator):
    assert due_invitations(coordinator, timezone.now()) == []

    (due,) = due_invitations(coordinator, invitation.expires_at)

    client.force_login(coordinator)
    assert client.get(due["url"]).status_code == 200


def test_a_reading_finds_the_same_invitations(invitation, coordinator):
    user, now = make_user(email="known@elo.example"), timezone.now()
    cases = [(user, now), (coordinator, invitation.expires_at), (coordinator, now)]

    outside = [due_invitations(who, at) for who, at in cases]
    with one_reading():
        inside = [due_invitations(who, at) for who, at in cases]

    assert inside == outside
    assert [len(each) for each in outside] == [1, 1, 0]
