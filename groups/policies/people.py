"""Who may fill seats, invite, appoint, write to a body, and answer an invitation."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.conditions import among
from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.models import Body, EloGroup, Invitation, Meeting, Organisation, RoleGrant, Seat
from groups.permissions import ROLE_SCOPE, BodyPermission, GroupPermission, Role, Scope
from groups.policies.roles import in_body, in_group
from groups.querysets.answerers import is_contact
from groups.querysets.permitted import groups_with
from groups.querysets.reach import is_administrator
from groups.states import (
    BY_INVITEE,
    INVITATION_TRANSITIONS,
    HolderKind,
    InvitationAction,
    InvitationState,
)

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

# These come with a seat and go with it; nobody is appointed to them.
SEAT_ROLES = frozenset({Role.NETWORK_MEMBER, Role.LEADING_MEMBER, Role.WORKING_MEMBER, Role.DEPUTY})
NO_KEEPER = _(
    "Contact persons keep the organisation's profile. Its name and facts are kept by the"
    " coordinators of its groups."
)


def can_manage_seats(user: User | AnonymousUser, group: EloGroup) -> Decision:
    """Decide whether `user` may open, fill, empty and close seats in `group`."""
    return in_group(user, group.pk, GroupPermission.MANAGE_SEATS)


def can_open_seat(user: User | AnonymousUser, body: Body, today: date) -> Decision:
    """Decide whether `user` may open a seat in `body`: nobody does in one that has ended."""
    if not (decision := can_manage_seats(user, body.group)):
        return decision
    has_ended = body.ends_on is not None and body.ends_on < today
    return denied(_("The body has ended, so no seat is opened in it.")) if has_ended else ALLOWED


def can_message(user: User | AnonymousUser, body: Body) -> Decision:
    """Decide whether `user` may write to all who belong to `body`."""
    return in_group(user, body.group_id, GroupPermission.SEND_MESSAGES)


def can_revoke(user: User | AnonymousUser, invitation: Invitation) -> Decision:
    """Decide whether `user` may withdraw `invitation` in its present state."""
    transition = INVITATION_TRANSITIONS[InvitationAction.REVOKE]
    permission = GroupPermission(transition.permission)
    decision = in_group(user, invitation.seat.body.group_id, permission)
    if not decision:
        return decision
    if invitation.state not in transition.sources:
        return denied(_("The invitation has already been answered or withdrawn."))
    return ALLOWED


def can_resend(user: User | AnonymousUser, invitation: Invitation) -> Decision:
    """Decide whether `user` may send `invitation` once more: while nobody has answered it."""
    if invitation.state == InvitationState.SUGGESTED:
        return denied(_("Nobody has been invited yet."))
    return can_revoke(user, invitation)


def can_invite_suggested(user: User | AnonymousUser, invitation: Invitation) -> Decision:
    """Decide whether `user` may invite the person whom an organisation has suggested."""
    if invitation.state != InvitationState.SUGGESTED:
        return denied(_("The person has been invited already, or was not suggested."))
    return can_revoke(user, invitation)


def can_suggest(user: User | AnonymousUser, seat: Seat, today: date) -> Decision:
    """Decide whether `user` may suggest a member for `seat`: its organisation's, while vacant."""
    if not is_contact(user, seat.organisation_id):
        return denied(_("The contact persons of the organisation suggest its members."))
    members = seat.holders.on(today).filter(kind=HolderKind.PRINCIPAL)
    is_open = Seat.objects.open_on(today).filter(pk=seat.pk).exists()
    if not is_open or members.exists():
        return denied(_("The seat has a member, or has been closed."))
    return ALLOWED


def can_answer(
    address: str, invitation: Invitation, action: InvitationAction, now: datetime
) -> Decision:
    """Decide whether whoever reads `address` may do `action` to `invitation` at `now`."""
    transition = INVITATION_TRANSITIONS[action]
    if transition.permission != BY_INVITEE or address != invitation.address:
        return denied(_("This invitation is for somebody else."))
    if invitation.state not in transition.sources:
        return denied(_("The invitation has already been answered or withdrawn."))
    if now >= invitation.expires_at:
        return denied(_("The invitation has run out."))
    return ALLOWED


def manages_seats_somewhere(user: User | AnonymousUser) -> bool:
    """Tell whether `user` manages the seats of some group; in a reading without a query."""
    managed = groups_with(user, GroupPermission.MANAGE_SEATS)
    if isinstance(managed, list):
        return bool(managed)
    return EloGroup.objects.filter(pk__in=managed).exists()


def can_keep_organisation(user: User | AnonymousUser, organisation: Organisation) -> Decision:
    """Decide whether `user` may rename `organisation` and name its people.

    What is said of an organisation holds in every group in which it sits, so a coordinator
    must manage the seats of all of them; else it is the administrator's act. One that sits
    nowhere is kept by whoever coordinates some group.
    """
    if is_administrator(user):
        return ALLOWED
    managed = groups_with(user, GroupPermission.MANAGE_SEATS)
    if managed == []:
        return denied(NO_KEEPER)
    theirs = EloGroup.objects.filter(bodies__seats__in=organisation.seats.open_today())
    kept = set(theirs.annotate(is_kept=among("pk", managed)).values_list("is_kept", flat=True))
    if not kept and manages_seats_somewhere(user):
        return ALLOWED
    if True not in kept:
        return denied(NO_KEEPER)
    if False in kept:
        return denied(
            _("The organisation sits in other groups too. Ask the administrator to do this.")
        )
    return ALLOWED


def can_appoint(
    user: User | AnonymousUser, role: Role, held_in: EloGroup | Body | Organisation | None
) -> Decision:
    """Decide whether `user` may give and take `role` in `held_in`."""
    if role in SEAT_ROLES:
        return denied(_("This role follows from a seat. Invite the person to the seat."))
    if is_administrator(user):
        return ALLOWED
    if isinstance(held_in, Organisation):
        return _can_name_people(user, held_in)
    if isinstance(held_in, Body):
        return in_group(user, held_in.group_id, GroupPermission.MANAGE_SEATS)
    if isinstance(held_in, EloGroup):
        return can_manage_seats(user, held_in)
    return denied(_("Only an administrator gives national roles."))


def _can_name_people(user: User | AnonymousUser, organisation: Organisation) -> Decision:
    """Contact persons name their own; of one that sits nowhere yet, no coordinator answers for
    the rights that a seat would bring.
    """
    if is_contact(user, organisation.pk):
        return ALLOWED
    if not organisation.seats.open_today().exists():
        return denied(_("The organisation has no seat yet. Invite it to a body first."))
    return can_keep_organisation(user, organisation)


def can_dismiss(user: User | AnonymousUser, grant: RoleGrant) -> Decision:
    """Decide whether `user` may end the appointment `grant`; anyone may lay down their own."""
    role = Role(grant.role)
    if role not in SEAT_ROLES and grant.user_id == user.pk and user.is_active:
        return ALLOWED
    scope = ROLE_SCOPE[role]
    held_in = None if scope is Scope.NATIONAL else getattr(grant, scope.value)
    return can_appoint(user, role, held_in)


def can_share_meeting(user: User | AnonymousUser, meeting: Meeting) -> Decision:
    """Decide whether `user` may open `meeting` to a guest, and close it again."""
    return in_body(user, meeting.body, BodyPermission.EDIT_MEETINGS)
