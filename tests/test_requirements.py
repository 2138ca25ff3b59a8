"""The locks say what pyproject.toml asks for, with hashes, and nothing of where it came from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = {"base": (), "demo": ("embedded",), "dev": ("embedded", "dev")}
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; .+)? \\$", re.MULTILINE)


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text()


def pins(name: str) -> set[tuple[str, str]]:
    """Each name with its version, or its versions where they differ by Python."""
    return set(PIN.findall(lock(name)))


def asked_for(name: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = [line for extra in EXTRAS[name] for line in project["optional-dependencies"][extra]]
    return [Requirement(line) for line in project["dependencies"] + extras]


def blocks(name: str) -> list[str]:
    """One text for each pin: the pin, its hashes, and who asked for it."""
    return re.split(r"^(?=[a-z0-9])", lock(name), flags=re.MULTILINE)[1:]


@pytest.mark.parametrize("name", EXTRAS)
def test_lock_satisfies_what_pyproject_asks_for(name):
    pinned = pins(name)

    stale = []
    for requirement in asked_for(name):
        wanted = canonicalize_name(requirement.name)
        versions = [version for found, version in pinned if found == wanted]
        if not versions or not all(map(requirement.specifier.contains, versions)):
            stale.append(str(requirement))

    assert stale == [], "run ./dev lock"


@pytest.mark.parametrize("name", EXTRAS)
def test_lock_holds_nothing_that_nobody_asks_for(name):
    wanted = {canonicalize_name(requirement.name) for requirement in asked_for(name)}

    direct = {block.partition("==")[0] for block in blocks(name) if "elo-platform" in block}

    assert direct == wanted, "run ./dev lock"


@pytest.mark.parametrize("name", EXTRAS)
def test_every_pin_has_hashes(name):
    without = [block.splitlines()[0] for block in blocks(name) if "--hash=sha256:" not in block]

    assert without == []
    assert len(blocks(name)) == len(pins(name))


@pytest.mark.parametrize("name", EXTRAS)
def test_lock_names_no_address(name):
    text = lock(name)

    assert text.splitlines()[1] == "#    ./dev lock"
    assert not re.search(r"https?:|file:|index-url|find-links|@ |/(root|home|tmp|work)/", text)


def test_locks_agree_on_what_they_share():
    assert pins("base") < pins("demo") < pins("dev"), "run ./dev lock"
