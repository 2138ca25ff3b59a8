"""Which day suits a body: asked of its members, answered by each, closed into a meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.states import target_state
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import Body, DatePoll, Meeting, PollAsked, PollSlot, SeatHolder, SlotVote
from groups.policies.series import (
    can_answer_poll,
    can_answer_poll_by_link,
    can_ask_poll,
    can_move_poll,
)
from groups.querysets.series import PollAskedQuerySet
from groups.services.meetings import NO_TITLE, MeetingValues, call_meeting, draft_meeting
from groups.services.wall_time import instant_of, require_zone
from groups.states import POLL_TRANSITIONS, PollAction, SlotAnswer

MIN_SLOTS, MAX_SLOTS = 2, 12


@dataclass(frozen=True, slots=True)
class SlotValues:
    """A time that is proposed: wall time in the poll's zone."""

    day: date
    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class PollValues:
    """What a form or a caller says of a date poll."""

    closes_on: date
    slots: tuple[SlotValues, ...]
    title_sv: str = ""
    title_fi: str = ""
    about_sv: str = ""
    about_fi: str = ""
    zone: str = "Europe/Helsinki"
    place: str = ""
    link: str = ""


TEXTS = ("title_sv", "title_fi", "about_sv", "about_fi", "zone", "place", "link")


@transaction.atomic
def ask_poll(*, body: Body, values: PollValues, by: User, now: datetime) -> DatePoll:
    """Ask the present members of a body which of the proposed times suit; each gets a mail.

    Members, and the deputies of seats that have none: whom a meeting would call.

    Raises:
        PermissionDenied: `by` does not lead the body.
        ValidationError: by field; see `_check`; or nobody holds a seat in the body.
    """
    require(can_ask_poll(by, body))
    _check(values, now)
    today = helsinki_day(now)
    holders = SeatHolder.objects.filter(seat__body=body).to_call(today=today, until=today)
    people = sorted(set(holders.values_list("user", flat=True)))
    if not people:
        raise ValidationError(_("Nobody holds a seat in this body, so there is nobody to ask."))
    texts = {name: getattr(values, name) for name in TEXTS}
    poll = DatePoll.objects.create(
        body=body, closes_on=values.closes_on, made_by=by, made_at=now, **texts
    )
    PollSlot.objects.bulk_create(
        PollSlot(poll=poll, day=slot.day, begins=slot.begins, ends=slot.ends)
        for slot in values.slots
    )
    PollAsked.objects.bulk_create(
        PollAsked(poll=poll, user_id=person, asked_at=now) for person in people
    )
    _record(AuditKind.POLL_ASKED, poll, by, now, people=len(people))
    _owe(poll, NoticeKind.POLL_ASKED, "asked", poll.asked.all(), now)
    return poll


@transaction.atomic
def answer_poll(
    *, asked_id: int, answers: Mapping[int, str], comment: str, by: User, now: datetime
) -> PollAsked:
    """Store what `by` says of each proposed time, in place of what was said before.

    Raises:
        PermissionDenied: another's question, mandate ended, or the poll is closed.
        ValidationError: a time has no answer.
    """
    asked = _locked_asked(asked_id)
    require(can_answer_poll(by, asked, now))
    return _store(asked, answers, comment, by, now)


@transaction.atomic
def answer_poll_by_link(
    *, asked_id: int, subject: str, answers: Mapping[int, str], comment: str, now: datetime
) -> PollAsked:
    """Store the answers of the person, by user id, for whom a link was signed.

    Raises:
        PollAsked.DoesNotExist: the poll is gone.
        PermissionDenied: another's question, mandate ended, or the poll is closed.
        ValidationError: a time has no answer.
    """
    asked = _locked_asked(asked_id)
    require(can_answer_poll_by_link(subject, asked, now))
    return _store(asked, answers, comment, asked.user, now)


@transaction.atomic
def make_meeting_of_poll(
    *, poll_id: int, slot_id: int, is_called: bool, by: User, now: datetime
) -> Meeting:
    """Close a poll into a meeting at one of its times: a draft, or called at once.

    Those who were asked are told; with `is_called`, by the call.

    Raises:
        PermissionDenied: `by` does not lead the body, or the poll is closed.
        ValidationError: the time is not of this poll, or has passed.
    """
    poll = _locked(poll_id)
    require(can_move_poll(by, poll, PollAction.MAKE))
    slot = poll.slots.filter(pk=slot_id).first()
    if slot is None:
        raise ValidationError({"slot": _("Choose one of the proposed times.")})
    if instant_of(day=slot.day, at=slot.begins, zone=poll.zone, field="slot") <= now:
        raise ValidationError({"slot": _("The time has passed. Choose a later one.")})
    texts = {name: getattr(poll, name) for name in TEXTS}
    values = MeetingValues(day=slot.day, begins=slot.begins, ends=slot.ends, **texts)
    meeting = draft_meeting(body=poll.body, values=values, by=by, now=now)
    _close(poll, PollAction.MAKE, meeting)
    _record(AuditKind.POLL_MADE, poll, by, now, meeting=meeting.pk)
    if is_called:
        return call_meeting(meeting_id=meeting.pk, by=by, now=now)
    _tell(poll, by, now)
    return meeting


@transaction.atomic
def withdraw_poll(*, poll_id: int, by: User, now: datetime) -> DatePoll:
    """Withdraw a poll; those who were asked are told.

    Raises:
        PermissionDenied: `by` does not lead the body, or the poll is closed.
    """
    poll = _locked(poll_id)
    require(can_move_poll(by, poll, PollAction.WITHDRAW))
    _close(poll, PollAction.WITHDRAW, None)
    _record(AuditKind.POLL_WITHDRAWN, poll, by, now)
    _tell(poll, by, now)
    return poll


def _locked(poll_id: int) -> DatePoll:
    rows = DatePoll.objects.select_for_update(of=("self",)).select_related("body__group")
    return rows.get(pk=poll_id)


def _locked_asked(asked_id: int) -> PollAsked:
    """Return a row with its poll locked: no answer is stored while a poll is being closed."""
    row = PollAsked.objects.select_related("user").get(pk=asked_id)
    row.poll = _locked(row.poll_id)
    return row


def _check(values: PollValues, now: datetime) -> None:
    """Refuse what cannot be asked.

    Raises:
        ValidationError: by field: no title, an unknown zone, too few or too many times, one
            that is there twice, has passed or is on no clock, or a last day to answer that has
            passed or is not before the first time.
    """
    if not (values.title_sv or values.title_fi):
        raise ValidationError({"title_sv": NO_TITLE})
    require_zone(zone=values.zone)
    if not MIN_SLOTS <= len(values.slots) <= MAX_SLOTS:
        words = {"least": MIN_SLOTS, "most": MAX_SLOTS}
        raise ValidationError(_("Propose %(least)s to %(most)s times."), params=words)
    if len({(slot.day, slot.begins) for slot in values.slots}) < len(values.slots):
        raise ValidationError(_("The same time is proposed twice. Each time can stand once."))
    for number, slot in enumerate(values.slots, start=1):
        _check_slot(number, slot, values.zone, now)
    if values.closes_on < helsinki_day(now):
        raise ValidationError({"closes_on": _("The day has passed. Choose a later one.")})
    if values.closes_on > min(slot.day for slot in values.slots):
        raise ValidationError(
            {"closes_on": _("The answers must be there by the first of the times.")}
        )


def _check_slot(number: int, slot: SlotValues, zone: str, now: datetime) -> None:
    try:
        starts_at = instant_of(day=slot.day, at=slot.begins, zone=zone, field="slot")
        ends_at = instant_of(day=slot.day, at=slot.ends, zone=zone, field="slot")
    except ValidationError as refusal:
        raise ValidationError(refusal.messages) from refusal
    if ends_at <= starts_at:
        sentence = _("Time %(number)s must end after it begins.")
        raise ValidationError(sentence, params={"number": number})
    if starts_at <= now:
        sentence = _("Time %(number)s has passed. Choose a later one.")
        raise ValidationError(sentence, params={"number": number})


def _store(
    asked: PollAsked, answers: Mapping[int, str], comment: str, by: User, now: datetime
) -> PollAsked:
    slots = list(asked.poll.slots.values_list("pk", flat=True))
    if any(answers.get(slot) not in SlotAnswer.values for slot in slots):
        raise ValidationError(_("Answer for each of the times."))
    SlotVote.objects.filter(asked=asked).delete()
    SlotVote.objects.bulk_create(
        SlotVote(slot_id=slot, asked=asked, answer=answers[slot]) for slot in slots
    )
    asked.comment, asked.answered_at = comment, now
    asked.save(update_fields=["comment", "answered_at"])
    _record(AuditKind.POLL_ANSWERED, asked.poll, by, now)
    return asked


def _close(poll: DatePoll, action: PollAction, meeting: Meeting | None) -> None:
    poll.state = target_state(POLL_TRANSITIONS, action, poll.state)
    poll.meeting = meeting
    poll.version += 1
    poll.save()


def _tell(poll: DatePoll, by: User, now: datetime) -> None:
    rows = poll.asked.standing().exclude(user=by)
    _owe(poll, NoticeKind.POLL_TOLD, poll.state, rows, now)


def _owe(
    poll: DatePoll, kind: NoticeKind, occasion: str, rows: PollAskedQuerySet, now: datetime
) -> int:
    return owe(
        kind=kind,
        readers=User.objects.filter(pk__in=rows.values("user")),
        occasion=f"poll:{poll.pk}:{occasion}",
        params={"poll": poll.pk},
        now=now,
    )


def _record(kind: AuditKind, poll: DatePoll, by: User, now: datetime, **data: int) -> None:
    record(kind=kind, target=poll, by=by, at=now, data=data, group_id=poll.body.group_id)
