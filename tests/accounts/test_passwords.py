"""How passwords are kept."""

from importlib import import_module

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.test import Client
from django.urls import reverse

from tests.factories import make_user


@pytest.fixture(autouse=True)
def _as_in_production(settings):
    settings.PASSWORD_HASHERS = import_module("elo_platform.settings").PASSWORD_HASHERS


def test_a_password_is_kept_as_argon2id_at_the_chosen_cost():
    kept = make_password("korg-vinter-ståltråd")

    assert kept.startswith("argon2$argon2id$v=19$m=65536,t=2,p=1$")
    assert check_password("korg-vinter-ståltråd", kept)
    assert not check_password("korg-vinter-stålträd", kept)


def test_a_long_password_counts_to_its_end():
    long = "ordet är långt " * 10

    assert not check_password(long + "b", make_password(long + "a"))


@pytest.mark.django_db
def test_a_password_that_is_too_short_is_refused_and_a_good_one_leads_back_to_the_profile():
    user = make_user(password="korg-vinter-ståltråd")
    client, url = Client(), reverse("account_change_password")
    client.force_login(user)

    def change(new):
        old = "korg-vinter-ståltråd"
        return client.post(url, {"oldpassword": old, "password1": new, "password2": new})

    short, good = change("sommar-korg"), change("sommar-korg-ståltråd")

    assert "12" in short.context["form"].errors["password1"][0]
    assert good.status_code == 302
    assert good.url == reverse("accounts:profile")
