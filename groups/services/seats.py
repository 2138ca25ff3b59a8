"""Seats and who holds them. A mandate and the role that follows from it change together."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day, require_order
from elo_platform.lib.decisions import require
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from elo_platform.ports import call_all
from groups.models import Body, Category, Invitation, Organisation, Seat, SeatHolder
from groups.models.document import DocumentReach
from groups.models.group import BodyKind
from groups.permissions import Role
from groups.policies.people import can_manage_seats
from groups.services.documents import keep_document
from groups.services.handing import pass_on_responsibilities
from groups.services.refusals import refused
from groups.services.roles import end_roles_of_mandate, extend_roles_of_mandate, grant_role
from groups.states import HolderKind, InvitationState

ROLE_OF_BODY = {
    BodyKind.LEADING: Role.LEADING_MEMBER,
    BodyKind.NETWORK: Role.NETWORK_MEMBER,
    BodyKind.WORKING: Role.WORKING_MEMBER,
}
_TAKEN = {
    "a_seat_has_one_member_at_a_time": (
        "starts_on",
        _("The seat already has a member in that period."),
    ),
    "a_person_holds_a_seat_once_at_a_time": (
        "user",
        _("The person already holds the seat in that period."),
    ),
}
_OVERLAPS = {name: ("ends_on", sentence) for name, (_field, sentence) in _TAKEN.items()}


@dataclass(frozen=True, slots=True)
class MandateValues:
    """What is known of a mandate: the holder's position, what they may commit, until when."""

    position: str = ""
    may_commit: str = ""
    ends_on: date | None = None
    file: File | None = None


@transaction.atomic
def open_seat(
    *,
    body: Body,
    organisation: Organisation,
    category: Category | None = None,
    opened_on: date,
    by: User | None,
    now: datetime,
) -> Seat:
    """Give `organisation` a seat in `body`, for `category` or else its own.

    `by` is None where the machine acts.

    Raises:
        PermissionDenied: `by` does not manage the group's seats.
        ValidationError: the organisation already has an open seat for that category there, or
            the body has not begun, or it, its category or the body has ended by that day.
    """
    if by is not None:
        require(can_manage_seats(by, body.group))
    body = Body.objects.select_for_update(of=("self",)).select_related("group").get(pk=body.pk)
    category = category or organisation.category
    _check_living(body, organisation, category, opened_on)
    if Seat.objects.filter(
        Q(closed_on=None) | Q(closed_on__gte=opened_on),
        body=body,
        organisation=organisation,
        category=category,
    ).exists():
        raise ValidationError(
            {"organisation": _("The organisation already has a seat there for this category.")}
        )
    seat = Seat.objects.create(
        body=body, organisation=organisation, category=category, opened_on=opened_on
    )
    data = {"body": body.pk, "organisation": organisation.pk}
    _record_seat(AuditKind.SEAT_OPENED, seat, data, by=by, now=now)
    return seat


@transaction.atomic
def close_seat(*, seat_id: int, closed_on: date, by: User | None, now: datetime) -> Seat:
    """End a seat after `closed_on`, with its mandates, their roles and what was asked for it.

    Raises:
        PermissionDenied: `by` does not manage the group's seats.
        ValidationError: that day is before the seat was opened, or the seat is closed already.
    """
    seat = _locked_seat(seat_id)
    if by is not None:
        require(can_manage_seats(by, seat.body.group))
    if closed_on < seat.opened_on:
        raise ValidationError({"closed_on": _("The seat was opened after that day.")})
    if seat.closed_on is not None and seat.closed_on <= closed_on:
        raise ValidationError({"closed_on": _("The seat is already closed by that day.")})
    return end_seat(seat_id=seat_id, closed_on=closed_on, by=by, now=now)


@transaction.atomic
def end_seat(*, seat_id: int, closed_on: date, by: User | None, now: datetime) -> Seat:
    """Do what `close_seat` does for whoever has already been allowed to close all of a body."""
    seat = _locked_seat(seat_id)
    seat.closed_on = closed_on
    seat.save(update_fields=["closed_on"])
    for holder in seat.holders.select_for_update().filter(is_void=False):
        if holder.ends_on is None or holder.ends_on > closed_on:
            _end_mandate(holder, last_day=closed_on, by=by, now=now)
    asked = Invitation.objects.filter(seat=seat, answered_at=None)
    asked.update(state=InvitationState.REVOKED, answered_at=now)
    data = {"last_day": closed_on.isoformat()}
    _record_seat(AuditKind.SEAT_CLOSED, seat, data, by=by, now=now)
    return seat


@transaction.atomic
def fill_seat(
    *,
    seat: Seat,
    user: User,
    kind: HolderKind,
    starts_on: date,
    ends_on: date | None = None,
    by: User | None,
    now: datetime,
) -> SeatHolder:
    """Let `user` hold `seat` as member or deputy, with the role that follows, and say so by mail.

    `by` is None where the machine acts.

    Raises:
        PermissionDenied: `by` does not manage the group's seats.
        ValidationError: the seat has a member in that period, the person already holds it,
            or the seat is closed by then.
    """
    if by is not None:
        require(can_manage_seats(by, seat.body.group))
    return begin_mandate(
        seat=seat, user=user, kind=kind, starts_on=starts_on, ends_on=ends_on, by=by, now=now
    )


@transaction.atomic
def begin_mandate(
    *,
    seat: Seat,
    user: User,
    kind: HolderKind,
    starts_on: date,
    ends_on: date | None = None,
    by: User | None,
    now: datetime,
) -> SeatHolder:
    """Do what `fill_seat` does for whoever has already been allowed to: an accepted invitation.

    A mandate ends with its seat and its body at the latest. `by` is None where the machine acts.

    Raises:
        ValidationError: as `fill_seat`.
    """
    seat = _locked_seat(seat.pk)
    ends_on = _last_day(seat, starts_on, ends_on)
    with refused(sentences=_TAKEN):
        holder = SeatHolder.objects.create(
            seat=seat, user=user, kind=kind, starts_on=starts_on, ends_on=ends_on
        )
    grant_role(
        user=user,
        role=Role.DEPUTY if kind == HolderKind.DEPUTY else ROLE_OF_BODY[BodyKind(seat.body.kind)],
        held_in=seat.body,
        starts_on=starts_on,
        ends_on=ends_on,
        holder=holder,
        by=by,
        now=now,
    )
    _record_mandate(AuditKind.SEAT_FILLED, holder, by=by, now=now)
    _welcome(holder, now)
    return holder


@transaction.atomic
def end_mandate(
    *, holder_id: int, last_day: date | None = None, by: User | None, now: datetime
) -> SeatHolder:
    """End a mandate after `last_day`; without it at once: no rights on the next request.

    At once means that the last day was yesterday. A mandate that began today is then void:
    it stays as history, and the seat is free. What the person is owed is checked when sent.

    Raises:
        SeatHolder.DoesNotExist: there is no such mandate.
        PermissionDenied: `by` does not manage the group's seats.
        ValidationError: the mandate begins after that day, or has ended by then.
    """
    holder = SeatHolder.objects.select_for_update().get(pk=holder_id)
    if by is not None:
        require(can_manage_seats(by, holder.seat.body.group))
    if last_day is not None and last_day < holder.starts_on:
        raise ValidationError({"last_day": _("The mandate begins after that day.")})
    last_day = last_day or helsinki_day(now) - timedelta(days=1)
    if holder.is_void or holder.ends_on is not None and holder.ends_on <= last_day:
        raise ValidationError({"last_day": _("The mandate has already ended by that day.")})
    return _end_mandate(holder, last_day=last_day, by=by, now=now)


@transaction.atomic
def end_mandates_of(*, user: User, by: User | None, now: datetime) -> int:
    """End all that a person holds, at once, as their account is closed (port ACCOUNT_CLOSED)."""
    yesterday = helsinki_day(now) - timedelta(days=1)
    held = SeatHolder.objects.select_for_update(of=("self",)).select_related("seat__body", "user")
    rows = held.filter(Q(ends_on=None) | Q(ends_on__gt=yesterday), user=user, is_void=False)
    for holder in (found := list(rows.order_by("pk"))):
        _end_mandate(holder, last_day=yesterday, by=by, now=now)
    pass_on_responsibilities(user=user, last_day=yesterday, by=by, now=now)
    return len(found)


@transaction.atomic
def change_mandate(*, holder_id: int, values: MandateValues, by: User, now: datetime) -> SeatHolder:
    """Say what position a holder has, what they may commit, and until when; keep the document.

    A mandate may be made longer here; ending it is an act of its own. Without a file the
    document that is there stays.

    Raises:
        SeatHolder.DoesNotExist: there is no such mandate.
        PermissionDenied: `by` does not manage the group's seats.
        ValidationError: by field: the mandate would end earlier, is over, or would overlap
            another; or the file is not one that we keep.
    """
    holder = SeatHolder.objects.select_for_update().get(pk=holder_id)
    group = holder.seat.body.group
    require(can_manage_seats(by, group))
    if values.ends_on != holder.ends_on:
        _extend(holder, values.ends_on, helsinki_day(now))
    holder.position, holder.may_commit = values.position, values.may_commit
    if values.file:
        kept = {"file": values.file, "reach": DocumentReach.MANAGERS}
        holder.appointment = keep_document(group=group, **kept, by=by, now=now)
    with refused(sentences=_OVERLAPS):
        holder.save(update_fields=["position", "may_commit", "ends_on", "appointment"])
    extend_roles_of_mandate(holder=holder, ends_on=holder.ends_on)
    _record_mandate(AuditKind.MANDATE_CHANGED, holder, by=by, now=now)
    return holder


@transaction.atomic
def replace_holder(
    *, holder_id: int, user: User, starts_on: date, by: User | None, now: datetime
) -> SeatHolder:
    """Let `user` take over a mandate on `starts_on`; its holder's last day is the day before.

    A deputy of the seat who becomes its member is deputy no longer.

    Raises:
        PermissionDenied: `by` does not manage the group's seats.
        ValidationError: as `fill_seat`, or the present mandate begins on that day or later.
    """
    old = SeatHolder.objects.select_for_update().get(pk=holder_id)
    if by is not None:
        require(can_manage_seats(by, old.seat.body.group))
    refuse_takeover_before(holder=old, starts_on=starts_on)
    ending = Q(pk=old.pk) | Q(user=user, kind=HolderKind.DEPUTY)
    held = old.seat.holders.select_for_update().filter(ending, is_void=False)
    for each in held.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on)).order_by("pk"):
        _end_mandate(each, last_day=starts_on - timedelta(days=1), by=by, now=now)
    return begin_mandate(
        seat=old.seat, user=user, kind=HolderKind(old.kind), starts_on=starts_on, by=by, now=now
    )


def refuse_takeover_before(*, holder: SeatHolder, starts_on: date) -> None:
    """Do nothing where somebody may take over on `starts_on`: the mandate keeps a day of its own.

    Raises:
        ValidationError: at the first day of the one who follows.
    """
    if starts_on <= holder.starts_on:
        sentence = _("The present holder begins on that day or later. Choose a later day.")
        raise ValidationError({"starts_on": sentence})


def first_free_day(*, seat: Seat, kind: HolderKind, today: date) -> date | None:
    """Return the first day from `today` on which a new mandate of `kind` fits in, or None.

    Deputies fit in any day of the seat; a member fits in after the one whose last day is known.
    """
    if kind == HolderKind.DEPUTY:
        return None if _is_over(seat, today) else today
    ends = list(_members_from(seat, today).values_list("ends_on", flat=True))
    if None in ends:
        return None
    day = max((end + timedelta(days=1) for end in ends if end), default=today)
    return None if _is_over(seat, day) else day


def _check_living(
    body: Body, organisation: Organisation, category: Category, opened_on: date
) -> None:
    """Refuse a seat of what is not yet, or no more, on its first day."""
    if opened_on < body.starts_on:
        sentence = _("%(body)s does not exist on that day.") % {"body": body.name}
        raise ValidationError({"opened_on": sentence})
    if body.ends_on is not None and body.ends_on < opened_on:
        raise ValidationError({"body": _("The body has ended by that day.")})
    if organisation.ended_on is not None and organisation.ended_on < opened_on:
        raise ValidationError({"organisation": _("The organisation has ended by that day.")})
    if Category.objects.absent_on(opened_on).filter(pk=category.pk).exists():
        raise ValidationError(
            {"category": _("There is no such kind of organisation on that day. Choose another.")}
        )


def _extend(holder: SeatHolder, ends_on: date | None, today: date) -> None:
    if holder.ends_on is not None and holder.ends_on < today:
        raise ValidationError({"ends_on": _("The mandate is over. Invite the person again.")})
    if ends_on is not None and (holder.ends_on is None or ends_on < holder.ends_on):
        sentence = _("A mandate can be made longer here. To end it, choose to end the mandate.")
        raise ValidationError({"ends_on": sentence})
    holder.ends_on = _last_day(holder.seat, holder.starts_on, ends_on)


def _last_day(seat: Seat, starts_on: date, ends_on: date | None) -> date | None:
    """Return the last day of a mandate: its own, or that of the seat or the body before it."""
    if not seat.opened_on <= starts_on or _is_over(seat, starts_on):
        raise ValidationError({"starts_on": _("The seat does not exist on that day.")})
    require_order(starts_on, ends_on)
    limits = (ends_on, seat.closed_on, seat.body.ends_on)
    return min((day for day in limits if day is not None), default=None)


def _welcome(holder: SeatHolder, now: datetime) -> None:
    owe(
        kind=NoticeKind.SEAT_STARTED,
        readers=User.objects.filter(pk=holder.user_id),
        occasion=f"mandate:{holder.pk}",
        params={"holder": holder.pk},
        now=now,
    )


def _members_from(seat: Seat, day: date) -> QuerySet[SeatHolder]:
    return seat.holders.filter(
        Q(ends_on=None) | Q(ends_on__gte=day), kind=HolderKind.PRINCIPAL, is_void=False
    )


def _is_over(seat: Seat, day: date) -> bool:
    return any(end is not None and end < day for end in (seat.closed_on, seat.body.ends_on))


def _locked_seat(seat_id: int) -> Seat:
    return Seat.objects.select_related("body__group").select_for_update(of=["self"]).get(pk=seat_id)


def _end_mandate(
    holder: SeatHolder, *, last_day: date, by: User | None, now: datetime
) -> SeatHolder:
    holder.is_void = last_day < holder.starts_on
    holder.ends_on = holder.starts_on if holder.is_void else last_day
    holder.save(update_fields=["ends_on", "is_void"])
    end_roles_of_mandate(holder=holder, last_day=last_day, by=by, now=now)
    _record_mandate(AuditKind.SEAT_LEFT, holder, by=by, now=now)
    pass_on_responsibilities(user=holder.user, last_day=last_day, seat=holder.seat, by=by, now=now)
    call_all("MANDATE_ENDED", holder=holder, by=by, now=now)
    return holder


def _record_seat(
    kind: AuditKind, seat: Seat, data: dict[str, object], *, by: User | None, now: datetime
) -> None:
    record(kind=kind, target=seat, by=by, at=now, data=data, group_id=seat.body.group_id)


def _record_mandate(kind: AuditKind, holder: SeatHolder, *, by: User | None, now: datetime) -> None:
    data = {"user": holder.user_id, "seat": holder.seat_id, "as": holder.kind}
    group_id = holder.seat.body.group_id
    record(kind=kind, target=holder, by=by, at=now, data=data, group_id=group_id)
