"""Servers as production runs them, and what they and PostgreSQL have used."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

import psutil

from elo_platform.embedded.local import local_folder

WORKERS = 2
START_SECONDS = 60


@dataclass
class Server:
    """A granian of two workers on a port of its own, on the loopback.

    `program` is the module that serves, and what it takes before host, port and workers.
    """

    name: str
    program: tuple[str, ...]
    port: int
    process: subprocess.Popen | None = None

    def start(self, environment: dict[str, str]) -> None:
        """Start it and wait until it answers.

        Raises:
            RuntimeError: it did not answer within START_SECONDS.
        """
        command = [
            *(sys.executable, "-m", *self.program),
            *("--host", "127.0.0.1", "--port", str(self.port), "--log-level", "warning"),
            *("--workers", str(WORKERS), "--blocking-threads", "2"),
        ]
        with (local_folder() / f"bench-{self.name}.log").open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own server and arguments
                command, env=os.environ | environment, stderr=log, start_new_session=True
            )
        for _attempt in range(START_SECONDS * 10):
            if self._answers():
                return
            time.sleep(0.1)
        raise RuntimeError(f"{self.name} does not answer on port {self.port}.")

    def _answers(self) -> bool:
        try:
            url = f"http://127.0.0.1:{self.port}/healthz"
            urllib.request.urlopen(url, timeout=2).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True

    def stop(self) -> None:
        """End the server and its workers."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(timeout=15)

    def cpu_seconds(self) -> float:
        """Return the CPU time that master and workers have used."""
        return _cpu(self._family())

    def memory_mb(self) -> float:
        """Return the proportional memory of master and workers, in MB."""
        return sum(process.memory_full_info().pss for process in self._family()) / 1e6

    def _family(self) -> list[psutil.Process]:
        if self.process is None:
            return []
        master = psutil.Process(self.process.pid)
        return [master, *master.children(recursive=True)]


def postgres_cpu_seconds(postmaster: int) -> float:
    """Return the CPU time that a running PostgreSQL and its backends have used."""
    process = psutil.Process(postmaster)
    return _cpu([process, *process.children(recursive=True)])


def _cpu(processes: list[psutil.Process]) -> float:
    total = 0.0
    for process in processes:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        # A backend that has ended counts on in its parent: a connection lasts a minute.
        total += times.user + times.system + times.children_user + times.children_system
    return total
