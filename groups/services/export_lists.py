"""A list of people that leaves the platform is recorded: who took it, when, and how many rows."""

from datetime import datetime

from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.tables import Table
from groups.models import EloGroup


@transaction.atomic
def record_export(
    *, table: Table, ending: str, group: EloGroup | None, by: User, now: datetime
) -> None:
    """Record that `by` takes out `table`, which holds personal data; ask nothing.

    Whoever may read the page may take its list: the view has read it for `by`.
    """
    record(
        kind=AuditKind.LIST_EXPORTED,
        target=group,
        by=by,
        at=now,
        data={"list": table.name, "format": ending, "rows": len(table.rows)},
        group_id=group.pk if group else None,
    )
