"""The only writer of roles. They follow from mandates, or are appointed."""

from datetime import date, datetime, timedelta

from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from groups.models import Body, EloGroup, Organisation, RoleGrant, SeatHolder
from groups.permissions import ROLE_SCOPE, Role, Scope


@transaction.atomic
def grant_role(
    *,
    user: User,
    role: Role,
    held_in: EloGroup | Body | Organisation | None,
    starts_on: date,
    ends_on: date | None = None,
    holder: SeatHolder | None = None,
    by: User | None,
    now: datetime,
) -> RoleGrant:
    """Let `user` hold `role` in `held_in` from `starts_on` to `ends_on`, both days included.

    `held_in` is None for national roles; `holder` is the mandate that the role follows from.
    """
    scope = ROLE_SCOPE[role]
    where = {} if scope is Scope.NATIONAL else {scope.value: held_in}
    grant = RoleGrant.objects.create(
        user=user, role=role, starts_on=starts_on, ends_on=ends_on, holder=holder, **where
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
def end_roles_of_mandate(*, holder: SeatHolder, by: User | None, now: datetime) -> int:
    """End the roles that follow from a mandate together with it; return how many.

    A mandate that ends today ends its rights at once: its last day with rights was yesterday.
    A role that began today or later is deleted: it never held.
    """
    ends_on = min(holder.ends_on, helsinki_day(now) - timedelta(days=1)) if holder.ends_on else None
    if ends_on is None:
        return 0
    grants = list(RoleGrant.objects.select_for_update().filter(holder=holder))
    for grant in grants:
        record(
            kind=AuditKind.ROLE_ENDED,
            target=grant,
            by=by,
            at=now,
            data={"role": grant.role, "user": grant.user_id},
            group_id=holder.seat.body.group_id,
        )
        if grant.starts_on > ends_on:
            grant.delete()
        else:
            grant.ends_on = ends_on
            grant.save(update_fields=["ends_on"])
    return len(grants)


def _group_id(held_in: EloGroup | Body | Organisation | None) -> int | None:
    if isinstance(held_in, EloGroup):
        return held_in.pk
    return held_in.group_id if isinstance(held_in, Body) else None
