import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
MANIFEST = (STATIC / "vendor/VENDOR.md").read_text()
HASHES = dict(re.findall(r"^\| (\S+) \| ([0-9a-f]{64}) \|$", MANIFEST, re.MULTILINE))
FIRST_VIEW = [
    "css/theme.css",
    "css/elo.css",
    "css/components.css",
    "vendor/designsystemet/designsystemet.css",
    "vendor/source-sans-3/source-sans-3-latin-wght-normal.woff2",
    "img/sprite.svg",
    "img/logo.svg",
]
PAGE_ALLOWANCE = 25_000
MOST_BYTES = 150_000


@pytest.mark.parametrize("place", HASHES)
def test_vendored_file_is_the_one_written_down(place):
    assert hashlib.sha256((STATIC / place).read_bytes()).hexdigest() == HASHES[place]


def test_every_vendored_file_is_written_down():
    found = {
        str(path.relative_to(STATIC))
        for path in (STATIC / "vendor").rglob("*")
        if path.is_file() and path.name != "VENDOR.md"
    }

    assert found | {"img/sprite.svg"} == set(HASHES)


def test_versions_are_those_of_package_json():
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]

    written = dict(re.findall(r"^\| (\S+) \| (\d[\d.]+) \|", MANIFEST, re.MULTILINE))

    assert written == wanted


def test_every_package_has_its_licence_beside_it():
    for folder in (STATIC / "vendor").iterdir():
        assert folder.name == "VENDOR.md" or (folder / "LICENSE").exists(), folder


def test_lock_names_no_registry():
    lock = json.loads((ROOT / "package-lock.json").read_text())

    assert not [name for name, entry in lock["packages"].items() if "resolved" in entry]


def test_first_view_is_small():
    sizes = {name: len(gzip.compress((STATIC / name).read_bytes())) for name in FIRST_VIEW}

    assert sum(sizes.values()) + PAGE_ALLOWANCE <= MOST_BYTES, sizes
