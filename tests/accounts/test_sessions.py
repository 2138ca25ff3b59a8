"""Sessions change at sign-in, end when they should, and are limited in time."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from elo_platform.accounts.services.people import deactivate, reactivate
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.models import AuditEvent
from elo_platform.lib.access import TYPED
from tests.accounts.helpers import (
    PASSWORD,
    code_in,
    is_signed_in,
    make_account,
    post_mails,
    sign_in,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limits_from_before():
    cache.clear()


def test_the_session_id_changes_at_sign_in_and_the_old_one_is_worth_nothing():
    client, user = Client(), make_account()
    client.post("/accounts/login/code/", {"email": user.email})
    before = client.cookies["elo_session"].value

    client.post("/accounts/login/code/confirm/", {"code": code_in(post_mails()[-1])})

    after = client.cookies["elo_session"].value
    assert before != after
    assert is_signed_in(client)
    old = Client()
    old.cookies["elo_session"] = before
    assert not is_signed_in(old)


def test_signing_out_ends_the_session_for_good():
    client, user = Client(), make_account()
    sign_in(client, user)
    old = Client()
    old.cookies["elo_session"] = client.cookies["elo_session"].value

    client.post("/accounts/logout/")

    assert not is_signed_in(old)


def test_a_new_password_signs_out_every_other_browser():
    here, there, user = Client(), Client(), make_account()
    sign_in(here, user)
    sign_in(there, user)
    new = "ny-sträng-och-lång"

    here.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_one_can_sign_out_everywhere_else():
    here, there, user = Client(), Client(), make_account()
    sign_in(here, user)
    sign_in(there, user)

    here.post("/accounts/sessions/")

    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_a_closed_account_is_out_at_once_and_cannot_come_back_in():
    client, user, admin = Client(), make_account(), make_user(is_staff=True)
    sign_in(client, user)

    deactivate(user=user, by=admin, now=timezone.now())

    assert not is_signed_in(client)
    assert not UserSession.objects.filter(user=user).exists()
    sign_in(client, user)
    assert not is_signed_in(client)
    event = AuditEvent.objects.get(kind=AuditKind.ACCOUNT_CHANGED, target_id=user.pk)
    assert (event.actor_id, event.data) == (admin.pk, {"active": False, "sessions": 1})


def test_an_account_that_was_opened_again_does_not_revive_its_old_sessions():
    client, user, admin = Client(), make_account(), make_user(is_staff=True)
    sign_in(client, user)
    now = timezone.now()
    deactivate(user=user, by=admin, now=now)

    reactivate(user=user, by=admin, now=now)

    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("pauses", "lasts"),
    [([7.9], True), ([8.1], False), ([4, 4, 3.9], True), ([4, 4, 4.1], False)],
)
def test_a_session_lasts_8_hours_unused_and_12_in_all(pauses, lasts):
    client, user = Client(), make_account()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, user)
        for hours in pauses:
            clock.shift(timedelta(hours=hours))
            there = is_signed_in(client)

    assert there is lasts


def test_what_was_typed_when_the_session_was_over_is_sent_after_the_sign_in():
    client, user, path = Client(), make_account(), "/me/profile/"
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, user)
        clock.shift(timedelta(hours=9))
        typed = {"form_key": str(uuid.uuid4()), "name": user.name, "title": "Rektor & lärare"}
        typed |= {"language": "sv", "colour_scheme": "dark"}

        late = client.post(path, typed)
        client.cookies["elo_language"] = "en"
        sign_in(client, user)
        shown = BeautifulSoup(client.get(path).content, "html.parser")
        other = client.get(path, {"lang": "fi"})

    assert late["Location"] == f"/accounts/login/?next={path}"
    assert "Rektor & lärare" in [words.text for words in shown.select("blockquote")]
    kept = {field["name"]: field["value"] for field in shown.select("main form input")}
    assert kept.pop("csrfmiddlewaretoken")
    assert kept == typed
    assert "Rektor &amp; lärare" in other.content.decode()
    assert client.post(path, kept).status_code == 302
    assert TYPED not in client.session
    user.refresh_from_db()
    assert user.title == "Rektor & lärare"


def test_what_was_typed_before_the_sign_in_shows_to_nobody_else():
    client, path = Client(), "/me/profile/"
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, make_account())
        clock.shift(timedelta(hours=9))
        client.post(path, {"title": "Rektor och lärare"})

        sign_in(client, make_account(email="next@elo.example"))
        shown = client.get(path).content.decode()

    assert "Rektor och lärare" not in shown
    assert TYPED not in client.session


def test_nothing_is_kept_of_what_a_stranger_sends():
    client = Client()

    late = client.post("/me/profile/", {"title": "Rektor och lärare"})

    assert late.status_code == 302
    assert TYPED not in client.session
