"""A reminder to look what became of a statement, on the day that was set for it."""

from datetime import datetime, timedelta

from django.db import transaction

from elo_platform.lib.dates import helsinki_day, reminded_at
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import Statement
from groups.permissions import GroupPermission
from groups.querysets.readers import people_permitted_in_group

# A day that was missed for longer reminds nobody any more.
MISSED = timedelta(days=30)


def remind_of_statements(*, now: datetime) -> int:
    """Owe the reminders whose day has come; return how many are new. Each day reminds once."""
    today = helsinki_day(now)
    rows = Statement.objects.filter(follow_up_on__lte=today, follow_up_on__gt=today - MISSED)
    return sum(_remind(statement, now) for statement in rows.order_by("pk").iterator())


@transaction.atomic
def _remind(statement: Statement, now: datetime) -> int:
    on = statement.follow_up_on
    if on is None:
        return 0
    return owe(
        kind=NoticeKind.STATEMENT_FOLLOW_UP,
        readers=people_permitted_in_group(statement.group_id, GroupPermission.MANAGE_GROUP),
        occasion=f"statement:{statement.pk}:{on}",
        params={"statement": statement.pk, "on": on.isoformat()},
        now=now,
        due_at=reminded_at(on),
    )
