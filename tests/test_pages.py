"""What holds for every page, walked over the matrix of addresses."""

import uuid

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve, reverse

from tests.access_matrix import MATRIX

GETS = sorted(name for name, row in MATRIX.items() if row.method == "get")
POSTS = sorted(name for name, row in MATRIX.items() if row.method == "post")
READERS = ("anonymous", "coordinator", "leading", "admin")
# Sessions are written by signing in; limits of sign-in live in the cache; who looks at a page
# of a discussion has read it.
GET_MAY_WRITE = (
    *("django_session", "usersessions_usersession", "django_cache"),
    "forums_readmark",
)
# A link in a mail header is pressed by the mail program, which sends no form of ours.
PRESSED_BY_MAIL_PROGRAMS = {"notifications:unsubscribe"}


def _get(world, name, reader, **options):
    client = Client(**options)
    if world.people[reader] is not None:
        client.force_login(world.people[reader])
    return client, reverse(name, kwargs=MATRIX[name].kwargs(world))


def _page(client, path, data=None):
    """Return the answer and its page, or None where it is a file, a redirect or a feed."""
    response = client.get(path, data)
    if response.streaming:
        response.getvalue()  # reading to the end closes the file
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if response.streaming or response.status_code in {301, 302} or not is_page:
        return response, None
    return response, BeautifulSoup(response.content, "html.parser")


def _prepare(name, settings):
    for key, value in MATRIX[name].setting.items():
        setattr(settings, key, value)


@pytest.mark.parametrize("name", GETS)
def test_a_get_writes_nothing(world, name, settings):
    _prepare(name, settings)
    for reader in READERS:
        client, path = _get(world, name, reader)

        with CaptureQueriesContext(connection) as queries:
            _page(client, path)

        wrote = [
            query["sql"][:120]
            for query in queries
            if query["sql"].lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
            and not any(f'"{table}"' in query["sql"] for table in GET_MAY_WRITE)
        ]
        assert wrote == [], reader


@pytest.mark.parametrize("name", GETS)
def test_a_page_keeps_the_policy_and_says_its_language(world, name, settings):
    _prepare(name, settings)
    for reader in READERS:
        client, path = _get(world, name, reader)
        for language in ("sv", "fi", "en"):
            response, page = _page(client, path, {"lang": language})
            if page is None:
                continue
            assert page.html["lang"] == language
            assert len(page.find_all("h1")) == 1
            assert page.title.string.strip()
            assert not page.find_all(style=True)
            assert not page.find_all("style")
            assert not [script for script in page.find_all("script") if not script.get("src")]
            handlers = [key for tag in page.find_all() for key in tag.attrs if key[:2] == "on"]
            assert handlers == []
            assert "unsafe" not in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", GETS)
def test_every_form_that_changes_something_carries_its_key(world, name, settings):
    _prepare(name, settings)
    for reader in READERS:
        client, path = _get(world, name, reader)
        _response, page = _page(client, path)
        for form in page.find_all("form") if page else ():
            if form.get("method", "get").lower() != "post":
                continue
            target = (form.get("action") or path).split("?")[0]
            if target.startswith("/accounts/"):
                continue
            assert form.find("input", {"name": "form_key"}), (reader, target)
            token = form.find("input", {"name": "csrfmiddlewaretoken"})
            # Who answers a survey has no cookie for the token, and no rights to protect.
            assert bool(token) == (not target.startswith("/s/")), (reader, target)
            assert getattr(resolve(target).func, "takes_form_key", False), target


@pytest.mark.parametrize("name", sorted(set(POSTS) - PRESSED_BY_MAIL_PROGRAMS))
def test_a_post_without_the_token_is_refused(world, name, settings):
    _prepare(name, settings)
    client, path = _get(world, name, "coordinator", enforce_csrf_checks=True)

    answer = client.post(path, {"form_key": str(uuid.uuid4()), **MATRIX[name].data(world)})

    assert answer.status_code == 403


@pytest.mark.parametrize("name", GETS)
def test_links_of_a_page_lead_somewhere(world, name, settings):
    _prepare(name, settings)
    for reader in ("anonymous", "coordinator", "leading"):
        client, path = _get(world, name, reader)
        _response, page = _page(client, path)
        for link in page.find_all("a", href=True) if page else ():
            target = link["href"].split("#")[0].split("?")[0]
            if target.startswith("/") and not target.startswith("/static/"):
                _resolves(target, path)


def _resolves(target, path):
    try:
        resolve(target)
    except Resolver404:
        pytest.fail(f"{path} links to {target}")
