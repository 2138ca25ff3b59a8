"""What becomes of a need: lifted to an agenda, refused, taken up again, merged with another."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from elo_platform.lib.states import target_state
from groups.kinds import NeedStep, NodeKind, Relation
from groups.models import (
    AgendaItem,
    Body,
    Capture,
    Evidence,
    Link,
    Meeting,
    Need,
    NeedComment,
    NeedVote,
    StudyUse,
    Support,
)
from groups.models.group import BodyKind
from groups.permissions import Visibility
from groups.policies.needs import can_move
from groups.querysets.chain import Ref
from groups.services.agenda import ItemValues, place_item
from groups.services.links import join, part
from groups.services.needs import answer_day, locked, tell_need_step
from groups.states import NEED_TRANSITIONS, NeedAction, NeedState


@transaction.atomic
def lift_need(*, need_id: int, meeting_id: int, by: User, now: datetime) -> AgendaItem:
    """Put a need on the agenda of a meeting of the leading group; its people are told.

    Raises:
        PermissionDenied: no coordinator of the group, the need is closed, or the meeting is
            over or cancelled.
        ValidationError: no meeting of a leading group of the same group, one whose agenda
            more people read than may see the need, or one that has the need already.
    """
    need = locked(need_id=need_id)
    require(can_move(by, need, NeedAction.LIFT))
    meeting = Meeting.objects.select_related("body").filter(pk=meeting_id).first()
    _check_place(need, meeting)
    item = place_item(meeting_id=meeting_id, item=_item_of(need), by=by, now=now)
    _lift(need, item, by, now)
    return item


@transaction.atomic
def lift_need_to(*, need_id: int, item_id: int, by: User, now: datetime) -> AgendaItem:
    """Let a need stand behind a matter that is on an agenda already; its people are told.

    Raises:
        PermissionDenied: no coordinator of the group, or the need is closed.
        ValidationError: see `lift_need`.
    """
    need = locked(need_id=need_id)
    require(can_move(by, need, NeedAction.LIFT))
    item = AgendaItem.objects.select_related("meeting__body").get(pk=item_id)
    _check_place(need, item.meeting)
    _lift(need, item, by, now)
    return item


@transaction.atomic
def let_need_wait(*, need_id: int, by: User, now: datetime) -> Need:
    """Lift a need before there is a meeting: it stands among what waits for the leading group.

    Raises:
        PermissionDenied: no coordinator of the group, or the need is closed.
        ValidationError: the need is lifted already, or the group has no leading group.
    """
    need = locked(need_id=need_id)
    require(can_move(by, need, NeedAction.LIFT))
    if need.state == NeedState.LIFTED:
        raise ValidationError(_("The need has been lifted already."))
    if not Body.objects.current().filter(group=need.group_id, kind=BodyKind.LEADING).exists():
        raise ValidationError(_("The group has no leading group."))
    _move(need, NeedAction.LIFT, by, now)
    need.save()
    _record(AuditKind.NEED_LIFTED, need, by, now)
    tell_need_step(need_ids=[need.pk], step=NeedStep.LIFTED, by=by, now=now)
    return need


def _lift(need: Need, item: AgendaItem, by: User, now: datetime) -> None:
    _move(need, NeedAction.LIFT, by, now)
    need.save()
    end = Ref(NodeKind.ITEM, item.pk)
    here = Ref(NodeKind.NEED, need.pk)
    group = {"group_id": need.group_id, "by": by, "now": now}
    join(start=here, relation=Relation.LIFTED_TO, end=end, **group)
    _record(AuditKind.NEED_LIFTED, need, by, now, item=item.pk, meeting=item.meeting_id)
    tell_need_step(need_ids=[need.pk], step=NeedStep.LIFTED, about=end, by=by, now=now)


@transaction.atomic
def refuse_need(*, need_id: int, reason: str, by: User, now: datetime) -> Need:
    """Say that the group does not take up a need, and why; `by` stands for it by name.

    Raises:
        PermissionDenied: no coordinator of the group, or the need is closed.
        ValidationError: no reason is given.
    """
    need = locked(need_id=need_id)
    require(can_move(by, need, NeedAction.REFUSE))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that those behind the need can see it.")})
    _move(need, NeedAction.REFUSE, by, now)
    need.refusal, need.settled_by, need.settled_at = reason, by, now
    need.save()
    _record(AuditKind.NEED_REFUSED, need, by, now)
    tell_need_step(need_ids=[need.pk], step=NeedStep.REFUSED, by=by, now=now)
    return need


@transaction.atomic
def reopen_need(*, need_id: int, by: User, now: datetime) -> Need:
    """Take up again a need that was refused.

    Raises:
        PermissionDenied: no coordinator of the group, or the need is not refused.
    """
    need = locked(need_id=need_id)
    require(can_move(by, need, NeedAction.REOPEN))
    _move(need, NeedAction.REOPEN, by, now)
    need.refusal, need.settled_by, need.settled_at = "", None, None
    need.answer_by = answer_day(group_id=need.group_id, now=now)
    need.save()
    _record(AuditKind.NEED_REOPENED, need, by, now)
    tell_need_step(need_ids=[need.pk], step=NeedStep.REOPENED, by=by, now=now)
    return need


@transaction.atomic
def merge_needs(*, need_id: int, into_id: int, by: User, now: datetime) -> Need:
    """Merge a need into another one and return that one.

    Evidence, supports, votes, comments, notes of the spot and links move; what the other has
    already stays where it was, so nothing is lost. The old page remains and leads to the new one.

    Raises:
        PermissionDenied: no coordinator of the group, or one of the two is closed.
        ValidationError: the same need, another group's, or one that others may see.
    """
    if need_id == into_id:
        raise ValidationError({"into": _("A need cannot be merged with itself.")})
    rows = Need.objects.select_for_update(of=("self",)).filter(pk__in=[need_id, into_id])
    found = {row.pk: row for row in rows.order_by("pk")}
    need, into = found[need_id], found.get(into_id)
    require(can_move(by, need, NeedAction.MERGE))
    if into is None or into.group_id != need.group_id:
        raise ValidationError({"into": _("Choose a need of the same group.")})
    if not can_move(by, into, NeedAction.MERGE):
        raise ValidationError({"into": _("Choose a need that is open or lifted.")})
    _check_readers(need, into)
    was_lifted = need.state == NeedState.LIFTED
    _move(need, NeedAction.MERGE, by, now)
    need.merged_into, need.settled_by, need.settled_at = into, by, now
    need.save()
    Need.objects.filter(merged_into=need).update(merged_into=into)
    _hand_over(need, into, by, now)
    if was_lifted and into.state == NeedState.OPEN:
        into.state = NeedState.LIFTED
        into.version += 1
        into.save(update_fields=["state", "version"])
    _record(AuditKind.NEED_MERGED, need, by, now, into=into.pk)
    tell_need_step(
        need_ids=[need.pk], step=NeedStep.MERGED, about=Ref(NodeKind.NEED, into.pk), by=by, now=now
    )
    return into


def _move(need: Need, action: NeedAction, by: User, now: datetime) -> None:
    need.state = target_state(NEED_TRANSITIONS, action, need.state)
    need.version += 1
    need.changed_by, need.changed_at = by, now


def _check_place(need: Need, meeting: Meeting | None) -> None:
    """Refuse an agenda that the need may not stand on.

    Raises:
        ValidationError: see `lift_need`.
    """
    if (
        meeting is None
        or meeting.body.group_id != need.group_id
        or meeting.body.kind != BodyKind.LEADING
    ):
        raise ValidationError({"meeting": _("Choose a meeting of the group's leading group.")})
    reach = Visibility.values.index
    if reach(meeting.visibility) > reach(need.visibility):
        sentence = _(
            "More people may read the agenda of this meeting than may see the need. "
            "Open the need to them first, or choose another meeting."
        )
        raise ValidationError({"meeting": sentence})
    there = Link.objects.standing().filter(
        from_kind=NodeKind.NEED, from_id=need.pk, to_kind=NodeKind.ITEM
    )
    if meeting.items.filter(pk__in=there.values("to_id")).exists():
        raise ValidationError({"meeting": _("The need is on the agenda of this meeting already.")})


def _item_of(need: Need) -> ItemValues:
    return ItemValues(
        title_sv=need.title_sv, title_fi=need.title_fi, text_sv=need.text_sv, text_fi=need.text_fi
    )


def _check_readers(need: Need, into: Need) -> None:
    """Refuse to open what speaks for a need to others by merging it, or to close it.

    Raises:
        ValidationError: the two are not open to the same people.
    """
    if not Need.objects.open_as(need).filter(pk=into.pk).exists():
        sentence = _("The two needs are open to different people. Make that equal first.")
        raise ValidationError({"into": sentence})


def _hand_over(need: Need, into: Need, by: User, now: datetime) -> None:
    there = Evidence.objects.filter(need=into, node_id__isnull=False)
    for row in Evidence.objects.filter(need=need):
        if not there.filter(node_kind=row.node_kind, node_id=row.node_id).exists():
            Evidence.objects.filter(pk=row.pk).update(need=into)
    for each in (Support, NeedVote):
        known = each.objects.filter(need=into).values("user")
        each.objects.filter(need=need).exclude(user__in=known).update(need=into)
    for each in (NeedComment, Capture):
        each.objects.filter(need=need).update(need=into)
    uses = StudyUse.objects.filter(node_kind=NodeKind.NEED)
    known = uses.filter(node_id=into.pk).values("study")
    uses.filter(node_id=need.pk).exclude(study__in=known).update(node_id=into.pk)
    own, other = Ref(NodeKind.NEED, need.pk), Ref(NodeKind.NEED, into.pk)
    ends = Q(from_kind=own.kind, from_id=own.id) | Q(to_kind=own.kind, to_id=own.id)
    for link in Link.objects.standing().filter(ends).order_by("pk"):
        start, end = Ref(link.from_kind, link.from_id), Ref(link.to_kind, link.to_id)
        given = {"relation": Relation(link.relation), "by": by, "now": now}
        # What somebody has parted meanwhile is not joined anew.
        if part(start=start, end=end, **given):
            start, end = (other if ref == own else ref for ref in (start, end))
            join(start=start, end=end, group_id=link.group_id, **given)


def _record(kind: AuditKind, need: Need, by: User, now: datetime, **data: object) -> None:
    record(kind=kind, target=need, by=by, at=now, data=data, group_id=need.group_id)
