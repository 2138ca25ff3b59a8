"""Servers in folders of their own, stopped and removed after each test."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ADDRESSES = ("DATABASE_URL", "REDIS_URL", "ELO_SUPERVISED", "SITE_URL", "SECRET_KEY", "DEMO")

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def local(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A fresh folder for the services, on a short path that every user may pass."""
    folder = Path(tempfile.mkdtemp(prefix="elo-", dir="/tmp"))
    folder.chmod(0o755)
    with lent(folder, monkeypatch):
        yield folder


class lent:  # noqa: N801 - reads as a word where it is used
    """Name `folder` in ELO_LOCAL, and leave nothing running in it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        for name in ADDRESSES:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
        monkeypatch.setenv("ELO_LOCAL", str(folder))

    def __enter__(self) -> Path:
        return self.folder

    def __exit__(self, *_error: object) -> None:
        environment = os.environ | {"ELO_LOCAL": str(self.folder)}
        embedded = [sys.executable, "-m", "elo_platform.embedded", "stop"]
        subprocess.run(embedded, cwd=ROOT, env=environment, capture_output=True, check=True)
        shutil.rmtree(self.folder)


@pytest.fixture
def run(local: Path) -> Run:
    """Run `python ...` in the project's folder, to its end, and return what it said."""

    def run_python(*arguments: str, timeout: float = 60, **variables: str) -> object:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=os.environ | variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    return run_python
