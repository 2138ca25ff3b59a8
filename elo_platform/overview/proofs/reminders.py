"""`./dev prove reminders`: workers are killed while they post, and nothing is lost or doubled."""

import os
import random
import subprocess
import sys
import time as stopwatch
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from elo_platform.notifications.gathering import gather
from elo_platform.notifications.models import Mail
from elo_platform.overview.proofs.databases import environment
from elo_platform.overview.proofs.sink import Sink
from elo_platform.overview.proofs.world import owe_reminders

WORKERS = 2
PATIENCE_SECONDS = 1800
WORKER = [sys.executable, "-m", "elo_platform.overview.proofs.worker"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one run."""

    owed: int
    kills: int
    received: int
    people: int
    message_ids: int
    seconds: float

    @property
    def lost(self) -> int:
        """People who got nothing."""
        return self.owed - self.people

    @property
    def doubles(self) -> int:
        """Messages that came once more."""
        return self.received - self.people

    @property
    def doubles_by_id(self) -> int:
        """Doubles that a mail program could not recognise by their Message-ID."""
        return self.message_ids - self.people

    def __str__(self) -> str:
        return (
            f"{self.owed} owed, {self.kills} kills, {self.received} received in "
            f"{self.seconds:.0f} s: {self.lost} lost, {self.doubles} raw doubles, "
            f"{self.doubles_by_id} doubles by Message-ID"
        )


def prove_reminders(*, count: int, kills: int, sink: Sink) -> Outcome:
    """Owe `count` reminders in the present database and post them under `kills` kills."""
    owed = owe_reminders(count=count, now=timezone.now())
    return _run(owed=owed, kills=kills, sink=sink, command=WORKER)


def prove_control(*, count: int, kills: int, sink: Sink) -> Outcome:
    """Post `count` of them once more by workers that know no lock: the proof must see doubles.

    All workers are killed at once: which of them had already sent is then no matter of luck.
    """
    gather(now=timezone.now())
    again = Mail.objects.order_by("pk").values("pk")[:count]
    owed = Mail.objects.filter(pk__in=again).update(sent_at=None, stopped_at=None)
    sink.empty()
    command = [*WORKER, "--naive"]
    return _run(owed=owed, kills=kills, sink=sink, command=command, victims=WORKERS)


def _run(*, owed: int, kills: int, sink: Sink, command: list[str], victims: int = 1) -> Outcome:
    started = stopwatch.monotonic()
    crew = _Crew(command, environment(EMAIL_URL=sink.url))
    try:
        for number in range(1, kills + 1):
            crew.wait(lambda share=number / (kills + 1): len(sink.letters) >= owed * share)
            crew.kill(victims)
        crew.wait(crew.is_done)
    finally:
        crew.stop()
    return Outcome(
        owed=owed,
        kills=kills,
        received=len(sink.letters),
        people=len({address for address, _id in sink.letters}),
        message_ids=len({message_id for _address, message_id in sink.letters}),
        seconds=stopwatch.monotonic() - started,
    )


class _Crew:
    """Workers that are started again when they die, as a supervisor does."""

    def __init__(self, command: list[str], variables: dict[str, str]) -> None:
        self._command, self._variables = command, {**os.environ, **variables}
        self._workers = [self._start() for _number in range(WORKERS)]

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603 - our own program
            self._command, cwd=settings.BASE_DIR, env=self._variables, stdin=subprocess.DEVNULL
        )

    def kill(self, victims: int) -> None:
        """Kill some of them as a machine does: without a word."""
        for place in random.sample(range(WORKERS), victims):
            self._workers[place].kill()
            self._workers[place].wait()
            self._workers[place] = self._start()

    def is_done(self) -> bool:
        """Tell whether all have ended because nothing is left."""
        return all(worker.poll() == 0 for worker in self._workers)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait for `condition`.

        Raises:
            TimeoutError: it does not come.
            ChildProcessError: a worker ended by itself, with an error.
        """
        end = stopwatch.monotonic() + PATIENCE_SECONDS
        while not condition():
            if stopwatch.monotonic() > end:
                raise TimeoutError
            if any(worker.poll() for worker in self._workers):
                raise ChildProcessError
            stopwatch.sleep(0.01)

    def stop(self) -> None:
        """End what still runs."""
        for worker in self._workers:
            worker.kill()
            worker.wait()
