"""A process that the supervisor keeps alive."""

import contextlib
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from elo_platform.embedded import kernel
from elo_platform.embedded.local import PROJECT

Launch = Callable[[], subprocess.Popen[bytes] | None]

FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0
# A process that ran this long is taken to be well: its next delay is the first one again.
WELL_AFTER_SECONDS = 60
GRACE_SECONDS = 10


class Child:
    """One process, started again with growing delays when it ends."""

    def __init__(self, name: str, launch: Launch) -> None:
        self.name = name
        self.failures = 0
        self._launch = launch
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = self._start_at = 0.0

    def tend(self) -> bool:
        """Start the process when it is due; return whether it had ended since the last call."""
        now = time.monotonic()
        ended = self._process is not None and self._process.poll() is not None
        if ended:
            self.failures = 1 if now - self._started_at > WELL_AFTER_SECONDS else self.failures + 1
            self._start_at = now + min(FIRST_DELAY * 2 ** (self.failures - 1), LONGEST_DELAY)
            self._end_group()
        if self._process is None and now >= self._start_at:
            self._process, self._started_at = self._launch(), now
        return ended

    def ask_to_stop(self) -> None:
        """Tell the process to finish what it does."""
        if self._process is not None:
            self._process.terminate()

    def stop(self) -> None:
        """See the process end, and whatever it left behind."""
        if self._process is None:
            return
        self.ask_to_stop()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE_SECONDS)
        self._end_group()

    def _end_group(self) -> None:
        """Kill what is left of the process's own group, such as a server's workers."""
        if self._process is not None:
            kernel.end_group(self._process)
            self._process = None


def launch(command: list[str], *, environment: dict[str, str], log: Path) -> Launch:
    """Return what starts `command`, detached from the terminal and writing to `log`.

    A group of its own keeps Ctrl-C from it, so that the supervisor stops everything in order.
    """

    def start() -> subprocess.Popen[bytes]:
        with log.open("ab") as output:
            return subprocess.Popen(
                command,
                cwd=PROJECT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=kernel.die_with_parent,
            )

    return start
