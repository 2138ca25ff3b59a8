"""Invitations to a seat: asked, reminded, answered from the mail, withdrawn."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.accounts.services.invited import account_of_invitee, owner_of
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day, stage_reached, start_of_day
from elo_platform.lib.decisions import require
from elo_platform.lib.states import target_state
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe, owe_address
from groups.models import Body, Category, Invitation, Organisation, Region, Seat, SeatHolder
from groups.policies.people import can_answer, can_manage_seats, can_resend, can_revoke
from groups.services.organisations import create_organisation
from groups.services.refusals import refused
from groups.services.seats import begin_mandate, first_free_day, open_seat
from groups.states import (
    INVITATION_TRANSITIONS,
    HolderKind,
    InvitationAction,
    InvitationState,
)

# Two weeks and not one: an organisation asks its own leaders first, and people are on leave.
INVITATION_DAYS = 14
# Days left: five days after it was sent, and two days before it runs out.
REMINDER_STAGES = (INVITATION_DAYS - 5, 2)
TERMS = ("starts_on", "ends_on", "position", "may_commit")
# One invitation is a question, not a campaign.
MOST_SENDINGS = 5

_ASKED = {
    "an_address_is_asked_once_at_a_time": (
        "address",
        _("This address has been asked for the seat. Send that invitation again instead."),
    ),
}


@dataclass(frozen=True, slots=True)
class SeatAsked:
    """What somebody is asked to fill: an organisation of the register, or one by new names.

    The last four are what the mandate will hold once it is accepted, where that is known.
    """

    body: Body
    category: Category
    kind: HolderKind
    organisation: Organisation | None = None
    name_sv: str = ""
    name_fi: str = ""
    region: Region | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    position: str = ""
    may_commit: str = ""


@dataclass(frozen=True, slots=True)
class Invitee:
    """Who is asked: a work address, a name, and the language of the mail."""

    address: str
    name: str
    language: str
    greeting: str = ""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What an invitee says of themself when accepting."""

    name: str
    title: str
    language: str
    is_name_public: bool = False


@dataclass(frozen=True, slots=True)
class Substitute:
    """Whom an invitee names instead of themself; nobody writes to them before they are asked."""

    name: str
    address: str


def expiry(*, now: datetime) -> datetime:
    """Return until when an invitation sent at `now` holds: INVITATION_DAYS whole days."""
    return start_of_day(helsinki_day(now) + timedelta(days=INVITATION_DAYS + 1))


@transaction.atomic
def invite_to_seat(
    *,
    seat: SeatAsked,
    person: Invitee,
    by: User,
    now: datetime,
    instead_of: Invitation | None = None,
) -> Invitation:
    """Ask `person` to fill `seat`; the mail is owed in the person's language.

    The organisation's open seat is used; where there is none, one is opened from today. An
    organisation given by its names is added to the register. Whom the invitee of `instead_of`
    named is forgotten there: the new invitation holds it.

    Raises:
        PermissionDenied: `by` does not manage the group's seats.
        ValidationError: by field: the seat has a member without a last day, the address has
            been asked, or holds the seat already.
    """
    require(can_manage_seats(by, seat.body.group))
    # The body's row is the lock: two coordinators who ask at once open one seat.
    Body.objects.select_for_update().get(pk=seat.body.pk)
    place = _seat_for(seat, by, now)
    address = person.address.strip().lower()
    _refuse_holder(place, address, now)
    said = {name: getattr(seat, name) for name in ("kind", *TERMS)}
    said |= {name: getattr(person, name) for name in ("name", "language", "greeting")}
    with refused(sentences=_ASKED):
        invitation = Invitation.objects.create(
            seat=place,
            address=address,
            **said,
            invited_by=by,
            invited_at=now,
            expires_at=expiry(now=now),
        )
    _forget_substitute(invitation, instead_of)
    _send(invitation, by=by, now=now)
    return invitation


@transaction.atomic
def resend_invitation(*, invitation_id: int, by: User, now: datetime) -> Invitation:
    """Send the mail of an unanswered invitation once more; it is valid for two weeks again.

    Raises:
        PermissionDenied: `by` does not manage the seats, or it has been answered.
        ValidationError: it has been sent MOST_SENDINGS times.
    """
    invitation = _locked(invitation_id)
    require(can_resend(by, invitation))
    if invitation.times_sent >= MOST_SENDINGS:
        raise ValidationError(_("The invitation has been sent five times. Ask somebody else."))
    invitation.times_sent += 1
    invitation.expires_at = expiry(now=now)
    invitation.save(update_fields=["times_sent", "expires_at"])
    _send(invitation, by=by, now=now)
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation_id: int, by: User, now: datetime) -> Invitation:
    """Withdraw an unanswered invitation: its links and what is owed of it end at once.

    Raises:
        PermissionDenied: `by` does not manage the seats, or it has been answered.
    """
    invitation = _locked(invitation_id)
    require(can_revoke(by, invitation))
    _move(invitation, InvitationAction.REVOKE, now)
    _record(AuditKind.INVITATION_REVOKED, invitation, by=by, now=now)
    return invitation


@transaction.atomic
def accept_invitation(
    *, invitation_id: int, address: str, answer: Acceptance, now: datetime
) -> Invitation:
    """Give whoever reads `address` the seat: account, mandate and role at once; tell the inviter.

    The seat begins today, or the day after the last day of the member before, and not before
    the day that the inviter has named. Accepting signs nobody in.

    Raises:
        Invitation.DoesNotExist: there is no such invitation.
        PermissionDenied: it is for another address, answered, withdrawn or run out, or the
            account of the address has been closed.
        ValidationError: the seat has been filled meanwhile.
    """
    invitation = _locked(invitation_id)
    require(can_answer(address, invitation, InvitationAction.ACCEPT, now))
    kind, today = HolderKind(invitation.kind), helsinki_day(now)
    earliest = max(today, invitation.starts_on or today)
    starts_on = first_free_day(seat=invitation.seat, kind=kind, today=earliest)
    if starts_on is None:
        raise ValidationError(_("The seat has been filled or closed meanwhile."))
    user = account_of_invitee(
        address=address,
        name=answer.name,
        title=answer.title,
        language=answer.language,
        is_name_public=answer.is_name_public,
        now=now,
    )
    if not user.is_active:
        raise PermissionDenied(str(_("Your account has been closed. Write to the coordinator.")))
    invitation.holder = _seated(invitation, user, starts_on, now)
    _move(invitation, InvitationAction.ACCEPT, now)
    _record(AuditKind.INVITATION_ACCEPTED, invitation, by=user, now=now)
    _tell_inviter(invitation, now)
    return invitation


@transaction.atomic
def decline_invitation(
    *,
    invitation_id: int,
    address: str,
    reason: str,
    now: datetime,
    instead: Substitute | None = None,
) -> Invitation:
    """Say no for whoever reads `address`; the reason, and whom they name, go to the inviter.

    Raises:
        Invitation.DoesNotExist: there is no such invitation.
        PermissionDenied: it is for another address, answered, withdrawn or run out.
        ValidationError: by field: they name themself.
    """
    invitation = _locked(invitation_id)
    require(can_answer(address, invitation, InvitationAction.DECLINE, now))
    invitation.reason = reason
    if instead:
        _name(invitation, instead)
    _move(invitation, InvitationAction.DECLINE, now)
    _record(AuditKind.INVITATION_DECLINED, invitation, by=None, now=now)
    _tell_inviter(invitation, now)
    return invitation


@transaction.atomic
def remind_of_invitations(*, now: datetime) -> int:
    """Owe a reminder of each waiting invitation that has reached a stage; return how many.

    It asks which stage has been reached, so a sweep that is missed still reminds, and one
    that runs twice reminds once. An invitation sent again is reminded of anew. Of a seat that
    has been filled meanwhile nobody is reminded.
    """
    sent, today = 0, helsinki_day(now)
    for invitation in Invitation.objects.waiting(now).select_related("seat__body"):
        stage = stage_reached(due_on=invitation.answer_by, today=today, stages=REMINDER_STAGES)
        kind = HolderKind(invitation.kind)
        if stage is not None and first_free_day(seat=invitation.seat, kind=kind, today=today):
            version = f"{invitation.times_sent}:{stage}"
            sent += _owe_mail(invitation, NoticeKind.INVITATION_REMINDER, version, now)
    return sent


def _seat_for(asked: SeatAsked, by: User, now: datetime) -> Seat:
    today = helsinki_day(now)
    organisation = asked.organisation or create_organisation(
        name_sv=asked.name_sv,
        name_fi=asked.name_fi,
        category=asked.category,
        region=asked.region,
        group=asked.body.group,
        by=by,
        now=now,
    )
    seat = Seat.objects.open_on(today).filter(
        body=asked.body, organisation=organisation, category=asked.category
    )
    found = seat.order_by("pk").first()
    if found is None:
        return open_seat(
            body=asked.body,
            organisation=organisation,
            category=asked.category,
            opened_on=today,
            by=by,
            now=now,
        )
    if first_free_day(seat=found, kind=asked.kind, today=today) is None:
        raise ValidationError(
            {
                "organisation": _(
                    "The seat has a member without a last day. Invite a deputy, or end the"
                    " member's mandate first."
                )
            }
        )
    return found


def _seated(invitation: Invitation, user: User, starts_on: date, now: datetime) -> SeatHolder:
    """Begin the mandate that was asked for, with what the inviter has said of it."""
    holder = begin_mandate(
        seat=invitation.seat,
        user=user,
        kind=HolderKind(invitation.kind),
        starts_on=starts_on,
        ends_on=invitation.ends_on,
        by=user,
        now=now,
    )
    if invitation.position or invitation.may_commit:
        holder.position, holder.may_commit = invitation.position, invitation.may_commit
        holder.save(update_fields=["position", "may_commit"])
    return holder


def _locked(invitation_id: int) -> Invitation:
    # The seat first, as closing a seat does: two who lock in one order never wait in a ring.
    Seat.objects.select_for_update(of=["self"]).filter(invitations=invitation_id).first()
    return (
        Invitation.objects.select_related("seat__body__group", "seat__organisation")
        .select_for_update(of=["self"])
        .get(pk=invitation_id)
    )


def _refuse_holder(seat: Seat, address: str, now: datetime) -> None:
    user = owner_of(address=address)
    if user and seat.holders.on(helsinki_day(now)).filter(user=user).exists():
        raise ValidationError({"address": _("This person holds the seat already.")})


def _forget_substitute(invitation: Invitation, instead_of: Invitation | None) -> None:
    named = Q(seat=invitation.seat, suggested_address=invitation.address)
    if instead_of:
        named |= Q(pk=instead_of.pk, seat__body__group=invitation.seat.body.group_id)
    rows = Invitation.objects.filter(named, state=InvitationState.DECLINED)
    rows.update(suggested_name="", suggested_address="")


def _name(invitation: Invitation, instead: Substitute) -> None:
    named = instead.address.strip().lower()
    if named == invitation.address:
        sentence = _("This is the address that was invited. Give that of the person you name.")
        raise ValidationError({"suggested_address": sentence})
    invitation.suggested_name, invitation.suggested_address = instead.name, named


def _move(invitation: Invitation, action: InvitationAction, now: datetime) -> None:
    invitation.state = target_state(INVITATION_TRANSITIONS, action, invitation.state)
    invitation.answered_at = now
    invitation.save(
        update_fields=[
            *("state", "answered_at", "reason", "holder"),
            *("suggested_name", "suggested_address"),
        ]
    )


def _send(invitation: Invitation, *, by: User, now: datetime) -> None:
    _owe_mail(invitation, NoticeKind.INVITATION, str(invitation.times_sent), now)
    _record(AuditKind.INVITATION_SENT, invitation, by=by, now=now)


def _owe_mail(invitation: Invitation, kind: NoticeKind, version: str, now: datetime) -> int:
    # Who has an account is owed it there: in the account's language, and in the inbox too.
    occasion = f"invitation:{invitation.pk}:{version}"
    params: dict[str, object] = {"invitation": invitation.pk}
    readers = User.objects.with_address(invitation.address).filter(is_active=True)
    if readers.exists():
        return owe(kind=kind, readers=readers, occasion=occasion, params=params, now=now)
    return owe_address(
        kind=kind,
        address=invitation.address,
        name=invitation.name,
        language=invitation.language,
        occasion=occasion,
        params=params,
        now=now,
    )


def _tell_inviter(invitation: Invitation, now: datetime) -> None:
    owe(
        kind=NoticeKind.INVITATION_ANSWERED,
        readers=User.objects.filter(pk=invitation.invited_by_id),
        occasion=f"invitation:{invitation.pk}:{invitation.state}",
        params={"invitation": invitation.pk},
        now=now,
    )


def _record(kind: AuditKind, invitation: Invitation, *, by: User | None, now: datetime) -> None:
    record(
        kind=kind,
        target=invitation,
        by=by,
        at=now,
        data={"seat": invitation.seat_id, "as": invitation.kind},
        group_id=invitation.seat.body.group_id,
    )
