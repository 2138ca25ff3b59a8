"""What organisations do after a matter was on an agenda: noted, reminded of, called done."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day, stage_of
from elo_platform.lib.decisions import require
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import AgendaItem, FollowUp, Organisation
from groups.policies.backlog import can_finish, can_finish_by_link, can_follow_up
from groups.querysets.answerers import people_answering_for, person_of_link

NO_TEXT = _("Say in one language at least what is to be done.")
# Days left until it is to be ready; negative when it is late.
STAGES = (7, 0, -7)
# What is older than this has been forgotten; the next agenda still lists it.
LATE_DAYS = 30
AHEAD = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class FollowUpValues:
    """What one organisation does, and by when."""

    organisation: Organisation
    due_on: date
    text_sv: str = ""
    text_fi: str = ""


@transaction.atomic
def note_follow_up(*, item_id: int, values: FollowUpValues, by: User, now: datetime) -> FollowUp:
    """Note what an organisation does after a matter; who answers for it is told by mail.

    Raises:
        PermissionDenied: `by` does not lead the body, or the meeting is a draft or cancelled.
        ValidationError: by field; no text, a day gone by, or an organisation of no seat here.
    """
    rows = AgendaItem.objects.select_for_update(of=("self",))
    item = rows.select_related("meeting__body").get(pk=item_id)
    body = item.meeting.body
    require(can_follow_up(by, item.meeting))
    _check(values, body.group_id, helsinki_day(now))
    given = {name: getattr(values, name) for name in FollowUpValues.__slots__}
    follow_up = FollowUp.objects.create(item=item, **given, made_by=by, made_at=now)
    _record(AuditKind.FOLLOW_UP_NOTED, follow_up, by, now)
    _owe(follow_up, "noted", now, now)
    return follow_up


@transaction.atomic
def finish_follow_up(*, follow_up_id: int, note: str, by: User, now: datetime) -> FollowUp:
    """Say that a follow-up is done; said twice, the first word stands.

    Raises:
        PermissionDenied: `by` neither answers for the organisation nor leads the body.
    """
    follow_up = _locked(follow_up_id)
    require(can_finish(by, follow_up))
    return _finish(follow_up, note, by, now)


@transaction.atomic
def finish_by_link(*, follow_up_id: int, subject: str, note: str, now: datetime) -> FollowUp:
    """Say by the link of a mail that a follow-up is done; said twice, the first word stands.

    Raises:
        PermissionDenied: whoever the link was signed for does not answer for it any more.
    """
    follow_up = _locked(follow_up_id)
    require(can_finish_by_link(subject, follow_up))
    return _finish(follow_up, note, person_of_link(subject), now)


def remind_of_follow_ups(*, now: datetime) -> int:
    """Owe the reminders whose stage has been reached; return how many are new.

    It may run often, twice at once, or after days of silence: each stage is owed once, and of
    several that were missed only the last.
    """
    today = helsinki_day(now)
    rows = FollowUp.objects.due_until(today + timedelta(days=max(STAGES))).filter(
        due_on__gte=today - timedelta(days=LATE_DAYS)
    )
    found = rows.select_related("item__meeting__body").order_by("pk")
    return sum(_remind(each, now) for each in found.iterator())


@transaction.atomic
def _remind(follow_up: FollowUp, now: datetime) -> int:
    stage = stage_of(due_on=follow_up.due_on, now=now, stages=STAGES)
    if stage is None or follow_up.made_at >= stage.begins:
        return 0
    occasion = f"{follow_up.due_on}:{stage.left}"
    return _owe(follow_up, occasion, now, stage.due_at, stage=stage.left)


def _owe(
    follow_up: FollowUp, occasion: str, now: datetime, due_at: datetime, **params: object
) -> int:
    group_id = follow_up.item.meeting.body.group_id
    return owe(
        kind=NoticeKind.FOLLOW_UP,
        readers=people_answering_for(follow_up.organisation_id, group_id),
        occasion=f"follow_up:{follow_up.pk}:{occasion}",
        params={"follow_up": follow_up.pk, **params},
        now=now,
        due_at=due_at,
    )


def _check(values: FollowUpValues, group_id: int, today: date) -> None:
    if not (values.text_sv or values.text_fi):
        raise ValidationError({"text_sv": NO_TEXT})
    if not today <= values.due_on <= today + AHEAD:
        raise ValidationError({"due_on": _("Choose a day from today on, within three years.")})
    members = Organisation.objects.members_of(group_id=group_id)
    if not members.filter(pk=values.organisation.pk).exists():
        raise ValidationError({"organisation": _("Choose an organisation of the group.")})


def _finish(follow_up: FollowUp, note: str, by: User | None, now: datetime) -> FollowUp:
    if follow_up.done_at:
        return follow_up
    follow_up.done_at, follow_up.done_by, follow_up.note = now, by, note
    follow_up.save()
    _record(AuditKind.FOLLOW_UP_DONE, follow_up, by, now)
    return follow_up


def _locked(follow_up_id: int) -> FollowUp:
    rows = FollowUp.objects.select_for_update(of=("self",))
    return rows.select_related("item__meeting__body").get(pk=follow_up_id)


def _record(kind: AuditKind, follow_up: FollowUp, by: User | None, now: datetime) -> None:
    data = {"item": follow_up.item_id, "organisation": follow_up.organisation_id}
    group_id = follow_up.item.meeting.body.group_id
    record(kind=kind, target=follow_up, by=by, at=now, data=data, group_id=group_id)
