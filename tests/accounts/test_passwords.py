"""How passwords are kept."""

from django.contrib.auth.hashers import check_password, make_password

from elo_platform import settings as product


def test_a_password_is_kept_as_argon2id_at_the_chosen_cost(settings):
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS

    kept = make_password("korg-vinter-ståltråd")

    assert kept.startswith("argon2$argon2id$v=19$m=65536,t=2,p=1$")
    assert check_password("korg-vinter-ståltråd", kept)
    assert not check_password("korg-vinter-stålträd", kept)


def test_a_long_password_counts_to_its_end(settings):
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    long = "ordet är långt " * 10

    assert not check_password(long + "b", make_password(long + "a"))
