"""A coordinator hands over: notes for the successor, and the day on which all passes on."""

from collections.abc import Iterable
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
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import EloGroup, Handover, HandoverNote, Responsibility, RoleGrant
from groups.permissions import Role
from groups.policies.people import can_appoint
from groups.policies.settings import can_manage_group
from groups.services.appointing import Appointee, appoint_by_address
from groups.services.handing import hand_responsibility, take_back_responsibility
from groups.services.roles import appoint, dismiss, reinstate


@dataclass(frozen=True, slots=True)
class NoteValues:
    """The three headings under which a coordinator writes what no register holds."""

    people: str
    promises: str
    differently: str


@dataclass(frozen=True, slots=True)
class Passed:
    """What passes to the successor: chairs by body, and responsibilities, by their ids."""

    chairs: tuple[int, ...] = ()
    responsibilities: tuple[int, ...] = ()


@transaction.atomic
def write_handover_note(
    *, group_id: int, version: int, values: NoteValues, by: User, now: datetime
) -> HandoverNote:
    """Keep the notes of a group for whoever coordinates it next, as a version of their own.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
        StaleEdit: somebody wrote in between.
    """
    # The group's row is the lock: two who write at once are numbered in turn.
    group = EloGroup.objects.select_for_update().get(pk=group_id)
    require(can_manage_group(by, group))
    last = HandoverNote.objects.filter(group=group).order_by("number").last()
    number = last.number if last else 0
    if number != version:
        raise StaleEdit(last)
    note = HandoverNote.objects.create(
        group=group,
        number=number + 1,
        people=values.people,
        promises=values.promises,
        differently=values.differently,
        by=by,
        at=now,
    )
    _record(AuditKind.HANDOVER_NOTED, note, {"number": note.number}, by=by, now=now)
    return note


@transaction.atomic
def hand_over(
    *,
    grant_id: int,
    successor: User | Appointee,
    day: date,
    passed: Passed,
    by: User,
    now: datetime,
) -> Handover:
    """Let `successor` coordinate from `day` on, and whoever holds the grant until the day before.

    Somebody without an account is mailed how to sign in. What is in `passed` is the
    successor's from that day.

    Raises:
        RoleGrant.DoesNotExist: there is no such appointment as coordinator.
        PermissionDenied: `by` does not appoint coordinators of the group.
        ValidationError: by field: the day is over, or the appointment ends already, or the
            successor is the one who leaves, or has a closed account.
    """
    coordinating = RoleGrant.objects.select_for_update(of=("self",)).filter(role=Role.COORDINATOR)
    grant = coordinating.select_related("group", "user").get(pk=grant_id)
    group = grant.group
    require(can_appoint(by, Role.COORDINATOR, group))
    if day <= max(helsinki_day(now), grant.starts_on):
        raise ValidationError({"day": _("Choose a day to come.")})
    if grant.ends_on is not None:
        raise ValidationError(_("The appointment ends already. Withdraw its handover first."))
    heir = _appointed(group, successor, day, grant.user, by, now)
    dismiss(grant_id=grant.pk, last_day=day - timedelta(days=1), by=by, now=now)
    _pass_chairs(group, passed.chairs, grant.user, heir, day, by, now)
    _pass_areas(group, passed.responsibilities, grant.user, heir, day, by, now)
    both = {"leaving": grant.user, "successor": heir}
    handover = Handover.objects.create(group=group, day=day, planned_by=by, planned_at=now, **both)
    data = {"leaving": grant.user_id, "successor": heir.pk, "day": day.isoformat()}
    _record(AuditKind.HANDOVER_PLANNED, handover, data, by=by, now=now)
    _tell(handover, now)
    return handover


@transaction.atomic
def withdraw_handover(*, handover_id: int, by: User, now: datetime) -> Handover:
    """Take back a handover before its day: all stays with the one who was to leave.

    Raises:
        Handover.DoesNotExist: there is no such handover, or it has been withdrawn.
        PermissionDenied: `by` does not appoint coordinators of the group.
        ValidationError: the successor has taken over, or nobody would coordinate.
    """
    planned = Handover.objects.planned().select_for_update(of=("self",))
    handover = planned.select_related("group", "leaving", "successor").get(pk=handover_id)
    require(can_appoint(by, Role.COORDINATOR, handover.group))
    if handover.day <= helsinki_day(now):
        raise ValidationError(_("The successor has taken over already. Plan a new handover."))
    _take_back_roles(handover, by, now)
    _take_back_areas(handover, by, now)
    handover.withdrawn_at = now
    handover.save(update_fields=["withdrawn_at"])
    data: dict[str, object] = {"day": handover.day.isoformat()}
    _record(AuditKind.HANDOVER_WITHDRAWN, handover, data, by=by, now=now)
    _tell(handover, now)
    return handover


def _take_back_roles(handover: Handover, by: User, now: datetime) -> None:
    last_day = handover.day - timedelta(days=1)
    here = Q(group=handover.group) | Q(body__group=handover.group)
    left = RoleGrant.objects.select_for_update(of=("self",)).filter(
        here, user=handover.leaving, role__in=(Role.COORDINATOR, Role.CHAIR), ends_on=last_day
    )
    for grant in left.select_related("group", "body", "holder").order_by("pk"):
        same = {"role": grant.role, "group": grant.group, "body": grant.body}
        later = RoleGrant.objects.filter(**same, starts_on=handover.day)
        theirs = later.filter(user=handover.successor).first()
        if grant.role == Role.CHAIR and theirs is None:
            # Somebody else has been appointed chair in between.
            continue
        if not later.filter(user=handover.leaving).exists():
            reinstate(grant=grant, by=by, now=now)
        if theirs is not None:
            dismiss(grant_id=theirs.pk, last_day=last_day, by=by, now=now)


def _take_back_areas(handover: Handover, by: User, now: datetime) -> None:
    last_day = handover.day - timedelta(days=1)
    held = Responsibility.objects.select_for_update(of=("self",)).filter(
        group=handover.group, user=handover.leaving, ends_on=last_day
    )
    for row in held.order_by("pk"):
        take_back_responsibility(row=row, heir=handover.successor, by=by, now=now)


def _tell(handover: Handover, now: datetime) -> None:
    event = "withdrawn" if handover.withdrawn_at else "planned"
    owe(
        kind=NoticeKind.HANDOVER,
        readers=User.objects.filter(pk=handover.successor_id),
        occasion=f"handover:{handover.pk}:{event}",
        params={"handover": handover.pk, "event": event},
        now=now,
    )


def _appointed(
    group: EloGroup, successor: User | Appointee, day: date, leaving: User, by: User, now: datetime
) -> User:
    """Return the successor as coordinator from `day`: appointed, unless they are one already."""
    if isinstance(successor, Appointee):
        given = {"role": Role.COORDINATOR, "held_in": group, "starts_on": day}
        return appoint_by_address(person=successor, **given, by=by, now=now)
    if successor == leaving:
        raise ValidationError({"user": _("Choose somebody else than the one who leaves.")})
    theirs = RoleGrant.objects.filter(user=successor, role=Role.COORDINATOR, group=group)
    if not theirs.overlapping(day, None).exists():
        given = {"role": Role.COORDINATOR, "held_in": group, "starts_on": day}
        appoint(user=successor, **given, by=by, now=now)
    return successor


def _pass_chairs(
    group: EloGroup,
    body_ids: Iterable[int],
    leaving: User,
    heir: User,
    day: date,
    by: User,
    now: datetime,
) -> None:
    chairing = RoleGrant.objects.filter(
        user=leaving, role=Role.CHAIR, body__group=group, body__in=list(body_ids)
    )
    for grant in chairing.overlapping(day, None).select_related("body__group"):
        appoint(user=heir, role=Role.CHAIR, held_in=grant.body, starts_on=day, by=by, now=now)


def _pass_areas(
    group: EloGroup,
    ids: Iterable[int],
    leaving: User,
    heir: User,
    day: date,
    by: User,
    now: datetime,
) -> None:
    held = Responsibility.objects.select_for_update(of=("self",)).filter(
        pk__in=list(ids), group=group, user=leaving
    )
    for row in held.order_by("pk"):
        hand_responsibility(row=row, heir=heir, last_day=day - timedelta(days=1), by=by, now=now)


def _record(
    kind: AuditKind,
    target: HandoverNote | Handover,
    data: dict[str, object],
    *,
    by: User,
    now: datetime,
) -> None:
    record(kind=kind, target=target, by=by, at=now, data=data, group_id=target.group_id)
