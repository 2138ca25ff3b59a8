"""Seats, mandates and the rights that follow from them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from elo_platform.audit.models import AuditEvent
from elo_platform.notifications.models import Owed
from groups.models import Body, EloGroup, RoleGrant, Seat, SeatHolder
from groups.permissions import BodyPermission, GroupPermission, Role
from groups.querysets.readers import people_permitted
from groups.services.roles import appoint
from groups.services.seats import (
    close_seat,
    end_mandate,
    fill_seat,
    first_free_day,
    open_seat,
    replace_holder,
)
from groups.states import HolderKind
from tests.factories import (
    make_actor,
    make_body,
    make_category,
    make_group,
    make_invitation,
    make_mandate,
    make_organisation,
    make_seat,
    make_user,
    today,
)

pytestmark = pytest.mark.django_db


def rights_of(user):
    """Return every group and body in which the person may do anything."""
    groups = {
        (permission, group.pk)
        for permission in GroupPermission
        for group in EloGroup.objects.permitted(user, permission)
    }
    bodies = {
        (permission, body.pk)
        for permission in BodyPermission
        for body in Body.objects.permitted(user, permission)
    }
    return groups | bodies


@pytest.mark.parametrize(
    ("body_kind", "kind", "role"),
    [
        ("leading", "principal", Role.LEADING_MEMBER),
        ("network", "principal", Role.NETWORK_MEMBER),
        ("working", "principal", Role.WORKING_MEMBER),
        ("leading", "deputy", Role.DEPUTY),
        ("network", "deputy", Role.DEPUTY),
        ("working", "deputy", Role.DEPUTY),
    ],
)
def test_filling_a_seat_grants_the_role_of_its_body_for_the_same_period(body_kind, kind, role):
    body = make_body(kind=body_kind)
    until = today() + timedelta(days=400)

    holder = make_mandate(body=body, kind=kind, ends_on=until)

    grant = RoleGrant.objects.get(holder=holder)
    assert (grant.role, grant.body, grant.user) == (role, body, holder.user)
    assert (grant.starts_on, grant.ends_on) == (holder.starts_on, until)
    assert (BodyPermission.VIEW_MEETINGS, body.pk) in rights_of(holder.user)


def test_filling_a_seat_is_recorded_and_told_once():
    holder = make_mandate()

    event = AuditEvent.objects.get(kind="seat_filled")
    owed = Owed.objects.get(kind="seat_started")

    assert event.target_id == holder.pk
    assert (owed.reader, owed.params) == (holder.user, {"holder": holder.pk})


def test_only_who_manages_seats_fills_empties_and_closes_them():
    body = make_body()
    seat = make_seat(body=body)
    chair = make_actor(role=Role.CHAIR, body=body)
    foreign = make_actor(role=Role.COORDINATOR)
    holder = make_mandate(seat=seat)
    now = timezone.now()

    for by in (chair, foreign, holder.user):
        with pytest.raises(PermissionDenied):
            fill_seat(
                seat=seat, user=by, kind="deputy", starts_on=today(), ends_on=None, by=by, now=now
            )
        with pytest.raises(PermissionDenied):
            end_mandate(holder_id=holder.pk, by=by, now=now)
        with pytest.raises(PermissionDenied):
            close_seat(seat_id=seat.pk, closed_on=today(), by=by, now=now)
        with pytest.raises(PermissionDenied):
            replace_holder(holder_id=holder.pk, user=by, starts_on=today(), by=by, now=now)

    assert SeatHolder.objects.get() == holder


def test_a_seat_has_one_member_at_a_time_and_says_so():
    seat = make_seat()
    make_mandate(seat=seat)

    with pytest.raises(ValidationError) as refusal:
        make_mandate(seat=seat)

    with translation.override("en"):
        assert refusal.value.message_dict == {
            "starts_on": ["The seat already has a member in that period."]
        }
    make_mandate(seat=seat, kind="deputy")
    make_mandate(seat=seat, kind="deputy")


def test_a_person_holds_a_seat_once_at_a_time():
    seat, user = make_seat(), make_user()
    make_mandate(seat=seat, user=user, kind="deputy")

    with pytest.raises(ValidationError) as refusal:
        make_mandate(seat=seat, user=user)

    assert list(refusal.value.message_dict) == ["user"]


def test_the_database_itself_refuses_two_members():
    holder = make_mandate()

    with pytest.raises(IntegrityError), transaction.atomic():
        SeatHolder.objects.create(
            seat=holder.seat, user=make_user(), kind="principal", starts_on=today()
        )


def test_a_mandate_ended_now_leaves_no_right_on_the_next_request():
    holder = make_mandate(starts_on=date(2024, 1, 1))
    assert rights_of(holder.user)

    end_mandate(holder_id=holder.pk, by=None, now=timezone.now())

    assert rights_of(holder.user) == set()
    assert not SeatHolder.objects.current().exists()
    assert not RoleGrant.objects.current().filter(user=holder.user).exists()
    holder.refresh_from_db()
    assert (holder.starts_on, holder.ends_on) == (date(2024, 1, 1), today() - timedelta(days=1))


def test_a_mandate_that_began_today_can_end_today_and_frees_the_seat():
    holder = make_mandate(starts_on=today())
    assert rights_of(holder.user)

    end_mandate(holder_id=holder.pk, by=None, now=timezone.now())

    assert rights_of(holder.user) == set()
    assert not SeatHolder.objects.current().exists()
    assert not SeatHolder.objects.on(today()).exists()
    holder.refresh_from_db()
    assert (holder.is_void, holder.ends_on) == (True, today())
    make_mandate(seat=holder.seat, starts_on=today())


def test_a_mandate_ended_on_a_day_holds_through_that_day():
    holder = make_mandate()

    end_mandate(holder_id=holder.pk, last_day=today(), by=None, now=timezone.now())

    assert (BodyPermission.VIEW_MEETINGS, holder.seat.body_id) in rights_of(holder.user)
    assert RoleGrant.objects.get(holder=holder).ends_on == today()


def test_the_chair_goes_with_the_mandate():
    holder = make_mandate()
    body = holder.seat.body
    appoint(
        user=holder.user,
        role=Role.CHAIR,
        held_in=body,
        starts_on=today(),
        by=None,
        now=timezone.now(),
    )
    assert (BodyPermission.EDIT_MEETINGS, body.pk) in rights_of(holder.user)

    end_mandate(holder_id=holder.pk, by=None, now=timezone.now())

    assert rights_of(holder.user) == set()


def test_a_second_mandate_keeps_its_own_rights():
    user = make_user()
    first, second = make_mandate(user=user), make_mandate(user=user)

    end_mandate(holder_id=first.pk, by=None, now=timezone.now())

    assert {pk for _permission, pk in rights_of(user)} == {
        second.seat.body_id,
        second.seat.body.group_id,
    }


def test_a_deactivated_person_has_no_rights():
    holder = make_mandate()
    holder.user.is_active = False

    assert rights_of(holder.user) == set()


@pytest.mark.parametrize(("days", "field"), [(-30, "last_day"), (0, None)])
def test_a_mandate_does_not_end_before_it_began(days, field):
    holder = make_mandate(starts_on=today())
    last_day = today() + timedelta(days=days)

    if field is None:
        end_mandate(holder_id=holder.pk, last_day=last_day, by=None, now=timezone.now())
        return
    with pytest.raises(ValidationError) as refusal:
        end_mandate(holder_id=holder.pk, last_day=last_day, by=None, now=timezone.now())

    assert list(refusal.value.message_dict) == [field]


def test_a_mandate_ends_once():
    holder = make_mandate()
    end_mandate(holder_id=holder.pk, by=None, now=timezone.now())

    with pytest.raises(ValidationError):
        end_mandate(holder_id=holder.pk, by=None, now=timezone.now())


def test_taking_over_ends_one_mandate_the_day_before_the_next():
    old = make_mandate(starts_on=date(2024, 1, 1))
    heir = make_user(name="Onni Lehtola")

    new = replace_holder(
        holder_id=old.pk, user=heir, starts_on=today(), by=None, now=timezone.now()
    )

    old.refresh_from_db()
    assert (old.ends_on, new.starts_on) == (today() - timedelta(days=1), today())
    assert rights_of(old.user) == set()
    assert rights_of(heir)


def test_a_mandate_ends_with_its_seat_and_its_body():
    body = make_body(ends_on=today() + timedelta(days=50))
    seat = make_seat(body=body, closed_on=today() + timedelta(days=20))

    assert make_mandate(body=body).ends_on == body.ends_on
    assert make_mandate(seat=seat).ends_on == seat.closed_on
    with pytest.raises(ValidationError):
        make_mandate(seat=seat, kind="deputy", starts_on=today() + timedelta(days=21))


def test_closing_a_seat_ends_its_mandates_roles_and_invitations():
    invitation = make_invitation()
    seat = invitation.seat
    holder = make_mandate(seat=seat, starts_on=today())
    last_day = today() + timedelta(days=3)

    close_seat(seat_id=seat.pk, closed_on=last_day, by=None, now=timezone.now())

    holder.refresh_from_db()
    invitation.refresh_from_db()
    assert (holder.ends_on, RoleGrant.objects.get(holder=holder).ends_on) == (last_day, last_day)
    assert invitation.state == "revoked"


def test_an_organisation_has_one_open_seat_for_a_category_in_a_body():
    body, organisation = make_body(), make_organisation()
    coordinator = make_actor(role=Role.COORDINATOR, group=body.group)
    given = {"body": body, "organisation": organisation, "opened_on": today()}

    open_seat(**given, by=coordinator, now=timezone.now())
    open_seat(**given, category=make_category(key="MUNI"), by=coordinator, now=timezone.now())
    with pytest.raises(ValidationError):
        open_seat(**given, by=coordinator, now=timezone.now())

    assert Seat.objects.count() == 2


def test_the_first_free_day_follows_the_last_known_day():
    seat = make_seat()
    kind = HolderKind.PRINCIPAL
    assert first_free_day(seat=seat, kind=kind, today=today()) == today()

    ends_on = today() + timedelta(days=9)
    make_mandate(seat=seat, ends_on=ends_on)
    after = ends_on + timedelta(days=1)
    assert first_free_day(seat=seat, kind=kind, today=today()) == after
    assert first_free_day(seat=seat, kind=HolderKind.DEPUTY, today=today()) == today()

    make_mandate(seat=seat, starts_on=after)
    assert first_free_day(seat=seat, kind=kind, today=today()) is None


@pytest.mark.parametrize("permission", BodyPermission)
def test_people_permitted_is_permitted_read_backwards(permission):
    group = make_group()
    body = make_body(group=group)
    organisation = make_organisation()
    make_seat(body=body, organisation=organisation)
    actors = [
        make_actor(role=role, group=group, body=body, organisation=organisation) for role in Role
    ]
    actors += [make_actor(role=Role.COORDINATOR), make_mandate().user]
    gone = make_mandate(body=body)
    end_mandate(holder_id=gone.pk, by=None, now=timezone.now())
    expected = {
        user.pk
        for user in [*actors, gone.user]
        if Body.objects.permitted(user, permission).filter(pk=body.pk).exists()
    }

    assert {user.pk for user in people_permitted(body, permission)} == expected
    assert expected
