"""`./dev demo`: what it refuses, and that it keeps its services alive and takes all with it."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil
import pytest

from elo_platform.embedded import kernel, supervisor, valkey
from elo_platform.embedded.cluster import find_cluster
from elo_platform.embedded.local import open_lock, take
from tests.embedded.conftest import ROOT

DEMO = ("-m", "elo_platform.embedded", "demo")
NOWHERE = "127.0.0.1:1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_second_demo_is_refused(local, run):
    with open_lock(local / "demo.lock") as lock:
        assert take(lock)
        lock.write("4711 http://localhost:8000/\n")
        lock.flush()

        said = run(*DEMO)

    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == (
        "The demo of this folder runs already, at http://localhost:8000/ (process 4711). "
        "Stop it with Ctrl-C there, or with ./dev stop.\n"
    )


def test_a_taken_port_is_told_and_nothing_is_left_running(local, run):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        said = run(*DEMO, "--port", str(port))

    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == (
        f"Port {port} is taken by another program. Take another one: ./dev demo --port {port + 1}\n"
    )
    assert not (local / "valkey").exists()
    assert not (local / "pg18").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--port", "0"), "0 is not a port; take a number from 1 to 65535"),
        (("--port", "80000"), "80000 is not a port"),
        (("--port", "web"), "web is not a port"),
        (("--host", "0.0.0.0"), "it answers this machine only, not 0.0.0.0."),
    ],
)
def test_what_makes_no_sense_is_told(run, arguments, sentence):
    said = run(*DEMO, *arguments)

    assert said.returncode != 0
    assert sentence in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        (
            {"DATABASE_URL": f"postgres://elo:hush@{NOWHERE}/elo"},
            r"The database of DATABASE_URL does not answer \(.*Connection refused\); correct the "
            r"address, or leave it out and the demo brings its own\.",
        ),
        (
            {"DATABASE_URL": "my database"},
            r"DATABASE_URL does not name a PostgreSQL database; it looks like "
            r"postgres://user:password@host:5432/name, and without it the demo brings its own\.",
        ),
        (
            {"REDIS_URL": f"redis://:hush@{NOWHERE}/0"},
            r"The broker of REDIS_URL does not answer \(.*Connection refused\); correct the "
            r"address, or leave it out and the demo brings its own\.",
        ),
    ],
)
def test_an_address_where_nobody_answers_is_told_in_a_sentence(local, run, variables, sentence):
    said = run(*DEMO, "--port", str(free_port()), **variables)

    assert (said.returncode, said.stdout) == (1, "")
    assert re.fullmatch(sentence + "\n", said.stderr)
    assert "hush" not in said.stderr
    assert not valkey.answers()
    assert not find_cluster(for_tests=False).accepts()


@pytest.mark.slow
def test_manage_tells_it_in_a_sentence_too(run):
    said = run("manage.py", "migrate", DATABASE_URL=f"postgres://{NOWHERE}/elo", SECRET_KEY="x")

    assert said.returncode == 1
    assert re.fullmatch(r"The database does not answer: .*\n", said.stderr)


def test_stop_has_nothing_to_do_where_nothing_runs(run):
    assert run("-m", "elo_platform.embedded", "stop").stdout == "Nothing was running.\n"


class Started:
    """A demo in a process of its own, ready."""

    def __init__(self, folder: Path, *, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/healthz"
        self.output = folder / "said"
        with self.output.open("w") as output:
            command = [sys.executable, *DEMO, "--port", str(port)]
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)
        ready = kernel.wait_until(self.has_ended_or_is_ready, seconds=120, step=0.1)
        assert ready, self.said
        assert "Ctrl-C stops everything" in self.said, self.said

    def has_ended_or_is_ready(self) -> bool:
        return self.process.poll() is not None or "Ctrl-C" in self.said

    @property
    def said(self) -> str:
        return self.output.read_text()

    def children(self) -> dict[str, psutil.Process]:
        words = {
            "elo_platform.web": "web",
            "worker": "worker",
            "beat": "beat",
            "valkey-server": "valkey",
        }
        found = psutil.Process(self.process.pid).children()
        lines = {process: " ".join(process.cmdline()) for process in found}
        return {
            name: process
            for process, line in lines.items()
            for word, name in words.items()
            if word in line
        }

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.url, timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False


def all_gone(processes: dict[str, psutil.Process]) -> bool:
    return not any(kernel.is_alive(process.pid) for process in processes.values())


# As much of a database as /readyz asks for: who looks after the services does not look further.
# The browser tests load a demo whole, and the template of all tests is migrated from nothing.
# Static files they collect too: here it is noted that there are none.
PREPARE_LITTLE = """
from elo_platform.embedded import prepare
root = prepare._static_root()
root.mkdir()
(root / "staticfiles.json").write_text('{"paths": {}, "version": "1.1", "hash": ""}')
(root / "sources.sha256").write_text(prepare._fingerprint(prepare.STATIC_SOURCES))
call = prepare.call_command
prepare.call_command = lambda name, **given: name == "seed_demo" or (
    call(name, "notifications", **given), call(name, fake=True, **given)
)
prepare.prepare()
"""


@pytest.mark.slow
def test_demo_keeps_its_services_alive_and_takes_them_all_with_it(local, run):
    variables = {"DEMO": "true", "DJANGO_SETTINGS_MODULE": "elo_platform.settings"}
    prepared = run("-c", PREPARE_LITTLE, STATIC_ROOT=str(local / "static"), **variables)
    assert prepared.returncode == 0, prepared.stderr
    port = free_port()
    demo = Started(local, port=port)
    assert demo.answers()
    assert set(demo.children()) == {"web", "worker", "beat", "valkey"}
    for account in supervisor.ACCOUNTS:
        assert f"{account}@elo.example" in demo.said

    killed = {name: demo.children()[name] for name in ("web", "valkey")}
    postmaster = find_cluster(for_tests=False).postmaster()
    for pid in (postmaster, *(process.pid for process in killed.values())):
        os.kill(pid, signal.SIGKILL)
    assert kernel.wait_until(lambda: all_gone(killed), seconds=10)
    assert kernel.wait_until(lambda: valkey.answers() and demo.answers(), seconds=30)
    assert find_cluster(for_tests=False).postmaster() not in (None, postmaster)

    # The supervisor itself is killed: what it started goes, PostgreSQL stays for the next one.
    children = demo.children()
    demo.process.kill()
    demo.process.wait()
    assert kernel.wait_until(lambda: all_gone(children), seconds=30)
    assert find_cluster(for_tests=False).accepts()

    again = Started(local, port=port)
    children = again.children()
    assert "Preparing" not in again.said
    again.process.send_signal(signal.SIGINT)

    assert again.process.wait(30) == 0
    assert all_gone(children)
    assert not find_cluster(for_tests=False).accepts()
    assert "Traceback" not in again.said
