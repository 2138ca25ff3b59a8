"""`./dev prove broker`: the broker is gone for a while; the site serves, and the mail follows."""

import http.client
import os
import subprocess
import sys
import tempfile
import time as stopwatch
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from elo_platform.accounts.models import User
from elo_platform.embedded import valkey
from elo_platform.overview.proofs.databases import environment
from elo_platform.overview.proofs.sink import Sink
from elo_platform.overview.proofs.world import owe_reminders

PORT = 8791
COUNT = 50
PATIENCE_SECONDS = 120
SLOWEST_SECONDS = 3.0
PAGES = ("/healthz", "/readyz", "/", "/regions/", "/accounts/login/")


@dataclass
class Outcome:
    """What came of one run."""

    seconds: int
    owed: int = 0
    received: int = 0
    people: int = 0
    requests: int = 0
    refused: int = 0
    slowest: float = 0.0
    sent_before: int = 0
    caught_up_after: float = 0.0
    problems: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"broker gone for {self.seconds} s: {self.requests} requests, {self.refused} not "
            f"answered, slowest {self.slowest:.2f} s; {self.owed} reminders owed meanwhile, "
            f"{self.people} people reached by {self.received} mails, the last "
            f"{self.caught_up_after:.0f} s after its return"
        )

    def failures(self) -> list[str]:
        """Return the rules that did not hold."""
        rules = {
            "the site answers without the broker": self.requests > 0 and self.refused == 0,
            f"no answer takes {SLOWEST_SECONDS} s": self.slowest < SLOWEST_SECONDS,
            "every reminder arrives afterwards": self.people == self.owed,
            "none arrives twice": self.received == self.people,
        }
        return [rule for rule, holds in rules.items() if not holds] + self.problems


def prove_broker(*, seconds: int, sink: Sink) -> Outcome:
    """Run web, worker and beat on the present database, take their broker away, and look."""
    outcome = Outcome(seconds=seconds)
    with tempfile.TemporaryDirectory(prefix="elo-prove-") as folder:
        home = Path(folder) / "valkey"
        broker = _start_broker(home)
        with _platform(home, sink):
            try:
                _wait_for(lambda: _ask("/readyz")[0] == 200)
                _require_a_first_mail(sink)
                broker.kill()
                broker.wait()
                outcome.owed = owe_reminders(count=COUNT, now=timezone.now())
                outcome.owed += _ask_for_a_code(outcome)
                _look_around(outcome)
                outcome.sent_before = len(sink.letters)
                returned = stopwatch.monotonic()
                broker = _start_broker(home)
                _wait_for(lambda: len({to for to, _id in sink.letters}) >= outcome.owed)
                outcome.caught_up_after = stopwatch.monotonic() - returned
            except TimeoutError:
                outcome.problems.append("it did not come in time")
            finally:
                broker.kill()
                broker.wait()
    outcome.received = len(sink.letters)
    outcome.people = len({address for address, _id in sink.letters})
    return outcome


def _start_broker(home: Path) -> "subprocess.Popen[bytes]":
    broker = valkey.start(home)
    if broker is None:
        raise RuntimeError("Another Valkey holds the folder.")
    return broker


@contextmanager
def _platform(home: Path, sink: Sink) -> Iterator[None]:
    """Run web, worker and beat as the demo does."""
    variables = {
        **os.environ,
        **environment(
            EMAIL_URL=sink.url,
            REDIS_URL=f"redis+socket://{home / valkey.SOCKET}?virtual_host=0",
            SITE_URL=f"http://localhost:{PORT}",
        ),
    }
    with (home / "platform.log").open("ab") as output:
        processes = [
            subprocess.Popen(  # noqa: S603 - our own programs
                command,
                cwd=settings.BASE_DIR,
                env={**variables, "ELO_PROCESS": name},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            for name, command in _commands(home).items()
        ]
        try:
            yield
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                _end(process)


def _commands(home: Path) -> dict[str, list[str]]:
    celery = [sys.executable, "-m", "celery", "--app", "elo_platform"]
    return {
        "web": [
            *(sys.executable, "-m", "elo_platform.web", "--log-level", "warning"),
            *("--host", "127.0.0.1", "--port", str(PORT)),
            *("--workers", "1", "--blocking-threads", "4"),
        ],
        "worker": [
            *(*celery, "worker", "--concurrency", "1", "--loglevel", "WARNING"),
            *("--without-gossip", "--without-mingle"),
        ],
        "beat": [
            *(*celery, "beat", "--loglevel", "WARNING", "--pidfile="),
            *("--schedule", str(home / "schedule")),
        ],
    }


def _end(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _require_a_first_mail(sink: Sink) -> None:
    """See that everything works, and is loaded, before anything is taken away."""
    now = timezone.now()
    for page in PAGES:
        _ask(page)
    owe_reminders(count=1, now=now)
    _wait_for(lambda: len(sink.letters) == 1)
    sink.empty()


def _ask_for_a_code(outcome: Outcome) -> int:
    """Do something that owes a mail, in the web process; return how many mails that makes."""
    person = User.objects.order_by("pk").first()
    User.objects.filter(pk=person.pk).update(email="asks@elo.example")
    page = f"http://localhost:{PORT}/accounts/login/code/"
    cookies = urllib.request.HTTPCookieProcessor()
    browser = urllib.request.build_opener(cookies)
    html = browser.open(page, timeout=10).read().decode()
    token = html.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    form = {"csrfmiddlewaretoken": token, "email": "asks@elo.example"}
    started = stopwatch.monotonic()
    answer = browser.open(page, urllib.parse.urlencode(form).encode(), timeout=10)
    outcome.requests += 1
    outcome.slowest = stopwatch.monotonic() - started
    outcome.refused += answer.url == page
    return 1


def _look_around(outcome: Outcome) -> None:
    """Ask for pages the whole time that the broker is gone."""
    end = stopwatch.monotonic() + outcome.seconds
    while stopwatch.monotonic() < end:
        for page in PAGES:
            status, seconds = _ask(page)
            outcome.requests += 1
            outcome.refused += status not in {200, 302}
            outcome.slowest = max(outcome.slowest, seconds)
        stopwatch.sleep(0.5)


def _ask(path: str) -> tuple[int, float]:
    started = stopwatch.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{PORT}"})
        status = connection.getresponse().status
    except OSError:
        status = 0
    finally:
        connection.close()
    return status, stopwatch.monotonic() - started


def _wait_for(condition: Callable[[], bool]) -> None:
    end = stopwatch.monotonic() + PATIENCE_SECONDS
    while not condition():
        if stopwatch.monotonic() > end:
            raise TimeoutError
        stopwatch.sleep(0.1)
