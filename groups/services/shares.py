"""The only writer of shares: one object opened by hand to one person, until a day."""

from datetime import date, datetime

from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from groups.models import Meeting, MeetingUserObjectPermission
from groups.policies.people import can_share_meeting


@transaction.atomic
def give_share(
    *,
    meeting: Meeting,
    user: User,
    ends_on: date | None,
    reason: str,
    by: User | None,
    now: datetime,
) -> MeetingUserObjectPermission:
    """Let `user` open `meeting` until `ends_on`, that day included; None is without end.

    Given again, it changes the end and the reason. `by` is None where the machine acts.

    Raises:
        PermissionDenied: `by` may not edit the meetings of the body.
        ValidationError: the last day is past.
    """
    if by is not None:
        require(can_share_meeting(by, meeting))
    if ends_on is not None and ends_on < helsinki_day(now):
        raise ValidationError({"ends_on": _("Choose today or a later day.")})
    share, _made = MeetingUserObjectPermission.objects.update_or_create(
        user=user,
        content_object=meeting,
        permission=_permission(),
        defaults={"ends_on": ends_on, "reason": reason, "given_by": by},
    )
    record(
        kind=AuditKind.SHARE_GIVEN,
        target=meeting,
        by=by,
        at=now,
        data={"user": user.pk, "ends_on": ends_on.isoformat() if ends_on else None},
        group_id=meeting.body.group_id,
    )
    return share


@transaction.atomic
def end_share(*, meeting: Meeting, user: User, by: User | None, now: datetime) -> bool:
    """Close `meeting` to `user` at once; return whether it was open by a share.

    Raises:
        PermissionDenied: `by` may not edit the meetings of the body.
    """
    if by is not None:
        require(can_share_meeting(by, meeting))
    deleted, _rows = MeetingUserObjectPermission.objects.filter(
        user=user, content_object=meeting
    ).delete()
    if deleted:
        record(
            kind=AuditKind.SHARE_ENDED,
            target=meeting,
            by=by,
            at=now,
            data={"user": user.pk},
            group_id=meeting.body.group_id,
        )
    return bool(deleted)


def _permission() -> Permission:
    return Permission.objects.get(
        content_type__app_label="groups", content_type__model="meeting", codename="view_meeting"
    )
