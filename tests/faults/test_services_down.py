"""The database, the broker or the mail server is gone: nothing is lost, nobody waits long."""

import os
import socket
import subprocess
import sys
import time as stopwatch

import kombu.transport.redis  # noqa: F401 - loading it is not what is timed
import psycopg
import pytest
from celery import Celery
from django.conf import settings
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.utils import timezone

from elo_platform.notifications import tasks, wake
from elo_platform.notifications.models import Mail
from tests.factories import make_user
from tests.notifications.samples import owe_one

TICK = """
import time, django
django.setup()
from elo_platform.notifications.tasks import post_due
started = time.monotonic()
post_due()
print(f"{time.monotonic() - started:.3f}")
"""
TICK_SECONDS = 5


@pytest.fixture
def silent_port():
    """A port that takes connections and says nothing."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(64)
        yield server.getsockname()[1]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.slow
@pytest.mark.parametrize("how", ["closed", "silent"])
def test_a_tick_without_a_database_ends_within_five_seconds(how, silent_port):
    port = silent_port if how == "silent" else _free_port()
    variables = {
        **os.environ,
        "DATABASE_URL": f"postgres://elo@127.0.0.1:{port}/elo",
        "SECRET_KEY": "x" * 50,
        "DJANGO_SETTINGS_MODULE": "elo_platform.settings",
    }

    tick = subprocess.run(
        [sys.executable, "-c", TICK],
        env=variables,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert float(tick.stdout) < TICK_SECONDS
    assert "the tick had no database" in tick.stderr


class CutsTheDatabase(EmailBackend):
    """Ends the poster's database connection in the middle of a mail, once."""

    times = 1

    def send_messages(self, messages):
        if CutsTheDatabase.times:
            CutsTheDatabase.times -= 1
            values = connection.get_connection_params()
            pid = connection.connection.info.backend_pid
            for name in ("cursor_factory", "context", "prepare_threshold"):
                values.pop(name, None)
            with psycopg.connect(**values, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s)", [pid])
        return super().send_messages(messages)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("sample_kinds")
def test_a_database_that_goes_in_the_middle_of_a_mail_delays_it_and_loses_nothing(settings):
    settings.EMAIL_BACKEND = f"{__name__}.CutsTheDatabase"
    CutsTheDatabase.times = 1
    for occasion in "abc":
        owe_one(make_user(), occasion=occasion, now=timezone.now())

    tasks.post_due()
    tasks.post_due()

    assert Mail.objects.filter(sent_at=None).count() == 0
    ids = {message.extra_headers["Message-ID"] for message in outbox.outbox}
    assert len(ids) == 3
    assert len(outbox.outbox) <= 4


@pytest.fixture
def broker(monkeypatch):
    """Point the alarm clock at a broker of the test's choice."""
    monkeypatch.setitem(wake._rest, "until", 0.0)

    def use(url: str) -> None:
        app = Celery("test", broker=url, set_as_current=False)
        app.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
        app.conf.broker_connection_timeout = settings.CELERY_BROKER_CONNECTION_TIMEOUT
        app.conf.task_publish_retry = settings.CELERY_TASK_PUBLISH_RETRY
        monkeypatch.setattr(wake, "_broker", app)

    return use


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("sample_kinds")
@pytest.mark.parametrize("how", ["closed", "silent"])
def test_a_broker_that_is_gone_holds_a_request_up_once_and_shortly(how, broker, silent_port):
    broker(f"redis://127.0.0.1:{silent_port if how == 'silent' else _free_port()}/0")
    seconds = []
    for occasion in "ab":
        started = stopwatch.monotonic()
        with transaction.atomic():
            owe_one(make_user(), occasion=occasion, now=timezone.now())
        seconds.append(stopwatch.monotonic() - started)

    assert seconds[0] < 2
    assert seconds[1] < 0.5
    tasks.post_due()
    assert len(outbox.outbox) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("sample_kinds")
def test_what_was_owed_in_a_transaction_that_failed_wakes_nobody(monkeypatch):
    woken = []
    monkeypatch.setattr(wake, "_wake", lambda: woken.append(1))

    with transaction.atomic():
        owe_one(make_user(), now=timezone.now())
        transaction.set_rollback(True)
    with transaction.atomic():
        owe_one(make_user(), occasion="b", now=timezone.now())
        owe_one(make_user(), occasion="c", now=timezone.now())

    assert woken == [1]
