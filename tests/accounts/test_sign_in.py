"""Signing in by password and by code, resetting, and changing one's own address."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.models import AuditEvent
from elo_platform.notifications.models import Owed
from tests.accounts.helpers import (
    PASSWORD,
    code_in,
    is_signed_in,
    make_account,
    post_mails,
    sign_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limits_from_before():
    cache.clear()


def test_a_password_signs_in():
    client, user = Client(), make_account()

    response = sign_in(client, user)

    assert response.status_code == 302
    assert response["Location"] == "/me/"
    assert is_signed_in(client)


def test_the_address_may_be_written_in_capitals():
    make_account(email="alva@elo.example")
    client = Client()

    client.post("/accounts/login/", {"login": " ALVA@elo.example", "password": PASSWORD})

    assert is_signed_in(client)


def test_a_code_from_a_mail_signs_in_who_has_no_password():
    client, user = Client(), make_account(password=None, language="fi")

    client.post("/accounts/login/code/", {"email": user.email})
    [message] = post_mails()
    response = client.post("/accounts/login/code/confirm/", {"code": code_in(message)})

    assert response.status_code == 302
    assert is_signed_in(client)
    assert message.to == [user.email]
    assert 'lang="fi"' in message.alternatives[0].content


def test_a_code_is_good_in_the_browser_that_asked_for_it_only():
    asking, other, user = Client(), Client(), make_account()
    asking.post("/accounts/login/code/", {"email": user.email})
    [message] = post_mails()

    other.post("/accounts/login/code/confirm/", {"code": code_in(message)})

    assert not is_signed_in(other)


def test_a_code_is_forgotten_once_it_has_left():
    user = make_account()
    Client().post("/accounts/login/code/", {"email": user.email})
    code = Owed.objects.get().params["code"]

    post_mails()

    assert code
    assert Owed.objects.get().params == {}


def test_a_wrong_code_may_be_tried_three_times():
    client, user = Client(), make_account()
    client.post("/accounts/login/code/", {"email": user.email})
    [message] = post_mails()

    for _number in range(3):
        client.post("/accounts/login/code/confirm/", {"code": "WRONG1"})
    client.post("/accounts/login/code/confirm/", {"code": code_in(message)})

    assert not is_signed_in(client)


def test_nobody_can_sign_up():
    response = Client().post(
        "/accounts/signup/",
        {"email": "new@elo.example", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert response.status_code == 200
    assert not User.objects.filter(email="new@elo.example").exists()


def test_a_forgotten_password_is_set_anew_by_a_link_on_the_sites_own_address(settings):
    settings.SITE_URL = "https://elo.example"
    client, user = Client(), make_account()

    client.post("/accounts/password/reset/", {"email": user.email}, headers={"host": "localhost"})
    [message] = post_mails()
    link = re.search(r"https?://\S+/key/\S+", message.body).group()
    page = client.get(link.removeprefix("https://elo.example"), follow=True)
    new = {"password1": "ny-sträng-och-lång", "password2": "ny-sträng-och-lång"}
    client.post(page.redirect_chain[-1][0], new)

    assert link.startswith("https://elo.example/accounts/password/reset/key/")
    user.refresh_from_db()
    assert user.check_password("ny-sträng-och-lång")
    assert AuditEvent.objects.filter(kind=AuditKind.ACCOUNT_CHANGED, target_id=user.pk).exists()
    assert [mail.to for mail in post_mails()] == [[user.email]]


def test_a_reset_link_works_once():
    client, user = Client(), make_account()
    client.post("/accounts/password/reset/", {"email": user.email})
    [message] = post_mails()
    path = re.search(r"http://testserver(/\S+/key/\S+)", message.body).group(1)
    new = {"password1": "ny-sträng-och-lång", "password2": "ny-sträng-och-lång"}
    page = client.get(path, follow=True)
    client.post(page.redirect_chain[-1][0], new)

    again = Client().get(path, follow=True)

    assert again.context["token_fail"]


def test_several_addresses_in_one_reset_reach_only_the_account():
    user = make_account()

    Client().post(
        "/accounts/password/reset/",
        {"email": [user.email, "attacker@elo.example"]},
    )
    Client().post("/accounts/password/reset/", {"email": f"{user.email},attacker@elo.example"})

    assert {address for mail in post_mails() for address in mail.to} <= {user.email}


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("kort", "short"),
        ("password1234", "common"),
        ("alva@elo.example", "similar"),
    ],
)
def test_a_weak_password_is_refused(password, problem):
    client, user = Client(), make_account()
    sign_in(client, user)

    response = client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    )

    assert response.context["form"].errors["password1"], problem


def test_ones_own_address_changes_once_the_new_one_is_confirmed():
    client, user = Client(), make_account()
    sign_in(client, user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    client.post("/accounts/email/", {"email": "new@elo.example", "action_add": ""})
    [message] = post_mails()
    user.refresh_from_db()
    before = user.email
    client.post("/accounts/confirm-email/", {"code": code_in(message)})
    user.refresh_from_db()

    assert message.to == ["new@elo.example"]
    assert (before, user.email) == ("alva@elo.example", "new@elo.example")
    addresses = EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary")
    assert list(addresses) == [("new@elo.example", True, True)]
    assert "alva@elo.example" in {address for mail in post_mails() for address in mail.to}


def test_five_wrong_passwords_close_the_account_to_guessing_for_a_while():
    user = make_account()
    for number in range(5):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(
            "/accounts/login/", {"login": user.email, "password": "wrong"}
        )

    client = Client(REMOTE_ADDR="192.0.2.99")
    sign_in(client, user)

    assert not is_signed_in(client)


def test_too_many_tries_get_429_with_a_time_to_wait_in_the_readers_language():
    client = Client()
    for _number in range(21):
        response = client.post("/accounts/password/reset/?lang=en", {"email": "a@elo.example"})

    assert response.status_code == 429
    assert response["Retry-After"] == "300"
    assert "Too many tries" in response.content.decode()


def test_a_forged_forwarded_address_does_not_help_a_guesser():
    user = make_account()
    codes = [
        Client(headers={"x-forwarded-for": f"203.0.113.{number}"})
        .post("/accounts/login/", {"login": f"{number}{user.email}", "password": "wrong"})
        .context["form"]
        .errors.as_text()
        for number in range(12)
    ]

    assert codes[0] != codes[-1]
