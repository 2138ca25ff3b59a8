"""What the operating system knows of users and processes."""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from elo_platform.embedded.local import EmbeddedError

PROC = Path("/proc")
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


@dataclass(frozen=True)
class Account:
    """The user that a server runs as."""

    uid: int
    gid: int

    def popen(self) -> dict[str, Any]:
        """Return the arguments with which `subprocess` becomes this user."""
        if os.geteuid() == self.uid:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may_pass(self, folder: Path) -> bool:
        """Return whether this user can go into `folder`, by the modes on the way there."""
        for step in (folder, *folder.parents):
            found = step.stat()
            bit = 0o001
            if found.st_uid == self.uid:
                bit = 0o100
            elif found.st_gid == self.gid:
                bit = 0o010
            if not found.st_mode & bit:
                return False
        return True


def server_account(data: Path) -> Account:
    """Return the user for a server that refuses root: the owner of `data`, if it exists.

    As root that is otherwise `postgres` or `nobody`, whichever the machine has. No user is made.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if data.exists() and data.stat().st_uid != 0:
        return Account(data.stat().st_uid, data.stat().st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise EmbeddedError(
        "PostgreSQL does not run as root, and this machine has neither a user postgres nor a "
        "user nobody. Run this as an ordinary user, or set DATABASE_URL."
    )


def server_environment() -> dict[str, str]:
    """Return an environment in which nobody's PG* variables or odd locale changes a server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    kept.pop("LANG", None)
    return {**kept, "LC_ALL": "C"}


def is_alive(pid: int) -> bool:
    """Return whether a process runs; one that died and was never reaped does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    """Tell a zombie, which answers signal 0 and stays where process 1 does not reap."""
    try:
        # The command's name stands in brackets and may hold spaces and brackets itself.
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return False


def command_line(pid: int) -> str:
    """Return a process's command line; empty when there is no such process."""
    try:
        return (
            (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        )
    except OSError:
        pass
    if PROC.joinpath("self").exists():
        return ""
    listed = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listed.stdout


def at_work_in(folder: Path) -> list[int]:
    """Return the processes whose working folder is `folder` (none where there is no /proc)."""
    found = []
    for entry in PROC.glob("[0-9]*/cwd"):
        try:
            if entry.readlink() == folder:
                found.append(int(entry.parent.name))
        except OSError:
            continue  # ended meanwhile, a zombie, or somebody else's
    return found


def wait_until(condition: Callable[[], object], *, seconds: float, step: float = 0.02) -> bool:
    """Ask `condition` until it holds or the time is over; return whether it held."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(step)
    return True


def die_with_parent() -> None:
    """Ask the kernel to end this process when its parent dies, however that dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of a process that leads its own group, and of those it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
