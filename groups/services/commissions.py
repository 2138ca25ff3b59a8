"""What a body was asked to do, by whom, and until when; a body may hold several at once."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import require_order
from elo_platform.lib.decisions import require
from groups.models import Body, Commission
from groups.models.document import DocumentReach
from groups.policies.settings import can_set_up_body
from groups.services.documents import keep_document

NO_TEXT = _("Write what the body is asked to do.")


@dataclass(frozen=True, slots=True)
class Commissioned:
    """A commission in words, in one language or both, who gave it and for how long."""

    text_sv: str
    text_fi: str
    given_by: str
    starts_on: date
    ends_on: date | None = None
    file: File | None = None


@transaction.atomic
def add_commission(
    *, body_id: int, given: Commissioned, by: User | None, now: datetime
) -> Commission:
    """Give a body one more commission; its document is open to the group.

    `by` is None where the machine acts.

    Raises:
        PermissionDenied: `by` may not set up the body.
        ValidationError: by field: no text, it ends before it begins or begins after the body
            has ended, or the file is not one that we keep.
    """
    body = Body.objects.select_for_update(of=("self",)).select_related("group").get(pk=body_id)
    if by is not None:
        require(can_set_up_body(by, body.group, body.kind))
    return commission(body=body, given=given, by=by, now=now)


def commission(*, body: Body, given: Commissioned, by: User | None, now: datetime) -> Commission:
    """Do what `add_commission` does for whoever has been allowed to, in their transaction."""
    if not given.text_sv and not given.text_fi:
        raise ValidationError({"text_sv": NO_TEXT})
    require_order(given.starts_on, given.ends_on)
    if body.ends_on and body.ends_on < given.starts_on:
        raise ValidationError({"starts_on": _("The body has ended by that day.")})
    document = None
    if given.file:
        kept = {"file": given.file, "reach": DocumentReach.GROUP}
        document = keep_document(group=body.group, **kept, by=by, now=now)
    texts = {name: getattr(given, name) for name in ("text_sv", "text_fi", "given_by")}
    days = {"starts_on": given.starts_on, "ends_on": given.ends_on}
    row = Commission.objects.create(body=body, document=document, **texts, **days)
    _record(AuditKind.COMMISSION_ADDED, row, by, now)
    return row


@transaction.atomic
def end_commission(*, commission_id: int, last_day: date, by: User, now: datetime) -> Commission:
    """End a commission after `last_day`; it stays readable.

    Raises:
        Commission.DoesNotExist: there is no such commission.
        PermissionDenied: `by` may not set up the body.
        ValidationError: it begins after that day, or has ended by then.
    """
    rows = Commission.objects.select_for_update(of=("self",)).select_related("body__group")
    row = rows.get(pk=commission_id)
    require(can_set_up_body(by, row.body.group, row.body.kind))
    if last_day < row.starts_on:
        raise ValidationError({"last_day": _("The commission begins after that day.")})
    if row.ends_on is not None and row.ends_on <= last_day:
        raise ValidationError({"last_day": _("The commission has already ended by that day.")})
    row.ends_on = last_day
    row.save(update_fields=["ends_on"])
    _record(AuditKind.COMMISSION_ENDED, row, by, now)
    return row


def _record(kind: AuditKind, row: Commission, by: User | None, now: datetime) -> None:
    record(
        kind=kind,
        target=row,
        by=by,
        at=now,
        data={"body": row.body_id, "until": row.ends_on.isoformat() if row.ends_on else ""},
        group_id=row.body.group_id,
    )
