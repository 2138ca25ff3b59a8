"""The end of a body: its seats, roles and commissions end with it, and it says what came of it."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from groups.models import Body, EloGroup
from groups.policies.settings import can_set_up_body
from groups.services.roles import end_roles_in_body
from groups.services.seats import end_seat
from groups.states import MeetingState


@transaction.atomic
def close_body(
    *,
    body_id: int,
    last_day: date,
    closing_note_sv: str,
    closing_note_fi: str,
    by: User,
    now: datetime,
) -> Body:
    """Close a body after `last_day`, with a final note in one language or both.

    Its seats, mandates, roles and commissions end that day, and invitations to it are
    withdrawn. All of it stays readable, and its number of outcomes stays taken.

    Raises:
        PermissionDenied: `by` may not set up such a body.
        ValidationError: by field: no note, the body is closed already, it began after that
            day, or a meeting is called after it.
    """
    body = Body.objects.get(pk=body_id)
    # The group's row is the lock and the version of its settings: an edit of the body begun
    # before this cannot open it again.
    group = EloGroup.objects.select_for_update().get(pk=body.group_id)
    require(can_set_up_body(by, group, body.kind))
    _check(body, last_day, closing_note_sv or closing_note_fi)
    for seat in body.seats.filter(Q(closed_on=None) | Q(closed_on__gt=last_day)).order_by("pk"):
        end_seat(seat_id=seat.pk, closed_on=max(last_day, seat.opened_on), by=by, now=now)
    end_roles_in_body(body=body, last_day=last_day, by=by, now=now)
    running = body.commissions.filter(Q(ends_on=None) | Q(ends_on__gt=last_day))
    running.update(ends_on=Greatest(F("starts_on"), last_day))
    body.ends_on = last_day
    body.closing_note_sv, body.closing_note_fi = closing_note_sv, closing_note_fi
    body.save(update_fields=["ends_on", "closing_note_sv", "closing_note_fi"])
    group.version += 1
    group.save(update_fields=["version"])
    data = {"last_day": last_day.isoformat()}
    record(kind=AuditKind.BODY_CLOSED, target=body, by=by, at=now, data=data, group_id=group.pk)
    return body


def _check(body: Body, last_day: date, note: str) -> None:
    if body.closing_note:
        raise ValidationError(_("The body is closed already."))
    if not note:
        raise ValidationError({"closing_note_sv": _("Write what the work led to.")})
    if last_day < body.starts_on:
        raise ValidationError({"last_day": _("The body begins after that day.")})
    if body.ends_on is not None and body.ends_on < last_day:
        raise ValidationError({"last_day": _("The body ends before that day.")})
    if body.meetings.filter(state=MeetingState.CALLED, day__gt=last_day).exists():
        raise ValidationError(
            {"last_day": _("A meeting is called after that day. Cancel it, or close later.")}
        )
