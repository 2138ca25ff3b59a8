"""The product of state, action and role against the table of needs, and who sees which need."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from groups.models import Evidence, Need, Support
from groups.permissions import ROLE_SCOPE, Role, Scope, Visibility
from groups.policies.needs import can_move
from groups.services.need_steps import lift_need, merge_needs, refuse_need, reopen_need
from groups.states import NeedAction, NeedState
from tests.factories import (
    make_actor,
    make_body,
    make_group,
    make_organisation,
    make_seat,
    make_user,
    today,
)
from tests.world import make_meeting

pytestmark = pytest.mark.django_db

LIVE = (NeedState.OPEN, NeedState.LIFTED)
ALLOWED = {
    **{(state, NeedAction.LIFT): NeedState.LIFTED for state in LIVE},
    **{(state, NeedAction.REFUSE): NeedState.REFUSED for state in LIVE},
    **{(state, NeedAction.MERGE): NeedState.MERGED for state in LIVE},
    (NeedState.REFUSED, NeedAction.REOPEN): NeedState.OPEN,
}


def bare_need(body, *, state="open", visibility="group", inside=False, **fields) -> Need:
    """Return a need in any state, as it would be stored."""
    now = timezone.now()
    by = fields.pop("raised_by", None)
    if state == NeedState.REFUSED:
        fields |= {"refusal": "Nej.", "settled_by": make_user()}
    if state == NeedState.MERGED:
        fields["merged_into"] = bare_need(body)
    return Need.objects.create(
        group=body.group,
        body=body if inside else None,
        title_sv="Behov",
        raised_on=today(),
        state=state,
        visibility=visibility,
        raised_by=by,
        made_at=now,
        changed_at=now,
        **fields,
    )


def actor(role, body):
    organisation = make_organisation()
    make_seat(body=body, organisation=organisation)
    held = {Scope.BODY: {"body": body}, Scope.GROUP: {"group": body.group}}
    return make_actor(role=role, **held.get(ROLE_SCOPE[role], {"organisation": organisation}))


def do(action, need, by):
    given = {"need_id": need.pk, "by": by, "now": timezone.now()}
    if action == NeedAction.LIFT:
        meeting = make_meeting(body=make_body(group=need.group), by=by)
        return lift_need(meeting_id=meeting.pk, **given)
    if action == NeedAction.REFUSE:
        return refuse_need(reason="Nej.", **given)
    if action == NeedAction.REOPEN:
        return reopen_need(**given)
    return merge_needs(into_id=bare_need(make_body(group=need.group)).pk, **given)


@pytest.mark.parametrize("state", NeedState)
@pytest.mark.parametrize("action", NeedAction)
@pytest.mark.parametrize("role", Role)
def test_an_action_does_what_the_table_says_or_nothing(state, action, role):
    body = make_body(group=make_group())
    user, need = actor(role, body), bare_need(body, state=state)
    expected = ALLOWED.get((state, action)) if role == Role.COORDINATOR else None

    assert bool(can_move(user, need, action)) is (expected is not None)
    if expected:
        do(action, need, user)
    else:
        with pytest.raises(PermissionDenied):
            do(action, need, user)
    need.refresh_from_db()
    assert need.state == (expected or state)


def test_every_state_is_reached():
    assert {NeedState.OPEN} | set(ALLOWED.values()) == set(NeedState)


# Whom a need of a body reaches as far as it is open; the other roles' people see none.
INSIDE = {Role.NETWORK_MEMBER, Role.LEADING_MEMBER, Role.WORKING_MEMBER, Role.DEPUTY, Role.CHAIR}
SEES = {
    Visibility.BODY: INSIDE | {Role.COORDINATOR},
    Visibility.GROUP: INSIDE | {Role.COORDINATOR, Role.CONTACT},
    Visibility.ALL_REGIONS: set(Role),
    Visibility.PUBLIC: set(Role),
}


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("role", Role)
def test_a_need_shows_as_far_as_it_is_open(visibility, role):
    body = make_body()
    user = actor(role, body)
    need = bare_need(body, visibility=visibility, inside=True)
    hidden = bare_need(make_body(), visibility=Visibility.GROUP)
    for each in (need, hidden):
        Evidence.objects.create(need=each, kind="other", text_sv="Ord", on=today())
        Support.objects.create(need=each, user=make_user(), at=timezone.now())
    expected = [need] if role in SEES[visibility] else []

    assert list(Need.objects.visible_to(user)) == expected
    for part in (Evidence, Support):
        assert [row.need for row in part.objects.visible_to(user)] == expected


def test_people_of_other_bodies_do_not_see_what_a_body_keeps():
    body = make_body()
    other = make_actor(role=Role.WORKING_MEMBER, body=make_body(group=body.group, kind="working"))
    closed = bare_need(body, visibility=Visibility.BODY, inside=True)
    opened = bare_need(body, inside=True)

    assert list(Need.objects.visible_to(other)) == [opened]
    assert closed not in Need.objects.visible_to(other)


def test_strangers_see_what_is_public_alone():
    body = make_body()
    public = bare_need(body, visibility=Visibility.PUBLIC)
    bare_need(body, visibility=Visibility.ALL_REGIONS, raised_by=None)
    outsider, gone = make_user(), make_actor(role=Role.COORDINATOR, group=body.group)
    gone.is_active = False

    for reader in (AnonymousUser(), outsider, gone):
        assert list(Need.objects.visible_to(reader)) == [public]


def test_who_raised_a_need_sees_it_as_long_as_they_belong_to_the_group():
    body = make_body()
    staff, former = actor(Role.STAFF, body), make_user()
    own = bare_need(body, raised_by=staff)
    bare_need(body, raised_by=former)
    bare_need(body)

    assert list(Need.objects.visible_to(staff)) == [own]
    assert list(Need.objects.visible_to(former)) == []


@pytest.mark.parametrize("role", Role)
def test_only_coordinators_edit_needs(role):
    body = make_body()
    need = bare_need(body, visibility=Visibility.PUBLIC)
    user = actor(role, body)

    found = list(Need.objects.editable_by(user))

    assert found == ([need] if role == Role.COORDINATOR else [])
