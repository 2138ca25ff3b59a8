"""Who presents a matter passes on as a mandate ends."""

from datetime import datetime

from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from groups.models import AgendaItem, RoleGrant, SeatHolder
from groups.states import MeetingState


@transaction.atomic
def pass_on_items(*, holder: SeatHolder, by: User | None, now: datetime) -> int:
    """Hand matters of coming meetings to who else holds the seat (port MANDATE_ENDED).

    Return how many. Where nobody does, the name stays, and the meeting's page says that the
    person has left. Who still has a task in the body presents it all the same.
    """
    body, last_day = holder.seat.body, holder.ends_on
    items = AgendaItem.objects.filter(
        presented_by=holder.user_id,
        meeting__body=body,
        meeting__day__gt=last_day or now.date(),
        meeting__ends_at__gt=now,
    ).exclude(meeting__state=MeetingState.CANCELLED)
    found = list(items.select_for_update(of=("self",)).order_by("pk"))
    heir = _heir(holder) if found and not _stays(holder) else None
    if heir is None:
        return 0
    AgendaItem.objects.filter(pk__in=[item.pk for item in found]).update(presented_by=heir)
    for item in found:
        record(
            kind=AuditKind.PRESENTER_CHANGED,
            target=item,
            by=by,
            at=now,
            data={"left": holder.user_id, "to": heir},
            group_id=body.group_id,
        )
    return len(found)


def _stays(holder: SeatHolder) -> bool:
    body = holder.seat.body
    grants = RoleGrant.objects.filter(user=holder.user_id).current()
    if holder.ends_on:
        grants = grants.exclude(ends_on__lte=holder.ends_on)
    return grants.filter(body=body).exists() or grants.filter(group=body.group_id).exists()


def _heir(holder: SeatHolder) -> int | None:
    """Return who else holds the seat after the last day, the member first."""
    held = SeatHolder.objects.not_over().filter(seat=holder.seat_id, user__is_active=True)
    others = held.exclude(user=holder.user_id).order_by("-kind", "pk")
    return others.values_list("user", flat=True).first()
