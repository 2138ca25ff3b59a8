"""The only writer of roles. They follow from mandates, or are appointed."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day, require_order
from elo_platform.lib.decisions import require
from groups.models import Body, EloGroup, Organisation, RoleGrant, SeatHolder
from groups.permissions import ROLE_SCOPE, Role, Scope
from groups.policies.people import can_appoint, can_dismiss

Held = EloGroup | Body | Organisation | None


@transaction.atomic
def grant_role(
    *,
    user: User,
    role: Role,
    held_in: Held,
    starts_on: date,
    ends_on: date | None = None,
    holder: SeatHolder | None = None,
    by: User | None,
    now: datetime,
) -> RoleGrant:
    """Let `user` hold `role` in `held_in` from `starts_on` to `ends_on`, both days included.

    `held_in` is None for national roles; `holder` is the mandate that the role follows from.
    It asks no policy: who may give a role is asked by what calls this.
    """
    grant = RoleGrant.objects.create(
        user=user,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        holder=holder,
        **_where(role, held_in),
    )
    record(
        kind=AuditKind.ROLE_GRANTED,
        target=grant,
        by=by,
        at=now,
        data={"role": role, "user": user.pk},
        group_id=_group_id(held_in),
    )
    return grant


@transaction.atomic
def end_roles_of_mandate(
    *, holder: SeatHolder, last_day: date, by: User | None, now: datetime
) -> int:
    """End the roles that follow from a mandate after `last_day`; return how many.

    To end them at once, pass yesterday: a role that began later is deleted, since no day
    is left on which it holds. The audit log keeps that it was given.
    """
    grants = list(RoleGrant.objects.select_for_update().filter(holder=holder))
    for grant in grants:
        _end(grant, last_day=last_day, group_id=holder.seat.body.group_id, by=by, now=now)
    return len(grants)


@transaction.atomic
def end_roles_in_body(*, body: Body, last_day: date, by: User | None, now: datetime) -> int:
    """End every role that is still held in a body after `last_day`, as it closes."""
    grants = RoleGrant.objects.select_for_update().filter(
        Q(ends_on=None) | Q(ends_on__gt=last_day), body=body
    )
    for grant in (rows := list(grants)):
        _end(grant, last_day=last_day, group_id=body.group_id, by=by, now=now)
    return len(rows)


@transaction.atomic
def extend_roles_of_mandate(*, holder: SeatHolder, ends_on: date | None) -> None:
    """Let the role that follows from a mandate last as long as it, as the mandate is extended.

    A chair is chair as long as was agreed.
    """
    RoleGrant.objects.filter(holder=holder).exclude(role=Role.CHAIR).update(ends_on=ends_on)


@transaction.atomic
def appoint(
    *,
    user: User,
    role: Role,
    held_in: Held,
    starts_on: date,
    ends_on: date | None = None,
    by: User | None,
    now: datetime,
) -> RoleGrant:
    """Appoint `user` to `role` in `held_in`: chair, coordinator, contact person, staff, national.

    A body has one chair: the present one's last day is the day before `starts_on`. A chair
    who has a mandate in the body is chair no longer than the mandate. `by` is None where
    the machine acts.

    Raises:
        PermissionDenied: `by` may not give this role.
        ValidationError: the person already holds it in that period, or the period ends
            before it begins.
    """
    if by is not None:
        require(can_appoint(by, role, held_in))
    require_order(starts_on, ends_on)
    holder = None
    if role == Role.CHAIR and isinstance(held_in, Body):
        holder = _mandate_of_chair(held_in, user, starts_on)
        ends_on = _earlier(ends_on, holder.ends_on if holder else None)
        _make_room_for_chair(held_in, user, starts_on, by, now)
    same = RoleGrant.objects.filter(user=user, role=role, **_where(role, held_in))
    if same.overlapping(starts_on, ends_on).exists():
        raise ValidationError({"user": _("The person already has this role in that period.")})
    period = {"starts_on": starts_on, "ends_on": ends_on}
    return grant_role(
        user=user, role=role, held_in=held_in, **period, holder=holder, by=by, now=now
    )


@transaction.atomic
def reinstate(*, grant: RoleGrant, by: User | None, now: datetime) -> None:
    """Let an appointment go on that was to end, as long as the mandate that it follows from.

    It asks no policy: the service that withdraws what ended it has asked its own.
    """
    grant.ends_on = grant.holder.ends_on if grant.holder else None
    grant.save(update_fields=["ends_on"])
    data = {"role": grant.role, "user": grant.user_id}
    group_id = _group_id(grant.group or grant.body)
    record(kind=AuditKind.ROLE_GRANTED, target=grant, by=by, at=now, data=data, group_id=group_id)


@transaction.atomic
def dismiss(*, grant_id: int, last_day: date | None = None, by: User | None, now: datetime) -> None:
    """End an appointment after `last_day`, or at once: no rights on the next request.

    Raises:
        RoleGrant.DoesNotExist: there is no such appointment.
        PermissionDenied: `by` may not take this role.
        ValidationError: the group would be left without a coordinator.
    """
    grant = RoleGrant.objects.select_for_update().get(pk=grant_id)
    if by is not None:
        require(can_dismiss(by, grant))
    last_day = last_day or helsinki_day(now) - timedelta(days=1)
    if grant.role == Role.COORDINATOR:
        _require_another_coordinator(grant, last_day)
    held_in = grant.group or grant.body or grant.organisation
    _end(grant, last_day=last_day, group_id=_group_id(held_in), by=by, now=now)


def _end(
    grant: RoleGrant, *, last_day: date, group_id: int | None, by: User | None, now: datetime
) -> None:
    if grant.ends_on is not None and grant.ends_on <= last_day:
        return
    record(
        kind=AuditKind.ROLE_ENDED,
        target=grant,
        by=by,
        at=now,
        data={"role": grant.role, "user": grant.user_id, "last_day": last_day.isoformat()},
        group_id=group_id,
    )
    if grant.starts_on > last_day:
        grant.delete()
    else:
        grant.ends_on = last_day
        grant.save(update_fields=["ends_on"])


def _require_another_coordinator(grant: RoleGrant, last_day: date) -> None:
    # The group's row is the lock: two coordinators who leave at once are asked in turn.
    EloGroup.objects.select_for_update().get(pk=grant.group_id)
    others = RoleGrant.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=last_day),
        role=Role.COORDINATOR,
        group=grant.group_id,
        starts_on__lte=last_day + timedelta(days=1),
        user__is_active=True,
    ).exclude(user=grant.user_id)
    if not others.exists():
        raise ValidationError(
            _(
                "This is the group's only coordinator. Appoint another one first, who begins"
                " no later than the day after."
            )
        )


def _mandate_of_chair(body: Body, user: User, starts_on: date) -> SeatHolder | None:
    mandates = SeatHolder.objects.on(starts_on).filter(seat__body=body, user=user)
    return mandates.order_by("ends_on", "pk").last()


def _make_room_for_chair(
    body: Body, user: User, starts_on: date, by: User | None, now: datetime
) -> None:
    # The body's row is the lock, so that two appointments leave one chair.
    Body.objects.select_for_update().get(pk=body.pk)
    chairs = RoleGrant.objects.select_for_update().filter(role=Role.CHAIR, body=body)
    for chair in chairs.exclude(user=user).filter(Q(ends_on=None) | Q(ends_on__gte=starts_on)):
        last_day = starts_on - timedelta(days=1)
        _end(chair, last_day=last_day, group_id=body.group_id, by=by, now=now)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _where(role: Role, held_in: Held) -> dict[str, Held]:
    scope = ROLE_SCOPE[role]
    return {} if scope is Scope.NATIONAL else {scope.value: held_in}


def _group_id(held_in: Held) -> int | None:
    if isinstance(held_in, EloGroup):
        return held_in.pk
    return held_in.group_id if isinstance(held_in, Body) else None
