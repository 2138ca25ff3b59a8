"""How passwords are kept."""

from importlib import import_module

import pytest
from django.contrib.auth.hashers import check_password, make_password


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
