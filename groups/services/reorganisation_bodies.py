"""One body goes into another: seats, people, what is to come. Used by merges and by groups."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from elo_platform.ports import call_all
from groups.models import (
    Body,
    Commission,
    Duty,
    Meeting,
    Need,
    RoleGrant,
    Seat,
    SeatHolder,
    Target,
)
from groups.models.group import BodyKind
from groups.permissions import Role
from groups.services.reorganisation_doing import Doing
from groups.services.roles import grant_role
from groups.services.seats import ROLE_OF_BODY, begin_mandate
from groups.states import HolderKind, MeetingState, NeedState


def carry_seats(*, doing: Doing, seats: Iterable[Seat], target: Body) -> None:
    """Open the seats in another body, and let whoever sits in them go on there.

    Where an organisation has a member in both, the one in `target` stays the member and the
    other goes on as deputy. All go on reading what the old body did, as long as they sit.
    """
    for seat in seats:
        there = _seat_in(doing, seat, target)
        holders = seat.holders.filter(is_void=False).exclude(ends_on__lt=doing.on)
        for holder in holders.select_related("user").order_by("starts_on", "pk"):
            _carry(doing, holder, there)


def carry_matters(
    *, old: Body, target: Body, on: date, last_day: date, now: datetime
) -> dict[str, int]:
    """Move what is to come from a body to another; return how many, by what they are.

    Meetings from `on` with their agendas and papers, open needs, duties; commissions and aims of
    representation end and begin anew; discussions go through the port BODIES_MERGED.
    """
    counts = {
        "meetings": Meeting.objects.filter(body=old, day__gte=on)
        .exclude(state=MeetingState.CANCELLED)
        .update(body=target),
        "needs": Need.objects.filter(body=old, state__in=[NeedState.OPEN, NeedState.LIFTED]).update(
            body=target
        ),
        "duties": Duty.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), body=old).update(
            body=target
        ),
        "commissions": _begin_anew(Commission, old, target, on, last_day),
        "targets": _begin_anew(Target, old, target, on, last_day),
    }
    call_all("BODIES_MERGED", old=old, target=target, now=now)
    return counts


def end_body_row(*, body: Body, last_day: date) -> None:
    """End a body; its page and all that it did stay."""
    if body.ends_on is None or body.ends_on > last_day:
        body.ends_on = max(last_day, body.starts_on)
        body.save(update_fields=["ends_on"])


def body_like(
    *, group_id: int, old: Body, name_sv: str, name_fi: str, on: date, now: datetime
) -> Body:
    """Make a body after another one, with its kind, mandate and how far it is open."""
    body = Body.objects.create(
        group_id=group_id,
        level=old.level if old.group_id == group_id else None,
        kind=old.kind,
        name_sv=name_sv,
        name_fi=name_fi,
        mandate=old.mandate,
        is_informal=old.is_informal,
        visibility=old.visibility,
        starts_on=on,
    )
    call_all("BODY_CREATED", body=body, by=None, now=now)
    return body


def _seat_in(doing: Doing, seat: Seat, target: Body) -> Seat:
    there = Seat.objects.open_on(doing.on).filter(
        body=target, organisation=seat.organisation_id, category=seat.category_id
    )
    return there.order_by("pk").first() or Seat.objects.create(
        body=target,
        organisation_id=seat.organisation_id,
        category_id=seat.category_id,
        opened_on=max(doing.on, seat.opened_on),
        closed_on=seat.closed_on,
    )


def _carry(doing: Doing, holder: SeatHolder, seat: Seat) -> None:
    starts_on = max(doing.on, holder.starts_on, seat.opened_on)
    there = seat.holders.filter(is_void=False).exclude(ends_on__lt=starts_on)
    made = there.filter(user=holder.user_id).first()
    if made is None:
        is_taken = there.filter(kind=HolderKind.PRINCIPAL).exists()
        kind = HolderKind.DEPUTY if is_taken else HolderKind(holder.kind)
        made = begin_mandate(
            seat=seat,
            user=holder.user,
            kind=kind,
            starts_on=starts_on,
            ends_on=holder.ends_on,
            by=None,
            now=doing.now,
        )
        SeatHolder.objects.filter(pk=made.pk).update(
            position=holder.position,
            may_commit=holder.may_commit,
            appointment=holder.appointment_id,
        )
    _go_on_reading(doing, holder, made, starts_on)


def _go_on_reading(doing: Doing, old: SeatHolder, new: SeatHolder, starts_on: date) -> None:
    """Give the role of the old body along with the new mandate: it ends when that does."""
    body = old.seat.body
    role = Role.DEPUTY if old.kind == HolderKind.DEPUTY else ROLE_OF_BODY[BodyKind(body.kind)]
    if not RoleGrant.objects.filter(holder=new, body=body).exists():
        grant_role(
            user=old.user,
            role=role,
            held_in=body,
            starts_on=starts_on,
            ends_on=new.ends_on,
            holder=new,
            by=None,
            now=doing.now,
        )


def _begin_anew(
    model: type[Commission] | type[Target], old: Body, target: Body, on: date, last_day: date
) -> int:
    rows = model._default_manager.filter(
        Q(ends_on=None) | Q(ends_on__gte=on), body=old, starts_on__lt=on
    )
    count = 0
    for row in list(rows):
        until = row.ends_on
        model._default_manager.filter(pk=row.pk).update(ends_on=last_day)
        if isinstance(row, Target) and _has_target(row, target, on):
            continue
        row.pk, row.body, row.starts_on, row.ends_on = None, target, on, until
        row.save(force_insert=True)
        count += 1
    return count


def _has_target(row: Target, target: Body, on: date) -> bool:
    return (
        Target.objects.filter(body=target, category=row.category_id)
        .exclude(ends_on__lt=on)
        .exists()
    )
