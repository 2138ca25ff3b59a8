"""What a person answers for passes on, or is left without an owner, as a mandate ends."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from groups.models import Responsibility, RoleGrant, Seat, SeatHolder


@transaction.atomic
def pass_on_responsibilities(
    *, user: User, last_day: date, seat: Seat | None = None, by: User | None, now: datetime
) -> int:
    """Take `user`'s responsibilities over after `last_day`; return how many.

    Each goes to its deputy, else to who else holds `seat`, else it is vacant from the next
    day on, which the coordinators see. With `seat` it is about its group alone, and whoever
    still has a task in the group keeps what they answer for; without, about all groups.
    """
    day = last_day + timedelta(days=1)
    rows = Responsibility.objects.filter(
        Q(user=user) | Q(deputy=user), Q(ends_on=None) | Q(ends_on__gte=day)
    )
    if seat is not None:
        if user.is_active and _belongs(user, seat.body.group_id, day):
            return 0
        rows = rows.filter(group=seat.body.group_id)
    heirs = _others(seat, user, day) if seat else []
    found = list(rows.select_for_update(of=("self",)).select_related("deputy").order_by("pk"))
    for row in found:
        _pass_on(row, user, heirs, last_day)
        _record(row, user.pk, last_day, by, now)
    return len(found)


@transaction.atomic
def hand_responsibility(
    *, row: Responsibility, heir: User, last_day: date, by: User | None, now: datetime
) -> None:
    """Let `heir` answer for what `row` is about, from the day after `last_day`.

    It asks no policy: the service that hands over has asked its own.
    """
    left = row.user_id
    _split(row, heir.pk, None if row.deputy == heir else row.deputy, last_day)
    _record(row, left, last_day, by, now)


@transaction.atomic
def take_back_responsibility(
    *, row: Responsibility, heir: User, by: User | None, now: datetime
) -> None:
    """Let `row` go on as if it had not been handed to `heir` after its last day.

    It asks no policy: the service that withdraws a handover has asked its own.
    """
    later = Responsibility.objects.select_for_update(of=("self",)).filter(
        group=row.group_id,
        user=heir,
        area_sv=row.area_sv,
        area_fi=row.area_fi,
        starts_on=(row.ends_on or row.starts_on) + timedelta(days=1),
    )
    handed = later.order_by("pk").last()
    if handed is None:
        return
    data = {"left": handed.user_id, "last_day": row.ends_on and row.ends_on.isoformat()}
    row.ends_on = handed.ends_on
    handed.delete()
    row.version += 1
    row.save()
    record(
        kind=AuditKind.RESPONSIBILITY_CHANGED,
        target=row,
        by=by,
        at=now,
        data=data,
        group_id=row.group_id,
    )


def _record(
    row: Responsibility, left: int | None, last_day: date, by: User | None, now: datetime
) -> None:
    record(
        kind=AuditKind.RESPONSIBILITY_CHANGED,
        target=row,
        by=by,
        at=now,
        data={"left": left, "last_day": last_day.isoformat()},
        group_id=row.group_id,
    )


def _belongs(user: User, group_id: int, day: date) -> bool:
    """Tell whether a person has a task in a group on a day: a seat, or by appointment."""
    grants = RoleGrant.objects.filter(Q(group=group_id) | Q(body__group=group_id), user=user)
    return grants.overlapping(day, day).exists()


def _others(seat: Seat, user: User, day: date) -> list[User]:
    """Return who else holds a seat on a day, the member first."""
    held = SeatHolder.objects.on(day).filter(seat=seat, user__is_active=True)
    rows = held.exclude(user=user).select_related("user").order_by("-kind", "pk")
    return [row.user for row in rows]


def _pass_on(row: Responsibility, user: User, heirs: list[User], last_day: date) -> None:
    owner, deputy = row.user_id, row.deputy
    if deputy and (deputy.pk == user.pk or not deputy.is_active):
        deputy = None
    if owner == user.pk:
        heir = deputy or next(iter(heirs), None)
        deputy = None if heir == deputy else deputy
        owner = heir.pk if heir else None
    _split(row, owner, deputy, last_day)


def _split(row: Responsibility, owner: int | None, deputy: User | None, last_day: date) -> None:
    values = {"user_id": owner, "deputy": deputy, "document": None}
    if row.starts_on <= last_day:
        # The past stays as it was: a row for it, and one from the next day on.
        Responsibility.objects.create(
            group_id=row.group_id,
            area_sv=row.area_sv,
            area_fi=row.area_fi,
            starts_on=last_day + timedelta(days=1),
            ends_on=row.ends_on,
            **values,
        )
        row.ends_on = last_day
    else:
        for name, value in values.items():
            setattr(row, name, value)
    row.version += 1
    row.save()
