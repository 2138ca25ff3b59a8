"""Who opens what others may not see needs a second factor, however they sign in."""

from collections.abc import Iterator

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.permissions import Role
from tests.accounts.helpers import code_in, is_signed_in, make_account, post_mails, sign_in
from tests.factories import give_role, make_group, make_user

pytestmark = pytest.mark.django_db

SET_UP = "/accounts/2fa/totp/activate/"


@pytest.fixture(autouse=True)
def _required(settings) -> Iterator[None]:
    """On a clock that stands: a code holds for half a minute, and a machine may be busy longer."""
    settings.REQUIRE_SECOND_FACTOR = True
    with time_machine.travel(timezone.now(), tick=False):
        cache.clear()
        yield


def _coordinator(**fields):
    user = make_account(**fields)
    group = make_group()
    give_role(user=user, role=Role.COORDINATOR, held_in=group)
    return user, group


def _with_factor(user) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize("who", ["coordinator", "national", "administrator"])
def test_without_a_factor_nothing_else_opens(who):
    client = Client()
    user = make_account(is_staff=who == "administrator", is_superuser=who == "administrator")
    group = make_group()
    if who == "coordinator":
        give_role(user=user, role=Role.COORDINATOR, held_in=group)
    elif who == "national":
        give_role(user=user, role=Role.NATIONAL)
    sign_in(client, user)

    for path in ("/", "/me/", "/me/profile/", "/me/notices/", f"/groups/{group.pk}/", "/admin/"):
        response = client.get(path)
        assert (response.status_code, response.get("Location")) == (302, SET_UP), path
    assert client.post("/me/profile/", {"name": "x"}).status_code == 302


def test_a_member_needs_none():
    client, user = Client(), make_account()

    sign_in(client, user)

    assert is_signed_in(client)


def test_links_from_mails_open_without_a_factor_since_they_open_without_signing_in():
    client = Client()
    user, _group = _coordinator()
    sign_in(client, user)

    assert client.get(reverse("notifications:act", args=["x"])).status_code == 404


@pytest.mark.parametrize("how", ["password", "code"])
def test_with_a_factor_every_way_in_asks_for_it(how):
    client = Client()
    user, group = _coordinator()
    secret = _with_factor(user)

    if how == "password":
        sign_in(client, user)
    else:
        client.post("/accounts/login/code/", {"email": user.email})
        client.post("/accounts/login/code/confirm/", {"code": code_in(post_mails()[-1])})
    before = is_signed_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": _code(secret)})

    assert not before
    assert is_signed_in(client)


def test_a_code_of_the_app_works_once():
    user, _group = _coordinator()
    code = _code(_with_factor(user))
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client, user)
        client.post("/accounts/2fa/authenticate/", {"code": code})

    assert is_signed_in(first)
    assert not is_signed_in(second)


def test_setting_up_the_app_shows_ten_recovery_codes_and_each_works_once():
    client = Client()
    user, _group = _coordinator()
    sign_in(client, user)
    _reauthenticate(client)
    secret = client.get(SET_UP).context["form"].secret
    client.post(SET_UP, {"code": _code(secret)})
    codes = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()

    assert is_signed_in(client)
    assert len(codes) == 10
    outcomes = []
    for _number in range(2):
        other = Client()
        sign_in(other, user)
        other.post("/accounts/2fa/authenticate/", {"code": codes[0]})
        outcomes.append(is_signed_in(other))
    assert outcomes == [True, False]


def _reauthenticate(client):
    client.post("/accounts/reauthenticate/", {"password": "korg-vinter-ståltråd"})


def test_recovery_codes_alone_are_no_factor():
    client = Client()
    user, _group = _coordinator()
    sign_in(client, user)
    Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": "x"})

    assert not is_signed_in(client)


def test_the_admin_is_behind_the_same_sign_in(settings):
    settings.REQUIRE_SECOND_FACTOR = False
    client = Client()
    response = client.get("/admin/login/?next=/admin/")

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")
    client.force_login(make_user())
    assert client.get("/admin/").status_code in {302, 403}
