"""Who was there: ticked for each who was called, and entered on the spot for who was not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.models import Attendance, Meeting, Organisation
from groups.policies.minutes import can_enter_presence, can_remove_walk_in
from groups.services.agenda import locked_meeting
from groups.services.minutes import touch_minutes
from groups.states import Presence


@dataclass(frozen=True, slots=True)
class PresenceLine:
    """Who was there in one place; `stand_in` is the name of the deputy who came."""

    attendance_id: int
    presence: str
    stand_in: str = ""


@transaction.atomic
def enter_presence(
    *, meeting_id: int, version: int, lines: Sequence[PresenceLine], by: User, now: datetime
) -> Meeting:
    """Say who of those called was there, all at once; nothing happens where all is equal.

    Raises:
        PermissionDenied: `by` does not lead the body, the meeting has not begun, or its minutes
            are approved.
        StaleEdit: somebody entered presence in between.
        ValidationError: a row of another meeting, or a deputy for a guest.
    """
    meeting = locked_meeting(meeting_id=meeting_id)
    require(can_enter_presence(by, meeting, now))
    if meeting.presence_version != version:
        raise StaleEdit(meeting)
    rows = {row.pk: row for row in meeting.attendances.select_for_update()}
    changed = [rows[line.attendance_id] for line in lines if _take(rows, line, by, now)]
    if changed:
        fields = ["presence", "stand_in", "presence_by", "presence_at"]
        Attendance.objects.bulk_update(changed, fields)
        _entered(meeting, by, now, {"rows": len(changed)})
    return meeting


@transaction.atomic
def add_walk_in(
    *,
    meeting_id: int,
    name: str,
    organisation_id: int | None,
    presence: str,
    by: User,
    now: datetime,
) -> Attendance:
    """Enter somebody who is there and was not called, by name alone; no mail goes out.

    Raises:
        PermissionDenied: as `enter_presence`.
        ValidationError: no name, or the name is on the list already.
    """
    meeting = locked_meeting(meeting_id=meeting_id)
    require(can_enter_presence(by, meeting, now))
    if not name:
        raise ValidationError({"name": _("Write the name.")})
    if presence not in {Presence.PRESENT, Presence.REMOTE}:
        raise ValidationError({"presence": _("Choose one of the answers.")})
    same = meeting.attendances.filter(guest_name__iexact=name, organisation=organisation_id)
    if same.exists():
        raise ValidationError({"name": _("This person is on the list already.")})
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    row = Attendance.objects.create(
        meeting=meeting,
        guest_name=name,
        organisation=organisation,
        presence=presence,
        presence_by=by,
        presence_at=now,
    )
    _entered(meeting, by, now, {"added": row.pk})
    return row


@transaction.atomic
def remove_walk_in(*, attendance_id: int, by: User, now: datetime) -> None:
    """Strike out somebody who was entered in the meeting by mistake.

    Raises:
        PermissionDenied: as `enter_presence`, or the person was called.
    """
    row = Attendance.objects.select_related("meeting__body").get(pk=attendance_id)
    meeting = locked_meeting(meeting_id=row.meeting_id)
    require(can_remove_walk_in(by, row, now))
    row.delete()
    _entered(meeting, by, now, {"removed": attendance_id})


def _take(rows: dict[int, Attendance], line: PresenceLine, by: User, now: datetime) -> bool:
    """Put a line on its row; return whether it says something new."""
    row = rows.get(line.attendance_id)
    if row is None or line.presence not in Presence.values:
        raise ValidationError(_("Choose one of the answers."))
    if line.presence == Presence.DEPUTY and not row.seat_id:
        raise ValidationError(_("A guest has no deputy."))
    stand_in = line.stand_in if line.presence == Presence.DEPUTY else ""
    if (row.presence, row.stand_in) == (line.presence, stand_in):
        return False
    row.presence, row.stand_in, row.presence_by, row.presence_at = line.presence, stand_in, by, now
    return True


def _entered(meeting: Meeting, by: User, now: datetime, data: dict[str, object]) -> None:
    meeting.presence_version += 1
    meeting.save(update_fields=["presence_version"])
    touch_minutes(meeting_id=meeting.pk)
    record(
        kind=AuditKind.PRESENCE_ENTERED,
        target=meeting,
        by=by,
        at=now,
        data=data,
        group_id=meeting.body.group_id,
    )
