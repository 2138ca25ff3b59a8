"""One's own details."""

import uuid

import pytest
from django.test import Client

from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.models import AuditEvent
from tests.factories import make_user

pytestmark = pytest.mark.django_db

VALUES = {
    "name": "Alva Strand",
    "title": "Handledare",
    "phone": "",
    "language": "fi",
    "colour_scheme": "dark",
}


def _post(client, **changes):
    return client.post("/me/profile/", {"form_key": str(uuid.uuid4()), **VALUES, **changes})


def test_saving_changes_the_details_and_the_language_of_the_browser():
    client, user = Client(), make_user(language="sv")
    client.force_login(user)

    response = _post(client, title="Rektor")

    user.refresh_from_db()
    assert response.status_code == 302
    assert (user.title, user.language, user.colour_scheme) == ("Rektor", "fi", "dark")
    assert response.cookies["elo_language"].value == "fi"
    assert client.get("/me/profile/").headers["Content-Language"] == "fi"
    event = AuditEvent.objects.get(kind=AuditKind.PROFILE_CHANGED)
    assert event.data == {"fields": ["title", "language", "colour_scheme"]}


def test_an_empty_name_is_sent_back_with_what_was_typed():
    client, user = Client(), make_user()
    client.force_login(user)

    response = _post(client, name="", title="Rektor")

    assert response.status_code == 422
    assert "Rektor" in response.content.decode()
    user.refresh_from_db()
    assert user.title == ""


def test_nothing_but_the_own_details_can_be_changed():
    client, user = Client(), make_user()
    client.force_login(user)
    everything = {field.name: "1" for field in user._meta.fields if field.name not in VALUES}

    _post(client, **everything)

    before = (user.email, user.password, user.is_staff, user.is_superuser, user.is_active)
    user.refresh_from_db()
    after = (user.email, user.password, user.is_staff, user.is_superuser, user.is_active)
    assert before == after


def test_a_form_sent_twice_has_one_effect():
    client, user = Client(), make_user()
    client.force_login(user)
    key = str(uuid.uuid4())

    first = _post(client, form_key=key, title="One")
    second = _post(client, form_key=key, title="Two")

    user.refresh_from_db()
    assert first["Location"] == second["Location"]
    assert user.title == "One"
