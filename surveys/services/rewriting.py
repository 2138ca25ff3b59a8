"""Writes the tables of answers anew, so that no deleted row lies on the disk with its order."""

import logging

from django.db import connection

logger = logging.getLogger(__name__)

INTAKE = ("surveys_waiting", "surveys_usedkey")
MIXED = ("surveys_response", "surveys_answer")
# Whoever answers meanwhile waits no longer than this; the next tick tries again.
_PATIENCE = "2s"


def rewrite_intake(*, has_moved: bool = False) -> list[str]:
    """Write the intake without what has left it, and clear the dead rows of what was mixed.

    Not in a transaction: VACUUM FULL cannot be. Returns the tables that needed it, so that a
    tick without work costs one query. `has_moved` says that it has just become needed: the
    figures of the database follow a little later.
    """
    needed = [*INTAKE, *MIXED] if has_moved else _with_dead_rows()
    with connection.cursor() as cursor:
        for table in needed:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [_PATIENCE])
            # ANALYZE too: VACUUM FULL alone leaves the count of dead rows as it was.
            cursor.execute(f"VACUUM ({'FULL, ' if table in INTAKE else ''}ANALYZE) {table}")
        cursor.execute("SELECT set_config('lock_timeout', '0', false)")
    return needed


def _with_dead_rows() -> list[str]:
    """Return the tables with dead rows; an intake that is empty but not small has had some."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT relname FROM pg_stat_user_tables
            WHERE relname = ANY(%s) AND (n_dead_tup > 0 OR n_live_tup = 0 AND relname = ANY(%s)
                  AND pg_relation_size(relid) > 0)
            ORDER BY relname
            """,
            [[*INTAKE, *MIXED], list(INTAKE)],
        )
        return [name for (name,) in cursor.fetchall()]
