"""A database of its own for a proof, and what its processes are told."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlencode

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection

NAME = "elo_prove"


@contextmanager
def throwaway_database() -> Iterator[None]:
    """Use a new, migrated database in this process; it is gone afterwards."""
    before = connection.settings_dict["NAME"]
    with _server() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{NAME}"')
        try:
            _use(NAME)
            call_command("migrate", verbosity=0, interactive=False)
            yield
        finally:
            _use(before)
            server.execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')


def environment(**more: str) -> dict[str, str]:
    """Return the variables with which a process works on this process's database."""
    values = connection.settings_dict
    user = quote(values["USER"] or "", safe="")
    password = f":{quote(values['PASSWORD'], safe='')}" if values["PASSWORD"] else ""
    # A folder of sockets is no host name: it goes where any other option goes.
    place = {"host": values["HOST"], "port": values["PORT"]}
    query = urlencode({name: value for name, value in place.items() if value})
    return {
        "DATABASE_URL": f"postgres://{user}{password}@/{values['NAME']}?{query}",
        "SECRET_KEY": settings.SECRET_KEY,
        "DEMO": "false",
        "DATABASE_NAME": "",
        "DJANGO_SETTINGS_MODULE": "elo_platform.settings",
        "LOG_LEVEL": "WARNING",
        **more,
    }


def _server() -> psycopg.Connection:
    values = connection.get_connection_params()
    kept = {key: values[key] for key in ("host", "port", "user", "password") if key in values}
    return psycopg.connect(**kept, dbname="postgres", autocommit=True)


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
