"""One PostgreSQL server with its own folder: made, started, mended and stopped.

What it copes with: several processes that start it at once, root, folders closed to the server's
user, paths too long for a socket, a server that was killed and left its lock files, or was never
reaped. It always runs with its files detached, so that a pipe after the command ends.
"""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from elo_platform.embedded import binaries, kernel
from elo_platform.embedded.local import (
    EmbeddedError,
    local_folder,
    one_at_a_time,
    own_folder,
    socket_folder,
)

PORT = 5432
SOCKET = f".s.PGSQL.{PORT}"
MAX_CONNECTIONS = 100
BUILTIN_LOCALE_SINCE = 17
START_SECONDS, STOP_SECONDS, ORPHAN_SECONDS = 60, 30, 10
# A test cluster may be lost with the machine's power, and is made anew then.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def find_cluster(*, for_tests: bool) -> "Cluster":
    """Return this checkout's cluster, which may not run or exist yet."""
    program = binaries.postgres_folder() / "postgres"
    answer = subprocess.run([program, "-V"], capture_output=True, text=True, check=True).stdout
    major = int(re.search(r"\d+", answer).group())
    name = f"pg{major}-test" if for_tests else f"pg{major}"
    data = local_folder() / name
    account = kernel.server_account(data)
    if not account.may_pass(data.parent):
        digest = sha256(os.fsencode(data.parent)).hexdigest()[:12]
        data = binaries.own_place() / f"{name}-{digest}"
    return Cluster(data=data, account=account, major=major, is_careless=for_tests)


@dataclass(frozen=True)
class Cluster:
    """A cluster's folder, and the user and major version of the server on it."""

    data: Path
    account: kernel.Account
    major: int
    is_careless: bool = False

    @property
    def lock(self) -> Path:
        """The lock under which the server is started and stopped."""
        return self.data.with_name(f"{self.data.name}.lock")

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.data / "server.log"

    @cached_property
    def host(self) -> Path:
        """The folder of the socket, which only the server's user and root can open."""
        return socket_folder(self.data, name=f"{SOCKET}.lock", owner=self.account.uid)

    @cached_property
    def _programs(self) -> Path:
        return binaries.readable_by(binaries.postgres_folder(), self.account)

    def start(self) -> None:
        """Make the cluster if need be, and have it answer. Call it under `lock`."""
        self._make()
        if self._ping() == "starting":
            kernel.wait_until(lambda: self._ping() != "starting", seconds=START_SECONDS, step=0.1)
        if self._ping() == "answers":
            return
        self._clear_leftovers()
        try:
            self._start_server()
        except EmbeddedError:
            if not self.is_careless:
                raise
            shutil.rmtree(self.data)
            self._make()
            self._start_server()

    def accepts(self) -> bool:
        """Return whether something listens on the socket; cheap enough to ask every second."""
        with socket.socket(socket.AF_UNIX) as client, contextlib.suppress(OSError):
            client.connect(str(self.host / SOCKET))
            return True
        return False

    def stop(self) -> bool:
        """Stop the server, letting no transaction finish; return whether one ran."""
        if not self.data.exists():
            return False
        with one_at_a_time(self.lock):
            return self._stop_server()

    def postmaster(self) -> int | None:
        """Return the server's process, by its lock file, if it is really there."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None
        line = kernel.command_line(pid)
        is_ours = "postgres" in line and str(self.data) in line
        return pid if is_ours and kernel.is_alive(pid) else None

    def _make(self) -> None:
        """Run initdb in a folder beside, so that a cluster is there whole or not at all."""
        if (self.data / "PG_VERSION").exists():
            return
        new = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        own_folder(new, owner=self.account.uid, group=self.account.gid)
        locale = ["--locale=C.UTF-8"]
        if self.major >= BUILTIN_LOCALE_SINCE:
            locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        made = self._run(
            *("initdb", "--pgdata", new, "--username", "postgres", "--auth", "trust"),
            *("--encoding", "UTF8", "--data-checksums", *locale),
            *(["--no-sync"] if self.is_careless else []),
        )
        if made.returncode:
            raise EmbeddedError(
                f"PostgreSQL's folder {self.data} was not made: {_last(made.stderr)}"
            )
        new.rename(self.data)

    def _start_server(self) -> None:
        if self.host != self.data:
            own_folder(self.host, owner=self.account.uid, group=self.account.gid)
        settings = {
            "listen_addresses": "",
            "port": PORT,
            "unix_socket_directories": self.host,
            "unix_socket_permissions": "0700",
            "max_connections": MAX_CONNECTIONS,
            **(CARELESS if self.is_careless else {}),
        }
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        started = self._run(
            *("pg_ctl", "start", "--silent", "--wait", f"--timeout={START_SECONDS}"),
            *("--pgdata", self.data, "--log", self.log, "--options", options),
        )
        if started.returncode:
            said = self.log.read_text(errors="replace") if self.log.exists() else started.stderr
            raise EmbeddedError(f"PostgreSQL did not start: {_last(said)} (more in {self.log})")

    def _clear_leftovers(self) -> None:
        """Remove the lock files of a killed server, once no process of it is left.

        PostgreSQL does this itself unless the number is taken: by an unreaped zombie, or by
        another program after a restart of the machine.
        """
        self._stop_server()  # runs, but answers nobody: somebody took its socket away
        if not kernel.wait_until(self._has_no_orphans, seconds=ORPHAN_SECONDS):
            raise EmbeddedError(
                f"Processes {kernel.at_work_in(self.data)} of a killed PostgreSQL are still at "
                f"work in {self.data}. End them, then run this again."
            )
        for leftover in (self.data / "postmaster.pid", *self.host.glob(f"{SOCKET}*")):
            leftover.unlink(missing_ok=True)

    def _has_no_orphans(self) -> bool:
        return not kernel.at_work_in(self.data)

    def _stop_server(self) -> bool:
        pid = self.postmaster()
        if pid is None:
            return False
        for wish in (signal.SIGINT, signal.SIGQUIT):  # "fast", then "immediate"
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, wish)
            if kernel.wait_until(lambda: self.postmaster() is None, seconds=STOP_SECONDS):
                return True
        raise EmbeddedError(f"PostgreSQL (process {pid}) does not stop; see {self.log}.")

    def _ping(self) -> str:
        """Ask the server itself: a lock file, or a process of that number, proves nothing."""
        asked = self._run("pg_isready", "--quiet", "--timeout=5", f"--host={self.host}")
        return {0: "answers", 1: "starting"}.get(asked.returncode, "silent")

    def _run(self, program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the server's user."""
        return subprocess.run(
            [str(self._programs / program), *map(str, arguments)],
            **self.account.popen(),
            cwd="/",
            env=kernel.server_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


def _last(text: str) -> str:
    """Return the last line that says something."""
    return ([line for line in text.splitlines() if line.strip()] or ["it said nothing"])[-1]
