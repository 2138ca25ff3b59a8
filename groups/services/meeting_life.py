"""A meeting is opened and closed by who leads it; a draft that nobody was called to is removed."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from groups.kinds import NodeKind
from groups.models import Link, Meeting
from groups.policies.minutes import can_close_meeting, can_open_meeting, can_remove_draft
from groups.services.agenda import locked_meeting
from groups.services.minutes import note_closing
from groups.services.papers import remove_paper
from groups.services.shares import end_share


@transaction.atomic
def open_meeting(*, meeting_id: int, by: User, now: datetime) -> Meeting:
    """Say that the meeting has begun: from now on who is there and outcomes are entered.

    Raises:
        PermissionDenied: `by` does not lead the body, it is too early, or it is open or over.
    """
    meeting = locked_meeting(meeting_id=meeting_id)
    require(can_open_meeting(by, meeting, now))
    meeting.opened_at = now
    meeting.save(update_fields=["opened_at"])
    _record(AuditKind.MEETING_OPENED, meeting, by, now)
    return meeting


@transaction.atomic
def close_meeting(*, meeting_id: int, by: User, now: datetime) -> Meeting:
    """Say that the meeting is over.

    Raises:
        PermissionDenied: `by` does not lead the body, or the meeting does not run.
    """
    meeting = locked_meeting(meeting_id=meeting_id)
    require(can_close_meeting(by, meeting, now))
    meeting.closed_at = now
    meeting.save(update_fields=["closed_at"])
    note_closing(meeting=meeting)
    _record(AuditKind.MEETING_CLOSED, meeting, by, now)
    return meeting


@transaction.atomic
def remove_meeting_draft(*, meeting_id: int, by: User, now: datetime) -> None:
    """Delete a draft with its agenda, papers and the guests who have not been told of it.

    Raises:
        PermissionDenied: `by` does not lead the body, or the meeting has been called.
        ValidationError: something else stands on its agenda or points at it.
    """
    meeting = locked_meeting(meeting_id=meeting_id)
    require(can_remove_draft(by, meeting))
    items = list(meeting.items.values_list("pk", flat=True))
    if Link.objects.standing().filter(to_kind=NodeKind.ITEM, to_id__in=items).exists():
        raise ValidationError(
            _("A need or a plan stands on this agenda. Put it elsewhere, or call the meeting.")
        )
    for paper in meeting.papers.all():
        remove_paper(paper_id=paper.pk, by=by, now=now)
    for guest in meeting.attendances.exclude(user=None).select_related("user"):
        end_share(meeting=meeting, user=guest.user, by=by, now=now)
    _record(AuditKind.MEETING_REMOVED, meeting, by, now)
    try:
        with transaction.atomic():
            meeting.delete()
    except ProtectedError as error:
        sentence = _("Something else belongs to this draft, so it stays.")
        raise ValidationError(sentence) from error


def _record(kind: AuditKind, meeting: Meeting, by: User, now: datetime) -> None:
    record(kind=kind, target=meeting, by=by, at=now, data={}, group_id=meeting.body.group_id)
