"""The documents name commands, files, addresses and words that exist."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from elo_platform.embedded.supervisor import ACCOUNTS, PASSWORD
from elo_platform.ports import PORTS

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
TEXTS = {name: (ROOT / name).read_text() for name in DOCUMENTS}
README = TEXTS["README.md"]
PICTURES = ROOT / "docs" / "pictures"
# `a/b`, `a/`, `a.py`, `.env.example`: what looks like a file; an address begins with a slash.
FILE = re.compile(r"`((?:[\w.-]+/)+[\w.-]*|[\w.-]+\.(?:py|md|toml|txt|yml|html|css|example))[`<]")
DOORS = sorted(set(re.findall(r"`(/[a-z/]*)`", README)))


def own_commands() -> set[str]:
    """Return what `./dev` itself lists, and what it hands to manage.py."""
    return set(re.findall(r"\./dev ([a-z]+)", (ROOT / "dev").read_text())) | set(get_commands())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_exist(name):
    named = set(re.findall(r"\./dev ([a-z_]+)", TEXTS[name]))
    managed = set(re.findall(r"(?:manage\.py|dev manage) ([a-z_]+)\b", TEXTS[name]))
    managed -= {"and", "works"}  # as words of a sentence

    assert named - own_commands() == set()
    assert managed - set(get_commands()) == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_files_exist(name):
    named = set(FILE.findall(TEXTS[name]))

    assert {path for path in named if not (ROOT / path).exists()} == set()
    assert "../" not in TEXTS[name], "a document names nothing outside the project"


def test_files_are_found_in_the_text():
    assert FILE.findall("`a/b.py` `a/` `x.md` `e/<kind>/` `/me/` `fi`") == [
        *("a/b.py", "a/", "x.md", "e/"),
    ]


def test_pictures_exist_are_shown_and_small():
    shown = dict(re.findall(r"!\[(.+?)\]\((.+?)\)", README)).values()
    shown = {*shown, *re.findall(r'<img src="(.+?)" width="\d+" alt="[^"]+">', README)}
    there = {f"docs/pictures/{path.name}" for path in PICTURES.iterdir()}

    assert shown == there
    assert [path.name for path in PICTURES.iterdir() if path.stat().st_size > 120_000] == []


def test_accounts_are_those_of_the_demo():
    rows = dict(re.findall(r"^\| `([\w.]+)@elo\.example` \| (.+) \|$", README, flags=re.M))

    assert {name: what.replace("`", "") for name, what in rows.items()} == ACCOUNTS
    assert f"`{PASSWORD}`" in README


@pytest.mark.django_db
@pytest.mark.parametrize("door", DOORS)
def test_doors_answer(client, settings, tmp_path, door):
    settings.DEMO, settings.EMAIL_FILE_PATH = True, str(tmp_path)

    answer = client.get(door)

    assert answer.status_code in {200, 302}
    assert len(DOORS) > 10


def test_words_of_the_glossary_stand_in_the_code():
    glossary = TEXTS["ARCHITECTURE.md"].split("## Glossary")[1]
    names = re.findall(r"`([^`]+)`(?= \||,)", glossary)
    source = "\n".join(
        path.read_text()
        for root in ("elo_platform", "groups", "plans", "surveys", "forums")
        for path in (ROOT / root).rglob("*.py")
    )
    words = {word for name in names if "/" not in name for word in name.split(".")}

    assert len(words) > 50
    assert {word for word in words if not re.search(rf"\b{word}\b", source)} == set()


def test_architecture_says_what_every_port_is_for():
    table = TEXTS["ARCHITECTURE.md"].split("## Ports")[1].split("\n## ")[0]

    assert set(re.findall(r"`([A-Z_]+)`", table)) == set(PORTS)
