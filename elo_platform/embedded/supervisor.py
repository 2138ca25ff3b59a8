"""`./dev demo`: PostgreSQL, Valkey, web, worker and beat, kept alive until Ctrl-C.

Django is not loaded here: what needs it is done by `prepare`, in a process that ends.
"""

import contextlib
import http
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from elo_platform.embedded import kernel, valkey
from elo_platform.embedded.child import Child, launch
from elo_platform.embedded.cluster import find_cluster
from elo_platform.embedded.local import (
    PROJECT,
    EmbeddedError,
    configured,
    local_folder,
    one_at_a_time,
    open_lock,
    take,
)
from elo_platform.embedded.secret import local_secret

LOOPBACK = {"127.0.0.1": "127.0.0.1", "localhost": "127.0.0.1", "::1": "::1"}
BEAT_SECONDS = 0.25
READY_SECONDS = 60
STOP_SECONDS = 60
LAST_PORT = 65535
# An earlier demo that was killed needs a moment to let go of the port.
PORT_SECONDS = 1.5
FAILURES_BEFORE_READY = 3

# Printed at every start: it opens a demo that only this machine sees.
PASSWORD = "elo-demo"
ACCOUNTS = {
    "coordinator": "coordinates Norra Karelen",
    "coordinator.osterbotten": "coordinates Österbotten, the bilingual one",
    "leading": "sits in the leading group",
    "chair": "chairs",
    "deputy": "deputises for a member",
    "member": "network member",
    "working": "works in a working group",
    "contact": "contact person of an organisation",
    "staff": "staff of an organisation",
    "national": "national coordinator",
    "researcher": "researcher",
    "admin": "administrator; also /admin/",
    "admin.second": "second administrator, who confirms what the first prepared",
    "outsider": "signed in, in no group",
}


class Demo:
    """One run of the demo."""

    def __init__(self, *, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.address = f"http://localhost:{port}/"
        self.folder = local_folder()
        self.logs = self.folder / "logs"
        self.stopping = threading.Event()
        self.cluster = None if configured("DATABASE_URL") else find_cluster(for_tests=False)
        self.has_own_valkey = not configured("REDIS_URL")
        self.children: list[Child] = []

    def run(self, *, seconds: float | None) -> int:
        """Start everything, keep it alive, stop everything; return the exit code.

        With `seconds` it stops by itself so long after it was ready.
        """
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if name != signal.SIGHUP or signal.getsignal(name) != signal.SIG_IGN:  # nohup
                signal.signal(name, lambda *_: self.stopping.set())
        try:
            started = time.monotonic()
            self._start()
            if not self.stopping.is_set():
                _say(_welcome(self.address, self.logs, time.monotonic() - started))
                self._watch(until=time.monotonic() + seconds if seconds else float("inf"))
        finally:
            self._stop()
        return 0

    def _start(self) -> None:
        """Start the services, prepare the database, start the rest, and wait for it."""
        self.logs.mkdir(exist_ok=True)
        environment = self._environment()
        if self.has_own_valkey:
            valkey.stop()  # one that runs without a supervisor, for `manage.py runserver`
            self.children.append(Child("valkey", lambda: valkey.start(with_parent=True)))
            self._tend()
        self._prepare(environment)
        for name, command in self._commands().items():
            log = self.logs / f"{name}.log"
            log.write_bytes(b"")
            start = launch(command, environment={**environment, "ELO_PROCESS": name}, log=log)
            self.children.append(Child(name, start))
        self._wait_until_ready()

    def _environment(self) -> dict[str, str]:
        """Return what the processes of the demo are told; what the person set stays."""
        defaults = {
            "SECRET_KEY": local_secret(),
            "STATIC_ROOT": str(self.folder / "static"),
            "MEDIA_ROOT": str(self.folder / "media"),
            "EMAIL_FILE_PATH": str(self.folder / "mail"),
        }
        return {
            **os.environ,
            **{name: value for name, value in defaults.items() if not configured(name)},
            "DJANGO_SETTINGS_MODULE": "elo_platform.settings",
            "DEMO": "true",
            "SITE_URL": self.address,
            valkey.SUPERVISED: "yes",
        }

    def _prepare(self, environment: dict[str, str]) -> None:
        """Have the database migrated and filled, by a process that says what is wrong."""
        process = subprocess.Popen(
            [sys.executable, "-m", "elo_platform.embedded", "prepare"],
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=kernel.die_with_parent,
        )
        while process.poll() is None and not self.stopping.is_set():
            self.stopping.wait(BEAT_SECONDS / 5)
        kernel.end_group(process)
        if process.returncode and not self.stopping.is_set():
            sys.exit(1)

    def _commands(self) -> dict[str, list[str]]:
        """Return the command line of each process of the platform."""
        celery = [sys.executable, "-m", "celery", "--app", "elo_platform"]
        return {
            "web": [
                *(sys.executable, "-m", "elo_platform.web", "--log-level", "warning"),
                *("--host", self.host, "--port", str(self.port)),
                *("--workers", "1", "--blocking-threads", "4"),
            ],
            "worker": [
                *(*celery, "worker", "--concurrency", "1", "--loglevel", "WARNING"),
                *("--without-gossip", "--without-mingle"),
            ],
            "beat": [
                *(*celery, "beat", "--loglevel", "WARNING", "--pidfile="),
                *("--schedule", str(self.folder / "beat-schedule")),
            ],
        }

    def _wait_until_ready(self) -> None:
        """Return when /readyz says so, or tell what does not start."""
        end = time.monotonic() + READY_SECONDS
        while not self.stopping.is_set() and not _is_ready(self.host, self.port):
            self._tend()
            failing = (child for child in self.children if child.failures >= FAILURES_BEFORE_READY)
            broken = [child.name for child in failing]
            if broken or time.monotonic() > end:
                name = broken[0] if broken else "web"
                raise EmbeddedError(
                    f"The demo does not start: {name} "
                    f"{'ends again and again' if broken else 'is not ready'}.\n"
                    f"{_tail(self.logs / f'{name}.log')}"
                )
            self.stopping.wait(BEAT_SECONDS / 5)

    def _watch(self, *, until: float) -> None:
        while not self.stopping.is_set() and time.monotonic() < until:
            self._tend()
            self.stopping.wait(BEAT_SECONDS)
        _say("Stopping ...")

    def _tend(self) -> None:
        """Start again what has ended."""
        if self.cluster and self.children[-1].name != "valkey" and not self.cluster.accepts():
            _say("PostgreSQL ended; starting it again.")
            with one_at_a_time(self.cluster.lock):
                self.cluster.start()
        for child in self.children:
            if child.tend():
                _say(f"{child.name} ended; starting it again.")

    def _stop(self) -> None:
        """Stop in order: nobody asks, then nobody works, then the services."""
        self.stopping.set()
        by_name = {child.name: child for child in self.children}
        for child in self.children:
            if child.name in ("web", "beat"):
                child.ask_to_stop()
        for name in ("web", "beat", "worker", "valkey"):
            if name in by_name:
                by_name[name].stop()
        if self.cluster:
            self.cluster.stop()


def run_demo(*, host: str, port: int, seconds: float | None = None) -> int:
    """Run this checkout's demo, of which there is one at a time; return the exit code."""
    if host not in LOOPBACK:
        raise EmbeddedError(
            f"The demo's passwords are known to all, so it answers this machine only, not {host}."
        )
    with open_lock(local_folder() / "demo.lock") as lock:
        if not take(lock):
            pid, address = _holder(local_folder() / "demo.lock")
            raise EmbeddedError(
                f"The demo of this folder runs already, at {address} (process {pid}). "
                "Stop it with Ctrl-C there, or with ./dev stop."
            )
        demo = Demo(host=LOOPBACK[host], port=port)
        _refuse_taken_port(demo.host, port)
        lock.truncate(0)
        lock.write(f"{os.getpid()} {demo.address}\n")
        lock.flush()
        return demo.run(seconds=seconds)


def stop_all() -> list[str]:
    """Stop whatever this checkout has left running; return the names of what was stopped."""
    stopped = ["the demo"] if _stop_demo() else []
    for for_tests in (False, True):
        suffix = " of the tests" if for_tests else ""
        stopped += [f"Valkey{suffix}"] if valkey.stop(for_tests=for_tests) else []
        stopped += [f"PostgreSQL{suffix}"] if find_cluster(for_tests=for_tests).stop() else []
    return stopped


def _stop_demo() -> bool:
    path = local_folder() / "demo.lock"
    with open_lock(path) as lock:
        if take(lock):
            return False
        pid, _address = _holder(path)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
        if not kernel.wait_until(lambda: take(lock), seconds=STOP_SECONDS, step=0.1):
            raise EmbeddedError(f"The demo (process {pid}) does not stop.")
        return True


def _holder(path: Path) -> tuple[int, str]:
    """Return the process and the address of the demo that has the lock."""
    pid, _space, address = path.read_text().strip().partition(" ")
    return int(pid or 0), address


def _refuse_taken_port(host: str, port: int) -> None:
    """Say so when another program answers on the port, on either of localhost's addresses."""
    if not kernel.wait_until(lambda: _is_free(host, port), seconds=PORT_SECONDS, step=0.1):
        raise EmbeddedError(
            f"Port {port} is taken by another program. Take another one: "
            f"./dev demo --port {port + 1 if port < LAST_PORT else 8001}"
        )


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except PermissionError as error:
        raise EmbeddedError(f"Port {port} is for root only. Take one from 1024 up.") from error
    except OSError:
        return False
    return True


def _is_ready(host: str, port: int) -> bool:
    """Ask the site; mail that waited for this start is no reason to wait with it."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    with contextlib.closing(connection):
        try:
            connection.request("GET", "/readyz", headers={"Host": f"localhost:{port}"})
            answer = connection.getresponse()
            return answer.status == http.HTTPStatus.OK or answer.read().endswith(b"outbox")
        except (OSError, http.client.HTTPException):
            return False


def _welcome(address: str, logs: Path, seconds: float) -> str:
    accounts = [f"  {name + '@elo.example':36}{what}" for name, what in ACCOUNTS.items()]
    return "\n".join(
        [
            f"\nELO is at {address}  ({seconds:.1f} s)\n",
            f"Sign in with the password {PASSWORD} as",
            *accounts,
            f"\nMail that would have been sent: {address}dev/mail/",
            f"Logs: {logs}. Ctrl-C stops everything.",
        ]
    )


def _tail(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    return "\n".join([*lines[-15:], f"(more in {log})"])


def _say(text: str) -> None:
    """Print, also when the terminal is gone."""
    with contextlib.suppress(OSError):
        print(text, flush=True)
