import re

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from tests.factories import make_user
from tests.markup import faults_of

pytestmark = pytest.mark.django_db

LANGUAGES = ["sv", "fi", "en"]
CARD = re.compile(r"<(?:form|section) class=\"card.*?</(?:form|section)>", re.DOTALL)
PASSWORD = "Havsbris-2026-x"
FOR_ALL = [
    "account_login",
    "account_request_login_code",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "overview:privacy",
    "overview:accessibility",
]
FOR_SIGNED_IN = [
    "account_change_password",
    "account_email",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "usersessions_list",
]


def assert_page(response, *, language):
    html = response.content.decode()
    assert response.status_code == 200
    assert faults_of(html) == []
    assert f'<html lang="{language}"' in html
    assert html.count("<h1") == 1
    title = re.search(r"<title>(.*?) – ", html, re.DOTALL)
    assert title is not None
    assert title[1].strip()
    main = html.split("<main", 1)[1]
    for card in CARD.findall(main):
        assert card.count('data-variant="primary"') <= 1


@pytest.fixture
def person():
    user = make_user(password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def signed_in(client, person):
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FOR_ALL)
def test_page_for_everyone(client, name, language):
    assert_page(client.get(reverse(name), {"lang": language}), language=language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FOR_SIGNED_IN)
def test_page_of_ones_own_account(signed_in, name, language):
    assert_page(signed_in.get(reverse(name), {"lang": language}), language=language)


def test_sign_in_says_what_to_correct_and_keeps_the_address(client):
    response = client.post(reverse("account_login"), {"login": "a@elo.example", "password": ""})

    html = response.content.decode()
    assert faults_of(html) == []
    assert 'href="#id_password"' in html
    assert "autofocus" in html
    assert 'value="a@elo.example"' in html


def test_code_by_mail_asks_for_the_code(client, person):
    response = client.post(
        reverse("account_request_login_code"), {"email": person.email}, follow=True
    )

    assert_page(response, language="fi")
    assert person.email in response.content.decode()


def test_link_of_a_forgotten_password_leads_to_a_new_one(client, person):
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"

    response = client.get(f"/accounts/password/reset/key/{key}/", follow=True)

    assert_page(response, language="fi")
    assert response.content.decode().count('type="password"') == 2


def test_used_link_of_a_forgotten_password_says_so(client):
    response = client.get("/accounts/password/reset/key/1-abc-def/", {"lang": "en"})

    assert_page(response, language="en")
    assert 'type="password"' not in response.content.decode()


def test_new_address_waits_for_its_code(signed_in):
    response = signed_in.post(
        reverse("account_email"), {"email": "new@elo.example", "action_add": ""}, follow=True
    )

    assert_page(response, language="sv")
    assert "new@elo.example" in response.content.decode()


def test_sign_up_is_by_invitation_alone(client):
    response = client.post(
        reverse("account_signup"),
        {"email": "x@elo.example", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert "password1" not in response.content.decode()


def test_page_that_is_not_here_offers_sign_in_and_comes_back(client):
    response = client.get("/nothing/here/?tab=a", {"lang": "en"})

    html = response.content.decode()
    assert response.status_code == 404
    assert faults_of(html) == []
    assert f"{reverse('account_login')}?next=%2Fnothing%2Fhere%2F" in html


def test_page_that_is_not_here_asks_no_member_to_sign_in(signed_in):
    html = signed_in.get("/nothing/here/").content.decode()

    assert faults_of(html) == []
    assert "?next=" not in html
