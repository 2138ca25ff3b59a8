"""One migrated template database, copied for each worker: only the first run migrates."""

import contextlib
import fcntl
import gc
import hashlib
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from time import sleep
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import Client, override_settings
from django.utils import translation
from xdist.scheduler import LoadGroupScheduling

from elo_platform.lib import senders
from groups.services.reference import load_reference
from tests.factories import NOON
from tests.quicker import make_tests_quicker, quicker_migrations
from tests.world import World, make_world

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "elo_template_"
# Both need the demo's data, which are loaded once, and so stay on one worker.
TOGETHER = ("tests/e2e/", "tests/overview/test_seed_demo.py")
# What stands for these modules takes seconds to make, and so each stays on one worker.
WHOLE = (
    "tests/canary/test_canary.py",
    "tests/groups/test_reorganisation_cases.py",
    "tests/test_messages.py",
)

# They need no tables, and come first, while those are made.
WITHOUT_TABLES = (
    "tests/architecture/",
    "tests/embedded/test_demo.py",
    "tests/embedded/test_postgres.py",
    "tests/test_messages.py",
)
AHEAD = pytest.StashKey[subprocess.Popen]()


class Together(LoadGroupScheduling):
    """Tests one by one to whichever worker is free, all those of TOGETHER to one, and so WHOLE.

    It goes by the path and not by xdist_group: pytest 9 keeps a test's id where xdist 3.8 no
    longer changes it, and the mark has no effect.
    """

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(TOGETHER):
            return TOGETHER[0]
        return nodeid.partition("::")[0] if nodeid.startswith(WHOLE) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    return Together(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_turn)
    if mixed := _modules(items, _is_standing) & _modules(items, _needs_connections):
        raise pytest.UsageError(f"What stands for a module is not seen by others in {mixed}")


def _turn(item: pytest.Item) -> int:
    """The longest part, which one worker has to itself, comes second."""
    if item.nodeid.startswith(WITHOUT_TABLES):
        return 0
    return 1 if item.nodeid.startswith(TOGETHER) else 2


def _modules(items: list[pytest.Item], is_one: Callable[[pytest.Item], bool]) -> set[str]:
    return {item.nodeid.partition("::")[0] for item in items if is_one(item)}


def _is_standing(item: pytest.Item) -> bool:
    return any(name.startswith("standing_") for name in getattr(item, "fixturenames", ()))


def _needs_connections(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    return bool(mark and mark.kwargs.get("transaction"))


def pytest_collection_finish() -> None:
    """Look for garbage seldom: some hundred thousand objects of the program stay to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _fingerprint() -> str:
    """Return a hash of all that makes the schema, so that a changed migration makes it anew."""
    digest = hashlib.sha256()
    for path in sorted(ROOT.glob("**/migrations/*.py")):
        if ".venv" not in path.parts and "node_modules" not in path.parts:
            digest.update(path.read_bytes())
    digest.update((ROOT / "requirements" / "base.txt").read_bytes())
    return digest.hexdigest()[:12]


@contextlib.contextmanager
def _server() -> Iterator[psycopg.Connection]:
    """Yield an autocommit connection to the server's own database."""
    values = connection.get_connection_params() | {"dbname": "postgres"}
    values.pop("cursor_factory", None)
    values.pop("context", None)
    values.pop("prepare_threshold", None)
    with psycopg.connect(**values, autocommit=True) as server:
        yield server


def _exists(server: psycopg.Connection, name: str) -> bool:
    return bool(server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())


def _use(name: str) -> None:
    connection.close()
    for alias in connections:
        connections[alias].settings_dict["NAME"] = name
    settings.DATABASES["default"]["NAME"] = name


def _make_template(server: psycopg.Connection, template: str) -> None:
    old = server.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s AND datname <> %s",
        [TEMPLATE + "%", template],
    ).fetchall()
    for (name,) in old:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    if _exists(server, template):
        return
    making = f"{template}_making"
    server.execute(f'DROP DATABASE IF EXISTS "{making}" WITH (FORCE)')
    server.execute(f'CREATE DATABASE "{making}"')
    _use(making)
    with quicker_migrations():
        call_command("migrate", verbosity=0, interactive=False)
    connection.close()
    server.execute(f'ALTER DATABASE "{making}" RENAME TO "{template}"')


@contextlib.contextmanager
def _template(server: psycopg.Connection) -> Iterator[str]:
    """The name of the template, which is made where it is missing, and held for a copy."""
    template = TEMPLATE + _fingerprint()
    lock_path = Path("/tmp") / f"{template}-{os.getuid()}.lock"
    with lock_path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _make_template(server, template)
        yield template


def migrate_ahead() -> None:
    """Make the template; run in a process of its own, so that nobody waits for it idly."""
    with _server() as server, _template(server):
        pass


def pytest_sessionstart(session: pytest.Session) -> None:
    """Let the migrations begin while the workers look for their tests."""
    is_worker = hasattr(session.config, "workerinput")
    if not is_worker and session.config.getoption("numprocesses", None):
        # With pytest, by which the settings know that the cluster of the tests is meant.
        code = (
            "import pytest, django; django.setup(); import tests.conftest as it; it.migrate_ahead()"
        )
        session.config.stash[AHEAD] = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if ahead := session.config.stash.get(AHEAD, None):
        ahead.wait()


@contextlib.contextmanager
def migrated_database(name: str) -> Iterator[None]:
    """A database of that name with the tables that the migrations make, gone at the end."""
    with _server() as server:
        with _template(server) as template:
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        yield
        _drop(server, name)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, worker_id) -> Iterator[None]:
    mine = f"elo_test_{worker_id}_{os.getpid()}"
    with django_db_blocker.unblock(), migrated_database(mine):
        _use(mine)
        yield
        for alias in connections:
            connections[alias].close()


@pytest.fixture(scope="session", autouse=True)
def _quicker(django_test_environment) -> None:
    make_tests_quicker()


@dataclass(frozen=True)
class Seeded:
    """Where the demo's data are: the name of the database, and the folder of the files."""

    database: str
    media: Path


@pytest.fixture(scope="session")
def seeded(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Seeded]:
    """The demo's data, loaded once for all that reads them or begins with a copy."""
    made = Seeded(f"elo_seeded_{os.getpid()}", tmp_path_factory.mktemp("media"))
    product = {"PASSWORD_HASHERS": settings.STRONG_HASHERS, "MEDIA_ROOT": made.media, "DEMO": True}
    with django_db_blocker.unblock(), migrated_database(made.database):
        with used_database(made.database), override_settings(**product):
            call_command("seed_demo", verbosity=0)
        yield made


@contextlib.contextmanager
def copied_database(name: str, template: str) -> Iterator[None]:
    """A copy of a database that nobody uses at the moment, gone at the end."""
    with _server() as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        yield
        _drop(server, name)


@contextlib.contextmanager
def used_database(name: str) -> Iterator[None]:
    """Have the tests of this process read and write another database for a while."""
    mine = connection.settings_dict["NAME"]
    _use(name)
    yield
    _use(mine)


def _drop(server: psycopg.Connection, name: str) -> None:
    """Drop a database; PostgreSQL's own vacuum may be in it, and is not ours to end."""
    for _turn in range(20):
        try:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        except psycopg.errors.InsufficientPrivilege:
            sleep(0.5)
        else:
            return


@contextlib.contextmanager
def standing(django_db_blocker: Any) -> Iterator[None]:
    """What is made inside stands until the end, and is taken away then.

    For fixtures of modules: other connections see nothing of it, so that a module whose tests
    need several has no such fixture.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def standing_world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The world of the matrix, made once for a module and taken away after it."""
    with standing(django_db_blocker):
        yield make_world()


@pytest.fixture(scope="module")
def reference(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The reference data of the files, loaded once for a module and taken away after it."""
    with standing(django_db_blocker):
        load_reference(now=NOON)
        yield


@pytest.fixture
def quiet() -> Iterator[None]:
    """Write no log: where each address is asked for in vain, it is a tenth of the work."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def in_english() -> Iterator[None]:
    """Read texts as they stand in the source."""
    with translation.override("en"):
        yield


@pytest.fixture
def own_media(settings, tmp_path) -> None:
    """Keep files in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _nobody_has_sent() -> None:
    """How often was sent from this machine is kept in the process, and so between tests."""
    senders._MEMORY.clear()


@pytest.fixture(scope="module")
def signed_in(standing_world, django_db_blocker) -> dict[str, SimpleCookie]:
    """The cookies of everybody, signed in once: at each address it would be a third of the work."""
    found = {}
    with django_db_blocker.unblock():
        for actor, user in standing_world.people.items():
            client = Client()
            if user is not None:
                client.force_login(user)
            found[actor] = client.cookies
    return found


def browser_with(cookies: SimpleCookie, **options: Any) -> Client:
    """Return a browser that has such cookies, and no others' changes to them."""
    client = Client(**options)
    client.cookies = SimpleCookie({key: morsel.value for key, morsel in cookies.items()})
    return client


@pytest.fixture
def world(standing_world, settings, tmp_path) -> Iterator[World]:
    """The world as it was made: what a test changes is rolled back."""
    settings.MEDIA_ROOT = tmp_path
    with transaction.atomic():
        yield standing_world
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def worker_id(request) -> str:
    return getattr(request.config, "workerinput", {}).get("workerid", "main")
