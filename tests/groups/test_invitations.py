"""Invitations: asked once, answered once, bound to address and seat."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from elo_platform.audit.models import AuditEvent
from elo_platform.lib.states import IllegalTransition, target_state
from elo_platform.notifications.models import Owed
from elo_platform.overview.proofs.together import together
from groups.models import Body, EloGroup, Invitation, Organisation, RoleGrant, Seat, SeatHolder
from groups.permissions import BodyPermission, GroupPermission, Role
from groups.services.invitations import (
    INVITATION_DAYS,
    MOST_SENDINGS,
    Acceptance,
    Invitee,
    SeatAsked,
    Substitute,
    accept_invitation,
    decline_invitation,
    invite_to_seat,
    remind_of_invitations,
    resend_invitation,
    revoke_invitation,
)
from groups.states import INVITATION_TRANSITIONS, InvitationAction, InvitationState
from tests.factories import (
    make_actor,
    make_body,
    make_category,
    make_invitation,
    make_mandate,
    make_organisation,
    make_region,
    make_seat,
    make_user,
    today,
)

pytestmark = pytest.mark.django_db
User = get_user_model()
ANSWER = Acceptance(name="Onni Lehtola", title="rektor", language="fi")


def accept(invitation, *, address=None, answer=ANSWER, now=None):
    return accept_invitation(
        invitation_id=invitation.pk,
        address=address or invitation.address,
        answer=answer,
        now=now or timezone.now(),
    )


def ask(
    *,
    body,
    by,
    organisation=None,
    kind="principal",
    address="new@elo.example",
    instead_of=None,
    **more,
):
    organisation_of = {"organisation": organisation} if organisation else more
    category = organisation.category if organisation else make_category()
    return invite_to_seat(
        seat=SeatAsked(body=body, category=category, kind=kind, **organisation_of),
        person=Invitee(address=address, name="Onni Lehtola", language="sv"),
        by=by,
        now=timezone.now(),
        instead_of=instead_of,
    )


@pytest.fixture
def coordinator():
    return make_actor(role=Role.COORDINATOR)


@pytest.fixture
def body(coordinator):
    return make_body(group=coordinator.role_grants.get().group)


def test_an_invitation_opens_a_seat_and_owes_the_mail_in_the_invitees_language(body, coordinator):
    organisation = make_organisation()

    invitation = ask(body=body, by=coordinator, organisation=organisation)

    seat = Seat.objects.get()
    assert (seat.body, seat.organisation, seat.opened_on) == (body, organisation, today())
    assert (invitation.seat, invitation.state, invitation.times_sent) == (seat, "pending", 1)
    assert invitation.answer_by == today() + timedelta(days=INVITATION_DAYS)
    owed = Owed.objects.get(kind="invitation")
    assert (owed.address, owed.language, owed.reader) == ("new@elo.example", "sv", None)
    assert AuditEvent.objects.filter(kind="invitation_sent", actor_id=coordinator.pk).exists()


def test_who_has_an_account_is_owed_the_invitation_there(body, coordinator):
    user = make_user(email="known@elo.example", language="fi")

    ask(body=body, by=coordinator, organisation=make_organisation(), address="Known@ELO.example")

    owed = Owed.objects.get(kind="invitation")
    assert (owed.reader, owed.address) == (user, "")


def test_the_open_seat_of_the_organisation_is_used(body, coordinator):
    seat = make_seat(body=body)

    first = ask(body=body, by=coordinator, organisation=seat.organisation)
    second = ask(
        body=body,
        by=coordinator,
        organisation=seat.organisation,
        kind="deputy",
        address="second@elo.example",
    )

    assert first.seat == second.seat == Seat.objects.get()


def test_a_new_organisation_is_added_to_the_register_with_its_names(body, coordinator):
    region = make_region()

    invitation = ask(
        body=body, by=coordinator, name_sv="Företagarna vid kusten", name_fi="", region=region
    )

    organisation = Organisation.objects.get()
    assert invitation.seat.organisation == organisation
    assert (organisation.name, organisation.region) == ("Företagarna vid kusten", region)
    assert organisation.names.get().starts_on == today()


def test_an_organisation_of_that_name_is_not_added_twice(body, coordinator):
    make_organisation(name_sv="Företagarna vid kusten", name_fi="Rannikon yrittäjät")

    with pytest.raises(ValidationError) as refusal:
        ask(body=body, by=coordinator, name_sv="", name_fi="rannikon YRITTÄJÄT")

    assert list(refusal.value.message_dict) == ["name_fi"]
    assert Organisation.objects.count() == 1


def test_an_address_is_asked_once_for_a_seat_at_a_time(body, coordinator):
    organisation = make_organisation()
    ask(body=body, by=coordinator, organisation=organisation)

    with pytest.raises(ValidationError) as refusal:
        ask(body=body, by=coordinator, organisation=organisation)

    assert list(refusal.value.message_dict) == ["address"]


def test_a_seat_whose_member_has_no_last_day_is_not_offered(body, coordinator):
    holder = make_mandate(body=body)
    organisation = holder.seat.organisation

    with pytest.raises(ValidationError) as refusal:
        ask(body=body, by=coordinator, organisation=organisation)

    assert list(refusal.value.message_dict) == ["organisation"]
    assert ask(body=body, by=coordinator, organisation=organisation, kind="deputy")


def test_who_holds_the_seat_is_not_asked_again(body, coordinator):
    holder = make_mandate(body=body, kind="deputy")

    with pytest.raises(ValidationError) as refusal:
        ask(
            body=body,
            by=coordinator,
            organisation=holder.seat.organisation,
            address=holder.user.email,
        )

    assert list(refusal.value.message_dict) == ["address"]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COORDINATOR])
def test_only_a_coordinator_of_the_group_invites(body, role):
    organisation = make_organisation()
    make_seat(body=body, organisation=organisation)
    by = make_actor(role=role, group=body.group, body=body, organisation=organisation)

    with pytest.raises(PermissionDenied):
        ask(body=body, by=by, organisation=organisation)

    assert not Invitation.objects.exists()


def test_accepting_makes_account_mandate_and_role_and_tells_both(body, coordinator):
    invitation = make_invitation(body=body, by=coordinator, address="new@elo.example")

    accept(invitation)

    user = User.objects.get(email="new@elo.example")
    holder = SeatHolder.objects.get()
    invitation.refresh_from_db()
    assert (user.name, user.title, user.language) == ("Onni Lehtola", "rektor", "fi")
    assert not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified
    assert EmailAddress.objects.get(user=user).primary
    assert (holder.user, holder.kind, holder.starts_on) == (user, "principal", today())
    assert (invitation.state, invitation.holder) == ("accepted", holder)
    assert Body.objects.permitted(user, BodyPermission.VIEW_MEETINGS).get() == body
    assert Owed.objects.get(kind="seat_started").reader == user
    assert Owed.objects.get(kind="invitation_answered").reader == coordinator
    assert AuditEvent.objects.get(kind="invitation_accepted").actor_id == user.pk


def test_who_has_an_account_keeps_it_as_it_is(body, coordinator):
    user = make_user(email="known@elo.example", name="Alva Strand", language="sv", title="chef")
    invitation = make_invitation(body=body, by=coordinator, address="known@elo.example")

    accept(invitation)

    user.refresh_from_db()
    assert SeatHolder.objects.get().user == user
    assert (user.name, user.title, user.language) == ("Alva Strand", "chef", "sv")
    assert EmailAddress.objects.get(user=user).verified


def test_a_further_verified_address_leads_to_the_same_account(body, coordinator):
    user = make_user(email="known@elo.example")
    EmailAddress.objects.create(user=user, email="other@elo.example", verified=True)
    invitation = make_invitation(body=body, by=coordinator, address="other@elo.example")

    accept(invitation)

    assert SeatHolder.objects.get().user == user


def test_a_closed_account_gets_no_seat(body, coordinator):
    make_user(email="known@elo.example", is_active=False)
    invitation = make_invitation(body=body, by=coordinator, address="known@elo.example")

    with pytest.raises(PermissionDenied):
        accept(invitation)

    assert not SeatHolder.objects.exists()
    assert not RoleGrant.objects.exclude(user=coordinator).exists()


def test_a_mandate_begins_after_the_member_before(body, coordinator):
    old = make_mandate(body=body, ends_on=today() + timedelta(days=39))
    invitation = make_invitation(body=body, by=coordinator, organisation=old.seat.organisation)

    accept(invitation)

    new = SeatHolder.objects.get(user__email=invitation.address)
    assert new.starts_on == today() + timedelta(days=40)
    assert not Body.objects.permitted(new.user, BodyPermission.VIEW_MEETINGS).exists()


def test_a_seat_that_was_filled_meanwhile_is_not_given_twice(body, coordinator):
    invitation = make_invitation(body=body, by=coordinator)
    make_mandate(seat=invitation.seat, starts_on=today())

    with pytest.raises(ValidationError):
        accept(invitation)

    assert not User.objects.filter(email=invitation.address).exists()
    assert Invitation.objects.get().state == "pending"


def test_an_invitation_is_bound_to_its_address(body, coordinator):
    invitation = make_invitation(body=body, by=coordinator)

    for address in ("other@elo.example", "", "1"):
        with pytest.raises(PermissionDenied):
            accept_invitation(
                invitation_id=invitation.pk, address=address, answer=ANSWER, now=timezone.now()
            )
        with pytest.raises(PermissionDenied):
            decline_invitation(
                invitation_id=invitation.pk, address=address, reason="", now=timezone.now()
            )


def test_an_invitation_ends_with_its_last_day(body, coordinator):
    invitation = make_invitation(body=body, by=coordinator)

    with pytest.raises(PermissionDenied):
        accept(invitation, now=invitation.expires_at)

    accept(invitation, now=invitation.expires_at - timedelta(seconds=1))


def test_declining_keeps_the_reason_and_leaves_the_seat_vacant(body, coordinator):
    invitation = make_invitation(body=body, by=coordinator)

    decline_invitation(
        invitation_id=invitation.pk,
        address=invitation.address,
        reason="Inte i år",
        now=timezone.now(),
    )

    invitation.refresh_from_db()
    assert (invitation.state, invitation.reason) == ("declined", "Inte i år")
    assert not SeatHolder.objects.exists()
    assert not User.objects.filter(email=invitation.address).exists()
    assert Owed.objects.get(kind="invitation_answered").reader == coordinator


def test_naming_somebody_else_tells_the_coordinator_and_writes_to_nobody(body, coordinator):
    invitation = make_invitation(body=body, by=coordinator)
    given = {"invitation_id": invitation.pk, "address": invitation.address, "reason": ""}
    now = timezone.now()
    oneself = Substitute("Onni Lehtola", invitation.address.upper())
    with pytest.raises(ValidationError) as refusal:
        decline_invitation(**given, now=now, instead=oneself)
    assert set(refusal.value.message_dict) == {"suggested_address"}

    decline_invitation(**given, now=now, instead=Substitute("Alva Strand", "Alva@elo.example"))

    invitation.refresh_from_db()
    assert invitation.state == "declined"
    assert (invitation.suggested_name, invitation.suggested_address) == (
        "Alva Strand",
        "alva@elo.example",
    )
    assert Owed.objects.get(kind="invitation_answered").reader == coordinator
    assert not Owed.objects.filter(address="alva@elo.example").exists()
    assert "alva" not in str(list(AuditEvent.objects.values_list("data", flat=True))).lower()


@pytest.mark.parametrize("is_led", [True, False], ids=["by the link", "typed anew"])
def test_whom_somebody_named_is_forgotten_once_invited(is_led, body, coordinator):
    declined = make_invitation(body=body, by=coordinator)
    other = make_invitation(body=body, by=coordinator)
    for each in (declined, other):
        decline_invitation(
            invitation_id=each.pk,
            address=each.address,
            reason="",
            now=timezone.now(),
            instead=Substitute("Alva Strand", "alva@elo.example"),
        )

    ask(
        body=body,
        by=coordinator,
        organisation=declined.seat.organisation,
        address="a.strand@elo.example" if is_led else "Alva@elo.example",
        instead_of=declined if is_led else None,
    )

    for each in (declined, other):
        each.refresh_from_db()
    assert (declined.suggested_name, declined.suggested_address) == ("", "")
    assert other.suggested_address == "alva@elo.example"


def test_sending_again_gives_two_more_weeks_and_a_new_mail_a_few_times(body, coordinator):
    invitation = make_invitation(body=body, by=coordinator)
    later = timezone.now() + timedelta(days=30)
    given = {"invitation_id": invitation.pk, "by": coordinator}

    again = resend_invitation(**given, now=later)

    assert (again.times_sent, again.state) == (2, "pending")
    assert again.expires_at > later + timedelta(days=INVITATION_DAYS - 1)
    assert Owed.objects.filter(kind="invitation").count() == 2
    for _time in range(MOST_SENDINGS - 2):
        resend_invitation(**given, now=later)
    with pytest.raises(ValidationError):
        resend_invitation(**given, now=later)


# State, action and who acts: only the rows of the table lead anywhere.
ACTS = {
    InvitationAction.ACCEPT: lambda asked, by: accept(asked, address=by),
    InvitationAction.DECLINE: lambda asked, by: decline_invitation(
        invitation_id=asked.pk, address=by, reason="", now=timezone.now()
    ),
    InvitationAction.REVOKE: lambda asked, by: revoke_invitation(
        invitation_id=asked.pk, by=by, now=timezone.now()
    ),
}


def in_state(state, body, coordinator):
    invitation = make_invitation(body=body, by=coordinator)
    if state == InvitationState.SUGGESTED:
        Invitation.objects.filter(pk=invitation.pk).update(state=state)
    action = {row.target: action for action, row in INVITATION_TRANSITIONS.items()}.get(state)
    if action:
        ACTS[action](
            invitation, coordinator if action == InvitationAction.REVOKE else invitation.address
        )
    return Invitation.objects.get(pk=invitation.pk)


@pytest.mark.parametrize("actor", ["right", "foreign"])
@pytest.mark.parametrize("action", InvitationAction)
@pytest.mark.parametrize("state", InvitationState)
def test_the_table_is_what_happens(state, action, actor, body, coordinator):
    invitation = in_state(state, body, coordinator)
    if action == InvitationAction.REVOKE:
        by = coordinator if actor == "right" else make_actor(role=Role.COORDINATOR)
    else:
        by = invitation.address if actor == "right" else "foreign@elo.example"
    try:
        target = target_state(INVITATION_TRANSITIONS, action, state)
    except IllegalTransition:
        target = None

    if target and actor == "right":
        ACTS[action](invitation, by)
    else:
        with pytest.raises(PermissionDenied):
            ACTS[action](invitation, by)

    invitation.refresh_from_db()
    assert invitation.state == (target if target and actor == "right" else state)


def test_reminders_ask_which_stage_has_been_reached(body, coordinator):
    invitation = make_invitation(body=body, by=coordinator)
    sent = {}

    for days in (1, 4, 5, 5, 6, 11, 12, 13, 14, 15, 20):
        now = timezone.now() + timedelta(days=days)
        sent[days] = sent.get(days, 0) + remind_of_invitations(now=now)

    assert {days for days, number in sent.items() if number} == {5, 12}
    assert Owed.objects.filter(kind="invitation_reminder").count() == 2
    assert invitation.times_sent == 1


def test_a_sweep_that_is_missed_still_reminds_once(body, coordinator):
    make_invitation(body=body, by=coordinator)
    late = timezone.now() + timedelta(days=13)

    assert [remind_of_invitations(now=late) for _time in range(3)] == [1, 0, 0]


def test_an_account_holder_is_reminded_once_in_the_account(body, coordinator):
    user = make_user(email="known@elo.example")
    make_invitation(body=body, by=coordinator, address="known@elo.example")
    late = timezone.now() + timedelta(days=6)

    assert [remind_of_invitations(now=late) for _time in range(3)] == [1, 0, 0]

    assert [owed.reader for owed in Owed.objects.filter(kind="invitation_reminder")] == [user]


@pytest.mark.parametrize("action", InvitationAction)
def test_nobody_is_reminded_of_what_has_been_answered(action, body, coordinator):
    invitation = make_invitation(body=body, by=coordinator)
    by = coordinator if action == InvitationAction.REVOKE else invitation.address
    ACTS[action](invitation, by)

    assert remind_of_invitations(now=timezone.now() + timedelta(days=6)) == 0


def test_nobody_is_reminded_of_a_seat_that_was_filled_meanwhile(body, coordinator):
    invitation = make_invitation(body=body, by=coordinator)
    make_mandate(seat=invitation.seat, starts_on=today())

    assert remind_of_invitations(now=timezone.now() + timedelta(days=6)) == 0


def test_people_of_other_groups_see_no_invitations(body, coordinator):
    invitation = make_invitation(body=body, by=coordinator)
    member = make_mandate(body=body).user
    foreign = make_actor(role=Role.COORDINATOR)

    assert list(Invitation.objects.visible_to(coordinator)) == [invitation]
    for user in (member, foreign, make_actor(role=Role.NATIONAL)):
        assert not Invitation.objects.visible_to(user).exists()


@pytest.mark.django_db(transaction=True)
def test_of_fifty_who_accept_at_once_one_gets_the_seat():
    invitation = make_invitation(address="new@elo.example")

    results = together(lambda _i: accept(invitation), at_once=50)

    assert sum(isinstance(result, Invitation) for result in results) == 1
    assert sum(isinstance(result, PermissionDenied) for result in results) == 49
    assert SeatHolder.objects.count() == 1
    assert User.objects.filter(email="new@elo.example").count() == 1
    assert RoleGrant.objects.filter(user__email="new@elo.example").count() == 1
    assert Owed.objects.filter(kind="seat_started").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_new_address_accepting_two_seats_at_once_is_one_account():
    asked = [make_invitation(address="new@elo.example") for _seat in range(8)]

    results = together(lambda i: accept(asked[i]), at_once=8)

    assert all(isinstance(result, Invitation) for result in results), results
    assert User.objects.filter(email="new@elo.example").count() == 1
    assert EmailAddress.objects.filter(email="new@elo.example").count() == 1
    assert SeatHolder.objects.count() == 8


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_who_ask_at_once_open_one_seat():
    body, organisation = make_body(), make_organisation()
    by = make_actor(role=Role.COORDINATOR, group=body.group)

    def act(i):
        return ask(body=body, by=by, organisation=organisation, address=f"person-{i}@elo.example")

    results = together(act, at_once=6)

    assert all(isinstance(result, Invitation) for result in results), results
    assert Seat.objects.count() == 1


def test_the_month_of_the_clocks_does_not_shorten_an_invitation(body, coordinator):
    with time_machine.travel("2026-10-20T10:00:00+03:00", tick=False):
        invitation = make_invitation(body=body, by=coordinator, now=timezone.now())

    assert str(invitation.answer_by) == "2026-11-03"
    assert invitation.expires_at.isoformat() == "2026-11-03T22:00:00+00:00"


def test_an_organisation_that_has_only_been_asked_gives_its_people_no_rights(body, coordinator):
    organisation = make_organisation()
    contact = make_actor(role=Role.CONTACT, organisation=organisation)
    permitted = EloGroup.objects.permitted(contact, GroupPermission.VIEW_PEOPLE)

    invitation = ask(body=body, by=coordinator, organisation=organisation)
    assert not permitted.all().exists()

    accept(invitation)
    assert permitted.all().get() == body.group
