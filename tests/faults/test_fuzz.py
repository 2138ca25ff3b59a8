"""Nothing that can be typed, forged or left out makes the site fail: no answer is a 500.

Every run sends each form nothing at all, which finds most, and each form and address a share of
the rest, in turn; `./dev prove pages` sends all.
"""

import io
import os
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from html.parser import HTMLParser
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, RequestFactory, override_settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from elo_platform.notifications.acts import make_token
from elo_platform.wsgi import application
from tests.access_matrix import MATRIX
from tests.world import World

PARAMETERS = (
    "on", "body", "page", "lang", "category", "kind", "organisation", "before", "after", "to",
    "answer", "saved", "next", "stopped",
)  # fmt: skip
# What a single value is replaced with. The first ones are tried in every field of every form.
VALUES = (
    "a\0b",
    "9" * 5000,
    "²",
    "-1",
    "31.12.9999",
    "1.1.0001",
    "[" * 1999,
    "x\r\nBcc: a@elo.example",
    "\x0b\x1f\u202e\uffff",
    "9223372036854775808",
    "0001-01-01",
    "9999-12-31",
    "99.99",
    "{{ 1 }}{% x %}<script>",
    "1e999",
    "",
)
HUGE = "å" * 500_000
ODD_TYPES = (
    ("application/json", b'{"form_key": ["\\ud800"]}'),
    ("application/x-www-form-urlencoded; charset=utf-16", b"form_key=1"),
    ("application/x-www-form-urlencoded", b"&=&%ED%A0%80=%ED%A0%80&form_key=%00&" + b"a=&" * 1200),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data;"),
)
# Which share is sent in turn.
STEP = 1 if os.environ.get("ELO_WHOLE") else 8
Doors = dict[str, dict[str, Any]]
# Encodings that a request may claim: what Django cannot read with, or reads nonsense with.
ODD_ENCODINGS = ("charset=hex", "charset=unicode_escape", "charset=utf-7", "charset*=foo''bar")


@dataclass(frozen=True)
class Form:
    """A form as it stands on a page: where it goes, and what a browser would send."""

    method: str
    action: str
    data: tuple[tuple[str, str], ...]

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """What makes forms different: a view takes the forms of all its rows alike."""
        names = tuple(sorted({re.sub(r"\d+", "0", name) for name, _value in self.data}))
        return self.method, re.sub(r"\d+", "0", urlsplit(self.action).path), names


class Forms(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.found, self.inside, self.select = path, [], None, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = (values.get("method", "get"), values.get("action") or self.path, {})
        elif self.inside and tag in {"input", "textarea", "button"} and values.get("name"):
            self.inside[2].setdefault(values["name"], values.get("value", "text"))
        elif self.inside and tag == "select":
            self.select = values.get("name", "")
        elif self.inside and tag == "option" and values.get("value"):
            self.inside[2].setdefault(self.select, values["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.inside:
            method, action, data = self.inside
            self.found.append(Form(method, action, tuple(data.items())))
            self.inside = None


@pytest.fixture(scope="module")
def doors(standing_world, tmp_path_factory) -> Iterator[Doors]:
    """What stands in each address, made once: it takes longer than many requests."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("papers"), DEMO=True):
        yield {name: row.kwargs(standing_world) for name, row in sorted(MATRIX.items())}


@pytest.fixture
def world(standing_world, doors, db, quiet, settings, tmp_path) -> World:
    """The world with what stands behind its doors: what a test changes is rolled back."""
    settings.EMAIL_FILE_PATH = str(tmp_path)
    return standing_world


def _client(world: World, actor: str) -> Client:
    client = Client(raise_request_exception=False)
    if world.people[actor]:
        client.force_login(world.people[actor])
    return client


def _paths(world: World, doors: Doors) -> list[str]:
    paths = [reverse(name, kwargs=kwargs) for name, kwargs in doors.items()]
    soon = timezone.now() + timedelta(days=3)
    given = {"expires_at": soon}
    invited = {"object_id": world.invitation.pk, "subject": world.invitation.address}
    called = {"object_id": world.attendance.pk, "subject": world.attendance.user_id}
    for kind, about in (("invitation", invited), ("attendance", called)):
        paths.append(reverse("notifications:act", args=[make_token(kind=kind, **about, **given)]))
    return paths


class Attack:
    """Sends requests whose effect is undone, and keeps what was answered with a 500."""

    def __init__(self, client: Client) -> None:
        self.client, self.asked, self.failed = client, 0, []

    def send(self, method: str, path: str, *args: Any, **kwargs: Any) -> Any:
        """Return the answer to one request."""
        with transaction.atomic():
            response = getattr(self.client, method)(path, *args, **kwargs)
            transaction.set_rollback(True)
        self.asked += 1
        if response.status_code >= 500:
            what = str((args, kwargs))[:200]
            self.failed.append((method, path[:120], what, repr(response.exc_info[1])[:200]))
        if response.streaming:
            response.getvalue()  # reading to the end closes the file
        return response


def _forms(attack: Attack, paths: list[str]) -> list[Form]:
    """Return the different forms of all pages."""
    found = {}
    for path in paths:
        response = attack.send("get", path)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            reader = Forms(path)
            reader.feed(response.content.decode())
            found |= {form.key: form for form in reader.found}
    return list(found.values())


def _mutations(data: dict[str, str], number: int) -> Iterator[dict[str, Any]]:
    """Yield what is sent instead of `data`: each field in turn missing, many, a file or odd."""
    for place, name in enumerate(data):
        if place % 2 == number % 2:
            yield data | {name: VALUES[(number + place) % len(VALUES)]}
        if place % 4 == number % 4:
            yield {key: value for key, value in data.items() if key != name}
    for value in VALUES[number % 4 :: 4]:
        yield dict.fromkeys(data, value) | {"form_key": str(uuid.uuid4())}
    yield {name: [value, "1", "2"] for name, value in data.items()}
    yield {name: SimpleUploadedFile("a\r\nX: b.pdf", b"%PDF", "text/html") for name in data} | {
        "form_key": str(uuid.uuid4())
    }
    yield dict.fromkeys(data, HUGE[: 2_000_000 // (2 * len(data) + 1)])
    yield data | {f"{name}[]": "1" for name in data} | {"is_superuser": "on", "id": "1"}


def _attack_form(attack: Attack, form: Form, number: int) -> None:
    data = dict(form.data)
    attack.send(form.method.lower(), form.action, {})
    for sent in islice(_mutations(data, number), number % STEP, None, STEP):
        if "form_key" in data and sent.get("form_key") == data["form_key"]:
            sent["form_key"] = str(uuid.uuid4())
        attack.send(form.method.lower(), form.action, sent)
    odd = ODD_TYPES[number % STEP :: STEP] if form.method.lower() == "post" else ()
    for kind, body in odd:
        attack.send("post", form.action, data=body, content_type=kind)


@pytest.mark.parametrize("actor", ["coordinator", "anonymous"])
def test_no_form_fails_whatever_is_sent(world, doors, actor):
    attack = Attack(_client(world, actor))
    forms = _forms(attack, [*_paths(world, doors), *(_sign_in() if actor == "anonymous" else [])])
    read = attack.asked

    for number, form in enumerate(forms):
        _attack_form(attack, form, number)

    assert attack.failed == []
    assert attack.asked - read > {"coordinator": 1500, "anonymous": 200}[actor] / STEP


def _sign_in() -> Iterator[str]:
    for name in ("account_login", "account_reset_password", "account_request_login_code"):
        try:
            yield reverse(name)
        except NoReverseMatch:
            continue


@pytest.mark.parametrize("actor", ["coordinator", "anonymous"])
def test_no_page_fails_whatever_the_address_asks(world, doors, actor):
    attack = Attack(_client(world, actor))
    paths = [path for path in _paths(world, doors) if not urlsplit(path).path.startswith("/dev/")]

    for place, path in enumerate(paths):
        for value in (VALUES[place % 9], VALUES[7 + place % 9])[: 3 - min(STEP, 2)]:
            attack.send("get", path, dict.fromkeys(PARAMETERS, value))

    assert attack.failed == []


def test_no_address_fails_whatever_stands_in_it(world, doors):
    attack = Attack(_client(world, "coordinator"))
    odds = ("a\0b", "9" * 5000, "ü" * 700, "99999999999999999999")
    share = 2 if STEP == 1 else 4
    for number, name in enumerate(MATRIX):
        kwargs = doors[name]
        for odd in odds[number % share :: share] if kwargs else ():
            path = reverse(name, kwargs=kwargs)
            for value in kwargs.values():
                path = path.replace(f"/{value}", f"/{odd}")
            for method in ("get", "post"):
                attack.send(method, path, {"form_key": str(uuid.uuid4())})

    assert attack.failed == []


def test_no_header_fails(world):
    attack = Attack(_client(world, "coordinator"))
    for name in ("elo_session", "elo_csrf", "elo_language", "elo_feed", "messages"):
        for cookie in ('"\\000abcdefgh"', "x" * 4000, '"\\377\\200"', ""):
            attack.send("get", "/me/calendar/", headers={"cookie": f"{name}={cookie}"})
    for language in ("9" * 5000, "*;q=0", "sv;q=9e999", ",,,;;", "\udcff"):
        attack.send("get", "/", headers={"accept-language": language})

    assert attack.failed == []


@pytest.mark.parametrize("encoding", ODD_ENCODINGS)
def test_no_encoding_of_a_request_fails(world, encoding):
    factory, statuses = RequestFactory(), []
    query = {"QUERY_STRING": "before=\\ud800&page=+2AA-&on=%00", "wsgi.errors": io.StringIO()}
    for kind in ("text/plain", "multipart/form-data; boundary=x", "multipart/form-data"):
        for method in ("GET", "POST"):
            sent = {"REQUEST_METHOD": method, "CONTENT_TYPE": f"{kind}; {encoding}"}
            environ = factory._base_environ(PATH_INFO=f"/groups/{world.group.pk}/meetings/")
            application(
                {**environ, **sent, **query}, lambda status, _headers: statuses.append(status)
            )

    assert len(statuses) == 6
    assert not [status for status in statuses if status.startswith("5")]
