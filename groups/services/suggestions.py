"""An organisation suggests a person for its vacant seat; a coordinator invites in one press."""

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import Invitation, Seat
from groups.permissions import GroupPermission
from groups.policies.people import can_invite_suggested, can_suggest
from groups.querysets.readers import people_permitted_in_group
from groups.services.invitations import Invitee, SeatAsked, expiry, invite_to_seat
from groups.states import HolderKind, InvitationState


@transaction.atomic
def suggest_member(*, seat_id: int, person: Invitee, by: User, now: datetime) -> Invitation:
    """Suggest `person` for a vacant seat, and tell who can invite; nobody writes to them yet.

    Raises:
        PermissionDenied: `by` is no contact person of the organisation, or the seat is taken.
        ValidationError: for `address`: the person has been suggested or asked.
    """
    rows = Seat.objects.select_for_update(of=["self"]).select_related("body")
    seat = rows.get(pk=seat_id)
    require(can_suggest(by, seat, helsinki_day(now)))
    person = replace(person, address=person.address.strip().lower())
    if seat.invitations.filter(address=person.address, answered_at=None).exists():
        sentence = _("This person has been suggested or invited for the seat already.")
        raise ValidationError({"address": sentence})
    suggestion: Invitation = seat.invitations.create(
        kind=HolderKind.PRINCIPAL,
        address=person.address,
        name=person.name,
        language=person.language,
        state=InvitationState.SUGGESTED,
        invited_by=by,
        invited_at=now,
        expires_at=expiry(now=now),
        times_sent=0,
    )
    group_id = seat.body.group_id
    given = {"target": suggestion, "by": by, "at": now, "group_id": group_id}
    record(kind=AuditKind.SEAT_SUGGESTED, data={"seat": seat.pk}, **given)
    owe(
        kind=NoticeKind.SEAT_SUGGESTED,
        readers=people_permitted_in_group(group_id, GroupPermission.MANAGE_SEATS),
        occasion=f"invitation:{suggestion.pk}:suggested",
        params={"invitation": suggestion.pk},
        now=now,
    )
    return suggestion


@transaction.atomic
def invite_suggested(*, invitation_id: int, by: User, now: datetime) -> Invitation:
    """Invite the person who was suggested; the invitation takes the place of the suggestion.

    Raises:
        PermissionDenied: `by` does not manage the group's seats, or it was done already.
        ValidationError: as `invite_to_seat`.
    """
    rows = Invitation.objects.select_for_update(of=["self"])
    suggestion = rows.select_related("seat__body__group").get(pk=invitation_id)
    require(can_invite_suggested(by, suggestion))
    seat = suggestion.seat
    suggestion.delete()
    return invite_to_seat(
        seat=SeatAsked(seat.body, seat.category, HolderKind.PRINCIPAL, seat.organisation),
        person=Invitee(suggestion.address, suggestion.name, suggestion.language),
        by=by,
        now=now,
    )
