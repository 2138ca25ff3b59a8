"""What waits for a body's agendas: suggested, ordered, dropped, taken up, carried over."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.kinds import NodeKind, Relation
from groups.models import AgendaItem, BacklogItem, Body, Meeting
from groups.models.standing import Purpose
from groups.policies.backlog import can_arrange, can_carry, can_suggest
from groups.querysets.chain import Ref, lifted_to
from groups.services.agenda import MAX_MINUTES, ItemValues, item_values, place_item
from groups.services.links import join
from groups.states import MeetingState

NO_TITLE = _("Give the matter a title in one language at least.")
MAX_WAITING = 200


@dataclass(frozen=True, slots=True)
class MatterValues:
    """A matter as a form or a caller gives it."""

    title_sv: str = ""
    title_fi: str = ""
    text_sv: str = ""
    text_fi: str = ""
    purpose: str = Purpose.DISCUSS
    minutes: int | None = None
    presenter: str = ""


@transaction.atomic
def suggest_matter(*, body_id: int, values: MatterValues, by: User, now: datetime) -> BacklogItem:
    """Suggest a matter to a body; it waits last.

    Raises:
        PermissionDenied: `by` does not belong to the body.
        ValidationError: no title, a length that is none, or too much waits already.
    """
    body = _locked_body(body_id)
    require(can_suggest(by, body))
    return _add(body, values, by, now)


@transaction.atomic
def change_matter(
    *, matter_id: int, version: int, values: MatterValues, by: User, now: datetime
) -> BacklogItem:
    """Reword a matter that waits.

    Raises:
        PermissionDenied: `by` does not lead the body.
        StaleEdit: somebody saved in between.
        ValidationError: no title, a length that is none, or it waits no more.
    """
    matter = _waiting(matter_id, by)
    if matter.version != version:
        raise StaleEdit(matter)
    _check(values)
    for name, value in asdict(values).items():
        setattr(matter, name, value)
    _save(matter, AuditKind.MATTER_CHANGED, by, now)
    return matter


@transaction.atomic
def move_matter(*, matter_id: int, up: bool, by: User, now: datetime) -> BacklogItem:
    """Let a matter change places with the one before or after it; nothing at the ends.

    Raises:
        PermissionDenied: `by` does not lead the body.
        ValidationError: it waits no more.
    """
    matter = _waiting(matter_id, by)
    rows = list(BacklogItem.objects.filter(body=matter.body_id).waiting())
    at = rows.index(matter)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return matter
    rows[at], rows[to] = rows[to], rows[at]
    for position, row in enumerate(rows, start=1):
        row.position = position
    BacklogItem.objects.bulk_update(rows, ["position"])
    _record(AuditKind.MATTER_CHANGED, matter, by, now)
    return matter


@transaction.atomic
def drop_matter(*, matter_id: int, reason: str, by: User, now: datetime) -> BacklogItem:
    """Take a matter out of what waits, and say why; it stays in the list of what was dropped.

    Raises:
        PermissionDenied: `by` does not lead the body.
        ValidationError: no reason, or it waits no more.
    """
    matter = _waiting(matter_id, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that who suggested it can see it.")})
    matter.dropped_at, matter.drop_reason = now, reason
    _save(matter, AuditKind.MATTER_DROPPED, by, now)
    return matter


@transaction.atomic
def take_matter(*, matter_id: int, meeting_id: int, by: User, now: datetime) -> AgendaItem:
    """Put a matter that waits on the agenda of a meeting of its body.

    Raises:
        PermissionDenied: `by` does not lead the body, or the meeting is cancelled or over.
        ValidationError: another body's meeting, a full agenda, or it waits no more.
    """
    matter = _waiting(matter_id, by)
    _check_meeting(meeting_id, matter.body_id)
    values = _values_of(matter)
    item = place_item(
        meeting_id=meeting_id,
        item=values,
        by=by,
        now=now,
        carried_from_id=matter.carried_from_id,
    )
    if matter.carried_from_id:
        _take_links_along(matter.carried_from_id, item, matter.body, by, now)
    matter.item = item
    _save(matter, AuditKind.MATTER_TAKEN, by, now)
    return item


@transaction.atomic
def carry_item(
    *, item_id: int, meeting_id: int | None, by: User, now: datetime
) -> AgendaItem | BacklogItem:
    """Carry a matter that its meeting did not get to over: to a meeting, else to what waits.

    Raises:
        PermissionDenied: `by` does not lead the body, the meeting has not begun, the matter has
            an outcome or has been carried over, or the other meeting is cancelled or over.
        ValidationError: another body's meeting, the same one, or a full agenda.
    """
    rows = AgendaItem.objects.select_for_update(of=("self",))
    item = rows.select_related("meeting__body").get(pk=item_id)
    require(can_carry(by, item, now))
    body = item.meeting.body
    if meeting_id is None:
        values = item_values(item=item)
        given = {name: getattr(values, name) for name in MatterValues.__slots__}
        matter = _add(_locked_body(body.pk), MatterValues(**given), by, now, carried_from=item)
        _record_carried(item, by, now, matter=matter.pk)
        return matter
    if meeting_id == item.meeting_id:
        raise ValidationError({"meeting": _("Choose another meeting than the one it was on.")})
    _check_meeting(meeting_id, body.pk)
    placed = place_item(
        meeting_id=meeting_id,
        item=item_values(item=item),
        by=by,
        now=now,
        carried_from_id=item.pk,
    )
    _take_links_along(item.pk, placed, body, by, now)
    _record_carried(item, by, now, placed=placed.pk)
    return placed


def _add(
    body: Body,
    values: MatterValues,
    by: User,
    now: datetime,
    carried_from: AgendaItem | None = None,
) -> BacklogItem:
    _check(values)
    waiting = BacklogItem.objects.filter(body=body).waiting()
    if waiting.count() >= MAX_WAITING:
        sentence = _("At most %(number)s matters can wait. Drop some first.")
        raise ValidationError(sentence, params={"number": MAX_WAITING})
    last = waiting.aggregate(last=Max("position"))["last"] or 0
    matter = BacklogItem.objects.create(
        body=body,
        **asdict(values),
        position=last + 1,
        carried_from=carried_from,
        added_by=by,
        added_at=now,
    )
    _record(AuditKind.MATTER_SUGGESTED, matter, by, now)
    return matter


def _check(values: MatterValues) -> None:
    if not (values.title_sv or values.title_fi):
        raise ValidationError({"title_sv": NO_TITLE})
    if values.minutes is not None and not 0 <= values.minutes <= MAX_MINUTES:
        sentence = _("A matter takes between 0 and %(number)s minutes.")
        raise ValidationError(
            {"minutes": ValidationError(sentence, params={"number": MAX_MINUTES})}
        )


def _check_meeting(meeting_id: int, body_id: int) -> None:
    meeting = Meeting.objects.filter(pk=meeting_id, body=body_id).first()
    if meeting is None or meeting.state == MeetingState.CANCELLED:
        raise ValidationError({"meeting": _("Choose a coming meeting of the same body.")})


def _values_of(matter: BacklogItem) -> ItemValues:
    """Return a matter as an agenda item; what the earlier item said beside it comes along."""
    own = {name: getattr(matter, name) for name in MatterValues.__slots__}
    if matter.carried_from is None:
        return ItemValues(**own)
    before = item_values(item=matter.carried_from)
    presented_by = None if own["presenter"] else before.presented_by_id
    return replace(before, **own, presented_by_id=presented_by)


def _take_links_along(
    item_id: int, placed: AgendaItem, body: Body, by: User, now: datetime
) -> None:
    """Join what an earlier item was made from to the one that it was carried to."""
    for ref in lifted_to([item_id]).get(item_id, []):
        join(
            start=ref,
            relation=Relation.LIFTED_TO,
            end=Ref(NodeKind.ITEM, placed.pk),
            group_id=body.group_id,
            by=by,
            now=now,
        )


def _locked_body(body_id: int) -> Body:
    return Body.objects.select_for_update(of=("self",)).get(pk=body_id)


def _waiting(matter_id: int, by: User) -> BacklogItem:
    """Return a matter that waits, with its body held, so that one person arranges at a time."""
    body_id = BacklogItem.objects.values_list("body", flat=True).get(pk=matter_id)
    body = _locked_body(body_id)
    require(can_arrange(by, body))
    matter = BacklogItem.objects.select_related("carried_from").get(pk=matter_id)
    matter.body = body
    if matter.item_id or matter.dropped_at:
        raise ValidationError(_("The matter waits no more: somebody took it up or dropped it."))
    return matter


def _save(matter: BacklogItem, kind: AuditKind, by: User, now: datetime) -> None:
    matter.version += 1
    matter.save()
    _record(kind, matter, by, now)


def _record(kind: AuditKind, matter: BacklogItem, by: User, now: datetime) -> None:
    data = {"item": matter.item_id} if matter.item_id else {}
    record(kind=kind, target=matter, by=by, at=now, data=data, group_id=matter.body.group_id)


def _record_carried(item: AgendaItem, by: User, now: datetime, **data: int) -> None:
    group_id = item.meeting.body.group_id
    record(kind=AuditKind.ITEM_CARRIED, target=item, by=by, at=now, data=data, group_id=group_id)
