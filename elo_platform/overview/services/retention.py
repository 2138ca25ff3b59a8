"""Deletes what has been kept as long as retention.toml says."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from pgtrigger.registry import registered

from elo_platform.audit.models import AuditEvent
from elo_platform.overview.retention import ModelPolicy, policy


@transaction.atomic
def apply_retention(*, now: datetime) -> dict[str, int]:
    """Delete all rows that are past their time; return how many of each model.

    The one way past the audit log's own guard, for this transaction alone.
    """
    counts = {}
    (_model, guard), *_others = registered(f"{AuditEvent._meta.label}:audit_is_append_only")
    _pass(guard.get_pgid(AuditEvent))
    for rule in policy():
        if rule.days is not None:
            counts[rule.model._meta.label] = _delete(rule, now)
    _pass("")
    return counts


def _pass(trigger: str) -> None:
    """Let this transaction pass `trigger`, as `pgtrigger.ignore` does; empty ends it.

    That one puts two statements into one, which cannot be prepared.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [f"{{{trigger}}}"])


def _delete(rule: ModelPolicy, now: datetime) -> int:
    cutoff = now - timedelta(days=rule.days or 0)
    rows = rule.model._default_manager.filter(**{f"{rule.since}__lt": cutoff})
    deleted, _per_model = rows.delete()
    return deleted
