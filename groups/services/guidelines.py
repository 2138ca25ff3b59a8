"""Guidelines of a leading group: drafted, opened for comments, commented on, replied to."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day, require_order
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.states import target_state
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import Body, Guideline, GuidelineComment
from groups.permissions import GroupPermission
from groups.policies.guidelines import (
    can_comment,
    can_comment_by_link,
    can_draft,
    can_reply,
    can_step,
    can_write,
)
from groups.querysets.answerers import own_organisations
from groups.querysets.readers import people_permitted_in_group
from groups.states import GUIDELINE_TRANSITIONS, GuidelineAction

NO_TITLE = _("Give the guideline a title in one language at least.")


@dataclass(frozen=True, slots=True)
class GuidelineValues:
    """What a guideline says, in both languages, and when it holds."""

    title_sv: str = ""
    title_fi: str = ""
    text_sv: str = ""
    text_fi: str = ""
    basis_sv: str = ""
    basis_fi: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@transaction.atomic
def draft_guideline(*, body_id: int, values: GuidelineValues, by: User, now: datetime) -> Guideline:
    """Draft a guideline that the leading group will approve.

    Raises:
        PermissionDenied: `by` is neither in the leading group nor coordinates the group.
        ValidationError: by field: no title, or it ends before it begins.
    """
    body = Body.objects.get(pk=body_id)
    require(can_draft(by, body))
    _check(values)
    guideline = Guideline.objects.create(
        group_id=body.group_id, body=body, made_by=by, made_at=now, changed_at=now, **_said(values)
    )
    record_step(kind=AuditKind.GUIDELINE_DRAFTED, guideline=guideline, by=by, now=now)
    return guideline


@transaction.atomic
def change_guideline(
    *, guideline_id: int, version: int, values: GuidelineValues, by: User, now: datetime
) -> Guideline:
    """Write a guideline that is not settled.

    Raises:
        PermissionDenied: `by` does not write it, or it is settled.
        StaleEdit: somebody saved in between.
        ValidationError: by field: no title, or it ends before it begins.
    """
    guideline = locked_guideline(guideline_id=guideline_id)
    require(can_write(by, guideline))
    if guideline.version != version:
        raise StaleEdit(guideline)
    _check(values)
    for name, value in _said(values).items():
        setattr(guideline, name, value)
    save_guideline(guideline=guideline, by=by, now=now)
    record_step(kind=AuditKind.GUIDELINE_CHANGED, guideline=guideline, by=by, now=now)
    return guideline


@transaction.atomic
def ask_for_comments(*, guideline_id: int, comments_by: date, by: User, now: datetime) -> Guideline:
    """Open a draft for the comments of the group's people until a day, and write to them.

    Asked again, it moves the day.

    Raises:
        PermissionDenied: `by` does not write it, or it is not a draft.
        ValidationError: by field: the day has passed, or there is no text.
    """
    guideline = locked_guideline(guideline_id=guideline_id)
    require(can_step(by, guideline, GuidelineAction.ASK))
    require_text(guideline=guideline)
    if comments_by <= helsinki_day(now):
        raise ValidationError({"comments_by": _("Choose a day after today.")})
    guideline.comments_by = comments_by
    move(guideline=guideline, action=GuidelineAction.ASK)
    save_guideline(guideline=guideline, by=by, now=now)
    record_step(
        kind=AuditKind.GUIDELINE_ASKED,
        guideline=guideline,
        by=by,
        now=now,
        until=comments_by.isoformat(),
    )
    people = people_permitted_in_group(guideline.group_id, GroupPermission.VIEW_NEEDS)
    owe(
        kind=NoticeKind.GUIDELINE_COMMENTS,
        readers=people.exclude(pk=by.pk),
        occasion=f"guideline:{guideline.pk}:{guideline.edition}:comments:{comments_by}",
        params={"guideline": guideline.pk},
        now=now,
    )
    return guideline


@transaction.atomic
def comment_on_guideline(
    *, guideline_id: int, text: str, language: str, by: User, now: datetime
) -> GuidelineComment:
    """Say something of a draft, as it stands.

    Raises:
        PermissionDenied: `by` is not of the group, comments are not asked for, or the day is over.
        ValidationError: by field: nothing is said.
    """
    guideline = locked_guideline(guideline_id=guideline_id)
    require(can_comment(by, guideline, helsinki_day(now)))
    return _comment(guideline, text, language, by, now)


@transaction.atomic
def comment_by_link(
    *, guideline_id: int, subject: str, text: str, language: str, now: datetime
) -> GuidelineComment:
    """Store the comment of the person, a user id, for whom a link was signed.

    Raises:
        PermissionDenied: somebody else's link, the role ended, or the day is over.
        ValidationError: by field: nothing is said.
    """
    guideline = locked_guideline(guideline_id=guideline_id)
    require(can_comment_by_link(subject, guideline, helsinki_day(now)))
    return _comment(guideline, text, language, User.objects.get(pk=subject), now)


@transaction.atomic
def reply_to_comment(*, comment_id: int, text: str, by: User, now: datetime) -> GuidelineComment:
    """Reply to a comment, once; whoever wrote it is told.

    Raises:
        PermissionDenied: `by` does not write the guideline.
        ValidationError: by field: nothing is said, or somebody has replied already.
    """
    rows = GuidelineComment.objects.select_for_update(of=("self",))
    comment = rows.select_related("guideline__body").get(pk=comment_id)
    require(can_reply(by, comment.guideline))
    if not text:
        raise ValidationError({"reply": _("Write a sentence at least.")})
    if comment.reply:
        raise ValidationError({"reply": _("Somebody has replied to this comment already.")})
    comment.reply, comment.replied_by, comment.replied_at = text, by, now
    comment.save(update_fields=["reply", "replied_by", "replied_at"])
    record_step(
        kind=AuditKind.GUIDELINE_REPLIED,
        guideline=comment.guideline,
        by=by,
        now=now,
        comment=comment.pk,
    )
    tell(
        guideline=comment.guideline,
        step="replied",
        people=[comment.by_id],
        by=by,
        now=now,
        comment=comment.pk,
    )
    return comment


def locked_guideline(*, guideline_id: int) -> Guideline:
    """Return a guideline that nobody else changes until the transaction ends."""
    rows = Guideline.objects.select_for_update(of=("self",)).select_related("body")
    return rows.get(pk=guideline_id)


def move(*, guideline: Guideline, action: GuidelineAction) -> None:
    """Take a guideline to the state that `action` leads to; nothing is saved."""
    guideline.state = target_state(GUIDELINE_TRANSITIONS, action, guideline.state)


def save_guideline(*, guideline: Guideline, by: User, now: datetime) -> None:
    """Save a change, so that whoever read the guideline before it is told on saving."""
    guideline.version += 1
    guideline.changed_by, guideline.changed_at = by, now
    guideline.save()


def record_step(
    *, kind: AuditKind, guideline: Guideline, by: User, now: datetime, **data: object
) -> None:
    """Record an act on a guideline in its group."""
    record(kind=kind, target=guideline, by=by, at=now, data=data, group_id=guideline.group_id)


def tell(
    *,
    guideline: Guideline,
    step: str,
    people: list[int],
    by: User,
    now: datetime,
    **params: object,
) -> None:
    """Tell people, but for `by`, what became of a guideline."""
    extra = "".join(f":{value}" for value in params.values())
    owe(
        kind=NoticeKind.GUIDELINE_STEP,
        readers=User.objects.filter(pk__in=people).exclude(pk=by.pk),
        occasion=f"guideline:{guideline.pk}:{guideline.version}:{step}{extra}",
        params={"guideline": guideline.pk, "step": step, **params},
        now=now,
    )


def require_text(*, guideline: Guideline) -> None:
    """Refuse a guideline that says nothing in either language.

    Raises:
        ValidationError: there is no text.
    """
    if not (guideline.text_sv or guideline.text_fi):
        raise ValidationError(_("Write the text in one language at least, and then go on."))


def _comment(
    guideline: Guideline, text: str, language: str, by: User, now: datetime
) -> GuidelineComment:
    if not text:
        raise ValidationError({"text": _("Write a sentence at least.")})
    own = own_organisations(by, guideline.group_id)
    comment = GuidelineComment.objects.create(
        guideline=guideline,
        text=text,
        language=language,
        by=by,
        # Who answers for several speaks for none of them.
        organisation_id=next(iter(own)) if len(own) == 1 else None,
        at=now,
        version=guideline.version,
    )
    record_step(
        kind=AuditKind.GUIDELINE_COMMENTED, guideline=guideline, by=by, now=now, comment=comment.pk
    )
    return comment


def _check(values: GuidelineValues) -> None:
    if not (values.title_sv or values.title_fi):
        raise ValidationError({"title_sv": NO_TITLE})
    if values.starts_on:
        require_order(values.starts_on, values.ends_on)


def _said(values: GuidelineValues) -> dict[str, object]:
    return {name: getattr(values, name) for name in GuidelineValues.__slots__}
