"""The database that `settings.py` uses when `DATABASE_URL` is not set."""

from typing import Any

import psycopg
from psycopg import sql

from elo_platform.embedded.cluster import PORT, Cluster, find_cluster
from elo_platform.embedded.local import is_owned, one_at_a_time

NAME = "elo"
CONNECT_SECONDS = 5


def database_settings(*, for_tests: bool) -> dict[str, Any]:
    """Return Django's settings of this checkout's own database, which then runs.

    Starts PostgreSQL and makes the database and its owner where that is not done; takes a few
    milliseconds where it is. Any number of processes may call it at once. The owner may make
    databases and the trusted extensions, no more: what runs here runs in production.
    """
    cluster = find_cluster(for_tests=for_tests)
    if not _answers(cluster):
        with one_at_a_time(cluster.lock):
            cluster.start()
            _make_database(cluster)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": str(cluster.host),
        "PORT": str(PORT),
        "NAME": NAME,
        "USER": NAME,
        "PASSWORD": "",
    }


def connect(cluster: Cluster, *, user: str = NAME, database: str = NAME) -> psycopg.Connection[Any]:
    """Return a connection outside Django, each statement on its own."""
    return psycopg.connect(
        host=str(cluster.host),
        port=PORT,
        user=user,
        dbname=database,
        connect_timeout=CONNECT_SECONDS,
        autocommit=True,
    )


def _answers(cluster: Cluster) -> bool:
    """Return whether the database is there for its owner."""
    if not is_owned(cluster.host, owner=cluster.account.uid):
        return False
    try:
        connect(cluster).close()
    except psycopg.OperationalError:
        return False
    return True


def _make_database(cluster: Cluster) -> None:
    """Make the owner and the database where they are missing."""
    name = sql.Identifier(NAME)
    with connect(cluster, user="postgres", database="postgres") as superuser:
        if not superuser.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME]).fetchone():
            superuser.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(name))
        if not superuser.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            superuser.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, name))


def read_note() -> str:
    """Return what was noted on this checkout's database, as its comment; it must run."""
    with connect(find_cluster(for_tests=False)) as connection:
        asked = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        row = connection.execute(asked, [NAME]).fetchone()
    return (row and row[0]) or ""


def write_note(note: str) -> None:
    """Note something on this checkout's database: it goes when the database goes."""
    with connect(find_cluster(for_tests=False)) as connection:
        comment = sql.SQL("COMMENT ON DATABASE {} IS {}")
        connection.execute(comment.format(sql.Identifier(NAME), sql.Literal(note)))
