import os
import signal
import subprocess
import sys

import pytest

from elo_platform.embedded import kernel, valkey
from elo_platform.embedded.local import EmbeddedError
from tests.embedded.conftest import ROOT

pytestmark = pytest.mark.slow

ENSURE = (
    "from elo_platform.embedded import valkey as v; v.ensure();"
    "print([l for l in v._ask(v._home(for_tests=False), b'INFO server\\r\\n').split()"
    " if l.startswith(b'process_id')])"
)


def ask(command: bytes) -> bytes:
    return valkey._ask(valkey._home(for_tests=False), command)


def process_id(process: subprocess.Popen[bytes] | None) -> int:
    assert process is not None
    return process.pid


def test_addresses_are_paths_and_start_nothing(local):
    assert valkey.broker_url() == f"redis+socket://{local}/valkey/valkey.sock?virtual_host=0"
    assert valkey.cache_url() == f"unix://{local}/valkey/valkey.sock?db=1"
    assert str(local / "valkey-test") in valkey.broker_url(for_tests=True)
    assert not valkey.answers()


def test_many_processes_at_once_start_one_server(local):
    command = [sys.executable, "-c", ENSURE]

    processes = [subprocess.Popen(command, cwd=ROOT) for _ in range(6)]
    codes = [process.wait(30) for process in processes]

    assert codes == [0] * 6
    assert valkey.answers()
    assert valkey.start() is None


def test_what_is_queued_outlives_a_kill(local):
    server = valkey.start()
    assert kernel.wait_until(valkey.answers, seconds=5)
    ask(b"RPUSH queue a b c\r\n")
    kernel.wait_until(lambda: b"aof_pending_bio_fsync:0" in ask(b"INFO persistence\r\n"), seconds=2)

    os.kill(process_id(server), signal.SIGKILL)
    server.wait()
    valkey.ensure()

    assert ask(b"LLEN queue\r\n") == b":3\r\n"


def test_a_child_of_the_supervisor_waits_and_starts_none(local, monkeypatch):
    monkeypatch.setenv(valkey.SUPERVISED, "yes")
    monkeypatch.setattr(valkey, "START_SECONDS", 0.3)

    with pytest.raises(EmbeddedError, match="Valkey does not answer"):
        valkey.ensure()

    assert not (local / "valkey").exists()


def test_stop_says_whether_one_ran(local):
    valkey.ensure()

    assert valkey.stop() is True
    assert valkey.stop() is False
