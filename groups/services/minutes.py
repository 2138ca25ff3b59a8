"""The minutes of a meeting are begun from its agenda and written part by part."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.models import AgendaItem, Meeting, Minutes, MinutesPart
from groups.policies.minutes import can_begin_minutes, can_write
from groups.querysets.minutes import items_left_out
from groups.services.agenda import locked_meeting
from groups.services.standing import standing_text
from groups.states import MinutesState


@transaction.atomic
def begin_minutes(*, meeting_id: int, by: User, now: datetime) -> Minutes:
    """Begin the minutes: an opening, a part for each item of the agenda, and a closing.

    Minutes that have been begun are returned as they are.

    Raises:
        PermissionDenied: `by` does not lead the body, or the meeting has not begun.
    """
    meeting = locked_meeting(meeting_id=meeting_id)
    require(can_begin_minutes(by, meeting, now))
    if known := Minutes.objects.filter(meeting=meeting).first():
        return known
    minutes = Minutes.objects.create(meeting=meeting, begun_by=by, begun_at=now)
    items = [_part_of(item, by, now) for item in meeting.items.all()]
    parts = [
        _opening(meeting),
        *items,
        _closing(meeting),
    ]
    for number, part in enumerate(parts, start=1):
        part.minutes, part.number = minutes, number
    MinutesPart.objects.bulk_create(parts)
    record_minutes(kind=AuditKind.MINUTES_BEGUN, minutes=minutes, by=by, now=now)
    return minutes


def note_closing(*, meeting: Meeting) -> None:
    """Write when a meeting was closed into minutes that were begun before; own words stay."""
    closing = _closing(meeting)
    parts = MinutesPart.objects.filter(
        minutes__meeting=meeting,
        minutes__state=MinutesState.WRITING,
        item=None,
        heading_sv=closing.heading_sv,
    )
    texts = {"text_sv": closing.text_sv, "text_fi": closing.text_fi}
    untouched = parts.filter(version=0, text_sv="", text_fi="")
    if untouched.update(version=F("version") + 1, **texts):
        touch_minutes(meeting_id=meeting.pk)


@transaction.atomic
def take_in_items(*, minutes_id: int, by: User, now: datetime) -> int:
    """Add a part for each item that came on the agenda since; return how many are new.

    Raises:
        PermissionDenied: `by` does not lead the body, or the minutes are approved.
    """
    minutes = locked_minutes(minutes_id=minutes_id)
    require(can_write(by, minutes))
    new = [_part_of(item, by, now) for item in items_left_out(minutes)]
    last = minutes.parts.aggregate(last=Max("number"))["last"] or 0
    for number, part in enumerate(new, start=last + 1):
        part.minutes, part.number = minutes, number
    MinutesPart.objects.bulk_create(new)
    if new:
        touch_minutes(meeting_id=minutes.meeting_id)
        record_minutes(kind=AuditKind.MINUTES_CHANGED, minutes=minutes, by=by, now=now)
    return len(new)


@transaction.atomic
def change_part(
    *,
    part_id: int,
    version: int,
    heading_sv: str,
    heading_fi: str,
    text_sv: str,
    text_fi: str,
    by: User,
    now: datetime,
) -> MinutesPart:
    """Write what the minutes say of a matter; the minutes as a whole get a new version.

    Raises:
        PermissionDenied: `by` does not lead the body, or the minutes are approved.
        StaleEdit: somebody saved the part in between.
        ValidationError: a part without a heading.
    """
    minutes_id = MinutesPart.objects.values_list("minutes", flat=True).get(pk=part_id)
    minutes = locked_minutes(minutes_id=minutes_id)
    part = MinutesPart.objects.select_related("changed_by").get(pk=part_id)
    require(can_write(by, minutes))
    if part.version != version:
        raise StaleEdit(part)
    if not (heading_sv or heading_fi):
        sentence = _("Give the part a heading in one language at least.")
        raise ValidationError({"heading_sv": sentence})
    part.heading_sv, part.heading_fi = heading_sv, heading_fi
    part.text_sv, part.text_fi = text_sv, text_fi
    part.version += 1
    part.changed_by, part.changed_at = by, now
    part.save()
    touch_minutes(meeting_id=minutes.meeting_id)
    data = {"part": part.number}
    record_minutes(kind=AuditKind.MINUTES_CHANGED, minutes=minutes, by=by, now=now, data=data)
    return part


def touch_minutes(*, meeting_id: int) -> None:
    """Give the minutes of a meeting a new version: something that belongs to them has changed.

    Approved minutes keep what they said; what comes later waits until they are opened again.
    """
    rows = Minutes.objects.filter(meeting=meeting_id).exclude(state=MinutesState.APPROVED)
    rows.update(version=F("version") + 1)


def locked_minutes(*, minutes_id: int) -> Minutes:
    """Return the minutes with their meeting, held until the transaction ends."""
    rows = Minutes.objects.select_for_update(of=("self",))
    return rows.select_related("meeting__body").get(pk=minutes_id)


def record_minutes(
    *,
    kind: AuditKind,
    minutes: Minutes,
    by: User | None,
    now: datetime,
    data: dict[str, object] | None = None,
) -> None:
    """Write to the audit log what was done to minutes."""
    data = {"meeting": minutes.meeting_id, **(data or {})}
    group_id = minutes.meeting.body.group_id
    record(kind=kind, target=minutes, by=by, at=now, data=data, group_id=group_id)


def _opening(meeting: Meeting) -> MinutesPart:
    """Return the first part: when the meeting was opened, where that is known."""
    texts = _at(_("The meeting was opened at %(time)s."), meeting.opened_at)
    return MinutesPart(**_both("heading", _("Opening of the meeting")), **texts)


def _closing(meeting: Meeting) -> MinutesPart:
    """Return the last part: when the meeting was closed, where that is known."""
    texts = _at(_("The meeting was closed at %(time)s."), meeting.closed_at)
    return MinutesPart(**_both("heading", _("Closing of the meeting")), **texts)


def _at(sentence: object, moment: datetime | None) -> dict[str, str]:
    at = f"{timezone.localtime(moment):%H.%M}" if moment else ""
    return _both("text", sentence, time=at) if at else {}


def _part_of(item: AgendaItem, by: User, now: datetime) -> MinutesPart:
    """Return the part of an item; of one that fills itself, with what it says at this moment."""
    part = MinutesPart(item=item, heading_sv=item.title_sv, heading_fi=item.title_fi)
    if item.standing:
        part.text_sv, part.text_fi = (
            standing_text(item=item, language=code, by=by, now=now) for code in ("sv", "fi")
        )
    return part


def _both(field: str, sentence: object, **words: str) -> dict[str, str]:
    """Return a sentence of ours in both languages, as the columns of `field`."""
    found = {}
    for code in ("sv", "fi"):
        with override(code):
            found[f"{field}_{code}"] = str(sentence) % words if words else str(sentence)
    return found
