"""Another person takes a seat over by invitation, in one step with the end of the mandate."""

from datetime import date, datetime, timedelta

from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.lib.decisions import require
from groups.models import Invitation, SeatHolder
from groups.policies.people import can_manage_seats
from groups.services.invitations import Invitee, SeatAsked, invite_to_seat
from groups.services.seats import end_mandate, refuse_takeover_before
from groups.states import HolderKind


@transaction.atomic
def replace_by_invitation(
    *, holder_id: int, starts_on: date, person: Invitee, by: User, now: datetime
) -> Invitation:
    """Invite `person` to take over a mandate, whose last day becomes the day before `starts_on`.

    The seat begins for them when they accept, on that day at the earliest.

    Raises:
        PermissionDenied: `by` does not manage the group's seats.
        ValidationError: as `replace_holder` and `invite_to_seat`.
    """
    holder = SeatHolder.objects.select_for_update().get(pk=holder_id)
    seat = holder.seat
    require(can_manage_seats(by, seat.body.group))
    refuse_takeover_before(holder=holder, starts_on=starts_on)
    if holder.ends_on is None or holder.ends_on >= starts_on:
        last_day = starts_on - timedelta(days=1)
        end_mandate(holder_id=holder_id, last_day=last_day, by=by, now=now)
    asked = SeatAsked(
        body=seat.body,
        category=seat.category,
        kind=HolderKind(holder.kind),
        organisation=seat.organisation,
        starts_on=starts_on,
    )
    return invite_to_seat(seat=asked, person=person, by=by, now=now)
