"""One-act links: signed, for one act, for a time."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.models import AuditEvent
from elo_platform.notifications.acts import make_token
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_kinds")]


def _path(*, kind="sample", object_id=7, subject="guest@elo.example", hours=1) -> str:
    expires_at = timezone.now() + timedelta(hours=hours)
    token = make_token(kind=kind, object_id=object_id, subject=subject, expires_at=expires_at)
    return f"/act/{token}/"


def test_a_link_opens_its_act_without_signing_in_and_no_cache_keeps_it():
    response = Client().get(_path())

    assert response.content == b"act on 7 for guest@elo.example"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/act/forged/", 404),
        (_path(kind="no_such_act"), 404),
        (_path(hours=-1), 410),
    ],
)
def test_a_link_that_does_not_work_says_what_to_do(path, status, language):
    response = Client().get(f"{path}?lang={language}")

    assert response.status_code == status
    assert 'href="/"' in response.content.decode()


def test_no_character_of_a_link_can_be_changed():
    path = _path()
    token = path.split("/")[2]
    forged = [
        f"/act/{token[:i]}{'A' if token[i] != 'A' else 'B'}{token[i + 1 :]}/"
        for i in range(len(token))
    ]

    codes = {Client().get(one).status_code for one in forged}

    assert codes == {404}


def test_using_a_link_is_written_to_the_log_and_looking_at_it_is_not():
    user = make_user()
    path = _path(subject=user.pk)
    client = Client()

    client.get(path)
    before = AuditEvent.objects.count()
    client.post(path, {"form_key": str(uuid.uuid4())})

    event = AuditEvent.objects.get(kind=AuditKind.ACT_LINK_USED)
    assert before == 0
    assert event.actor_id == user.pk
    assert event.data == {"act": "sample", "object": 7}


def test_a_form_of_an_act_sent_twice_is_logged_once():
    path, key = _path(), str(uuid.uuid4())

    answers = [Client().post(path, {"form_key": key}) for _number in range(2)]

    assert [answer["Location"] for answer in answers] == ["/", "/"]
    assert AuditEvent.objects.filter(kind=AuditKind.ACT_LINK_USED).count() == 1


def test_an_act_is_guarded_against_other_sites():
    response = Client(enforce_csrf_checks=True).post(_path())

    assert response.status_code == 403
