"""`dev` itself: what it says on machines that lack something, and how it checks."""

import ast
import importlib.machinery
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
DEV = ROOT / "dev"
# Runs `dev` after the line that is put in front of it.
WITH = (
    "import runpy, sys; {}; sys.argv = ['dev', 'demo']; runpy.run_path({!r}, run_name='__main__')"
)


@pytest.fixture
def dev(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    monkeypatch.setenv("ELO_VENV", str(tmp_path / "venv"))
    loader = importlib.machinery.SourceFileLoader("dev", str(DEV))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("dev", loader))
    loader.exec_module(module)
    return module


def say(command: list[str], **variables: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, **variables}
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_old_python_can_read_the_file():
    ast.parse(DEV.read_text(), feature_version=(3, 6))


@pytest.mark.parametrize("version", ["3.6.15", "3.10.13"])
def test_old_python_is_told_in_a_sentence(version, tmp_path):
    numbers = tuple(map(int, version.split(".")))
    before = f"sys.version_info = {numbers}; sys.version = '{version} (main)'"

    said = say([sys.executable, "-c", WITH.format(before, str(DEV))], ELO_VENV=str(tmp_path / "v"))

    assert said.returncode == 1
    assert said.stderr == (
        f"ELO needs Python 3.11 or newer; this is Python {version}. "
        "Run it with a newer one, such as: python3.11 dev demo\n"
    )
    assert not (tmp_path / "v").exists()


@pytest.mark.slow
def test_no_pip_is_told_in_a_sentence(tmp_path):
    """A Python without pip and ensurepip, as Debian's is without python3-venv, and no uv."""
    bare = tmp_path / "bare"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", bare], check=True)
    no_ensurepip = (
        "import importlib.util as u; find = u.find_spec; "
        "u.find_spec = lambda name, *a: None if name == 'ensurepip' else find(name, *a)"
    )
    command = [str(bare / "bin" / "python"), "-c", WITH.format(no_ensurepip, str(DEV))]

    said = say(command, ELO_VENV=str(tmp_path / "v"), PATH=str(tmp_path))

    assert said.returncode == 1
    assert said.stderr.startswith("pip is missing, and so is uv. On Debian or Ubuntu: sudo apt-get")
    assert said.stderr.count("\n") == 1


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(dev, tmp_path):
    (tmp_path / "venv").write_text("a file, where the folder should be")

    with pytest.raises(SystemExit, match=r"venv cannot be written .* ELO_VENV"):
        dev.install("demo")


def test_a_larger_environment_serves_a_smaller_need(dev):
    dev.PYTHON.parent.mkdir(parents=True)
    dev.PYTHON.touch()
    current = dev.digest(ROOT / "requirements" / "dev.txt")

    dev.STAMP.write_text(f"dev {current}\n")
    assert [dev.is_installed(name) for name in dev.LOCKS] == [True, True, True]

    dev.STAMP.write_text(f"demo {dev.digest(ROOT / 'requirements' / 'demo.txt')}\n")
    assert [dev.is_installed(name) for name in dev.LOCKS] == [True, True, False]

    dev.STAMP.write_text(f"dev {'0' * 64}\n")
    assert [dev.is_installed(name) for name in dev.LOCKS] == [False, False, False]


def test_tests_run_in_two_processes_unless_told_otherwise(dev):
    assert dev.workers([]) == ["-n", "2"]
    assert dev.workers(["tests/lib", "-k", "name"]) == ["-n", "2"]
    for own in (["-n", "0"], ["-n4"], ["--numprocesses=3"], ["--pdb"], ["-p", "no:xdist"]):
        assert dev.workers(own) == []


def test_check_shows_what_failed_and_fails(dev, monkeypatch, capsys):
    steps = {
        "good": (sys.executable, "-c", "print('hidden')"),
        "bad": (sys.executable, "-c", "print('the reason'); raise SystemExit(3)"),
        "missing": ("/no/such/tool",),
    }
    monkeypatch.setattr(dev, "checks", lambda: steps)

    assert dev.check() == 1

    printed = capsys.readouterr().out
    assert "the reason" in printed
    assert "No such file" in printed
    assert "hidden" not in printed
    assert "2 of 3 steps failed" in printed


def test_check_passes_when_every_step_does(dev, monkeypatch, capsys):
    monkeypatch.setattr(dev, "checks", lambda: {"good": (sys.executable, "-c", "")})

    assert dev.check() == 0
    assert "All is well" in capsys.readouterr().out


def test_production_settings_are_tried_with_the_example(dev):
    variables = dev.production_variables()

    assert variables["SITE_URL"].startswith("https://")
    assert len(variables["SECRET_KEY"]) >= 50
    assert "DEMO" not in variables
