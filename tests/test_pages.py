"""What holds for every page, walked over the matrix of addresses."""

import uuid
from html.parser import HTMLParser

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.urls import Resolver404, resolve, reverse

from tests.access_matrix import MATRIX
from tests.conftest import browser_with

pytestmark = pytest.mark.usefixtures("quiet")
GETS = sorted(name for name, row in MATRIX.items() if row.method == "get")
POSTS = sorted(name for name, row in MATRIX.items() if row.method == "post")
# Who reads each page, and in which languages.
READERS = {
    "anonymous": ("sv",),
    "coordinator": ("sv", "fi", "en"),
    "leading": ("fi",),
    "admin": ("en",),
}
# Sessions are written by signing in; limits of sign-in live in the cache; who looks at a page
# of a discussion has read it; that a list of people was taken out is recorded.
GET_MAY_WRITE = (
    *("django_session", "usersessions_usersession", "django_cache"),
    *("forums_readmark", "audit_auditevent"),
)
# A link in a mail header is pressed by the mail program, which sends no form of ours.
PRESSED_BY_MAIL_PROGRAMS = {"notifications:unsubscribe"}


def _get(world, cookies, name, **options):
    client = browser_with(cookies, **options)
    return client, reverse(name, kwargs=MATRIX[name].kwargs(world))


class Page(HTMLParser):
    """The tags of a page in their order: a tree of them takes four times as long."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.title, self.forms, self.is_in_form = [], "", [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag == "form":
            self.forms.append((given, set()))
        elif tag == "input" and self.is_in_form:
            self.forms[-1][1].add(given.get("name"))
        self.is_in_form = self.is_in_form or tag == "form"

    def handle_endtag(self, tag):
        self.is_in_form = self.is_in_form and tag != "form"

    def handle_data(self, data):
        if self.tags and self.tags[-1][0] == "title":
            self.title += data.strip()

    def all(self, name):
        """Return what is given to each tag of a name."""
        return [given for tag, given in self.tags if tag == name]


def _page(client, path, data=None):
    """Return the answer and its page, or None where it is a file, a redirect or a feed."""
    response = client.get(path, data)
    if response.streaming:
        response.getvalue()  # reading to the end closes the file
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if response.streaming or response.status_code in {301, 302} or not is_page:
        return response, None
    return response, Page(response.content.decode())


@pytest.mark.parametrize("name", GETS)
def test_a_page(world, signed_in, name):
    """It writes nothing, keeps the policy, says its language; its forms and links are whole."""
    path = reverse(name, kwargs=MATRIX[name].kwargs(world))
    for reader, languages in READERS.items():
        client = browser_with(signed_in[reader])
        for language in languages:
            statements = []
            with connection.execute_wrapper(_keeping(statements)):
                response, page = _page(client, path, {"lang": language})
            assert _written(statements) == [], reader
            if page is not None:
                _says_its_language(page, language)
                _keeps_the_policy(response, page)
                _forms_carry_their_keys(page, path)
                _links_lead_somewhere(page, path)


def _keeping(statements):
    """Return what keeps each statement as it is sent to the database."""

    def keep(execute, sql, *rest):
        statements.append(str(sql))
        return execute(sql, *rest)

    return keep


def _written(statements):
    return [
        sql[:120]
        for sql in statements
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
        and not any(f'"{table}"' in sql for table in GET_MAY_WRITE)
    ]


def _says_its_language(page, language):
    assert page.all("html")[0]["lang"] == language
    assert len(page.all("h1")) == 1
    assert page.title


def _keeps_the_policy(response, page):
    assert not page.all("style")
    assert not [script for script in page.all("script") if not script.get("src")]
    keys = {key for _tag, given in page.tags for key in given}
    assert {key for key in keys if key == "style" or key[:2] == "on"} == set()
    assert "unsafe" not in response.headers["Content-Security-Policy"]


def _forms_carry_their_keys(page, path):
    for form, names in page.forms:
        if form.get("method", "get").lower() != "post":
            continue
        target = (form.get("action") or path).split("?")[0]
        if target.startswith("/accounts/"):
            continue
        assert "form_key" in names, target
        # Who answers a survey has no cookie for the token, and no rights to protect.
        assert ("csrfmiddlewaretoken" in names) == (not target.startswith(("/s/", "/n/"))), target
        assert getattr(resolve(target).func, "takes_form_key", False), target


def _links_lead_somewhere(page, path):
    for link in page.all("a"):
        target = link.get("href", "").split("#")[0].split("?")[0]
        if target.startswith("/") and not target.startswith("/static/"):
            _resolves(target, path)


@pytest.mark.parametrize("name", sorted(set(POSTS) - PRESSED_BY_MAIL_PROGRAMS))
def test_a_post_without_the_token_is_refused(world, signed_in, name):
    client, path = _get(world, signed_in["coordinator"], name, enforce_csrf_checks=True)

    answer = client.post(path, {"form_key": str(uuid.uuid4()), **MATRIX[name].data(world)})

    assert answer.status_code == 403


def test_the_address_of_a_button_answers_in_words(world, signed_in):
    client, path = _get(world, signed_in["coordinator"], "groups:need_support")

    answer = client.get(path, {"lang": "en"})
    page = BeautifulSoup(answer.content, "html.parser")

    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "button" in page.h1.text
    assert page.main.find("a", href=path.removesuffix("support/"))


def _resolves(target, path):
    try:
        resolve(target)
    except Resolver404:
        pytest.fail(f"{path} links to {target}")
