"""Deletes what has been kept as long as retention.toml says."""

from datetime import datetime, timedelta

import pgtrigger
from django.db import transaction

from elo_platform.audit.models import AuditEvent
from elo_platform.overview.retention import ModelPolicy, policy


@transaction.atomic
def apply_retention(*, now: datetime) -> dict[str, int]:
    """Delete all rows that are past their time; return how many of each model.

    The one way past the audit log's own guard, for this transaction alone.
    """
    counts = {}
    with pgtrigger.ignore(f"{AuditEvent._meta.label}:audit_is_append_only"):
        for rule in policy():
            if rule.days is not None:
                counts[rule.model._meta.label] = _delete(rule, now)
    return counts


def _delete(rule: ModelPolicy, now: datetime) -> int:
    cutoff = now - timedelta(days=rule.days or 0)
    rows = rule.model._default_manager.filter(**{f"{rule.since}__lt": cutoff})
    deleted, _per_model = rows.delete()
    return deleted
