"""The matters of a meeting, kept in the order in which they will be taken up."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from groups.models import AgendaItem, Meeting
from groups.models.standing import Purpose
from groups.policies.meetings import can_edit
from groups.states import MeetingState

MAX_ITEMS = 40


@dataclass(frozen=True, slots=True)
class ItemValues:
    """One matter as a form or a caller gives it; `id` is None for a new one."""

    title_sv: str = ""
    title_fi: str = ""
    text_sv: str = ""
    text_fi: str = ""
    purpose: str = Purpose.DISCUSS
    presenter: str = ""
    minutes: int | None = None
    id: int | None = None


def agenda_of(*, meeting: Meeting) -> tuple[ItemValues, ...]:
    """Return the agenda as it stands, in order."""
    fields = tuple(ItemValues.__dataclass_fields__)
    rows = meeting.items.order_by("number").values(*fields)
    return tuple(ItemValues(**row) for row in rows)


def save_agenda(*, meeting: Meeting, items: Sequence[ItemValues]) -> bool:
    """Make the agenda equal to `items`, in their order; return whether anything changed.

    Call it in the transaction that holds the meeting's lock. An item keeps its id, so what
    points at it holds; an id of another meeting counts as a new item.

    Raises:
        ValidationError: too many items, one without a title, or one with an outcome left out.
    """
    if len(items) > MAX_ITEMS:
        raise ValidationError(
            _("An agenda has at most %(number)s items."), params={"number": MAX_ITEMS}
        )
    if any(not (item.title_sv or item.title_fi) for item in items):
        raise ValidationError(_("Give each agenda item a title."))
    before = agenda_of(meeting=meeting)
    if before == tuple(items):
        return False
    known = {item.id for item in before}
    kept = {item.id for item in items} & known
    gone = meeting.items.exclude(pk__in=kept)
    if gone.filter(outcomes__isnull=False).exists():
        raise ValidationError(_("An item with a recorded outcome stays on the agenda."))
    gone.delete()
    seen: set[int] = set()
    for number, item in enumerate(items, start=1):
        values = asdict(item) | {"meeting": meeting, "number": number}
        if item.id not in known or item.id in seen:
            values["id"] = None
        else:
            seen.add(item.id)
        AgendaItem(**values).save(force_insert=values["id"] is None)
    return True


@transaction.atomic
def place_item(*, meeting_id: int, item: ItemValues, by: User, now: datetime) -> AgendaItem:
    """Put a matter last on the agenda of a meeting, as another room or a need asks for it.

    Raises:
        PermissionDenied: `by` does not lead the body, or the meeting is cancelled or over.
        ValidationError: the agenda is full.
    """
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("body")
    meeting = rows.get(pk=meeting_id)
    require(can_edit(by, meeting, now))
    there = meeting.items.count()
    if there >= MAX_ITEMS:
        raise ValidationError(
            _("An agenda has at most %(number)s items."), params={"number": MAX_ITEMS}
        )
    values = asdict(item) | {"id": None, "meeting": meeting, "number": there + 1}
    placed = AgendaItem.objects.create(**values)
    meeting.version += 1
    meeting.changed_by, meeting.changed_at = by, now
    if meeting.state == MeetingState.CALLED:
        meeting.sequence += 1
    meeting.save()
    record(
        kind=AuditKind.MEETING_CHANGED,
        target=meeting,
        by=by,
        at=now,
        data={"fields": ["items"]},
        group_id=meeting.body.group_id,
    )
    return placed
