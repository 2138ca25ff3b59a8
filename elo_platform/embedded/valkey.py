"""The broker and cache that `settings.py` uses when `REDIS_URL` is not set."""

import os
import socket
import subprocess
from pathlib import Path

from elo_platform.embedded import binaries, kernel
from elo_platform.embedded.local import (
    EmbeddedError,
    is_owned,
    local_folder,
    open_lock,
    own_folder,
    socket_folder,
    take,
)

SOCKET = "valkey.sock"
START_SECONDS, STOP_SECONDS, ANSWER_SECONDS = 10, 10, 2
# Servers that outlive this process; a handle that is thrown away would warn that they do.
_left_running: list[subprocess.Popen[bytes]] = []
# Set by the supervisor for its children: it alone starts Valkey then, and they wait for it.
SUPERVISED = "ELO_SUPERVISED"


def broker_url(*, for_tests: bool = False) -> str:
    """Return Celery's address of this checkout's Valkey; nothing is started."""
    return f"redis+socket://{_socket(_home(for_tests=for_tests))}?virtual_host=0"


def cache_url(*, for_tests: bool = False) -> str:
    """Return the cache's address of this checkout's Valkey; nothing is started."""
    return f"unix://{_socket(_home(for_tests=for_tests))}?db=1"


def ensure(*, for_tests: bool = False) -> None:
    """Have Valkey answer: start it if need be. Any number of processes may call this at once."""
    home = _home(for_tests=for_tests)
    if answers(for_tests=for_tests):
        return
    if not kernel.wait_until(lambda: _answers_or_starts(home), seconds=START_SECONDS):
        raise EmbeddedError(f"Valkey does not answer; see {home / 'valkey.log'}.")


def _answers_or_starts(home: Path) -> bool:
    if not _says_pong(home) and SUPERVISED not in os.environ and (server := start(home)):
        _left_running.append(server)
    return _says_pong(home)


def start(home: Path | None = None, *, with_parent: bool = False) -> subprocess.Popen[bytes] | None:
    """Start Valkey unless one holds the folder; return its process.

    The lock is held by Valkey itself, through a file that it inherits: two servers would write
    over each other's append-only file. It lasts exactly as long as the process does.
    """
    home = home or _home(for_tests=False)
    place = _socket(home).parent
    for folder in {home, place}:
        own_folder(folder, owner=os.geteuid(), group=os.getegid())
    with open_lock(home / "lock") as lock:
        if not take(lock):
            return None
        return subprocess.Popen(
            [str(part) for part in _command(home)],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=[lock.fileno()],
            preexec_fn=kernel.die_with_parent if with_parent else None,
        )


def answers(*, for_tests: bool = False) -> bool:
    """Return whether this checkout's Valkey answers."""
    return _says_pong(_home(for_tests=for_tests))


def stop(*, for_tests: bool = False) -> bool:
    """Stop Valkey with its file written to disk; return whether one ran."""
    home = _home(for_tests=for_tests)
    if not _says_pong(home):
        return False
    _ask(home, b"SHUTDOWN\r\n")
    with open_lock(home / "lock") as lock:
        if not kernel.wait_until(lambda: take(lock), seconds=STOP_SECONDS):
            raise EmbeddedError(f"Valkey does not stop; see {home / 'valkey.log'}.")
    return True


def _command(home: Path) -> list[object]:
    """Return the command line: no port, nothing lost but the last second, nothing thrown out."""
    return [
        *(binaries.valkey_server(), "--port", 0, "--unixsocket", _socket(home)),
        *("--unixsocketperm", 700, "--dir", home, "--logfile", home / "valkey.log"),
        *("--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
        *("--maxmemory-policy", "noeviction", "--daemonize", "no"),
    ]


def _home(*, for_tests: bool) -> Path:
    return local_folder() / ("valkey-test" if for_tests else "valkey")


def _socket(home: Path) -> Path:
    return socket_folder(home, name=SOCKET, owner=os.geteuid()) / SOCKET


def _says_pong(home: Path) -> bool:
    return _ask(home, b"PING\r\n").startswith(b"+PONG")


def _ask(home: Path, command: bytes) -> bytes:
    """Return the answer to one command; empty where nobody answers."""
    if not is_owned(_socket(home).parent, owner=os.geteuid()):
        return b""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(ANSWER_SECONDS)
        try:
            client.connect(str(_socket(home)))
            client.sendall(command)
            return client.recv(64)
        except OSError:
            return b""
