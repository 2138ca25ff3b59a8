"""The matrix of addresses and people, generated from the resolver: nothing can be forgotten.

What answers a GET is asked by everybody in the crawl of tests/canary, the rest here.
"""

import uuid
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from elo_platform.lib.access import access_rule
from tests.access_matrix import MATRIX
from tests.canary.conftest import is_door
from tests.conftest import browser_with
from tests.world import ACTORS, STATES

pytestmark = pytest.mark.usefixtures("quiet")
OURS = ("overview", "notifications", "accounts", "groups", "plans", "surveys", "forums")


def _patterns(resolver=None, prefix=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _patterns(pattern, inner)
        else:
            yield f"{prefix}{pattern.name}", pattern.callback


ALL = dict(_patterns())
OUR_NAMES = {name for name in ALL if name.split(":")[0] in OURS}


def test_every_address_of_ours_has_a_row_and_every_row_an_address():
    assert set(MATRIX) == OUR_NAMES


def test_every_view_says_its_access_rule():
    assert len(ALL) > 300
    silent = {name for name, view in ALL.items() if not access_rule(view)}
    assert {name for name in silent if not name.startswith("admin:")} == set()


def ask(path: str, method: str, data: dict[str, Any], client: Client) -> int:
    """Return the status that is answered; what the request changed is rolled back."""
    sent = {"form_key": str(uuid.uuid4()), **data} if method == "post" else {}
    with transaction.atomic():
        response = getattr(client, method)(path, sent)
        status = response.status_code
        if response.streaming:
            response.getvalue()  # reading to the end closes the file
        transaction.set_rollback(True)
    return status


@pytest.mark.parametrize("name", sorted(name for name in MATRIX if not is_door(name)))
def test_access(name, settings, world, signed_in):
    row, seen = MATRIX[name], {}
    path = reverse(name, kwargs=row.kwargs(world))
    data = row.data(world) if row.method == "post" else {}

    for actor in (*ACTORS, *STATES):
        if actor == "no_second_factor":  # comes last; each change of a setting slows all that reads
            settings.REQUIRE_SECOND_FACTOR = True
        seen[actor] = ask(path, row.method, data, browser_with(signed_in[actor]))

    assert seen == row.codes


HIDDEN = sorted(
    name for name, row in MATRIX.items() if row.method == "get" and row.codes["outsider"] == 404
)


@pytest.mark.django_db
@pytest.mark.parametrize("name", HIDDEN)
def test_a_hidden_object_is_answered_like_one_that_does_not_exist(name, world, signed_in):
    kwargs = MATRIX[name].kwargs(world)
    if "pk" not in kwargs:
        return
    client = browser_with(signed_in["outsider"])

    hidden = client.get(reverse(name, kwargs=kwargs))
    absent = client.get(reverse(name, kwargs=kwargs | {"pk": 987654321}))

    assert absent.status_code == hidden.status_code == 404
    assert _without_address(hidden) == _without_address(absent)


def _without_address(response) -> bytes:
    return response.content.replace(response.request["PATH_INFO"].encode(), b"")


def _admin_paths() -> list[str]:
    """Return the addresses of the admin but those of one row, and those that are for everybody."""
    for_all = {"admin:login", "admin:logout", "admin:jsi18n", "admin:autocomplete"}
    paths = []
    for name in sorted({name for name in ALL if name.startswith("admin:")} - for_all):
        with suppress(NoReverseMatch):
            paths.append(reverse(name))
    return paths


@pytest.mark.parametrize("path", _admin_paths())
def test_the_admin_opens_for_administrators_only(path, world, signed_in):
    for actor in ("anonymous", "coordinator", "national", "invited", "deactivated"):
        assert browser_with(signed_in[actor]).get(path).status_code in {302, 403}, actor
    assert browser_with(signed_in["admin"]).get(path).status_code in {200, 302, 403}
