"""Nobody learns from an answer whether an address has an account."""

import pytest
from django.core.cache import cache
from django.test import Client

from elo_platform.notifications.models import Mail, Owed
from tests.accounts.helpers import PASSWORD, make_account, post_mails
from tests.factories import make_user
from tests.world import make_world

pytestmark = pytest.mark.django_db

WHO = ("existing", "unknown", "invited", "deactivated", "no_password")


def _addresses() -> dict[str, str]:
    invitation = make_world().invitation
    type(invitation).objects.filter(pk=invitation.pk).update(address="asked@elo.example")
    make_account(email="existing@elo.example")
    make_account(email="deactivated@elo.example", is_active=False)
    make_account(email="no_password@elo.example", password=None)
    return {
        "existing": "existing@elo.example",
        "unknown": "nobody-here@elo.example",
        "invited": "asked@elo.example",
        "deactivated": "deactivated@elo.example",
        "no_password": "no_password@elo.example",
    }


def _answer(path: str, data: dict[str, str], address: str) -> tuple:
    cache.clear()
    client = Client()
    client.get(path)
    response = client.post(path, data)
    steps = [_look(response, address)]
    if response.status_code == 302:
        steps.append(_look(client.get(response["Location"]), address))
    return steps


def _look(response, address: str) -> tuple:
    body = response.content.decode().replace(address, "ADDRESS")
    for name in ("csrfmiddlewaretoken", "form_key"):
        body = _without_value(body, name)
    location = response.headers.get("Location", "").replace(address, "ADDRESS")
    cookies = {
        name: (bool(morsel.value), morsel["max-age"], morsel["path"])
        for name, morsel in response.cookies.items()
    }
    return response.status_code, location, body, cookies


def _without_value(body: str, name: str) -> str:
    before, found, after = body.partition(f'name="{name}" value="')
    if not found:
        return body
    return before + found + _without_value(after.partition('"')[2], name)


@pytest.mark.parametrize(
    ("path", "field", "more"),
    [
        ("/accounts/login/", "login", {"password": "wrong-but-long-enough"}),
        ("/accounts/login/code/", "email", {}),
        ("/accounts/password/reset/", "email", {}),
    ],
)
def test_the_answer_is_the_same_for_everyone(path, field, more):
    addresses = _addresses()

    answers = {who: _answer(path, {field: addresses[who], **more}, addresses[who]) for who in WHO}

    assert all(answers[who] == answers["existing"] for who in WHO)


def test_only_accounts_get_a_mail_and_a_strangers_address_is_not_kept():
    addresses = _addresses()
    for who in WHO:
        cache.clear()
        Client().post("/accounts/login/code/", {"email": addresses[who]})
        Client().post("/accounts/password/reset/", {"email": addresses[who]})

    reached = sorted(address for mail in post_mails() for address in mail.to)

    assert reached == sorted([addresses["existing"], addresses["no_password"]] * 2)
    assert not Mail.objects.filter(address__startswith="nobody@").exists()
    kept = set(Owed.objects.values_list("address", flat=True))
    assert addresses["unknown"] not in kept
    assert addresses["deactivated"] not in kept


def test_each_request_leaves_as_many_rows_whoever_is_asked_for():
    addresses = _addresses()
    counts = {}
    for who in WHO:
        cache.clear()
        before = Owed.objects.count()
        Client().post("/accounts/login/code/", {"email": addresses[who]})
        counts[who] = Owed.objects.count() - before

    assert set(counts.values()) == {1}


def test_changing_to_an_address_that_another_has_looks_like_any_change():
    other, client = make_user(email="taken@elo.example"), Client()
    user = make_account()
    client.force_login(user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    answers = []
    for address in (other.email, "free@elo.example"):
        cache.clear()
        response = client.post("/accounts/email/", {"email": address, "action_add": ""})
        answers.append((response.status_code, response.headers.get("Location")))

    assert answers[0] == answers[1]
    user.refresh_from_db()
    assert user.email == "alva@elo.example"
