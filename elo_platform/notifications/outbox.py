"""What we owe people: rows written in the transaction of the change that they tell of.

A row is the promise; beat and workers only carry it out (delivery.py), so the broker may
be lost at any moment.
"""

import json
from datetime import datetime

from django.core.exceptions import EmptyResultSet
from django.db import connection, models

from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.models import Owed
from elo_platform.notifications.wake import wake_after_commit

# Columns of the audience query, in this order, as aliases that no field of User has.
_INSERT = """
    INSERT INTO notifications_owed
        (kind, params, dedup_key, reader_id, address, name, language, suppressed_reason,
         made_at, due_at)
    SELECT %s, %s::jsonb, %s || ':user:' || reader.id, reader.id, '', '', reader.language, '',
         %s, %s
    FROM ({audience}) AS reader
    ON CONFLICT (dedup_key) DO NOTHING
"""


def owe(
    *,
    kind: NoticeKind,
    readers: models.QuerySet,
    occasion: str,
    params: dict[str, object],
    now: datetime,
    due_at: datetime | None = None,
) -> int:
    """Owe each active person in `readers` one message; return how many rows are new.

    `occasion` names the object, what happened and its version, never the clock: owing
    twice owes once. One INSERT for the whole audience.
    """
    audience = readers.filter(is_active=True).order_by().values("id", "language").distinct()
    try:
        select, values = audience.query.sql_with_params()
    except EmptyResultSet:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT.format(audience=select),
            [kind.value, json.dumps(params), f"{kind}:{occasion}", now, due_at or now, *values],
        )
        new = cursor.rowcount
    if new and (due_at or now) <= now:
        wake_after_commit()
    return new


def owe_address(
    *,
    kind: NoticeKind,
    address: str,
    name: str,
    language: str,
    occasion: str,
    params: dict[str, object],
    now: datetime,
    due_at: datetime | None = None,
    suppressed_reason: str = "",
) -> bool:
    """Owe an address one message; return whether the row is new.

    With `suppressed_reason` nothing is sent and all else is done.
    """
    row = Owed(
        kind=kind,
        params=params,
        dedup_key=f"{kind}:{occasion}",
        address=address.strip().lower(),
        name=name,
        language=language,
        made_at=now,
        due_at=due_at or now,
        suppressed_reason=suppressed_reason,
    )
    is_new = not Owed.objects.filter(dedup_key=row.dedup_key).exists()
    # The constraint decides where two owe the same at once.
    Owed.objects.bulk_create([row], ignore_conflicts=True)
    if is_new and row.due_at <= now:
        wake_after_commit()
    return is_new
