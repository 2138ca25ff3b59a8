"""What a group owes those behind a need: a word in time, and room for words of their own."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day, reminded_at
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.kinds import NeedStep
from groups.models import EloGroup, Need, NeedComment
from groups.permissions import GroupPermission
from groups.policies.needs import (
    can_answer,
    can_comment,
    can_remove_comment,
    can_set_answer_days,
)
from groups.querysets.readers import people_permitted_in_group
from groups.services.needs import locked, tell_need_step

FEWEST_DAYS, MOST_DAYS = 7, 365
# Who was away that long is reminded by the list of what waits alone.
REMINDED_DAYS = 30
NO_ANSWER = _("Write the answer in one language at least.")


@dataclass(frozen=True, slots=True)
class AnswerValues:
    """What the group answers, in one language or both."""

    answer_sv: str = ""
    answer_fi: str = ""


@transaction.atomic
def answer_need(
    *, need_id: int, version: int, values: AnswerValues, by: User, now: datetime
) -> Need:
    """Answer those behind a need; `by` stands for the answer by name, and they are told.

    Raises:
        PermissionDenied: no coordinator of the group, or the need is refused or merged.
        StaleEdit: somebody saved in between.
        ValidationError: the answer is empty.
    """
    need = locked(need_id=need_id)
    require(can_answer(by, need))
    if need.version != version:
        raise StaleEdit(need)
    if not (values.answer_sv.strip() or values.answer_fi.strip()):
        raise ValidationError({"answer_sv": NO_ANSWER})
    if (values.answer_sv, values.answer_fi) == (need.answer_sv, need.answer_fi):
        return need
    need.answer_sv, need.answer_fi = values.answer_sv, values.answer_fi
    need.answered_by, need.answered_at = by, now
    need.changed_by, need.changed_at = by, now
    need.version += 1
    need.save()
    record(kind=AuditKind.NEED_ANSWERED, target=need, by=by, at=now, group_id=need.group_id)
    tell_need_step(need_ids=[need.pk], step=NeedStep.REPLIED, by=by, now=now)
    return need


@transaction.atomic
def comment_on_need(
    *, need_id: int, text: str, language: str, by: User, now: datetime
) -> NeedComment:
    """Add words to a need, for those who take part in the group.

    Raises:
        PermissionDenied: `by` does not see the need or takes no part, or it is closed.
        ValidationError: there are no words.
    """
    need = locked(need_id=need_id)
    require(can_comment(by, need))
    if not text.strip():
        raise ValidationError({"text": _("Write what you want to add.")})
    comment = NeedComment.objects.create(need=need, text=text, language=language, by=by, at=now)
    given = {"comment": comment.pk}
    record(
        kind=AuditKind.NEED_COMMENTED, target=need, by=by, at=now, data=given,
        group_id=need.group_id,
    )  # fmt: skip
    return comment


@transaction.atomic
def remove_need_comment(*, comment_id: int, by: User, now: datetime) -> NeedComment:
    """Take a comment away: its place stays, its words go.

    Raises:
        PermissionDenied: neither who wrote it nor a coordinator of the group; or it is gone.
    """
    rows = NeedComment.objects.select_for_update(of=("self",)).select_related("need")
    comment = rows.get(pk=comment_id)
    require(can_remove_comment(by, comment))
    comment.text, comment.removed_at, comment.removed_by = "", now, by
    comment.save(update_fields=["text", "removed_at", "removed_by"])
    given = {"comment": comment.pk}
    record(
        kind=AuditKind.NEED_COMMENT_REMOVED, target=comment.need, by=by, at=now, data=given,
        group_id=comment.need.group_id,
    )  # fmt: skip
    return comment


@transaction.atomic
def set_answer_days(
    *, group_id: int, version: int, answer_days: int, by: User, now: datetime
) -> EloGroup:
    """Say within how many days the group answers a need; it holds for needs raised from now on.

    Raises:
        PermissionDenied: `by` does not manage the group's needs.
        StaleEdit: somebody saved in between.
        ValidationError: fewer than a week or more than a year.
    """
    group = EloGroup.objects.select_for_update().get(pk=group_id)
    require(can_set_answer_days(by, group_id))
    if group.version != version:
        raise StaleEdit(group)
    if not FEWEST_DAYS <= answer_days <= MOST_DAYS:
        raise ValidationError({"answer_days": _("Give from 7 to 365 days.")})
    before, group.answer_days = group.answer_days, answer_days
    group.version += 1
    group.save(update_fields=["answer_days", "version"])
    told = {"days": [before, answer_days]}
    record(
        kind=AuditKind.ANSWER_DAYS_CHANGED, target=group, by=by, at=now, data=told,
        group_id=group_id,
    )  # fmt: skip
    return group


@transaction.atomic
def remind_of_answers(*, now: datetime) -> int:
    """Remind who manages the needs of each that should have had an answer; return how many rows.

    Once for each need and day by which it was owed, however often it runs and however long it
    did not.
    """
    today = helsinki_day(now)
    since = today - timedelta(days=REMINDED_DAYS)
    rows = Need.objects.overdue(today).filter(answer_by__gte=since).order_by("pk")
    return sum(_remind(need, need.answer_by, now) for need in rows.iterator() if need.answer_by)


def _remind(need: Need, owed_by: date, now: datetime) -> int:
    return owe(
        kind=NoticeKind.NEED_OVERDUE,
        readers=people_permitted_in_group(need.group_id, GroupPermission.MANAGE_NEEDS),
        occasion=f"need:{need.pk}:{owed_by}",
        params={"need": need.pk},
        now=now,
        due_at=reminded_at(owed_by + timedelta(days=1)),
    )
