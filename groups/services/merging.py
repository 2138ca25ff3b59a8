"""Two bodies of a group become one, in one act of its coordinator.

found = what_merges(old=, on=)               # reads: what goes along, for the page that asks
merge_bodies(old_id=, target_id=, version=, on=, by=, now=)
gaps: groups.querysets.coverage, the coverage of the target; `successors_of` leads on
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.kinds import StepRelation, SuccessionOf
from groups.models import Body, EloGroup, Meeting, Need, Reorganisation, Seat, SeatHolder
from groups.policies.settings import can_manage_group
from groups.services.reorganisation_bodies import carry_matters, carry_seats, end_body_row
from groups.services.reorganisation_doing import Doing
from groups.services.seats import close_seat
from groups.states import MeetingState, NeedState


@dataclass(frozen=True, slots=True)
class Merging:
    """What goes along when a body goes into another: how many of each.

    `twice` are, by the other body's id, the organisations that sit in both: the member in the
    body that goes on stays the member, the other becomes deputy.
    """

    seats: int
    people: int
    meetings: int
    needs: int
    twice: dict[int, list[str]]


def what_merges(*, old: Body, on: date) -> Merging:
    """Return what would go along if `old` went into another body of its group: five queries."""
    seats = Seat.objects.open_on(on).filter(body=old)
    people = SeatHolder.objects.on(on).filter(seat__in=seats).values("user").distinct()
    both = Seat.objects.open_on(on).filter(
        body__group=old.group_id, organisation__in=seats.values("organisation")
    )
    twice: dict[int, list[str]] = {}
    for seat in both.exclude(body=old).select_related("organisation").order_by("body", "pk"):
        names = twice.setdefault(seat.body_id, [])
        if (name := str(seat.organisation)) not in names:
            names.append(name)
    return Merging(
        seats=seats.count(),
        people=people.count(),
        meetings=Meeting.objects.filter(body=old, day__gte=on)
        .exclude(state=MeetingState.CANCELLED)
        .count(),
        needs=Need.objects.filter(body=old, state__in=[NeedState.OPEN, NeedState.LIFTED]).count(),
        twice=twice,
    )


@transaction.atomic
def merge_bodies(
    *, old_id: int, target_id: int, version: int, on: date, by: User, now: datetime
) -> Body:
    """Let a body of a group go into another one on a day, today at the latest; return that one.

    Seats and who holds them, meetings to come with their agendas and papers, open needs, duties,
    commissions and discussions go along. The old body ends the day before: its page, outcomes
    and minutes stay, and whoever sat there goes on reading them.

    Raises:
        Body.DoesNotExist: one of them is not there.
        PermissionDenied: `by` does not coordinate the group.
        StaleEdit: somebody saved the group's settings in between.
        ValidationError: by field: it is the same body, one of another group, or one of them does
            not exist on that day; or the day is to come.
    """
    old, target = (Body.objects.select_related("group").get(pk=pk) for pk in (old_id, target_id))
    group = EloGroup.objects.select_for_update().get(pk=old.group_id)
    require(can_manage_group(by, group))
    if group.version != version:
        raise StaleEdit(group)
    _check(old, target, on, helsinki_day(now))
    counts = _merge(old, target, on, now)
    group.version += 1
    group.save(update_fields=["version"])
    record(
        kind=AuditKind.BODIES_MERGED,
        target=target,
        by=by,
        at=now,
        data={"from": old.pk, **counts},
        group_id=group.pk,
    )
    return target


def _merge(old: Body, target: Body, on: date, now: datetime) -> dict[str, int]:
    last_day = on - timedelta(days=1)
    doing = Doing(Reorganisation(on=on), now, {})
    living = Q(closed_on=None) | Q(closed_on__gte=on)
    seats = list(old.seats.filter(living).order_by("pk"))
    carry_seats(doing=doing, seats=seats, target=target)
    counts = carry_matters(old=old, target=target, on=on, last_day=last_day, now=now)
    for seat in seats:
        close_seat(seat_id=seat.pk, closed_on=max(last_day, seat.opened_on), by=None, now=now)
    end_body_row(body=old, last_day=last_day)
    doing.succeed(SuccessionOf.BODY, old.pk, target.pk, StepRelation.MERGE)
    return {"seats": len(seats), **counts}


def _check(old: Body, target: Body, on: date, today: date) -> None:
    if old.pk == target.pk:
        raise ValidationError({"target": _("Choose another body.")})
    if old.group_id != target.group_id:
        raise ValidationError({"target": _("Choose one of the group's own bodies.")})
    if on > today:
        raise ValidationError({"on": _("Choose today or an earlier day.")})
    for body in (old, target):
        if body.starts_on >= on or body.ends_on is not None and body.ends_on < on:
            raise ValidationError(
                {"on": _("%(body)s does not exist on that day.") % {"body": body.name}}
            )
