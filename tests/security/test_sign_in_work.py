"""Who asks in vain costs as much as who has an account: nothing is learnt from the time."""

import pytest
from django.contrib.auth.hashers import get_hasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.helpers import PASSWORD, make_account

pytestmark = pytest.mark.django_db

WHO = ("alva@elo.example", "nobody@elo.example", "closed@elo.example", "codes@elo.example")


@pytest.fixture
def hashed(monkeypatch):
    """Count each hashing of a password, which is what a sign-in spends its time on."""
    make_account(email="alva@elo.example")
    make_account(email="closed@elo.example", is_active=False)
    make_account(email="codes@elo.example", password=None)
    calls, hasher = [], type(get_hasher("default"))
    encode = hasher.encode
    monkeypatch.setattr(
        hasher, "encode", lambda *args, **given: calls.append(args) or encode(*args, **given)
    )
    return calls


def ask(path: str, data: dict[str, str]) -> tuple[int, list[str]]:
    """Return the status, and what was done to which table."""
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        status = Client().post(path, data).status_code
    return status, [" ".join(each["sql"].split()[:3]) for each in queries.captured_queries]


def test_a_wrong_password_is_hashed_once_whether_or_not_there_is_an_account(hashed):
    seen = {}
    for address in WHO:
        hashed.clear()
        status, _queries = ask("/accounts/login/", {"login": address, "password": "wrong-but-long"})
        seen[address] = (status, len(hashed))

    assert set(seen.values()) == {(200, 1)}, seen


def test_a_code_is_asked_for_with_the_same_writes_whether_or_not_there_is_an_account(hashed):
    seen = {}
    for address in WHO:
        hashed.clear()
        status, queries = ask("/accounts/login/code/", {"email": address})
        writes = tuple(sql for sql in queries if sql.startswith(("INSERT", "UPDATE", "DELETE")))
        seen[address] = (status, len(hashed), writes)

    assert len(set(seen.values())) == 1, seen
    assert seen["alva@elo.example"][0] == 302


def test_a_right_password_signs_in_with_one_hashing_too(hashed):
    status, _queries = ask("/accounts/login/", {"login": "alva@elo.example", "password": PASSWORD})

    assert (status, len(hashed)) == (302, 1)
