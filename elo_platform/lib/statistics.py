"""What PostgreSQL knows of its tables when it plans."""

from django.db import connection


def refresh_statistics(*tables: str) -> None:
    """Let PostgreSQL count these tables, or all where none is named, after a large load.

    Its own statistics come minutes later, and without them it reads whole tables.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")
