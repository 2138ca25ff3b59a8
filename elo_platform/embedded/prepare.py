"""What a demo needs before it serves: tables, demo data and static files.

Runs in a process of its own, which ends: Django is loaded here so that the supervisor stays
small. A warm start loads nothing, since the database remembers what it was prepared from.
"""

import hashlib
import subprocess
import sys
import time
import warnings
from pathlib import Path
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.db.utils import OperationalError
from kombu.connection import Connection
from kombu.exceptions import OperationalError as BrokerError

from elo_platform.embedded import postgres
from elo_platform.embedded.local import PROJECT, EmbeddedError, configured
from elo_platform.embedded.supervisor import ACCOUNTS

# What decides whether the database must be looked at again.
SOURCES = (
    "requirements/demo.txt",
    "*/migrations/*.py",
    "*/*/migrations/*.py",
    "*/demo*.py",
    "*/demo/**/*.py",
    "*/reference/*",
    "elo_platform/overview/management/commands/seed_demo.py",
)
STATIC_SOURCES = ("requirements/demo.txt", "static/**/*")
POSTGRES_SCHEMES = {"postgres", "postgresql", "psql", "pgsql"}
BROKER_SECONDS = 3
DEMO_ADDRESSES = [f"{name}@elo.example" for name in ACCOUNTS]


def prepare() -> None:
    """Bring the database and the static files of the demo to what the sources say."""
    has_own_database = not configured("DATABASE_URL")
    if has_own_database:
        postgres.database_settings(for_tests=False)
    else:
        _require_database()
    if configured("REDIS_URL"):
        _require_broker()
    sources = _fingerprint(SOURCES)
    collecting = _collect_static()
    if not has_own_database or postgres.read_note() != sources:
        _fill_database()
    if has_own_database:
        postgres.write_note(sources)
    _finish_static(collecting)


def _fill_database() -> None:
    """Bring the tables up to date, and load the demo's data where they are not there."""
    started = time.monotonic()
    print("Preparing the database; the first time takes a while ...", flush=True)
    _load_django()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("seed_demo")
    print(f"The database is ready ({time.monotonic() - started:.1f} s).", flush=True)


def _load_django() -> None:
    """Load the settings, or tell what is wrong with them."""
    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as error:
        raise EmbeddedError(f"The settings are not right: {error}") from error


def _require_database() -> None:
    """Tell what is wrong with DATABASE_URL before anything is done."""
    with warnings.catch_warnings(action="ignore"):  # django-environ's, of the same thing
        _load_django()
    if urlsplit(settings.DATABASE_URL).scheme not in POSTGRES_SCHEMES:
        raise EmbeddedError(
            "DATABASE_URL does not name a PostgreSQL database; it looks like "
            "postgres://user:password@host:5432/name, and without it the demo brings its own."
        )
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise EmbeddedError(
            f"The database of DATABASE_URL does not answer ({_first_line(error)}); correct the "
            "address, or leave it out and the demo brings its own."
        ) from error
    if _is_somebodys():
        raise EmbeddedError(
            "The database of DATABASE_URL holds somebody's accounts, and the demo would add some "
            "whose password is known to all; give it a database of its own."
        )


def _is_somebodys() -> bool:
    """Return whether people other than the demo's use the database."""
    people = get_user_model()
    if people._meta.db_table not in connection.introspection.table_names():
        return False
    addresses = people.objects.order_by("pk").values_list("email", flat=True)
    return addresses.exists() and not addresses.filter(email__in=DEMO_ADDRESSES).exists()


def _require_broker() -> None:
    """Tell what is wrong with REDIS_URL before anything is done."""
    _load_django()
    try:
        with Connection(settings.CELERY_BROKER_URL, connect_timeout=BROKER_SECONDS) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=BROKER_SECONDS)
    except (BrokerError, OSError, KeyError, ValueError) as error:
        raise EmbeddedError(
            f"The broker of REDIS_URL does not answer ({_first_line(error)}); correct the "
            "address, or leave it out and the demo brings its own."
        ) from error


def _collect_static() -> subprocess.Popen[bytes] | None:
    """Begin to collect the static files, if a source changed, while the database is prepared."""
    note = _static_root() / "sources.sha256"
    is_collected = note.with_name("staticfiles.json").exists() and note.exists()
    if is_collected and note.read_text() == _fingerprint(STATIC_SOURCES):
        return None
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    return subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.DEVNULL)


def _finish_static(collecting: subprocess.Popen[bytes] | None) -> None:
    if collecting is None:
        return
    if collecting.wait():
        raise EmbeddedError("The static files were not collected; see above.")
    note = _static_root() / "sources.sha256"
    note.write_text(_fingerprint(STATIC_SOURCES))


def _static_root() -> Path:
    """Return the folder that the supervisor named, or the person did."""
    return PROJECT / configured("STATIC_ROOT")


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".")


def _fingerprint(patterns: tuple[str, ...]) -> str:
    """Return a digest of the names and contents of the project's files."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in PROJECT.glob(pattern)):
        if path.is_file():
            digest.update(f"{path.relative_to(PROJECT)} ".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
