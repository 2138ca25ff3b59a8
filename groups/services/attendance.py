"""Who is called to a meeting, who is told of it, and who comes."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe, owe_address
from groups.models import Attendance, Meeting, SeatHolder
from groups.permissions import BodyPermission
from groups.policies.meetings import can_answer, can_answer_by_link, can_edit
from groups.querysets.readers import people_permitted
from groups.services.agenda import locked_meeting
from groups.services.shares import end_share, give_share
from groups.states import Answer, HolderKind, MeetingState

# A guest may read the papers for so long after the meeting.
GUEST_DAYS = 30


@transaction.atomic
def call_members(*, meeting: Meeting, now: datetime) -> list[int]:
    """Call those who hold a seat in the body at `now` and on the meeting's day.

    One row for each person. The deputies of a seat are called where it has no member, else
    when the member answers that a deputy comes. Returns the ids of people newly called.
    """
    called = set(meeting.attendances.exclude(user=None).values_list("user", flat=True))
    holders = SeatHolder.objects.filter(seat__body=meeting.body).to_call(
        today=helsinki_day(now), until=meeting.day
    )
    # Of several seats of a person, one held as a member decides: it comes last here.
    seats = {row.user_id: row.seat_id for row in holders.order_by("kind", "-pk")}
    new = {user: seat for user, seat in seats.items() if user not in called}
    return _add(meeting, new, now)


def tell(
    *,
    meeting: Meeting,
    kind: NoticeKind,
    occasion: str,
    params: dict[str, object],
    by: User,
    now: datetime,
) -> None:
    """Owe a message to all who are called, and to those who lead the body or stand by.

    `by` is told only if called: then the calendar entry is theirs too.
    """
    standing = meeting.attendances.standing()
    called = User.objects.filter(pk__in=standing.exclude(user=None).values("user"))
    informed = people_permitted(meeting.body, BodyPermission.VIEW_MEETINGS).exclude(pk=by.pk)
    params = {"meeting": meeting.pk, **params}
    owe(kind=kind, readers=called | informed, occasion=occasion, params=params, now=now)
    tell_guests(
        rows=standing.filter(user=None), kind=kind, occasion=occasion, params=params, now=now
    )


def tell_guests(
    *,
    rows: QuerySet,
    kind: NoticeKind,
    occasion: str,
    params: dict[str, object],
    now: datetime,
    due_at: datetime | None = None,
) -> int:
    """Owe a message to the guests in `rows` who have an address only; return how many are new."""
    return sum(
        owe_address(
            kind=kind,
            address=row.guest_address,
            name=row.guest_name,
            language=row.guest_language,
            occasion=f"{occasion}:guest:{row.pk}",
            params={**params, "attendance": row.pk},
            now=now,
            due_at=due_at,
        )
        for row in rows.exclude(guest_address="")
    )


@transaction.atomic
def invite_newcomers(*, now: datetime) -> int:
    """Call those who have become members since their body's meeting was called."""
    meetings = Meeting.objects.filter(state=MeetingState.CALLED, starts_at__gt=now)
    return sum(
        _invite(meeting, call_members(meeting=meeting, now=now), now)
        for meeting in meetings.select_related("body")
    )


@transaction.atomic
def invite_guest(
    *, meeting_id: int, name: str, address: str, language: str, by: User, now: datetime
) -> Attendance:
    """Invite somebody without a seat; to a draft, the invitation goes out with the call.

    A guest with an account may open the meeting until GUEST_DAYS after it; another answers
    through the mail's link alone.

    Raises:
        PermissionDenied: `by` may not change the meeting.
        ValidationError: the address is called already.
    """
    meeting = locked_meeting(meeting_id=meeting_id)
    require(can_edit(by, meeting, now))
    address = address.strip().lower()
    guest = User.objects.with_address(address).filter(is_active=True).first()
    same = Q(guest_address__iexact=address) | Q(user__email=address)
    if meeting.attendances.filter(same).exists():
        raise ValidationError({"address": _("This address is called to the meeting already.")})
    row = Attendance.objects.create(
        meeting=meeting,
        user=guest,
        guest_name=name,
        guest_address="" if guest else address,
        guest_language="" if guest else language,
        called_at=now,
    )
    if guest:
        _share(meeting, guest, by, now)
    _record(AuditKind.GUEST_INVITED, row, by, now, {})
    if meeting.state == MeetingState.CALLED:
        _invite(meeting, [guest.pk] if guest else [], now)
        _invite_guests(meeting.attendances.filter(pk=row.pk, user=None), meeting, now)
    return row


@transaction.atomic
def remove_guest(*, attendance_id: int, by: User, now: datetime) -> None:
    """Take back the invitation of a guest, with what it opened.

    Raises:
        PermissionDenied: `by` may not change the meeting.
        ValidationError: the row is a member's; a member leaves by the mandate.
    """
    row = _locked(attendance_id)
    require(can_edit(by, row.meeting, now))
    if row.seat_id:
        raise ValidationError(_("A member leaves the meeting with the mandate only."))
    if row.user_id:
        end_share(meeting=row.meeting, user=row.user, by=by, now=now)
    _record(AuditKind.GUEST_INVITED, row, by, now, {"removed": True})
    row.delete()


@transaction.atomic
def answer_meeting(
    *, attendance_id: int, answer: str, comment: str, by: User, now: datetime
) -> Attendance:
    """Store what `by` says for themselves, or for the person whom they answer for.

    Raises:
        PermissionDenied: not called, not leading the body, or the meeting has begun.
        ValidationError: the answer is not one that the person can give.
    """
    row = _locked(attendance_id)
    require(can_answer(by, row, now))
    return _store(row, Answer(answer), comment, by, now)


@transaction.atomic
def answer_by_link(
    *, attendance_id: int, subject: str, answer: str, comment: str, now: datetime
) -> Attendance:
    """Store the answer of the person, a user id or an address, for whom a link was signed.

    Raises:
        Attendance.DoesNotExist: the invitation was taken back.
        PermissionDenied: another's row, mandate ended, cancelled, or the meeting has begun.
        ValidationError: the answer is not one that the person can give.
    """
    row = _locked(attendance_id)
    require(can_answer_by_link(subject, row, now))
    return _store(row, Answer(answer), comment, row.user, now)


@transaction.atomic
def keep_guests_until(*, meeting: Meeting, by: User, now: datetime) -> None:
    """Let guests with an account open a meeting that has moved."""
    rows = meeting.attendances.filter(seat=None).exclude(user=None).select_related("user")
    for row in rows:
        _share(meeting, row.user, by, now)


def _locked(attendance_id: int) -> Attendance:
    rows = Attendance.objects.select_for_update(of=("self",))
    return rows.select_related("meeting__body", "user").get(pk=attendance_id)


def _store(
    row: Attendance, answer: Answer, comment: str, by: User | None, now: datetime
) -> Attendance:
    if answer == Answer.NONE or answer == Answer.DEPUTY and not row.has_deputy:
        raise ValidationError({"answer": _("Choose one of the answers.")})
    sent_deputy = row.answer == Answer.DEPUTY
    row.answer, row.comment, row.answered_by, row.answered_at = answer, comment, by, now
    row.is_on_behalf = by is not None and by.pk != row.user_id
    row.save(update_fields=["answer", "comment", "answered_by", "answered_at", "is_on_behalf"])
    _record(AuditKind.ANSWERED, row, by, now, {"answer": answer, "on_behalf": row.is_on_behalf})
    if answer == Answer.DEPUTY:
        _call_deputies(row, now)
    elif answer == Answer.YES and sent_deputy:
        _spare_deputies(row, now)
    return row


def _call_deputies(row: Attendance, now: datetime) -> None:
    """Call the deputies of the seat, now that the member has said that one of them comes."""
    meeting = row.meeting
    called = set(meeting.attendances.exclude(user=None).values_list("user", flat=True))
    new = {user: row.seat_id for user in _deputies(row, now) if user not in called}
    # The member may change their mind more than once.
    _invite(meeting, _add(meeting, new, now), now, occasion=f"deputy:{now.isoformat()}")


def _spare_deputies(row: Attendance, now: datetime) -> None:
    """Take back the call to the deputies who would come, now that the member does."""
    rows = row.meeting.attendances.filter(seat=row.seat_id, user__in=_deputies(row, now))
    spared = list(rows.exclude(answer=Answer.NO).values_list("user", flat=True))
    rows.filter(user__in=spared).delete()
    owe(
        kind=NoticeKind.DEPUTY_SPARED,
        readers=User.objects.filter(pk__in=spared),
        occasion=f"meeting:{row.meeting_id}:spared:{now.isoformat()}",
        params={"meeting": row.meeting_id},
        now=now,
    )


def _deputies(row: Attendance, now: datetime) -> list[int]:
    """Return who are deputies of the seat of `row`, by user."""
    holders = SeatHolder.objects.on(helsinki_day(now)).filter(
        seat=row.seat_id, kind=HolderKind.DEPUTY, user__is_active=True
    )
    return list(holders.values_list("user", flat=True))


def _add(meeting: Meeting, seats: dict[int, int], now: datetime) -> list[int]:
    rows = [
        Attendance(meeting=meeting, user_id=user, seat_id=seat, called_at=now)
        for user, seat in seats.items()
    ]
    Attendance.objects.bulk_create(rows, ignore_conflicts=True)
    return list(seats)


def _invite(meeting: Meeting, user_ids: list[int], now: datetime, occasion: str = "invited") -> int:
    """Owe the call to people who were not called from the start."""
    if not user_ids:
        return 0
    return owe(
        kind=NoticeKind.MEETING_CALLED,
        readers=User.objects.filter(pk__in=user_ids),
        occasion=f"meeting:{meeting.pk}:{occasion}",
        params={"meeting": meeting.pk},
        now=now,
    )


def _invite_guests(rows: QuerySet, meeting: Meeting, now: datetime) -> None:
    tell_guests(
        rows=rows,
        kind=NoticeKind.MEETING_CALLED,
        occasion=f"meeting:{meeting.pk}:called",
        params={"meeting": meeting.pk},
        now=now,
    )


def _share(meeting: Meeting, guest: User, by: User, now: datetime) -> None:
    give_share(
        meeting=meeting,
        user=guest,
        ends_on=meeting.day + timedelta(days=GUEST_DAYS),
        reason="guest of the meeting",
        by=by,
        now=now,
    )


def _record(
    kind: AuditKind, row: Attendance, by: User | None, now: datetime, data: dict[str, object]
) -> None:
    record(
        kind=kind,
        target=row,
        by=by,
        at=now,
        data={"meeting": row.meeting_id, **data},
        group_id=row.meeting.body.group_id,
    )
