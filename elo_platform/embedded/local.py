"""The folder in which this machine's services keep what is theirs, and its locks.

It is `.local` beside manage.py, or the folder named in `ELO_LOCAL`. Nothing in this package
knows Django, so that the supervisor stays small.
"""

import fcntl
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PROJECT = Path(__file__).resolve().parents[2]

# What sockaddr_un holds on Linux, less a little: macOS holds 103.
LONGEST_SOCKET = 100


class EmbeddedError(RuntimeError):
    """A sentence for the person at the keyboard: what is wrong, and what helps."""


def local_folder() -> Path:
    """Return the folder of this checkout's services, made if need be."""
    folder = Path(os.environ.get("ELO_LOCAL") or PROJECT / ".local").absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EmbeddedError(not_yours(folder, error)) from error
    return folder


def configured(name: str) -> str:
    """Return what the environment or `.env` says of a variable, or of its `_FILE` twin, or "".

    Settings read the same places; the supervisor asks here so as not to load Django.
    """
    named = {**_dotenv(), **os.environ}
    return named.get(name) or named.get(f"{name}_FILE") or ""


def _dotenv() -> dict[str, str]:
    """Return the lines `NAME=value` of `.env`."""
    path = PROJECT / ".env"
    lines = path.read_text().splitlines() if path.is_file() else []
    pairs = [line.removeprefix("export ").split("=", 1) for line in lines if "=" in line]
    return {name.strip(): value.strip().strip("\"'") for name, value in pairs}


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Hold the lock of that name; others wait."""
    with open_lock(path) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def open_lock(path: Path) -> IO[str]:
    """Open a lock's file without emptying it."""
    try:
        return path.open("a+")
    except OSError as error:
        raise EmbeddedError(not_yours(path, error)) from error


def take(lock: IO[str]) -> bool:
    """Take the lock if nobody has it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def socket_folder(home: Path, *, name: str, owner: int) -> Path:
    """Return where the socket `name` of the service in `home` lies.

    That is `home` itself, or a private folder in /tmp where the path of `home` is longer than
    a socket's address may be, or has a character that a server's option would trip over.
    """
    plain = str(home).replace("/", "").replace("-", "").replace("_", "").replace(".", "")
    if len(os.fsencode(home / name)) <= LONGEST_SOCKET and plain.isascii() and plain.isalnum():
        return home
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    # own_folder looks whose it is before anything is put there.
    return Path("/tmp") / f"elo-{owner}-{digest}"


def is_owned(folder: Path, *, owner: int) -> bool:
    """Return whether a folder is there and is `owner`'s, so that its socket can be trusted."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == owner


def own_folder(path: Path, *, owner: int, group: int) -> None:
    """Make a folder that only `owner` can open, and refuse one that is somebody else's."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.lstat().st_uid == os.geteuid() != owner:
            os.chown(path, owner, group)
    except OSError as error:
        raise EmbeddedError(not_yours(path, error)) from error
    if not is_owned(path, owner=owner):
        raise EmbeddedError(not_yours(path, PermissionError(13, "it is somebody else's")))


def not_yours(path: Path, error: OSError) -> str:
    """Say that a path cannot be used, and the two ways on."""
    return (
        f"{path} cannot be used ({error.strerror}). Run this as the user who made it, or name "
        "a folder of your own in ELO_LOCAL."
    )
