"""A message to a body: written once, read by each in their language."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import Body, BodyMessage
from groups.permissions import BodyPermission
from groups.policies.people import can_message
from groups.querysets.readers import people_permitted


@transaction.atomic
def send_message(
    *,
    body: Body,
    subject_sv: str = "",
    subject_fi: str = "",
    text_sv: str = "",
    text_fi: str = "",
    by: User,
    now: datetime,
) -> BodyMessage:
    """Write to all who belong to `body`, the sender apart; each is owed it in their language.

    Raises:
        PermissionDenied: `by` may not write to the group's bodies.
        ValidationError: no language has both subject and text, or one has only a half.
    """
    require(can_message(by, body))
    _require_whole(sv=(subject_sv, text_sv), fi=(subject_fi, text_fi))
    message = BodyMessage.objects.create(
        body=body,
        subject_sv=subject_sv,
        subject_fi=subject_fi,
        text_sv=text_sv,
        text_fi=text_fi,
        sent_by=by,
        sent_at=now,
    )
    owed = _owe(message, now)
    record(
        kind=AuditKind.MESSAGE_SENT,
        target=message,
        by=by,
        at=now,
        data={"body": body.pk, "readers": owed},
        group_id=body.group_id,
    )
    return message


def _owe(message: BodyMessage, now: datetime) -> int:
    readers = people_permitted(message.body, BodyPermission.VIEW_MEETINGS)
    return owe(
        kind=NoticeKind.BODY_MESSAGE,
        readers=readers.exclude(pk=message.sent_by_id),
        occasion=f"message:{message.pk}",
        params={"message": message.pk},
        now=now,
    )


def _require_whole(**parts: tuple[str, str]) -> None:
    if not any(all(pair) for pair in parts.values()):
        raise ValidationError(_("Write subject and text in at least one language."))
    for code, (subject, text) in parts.items():
        if text and not subject:
            raise ValidationError({f"subject_{code}": _("Write the subject too.")})
        if subject and not text:
            raise ValidationError({f"text_{code}": _("Write the text too.")})
