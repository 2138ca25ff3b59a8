import subprocess
import sys

import pytest

from elo_platform.embedded import child as child_module
from elo_platform.embedded import kernel
from elo_platform.embedded.child import Child, launch


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(child_module, "time", clock)
    return clock


def ended() -> "subprocess.Popen[bytes]":
    process = subprocess.Popen([sys.executable, "-c", ""], start_new_session=True)
    process.wait()
    return process


def test_delays_grow_while_a_process_keeps_ending(clock):
    starts = []
    child = Child("short", lambda: starts.append(clock.now) or ended())

    while len(starts) < 9:
        child.tend()
        clock.now += 0.25
    child.stop()

    delays = [round(after - before, 2) for before, after in zip(starts, starts[1:], strict=False)]
    assert delays == [0.75, 1.25, 2.25, 4.25, 8.25, 16.25, 30.25, 30.25]


def test_a_process_that_ran_long_is_started_again_at_once(clock):
    child = Child("long", ended)
    for _ in range(20):
        child.tend()
        clock.now += 30
    assert child.failures > 3

    for _ in range(2):  # it is started, and has ended
        clock.now += child_module.WELL_AFTER_SECONDS + 1
        child.tend()

    assert child.failures == 1


def test_what_a_process_leaves_behind_ends_with_it(tmp_path):
    leaves_one = (
        "import subprocess, sys; p = subprocess.Popen(['sleep', '60']); print(p.pid, flush=True)"
    )
    log = tmp_path / "log"
    child = Child("web", launch([sys.executable, "-c", leaves_one], environment={}, log=log))
    child.tend()
    assert kernel.wait_until(lambda: log.read_text().strip(), seconds=10)
    left = int(log.read_text())

    assert kernel.wait_until(child.tend, seconds=10)

    assert kernel.wait_until(lambda: not kernel.is_alive(left), seconds=5)


def test_a_process_that_does_not_listen_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(child_module, "GRACE_SECONDS", 0.2)
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "print('deaf', flush=True); time.sleep(60)"
    )
    log = tmp_path / "log"
    child = Child("worker", launch([sys.executable, "-c", deaf], environment={}, log=log))
    child.tend()
    assert kernel.wait_until(lambda: log.read_text().strip(), seconds=10)
    process = child._process

    child.stop()

    assert process.returncode == -9
