"""The one writer of the audit log."""

from datetime import datetime

from django.db import models

from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.models import AuditEvent


def record(
    *,
    kind: AuditKind,
    target: models.Model | None,
    by: models.Model | None,
    at: datetime,
    data: dict[str, object] | None = None,
    group_id: int | None = None,
) -> AuditEvent:
    """Write that `by` did `kind` to `target`; call it in the transaction of the change.

    `data` holds plain values and ids, never names, addresses or texts. `by` is None where
    the machine acted.
    """
    return AuditEvent.objects.create(
        kind=kind,
        target_kind=target._meta.label_lower if target else "",
        target_id=target.pk if target else None,
        group_id=group_id,
        data=data or {},
        actor_id=by.pk if by else None,
        at=at,
    )
