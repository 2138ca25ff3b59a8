"""Targets of representation: what a body wants to have filled, agreed where, from when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import require_order
from elo_platform.lib.decisions import require
from groups.models import Body, Category, Target
from groups.policies.people import can_manage_seats
from groups.services.refusals import refused

# A body with more seats than this of one kind is no longer one that meets.
MOST_SEATS = 50

_TAKEN = {
    "a_body_has_one_target_for_a_category_at_a_time": (
        "category",
        _("The body has a target for this kind in that time. End that target first."),
    ),
}


@dataclass(frozen=True, slots=True)
class TargetValues:
    """How many seats of a kind should be filled in a body, in which time, and who agreed on it."""

    body: Body
    category: Category
    seats: int
    starts_on: date
    ends_on: date | None = None
    agreed: str = ""


@transaction.atomic
def set_target(*, values: TargetValues, by: User, now: datetime) -> Target:
    """Set a target for one kind in one body.

    Raises:
        PermissionDenied: `by` does not manage the group's seats.
        ValidationError: by field: the body has ended by then, the target ends before it
            begins, asks for no seat or too many, meets another for the kind in that time, or
            there is no such kind on its first day.
    """
    require(can_manage_seats(by, values.body.group))
    # The body's row is the lock: a body that is being closed takes no target meanwhile.
    body = Body.objects.select_for_update(of=("self",)).get(pk=values.body.pk)
    _check(values, body)
    with refused(sentences=_TAKEN):
        target = Target.objects.create(
            body=values.body,
            category=values.category,
            seats=values.seats,
            starts_on=values.starts_on,
            ends_on=values.ends_on,
            agreed=values.agreed,
        )
    _record(AuditKind.TARGET_SET, target, by, now)
    return target


@transaction.atomic
def end_target(*, target_id: int, last_day: date, by: User, now: datetime) -> Target:
    """End a target after `last_day`; what it asked for until then stays in the history.

    Raises:
        Target.DoesNotExist: there is no such target.
        PermissionDenied: `by` does not manage the group's seats.
        ValidationError: it begins after that day, or has ended by then.
    """
    rows = Target.objects.select_for_update(of=("self",)).select_related("body__group")
    target = rows.get(pk=target_id)
    require(can_manage_seats(by, target.body.group))
    if last_day < target.starts_on:
        raise ValidationError({"last_day": _("The target begins after that day.")})
    if target.ends_on is not None and target.ends_on <= last_day:
        raise ValidationError({"last_day": _("The target has already ended by that day.")})
    target.ends_on = last_day
    target.save(update_fields=["ends_on"])
    _record(AuditKind.TARGET_ENDED, target, by, now)
    return target


def _check(values: TargetValues, body: Body) -> None:
    if not 1 <= values.seats <= MOST_SEATS:
        raise ValidationError({"seats": _("Write how many seats, from 1 to 50.")})
    require_order(values.starts_on, values.ends_on)
    if body.ends_on and body.ends_on < values.starts_on:
        raise ValidationError({"starts_on": _("The body has ended by that day.")})
    if Category.objects.absent_on(values.starts_on).filter(pk=values.category.pk).exists():
        sentence = _("There is no such kind of organisation on that day. Choose another.")
        raise ValidationError({"category": sentence})


def _record(kind: AuditKind, target: Target, by: User, now: datetime) -> None:
    record(
        kind=kind,
        target=target,
        by=by,
        at=now,
        data={"body": target.body_id, "category": target.category_id, "seats": target.seats},
        group_id=target.body.group_id,
    )
