"""Minutes go their way: sent for checking, checked, approved and locked, opened again."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.states import target_state
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import Minutes, MinutesChecker, MinutesRevision
from groups.permissions import BodyPermission
from groups.policies.minutes import can_check, can_check_by_link, can_step, can_write
from groups.querysets.minutes import possible_checkers
from groups.querysets.minutes_content import Content, content_of, left_open
from groups.querysets.readers import people_permitted
from groups.services.agenda import locked_meeting
from groups.services.minutes import locked_minutes, record_minutes
from groups.states import MINUTES_TRANSITIONS, CheckAnswer, MinutesAction, MinutesState


@transaction.atomic
def send_minutes(
    *, minutes_id: int, checker_ids: Sequence[int], by: User, now: datetime
) -> Minutes:
    """Send the minutes for review: the body reads them, and the named people are asked by mail.

    Raises:
        PermissionDenied: `by` does not lead the body, they are in review already or the meeting
            still runs.
        ValidationError: a checker who reads nothing of this body, or nothing is written.
    """
    minutes = locked_minutes(minutes_id=minutes_id)
    require(can_step(by, minutes, MinutesAction.SEND, now))
    chosen = set(checker_ids)
    if chosen - set(possible_checkers(minutes.meeting).values_list("pk", flat=True)):
        raise ValidationError({"checkers": _("Choose among the people of this body.")})
    if not minutes.parts.exclude(text_sv="", text_fi="").exists():
        raise ValidationError(_("Nothing is written in the minutes yet."))
    minutes.checkers.exclude(user__in=chosen).delete()
    known = set(minutes.checkers.values_list("user", flat=True))
    rows = [MinutesChecker(minutes=minutes, user_id=pk) for pk in sorted(chosen - known)]
    MinutesChecker.objects.bulk_create(rows)
    minutes.checkers.update(answer=CheckAnswer.NONE, note="", answered_at=None, asked_at=now)
    minutes.sent_at = now
    _step(minutes, MinutesAction.SEND, AuditKind.MINUTES_SENT, by, now, checkers=sorted(chosen))
    _ask(minutes, f"sent:{now.isoformat()}", now)
    return minutes


@transaction.atomic
def take_back_minutes(*, minutes_id: int, by: User, now: datetime) -> Minutes:
    """Take minutes out of review: the links that were sent open nothing any more.

    Raises:
        PermissionDenied: `by` does not lead the body, or they are not in review.
    """
    minutes = locked_minutes(minutes_id=minutes_id)
    require(can_step(by, minutes, MinutesAction.TAKE_BACK, now))
    _step(minutes, MinutesAction.TAKE_BACK, AuditKind.MINUTES_TAKEN_BACK, by, now)
    return minutes


@transaction.atomic
def ask_checkers(*, minutes_id: int, by: User, now: datetime) -> int:
    """Ask again whoever has not approved what the minutes say now; at most once a day each.

    Raises:
        PermissionDenied: `by` does not lead the body.
        ValidationError: the minutes are not in review, or everybody has approved them.
    """
    minutes = locked_minutes(minutes_id=minutes_id)
    require(can_write(by, minutes))
    if minutes.state != MinutesState.REVIEW:
        raise ValidationError(_("The minutes are not being checked at present."))
    settled = {"answer": CheckAnswer.APPROVED, "seen_version": minutes.version}
    waiting = minutes.checkers.exclude(**settled)
    if not waiting.exists():
        raise ValidationError(_("Everybody who was named has approved these minutes."))
    waiting.update(answer=CheckAnswer.NONE, answered_at=None, asked_at=now)
    return _ask(minutes, f"again:{helsinki_day(now).isoformat()}", now)


@transaction.atomic
def answer_check(
    *, checker_id: int, version: int, answer: str, note: str, by: User, now: datetime
) -> MinutesChecker:
    """Store what a named checker says of the version that they read.

    Raises:
        PermissionDenied: somebody else was asked, or the minutes are not in review.
        StaleEdit: the minutes were changed while they were read.
        ValidationError: no answer, or changes asked for without saying which.
    """
    checker = _locked_checker(checker_id)
    require(can_check(by, checker))
    return _answer(checker, version, answer, note, now)


@transaction.atomic
def answer_check_by_link(
    *, checker_id: int, subject: str, version: int, answer: str, note: str, now: datetime
) -> MinutesChecker:
    """Store the answer of the person, a user id, for whom a link was signed.

    Raises:
        MinutesChecker.DoesNotExist: the person is no longer named.
        PermissionDenied, StaleEdit, ValidationError: as `answer_check`.
    """
    checker = _locked_checker(checker_id)
    require(can_check_by_link(subject, checker))
    return _answer(checker, version, answer, note, now)


@transaction.atomic
def approve_minutes(
    *, minutes_id: int, version: int, despite_open: bool = False, by: User, now: datetime
) -> MinutesRevision:
    """Approve the minutes that were read: they are kept as a revision, locked, and made known.

    `despite_open` says that `by` knows of checkers who have not approved what stands there now,
    and of empty parts.

    Raises:
        PermissionDenied: `by` does not lead the body, or they are not in review.
        StaleEdit: a part, the presence or an outcome has changed since they were read.
        ValidationError: a checker asks for changes in what stands there now, or something is
            open and `despite_open` was not said.
    """
    # Who enters presence holds the meeting: whoever comes second meets what the first has done.
    locked_meeting(meeting_id=Minutes.objects.values_list("meeting", flat=True).get(pk=minutes_id))
    minutes = locked_minutes(minutes_id=minutes_id)
    require(can_step(by, minutes, MinutesAction.APPROVE, now))
    if minutes.version != version:
        raise StaleEdit(minutes)
    content = content_of(minutes)
    _require_settled(content, despite_open=despite_open)
    minutes.revision += 1
    minutes.approved_by, minutes.approved_at = by, now
    revision = MinutesRevision.objects.create(
        minutes=minutes,
        number=minutes.revision,
        reason=minutes.reopen_reason,
        content=content | {"approved_by": by.name},
        approved_by=by,
        approved_at=now,
    )
    data = {"revision": revision.number}
    _step(minutes, MinutesAction.APPROVE, AuditKind.MINUTES_APPROVED, by, now, **data)
    _tell(revision, now)
    return revision


@transaction.atomic
def reopen_minutes(*, minutes_id: int, reason: str, by: User, now: datetime) -> Minutes:
    """Open approved minutes again; what was approved stays readable as its revision.

    Raises:
        PermissionDenied: `by` does not lead the body, or they are not approved.
        ValidationError: no reason.
    """
    minutes = locked_minutes(minutes_id=minutes_id)
    require(can_step(by, minutes, MinutesAction.REOPEN, now))
    if not reason:
        raise ValidationError({"reason": _("Say why the minutes are opened again.")})
    minutes.reopen_reason = reason
    minutes.checkers.update(answer=CheckAnswer.NONE, note="", answered_at=None)
    _step(minutes, MinutesAction.REOPEN, AuditKind.MINUTES_REOPENED, by, now)
    return minutes


def _require_settled(content: Content, *, despite_open: bool) -> None:
    left = left_open(content)
    if asking := left["objecting"]:
        sentence = _("%(name)s asks for changes. Change the minutes or ask the checkers again.")
        raise ValidationError(sentence, params={"name": asking[0]["name"]})
    if any(left.values()) and not despite_open:
        sentence = _("Something is still open. Tick the box if you approve all the same.")
        raise ValidationError({"despite_open": sentence})


def _step(
    minutes: Minutes,
    action: MinutesAction,
    kind: AuditKind,
    by: User,
    now: datetime,
    **data: object,
) -> None:
    minutes.state = target_state(MINUTES_TRANSITIONS, action, minutes.state)
    minutes.save()
    record_minutes(kind=kind, minutes=minutes, by=by, now=now, data=data)


def _locked_checker(checker_id: int) -> MinutesChecker:
    """Return who was named, with the minutes held, so that their version stands meanwhile."""
    minutes_id = MinutesChecker.objects.values_list("minutes", flat=True).get(pk=checker_id)
    minutes = locked_minutes(minutes_id=minutes_id)
    checker = MinutesChecker.objects.select_related("user").get(pk=checker_id)
    checker.minutes = minutes
    return checker


def _answer(
    checker: MinutesChecker, version: int, answer: str, note: str, now: datetime
) -> MinutesChecker:
    minutes = checker.minutes
    if minutes.version != version:
        raise StaleEdit(minutes)
    if answer not in {CheckAnswer.APPROVED, CheckAnswer.CHANGES}:
        raise ValidationError({"answer": _("Choose one of the answers.")})
    if answer == CheckAnswer.CHANGES and not note:
        raise ValidationError({"note": _("Say what should be changed.")})
    checker.answer, checker.note, checker.seen_version = answer, note, version
    checker.answered_at = now
    checker.save()
    kind, data = AuditKind.MINUTES_CHECKED, {"answer": answer}
    record_minutes(kind=kind, minutes=minutes, by=checker.user, now=now, data=data)
    if answer == CheckAnswer.CHANGES:
        _tell_who_leads(checker, now)
    return checker


def _tell_who_leads(checker: MinutesChecker, now: datetime) -> None:
    """Owe the news that a checker asks for changes to those who write the minutes."""
    body = checker.minutes.meeting.body
    writers = people_permitted(body, BodyPermission.EDIT_MEETINGS)
    owe(
        kind=NoticeKind.MINUTES_CHANGES,
        readers=writers.exclude(pk=checker.user_id),
        occasion=f"minutes:{checker.minutes_id}:changes:{checker.pk}:{now.isoformat()}",
        params={"checker": checker.pk},
        now=now,
    )


def _ask(minutes: Minutes, occasion: str, now: datetime) -> int:
    """Owe the question to who was named and has not answered."""
    waiting = minutes.checkers.filter(answer=CheckAnswer.NONE)
    return owe(
        kind=NoticeKind.MINUTES_CHECK,
        readers=User.objects.filter(pk__in=waiting.values("user")),
        occasion=f"minutes:{minutes.pk}:{minutes.revision}:{occasion}",
        params={"minutes": minutes.pk},
        now=now,
    )


def _tell(revision: MinutesRevision, now: datetime) -> None:
    """Owe the news to the people of the body and to guests who may open the meeting."""
    meeting = revision.minutes.meeting
    called = meeting.attendances.standing().exclude(user=None).values("user")
    readers = people_permitted(meeting.body, BodyPermission.VIEW_MEETINGS)
    owe(
        kind=NoticeKind.MINUTES_APPROVED,
        readers=User.objects.filter(pk__in=called) | readers,
        occasion=f"minutes:{revision.minutes_id}:approved:{revision.number}",
        params={"minutes": revision.minutes_id, "revision": revision.number},
        now=now,
    )
