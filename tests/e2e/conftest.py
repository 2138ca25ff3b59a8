"""The whole product under `./dev demo`, in a folder of its own, and Debian's chromium.

It begins with a copy of the data that the tests of the demo have loaded: loading takes long.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
import pytest
from celery import Celery
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import copied_database

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("ELO_CHROMIUM") or shutil.which("chromium") or ""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Of these switches the last one counts, and so Playwright's own are named again. Without the last
# two, chromium draws the suggestions of its address bar, unseen, in two more pages for each
# context: a third of all that it does.
WITHOUT = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints"),
    *("NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
)
FLAGS += [f"--disable-features={','.join(WITHOUT)}"]
READY_SECONDS = 400
REST_SECONDS = 60
# Five times what the longest takes where nothing else runs.
LIMIT_SECONDS = 300
# Collects what the policy refused, on every page, before anything else runs.
LISTEN = """
window.refused = [];
document.addEventListener('securitypolicyviolation', event =>
  window.refused.push(event.violatedDirective + ' ' + event.blockedURI));
"""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Let no journey stand still: it fails where it stands when its time is over."""
    with _limited(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Let no browser stand still when it is closed."""
    with _limited(item):
        return (yield)


@contextmanager
def _limited(item: pytest.Item) -> Iterator[None]:
    def stop(*_signal: object) -> None:
        pytest.fail(f"{item.name} has taken {LIMIT_SECONDS} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LIMIT_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


class Platform:
    """A running demo: its address, its database, its command line."""

    def __init__(self, folder: Path, *, database: str, secret: str) -> None:
        # What axe has looked at, in each look.
        self.seen: dict[str, set[int]] = {}
        self.port = _free_port()
        self.database = database
        self.url = f"http://localhost:{self.port}"
        self.environment = os.environ | {
            "ELO_LOCAL": str(folder),
            "DATABASE_URL": database,
            "SECRET_KEY": secret,
            "DEMO": "true",
            "SITE_URL": self.url,
            "STATIC_ROOT": str(folder / "static"),
            "MEDIA_ROOT": str(folder / "media"),
            "EMAIL_FILE_PATH": str(folder / "mail"),
        }
        for name in ("REDIS_URL", "DJANGO_SETTINGS_MODULE"):
            self.environment.pop(name, None)
        self.log = folder / "demo.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "elo_platform.embedded", "demo", "--port", str(self.port)],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def is_ready(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.url}/readyz", timeout=2).close()
        except (OSError, urllib.error.URLError):
            return False
        return True

    @cached_property
    def _broker(self) -> str:
        """Return where the demo's broker is: its own settings know."""
        code = "from django.conf import settings; print(settings.CELERY_BROKER_URL)"
        environment = self.environment | {"DJANGO_SETTINGS_MODULE": "elo_platform.settings"}
        answer = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return answer.stdout.strip()

    def celery(self, task: str) -> None:
        """Put a task in the broker, for the demo's own worker."""
        with Celery(broker=self._broker, set_as_current=False) as sender:
            sender.send_task(task)

    def rest(self) -> None:
        """Wait until the demo's worker has done all that was put in the broker.

        It takes a task out of the queue before it notes that it holds it, and so there is nothing
        to do when nothing was seen for half a second.
        """
        reader = Celery(broker=self._broker, set_as_current=False)
        with reader, reader.connection_for_read() as door:
            redis, nothing = door.default_channel.client, 0
            for _tenth in range(REST_SECONDS * 10):
                is_at_rest = not redis.llen("celery") and not redis.hlen("unacked")
                nothing = nothing + 1 if is_at_rest else 0
                if nothing == 6:
                    return
                signal.sigtimedwait([], 0.1)
        raise TimeoutError("the demo's worker has not done what it was given")

    def sql(self, statement: str, *values: object) -> list[tuple]:
        """Run a statement on the demo's database and return its rows."""
        with psycopg.connect(self.database, autocommit=True) as door:
            done = door.execute(statement, values)
            return done.fetchall() if done.description else []

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _address(name: str) -> str:
    """Return the address of another database on the server of the tests."""
    server = connection.settings_dict
    asked = {key.lower(): server[key] for key in ("HOST", "PORT") if server[key]}
    user = ":".join(quote(server[key], safe="") for key in ("USER", "PASSWORD") if server[key])
    return f"postgres://{user}@/{name}?{urlencode(asked)}"


# For the package, not the session: the browser brings a running event loop, under which
# Django refuses the database to the tests that come after.
@pytest.fixture(scope="package")
def platform(tmp_path_factory, request) -> Iterator[Platform]:
    if not CHROMIUM:
        pytest.skip("chromium is missing: apt-get install chromium")
    seeded, folder = request.getfixturevalue("seeded"), tmp_path_factory.mktemp("demo")
    shutil.copytree(seeded.media, folder / "media")
    name = f"elo_demo_{os.getpid()}"
    with copied_database(name, seeded.database):
        yield from _running(Platform(folder, database=_address(name), secret=settings.SECRET_KEY))


def _running(running: Platform) -> Iterator[Platform]:
    for _second in range(READY_SECONDS * 4):
        if running.is_ready() or running.process.poll() is not None:
            break
        signal.sigtimedwait([], 0.25)
    assert running.is_ready(), running.log.read_text()[-3000:]
    yield running
    assert running.stop() == 0


@pytest.fixture(scope="package")
def browser(platform) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class Visitor:
    """Somebody at a browser of their own; collects what went wrong on the way."""

    def __init__(self, browser: Browser, platform: Platform, *, width=1280, **options) -> None:
        self.platform = platform
        self.context: BrowserContext = browser.new_context(
            base_url=platform.url,
            viewport={"width": width, "height": 900},
            **({"locale": "sv-FI"} | options),
        )
        self.context.add_init_script(LISTEN)
        self.page: Page = self.context.new_page()
        self.elsewhere: list[str] = []
        self.page.on("request", self._note)

    def _note(self, request) -> None:
        if not request.url.startswith((self.platform.url, "data:")):
            self.elsewhere.append(request.url)

    def sign_in(self, name: str) -> "Visitor":
        self.page.goto("/accounts/login/")
        self.page.get_by_label("E-post").fill(f"{name}@elo.example")
        self.page.get_by_label("Lösenord").fill("elo-demo")
        self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_url("**/me/")
        return self

    def refused(self) -> list[str]:
        return self.page.evaluate("window.refused")


@pytest.fixture
def visit(browser, platform):
    visitors: list[Visitor] = []

    def arrive(**options) -> Visitor:
        visitors.append(Visitor(browser, platform, **options))
        return visitors[-1]

    yield arrive
    for visitor in visitors:
        assert visitor.elsewhere == []
        visitor.context.close()
