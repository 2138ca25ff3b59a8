"""The inbox, what is chosen, and the one click that stops."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.models import AuditEvent
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.models import Muted, Owed
from elo_platform.notifications.preferences import wanted_kinds
from elo_platform.notifications.querysets import unread_of
from elo_platform.notifications.stops import stop_url
from tests.factories import make_user
from tests.notifications.samples import owe_one

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_kinds")]


@pytest.fixture
def reader():
    return make_user()


@pytest.fixture
def client(reader):
    client = Client()
    client.force_login(reader)
    return client


def _key() -> dict[str, str]:
    return {"form_key": str(uuid.uuid4())}


def test_the_inbox_shows_what_has_come_newest_first(client, reader):
    now = timezone.now()
    owe_one(reader, occasion="1", what="the first", now=now - timedelta(days=2))
    owe_one(reader, occasion="2", what="the second", now=now)
    owe_one(reader, occasion="3", what="tomorrow", now=now + timedelta(days=1))
    owe_one(make_user(), occasion="4", what="of another", now=now)

    page = client.get("/me/notices/").content.decode()

    assert page.index("the second") < page.index("the first")
    assert "tomorrow" not in page
    assert "of another" not in page


def test_the_inbox_says_nothing_of_what_may_no_longer_be_seen(client, reader, sample_kinds):
    owe_one(reader, what="secret", now=timezone.now())
    sample_kinds.hidden.add("secret")

    assert "secret" not in client.get("/me/notices/").content.decode()


def test_secrets_are_never_in_the_inbox(client, reader):
    owe_one(reader, kind=NoticeKind.ACCOUNT, what="code", now=timezone.now())

    assert client.get("/me/notices/").context["lines"] == []


def test_the_inbox_costs_the_same_with_one_notice_and_with_many(client, reader):
    counts = []
    for number in (1, 12):
        for index in range(number):
            owe_one(reader, occasion=f"{number}:{index}", now=timezone.now())
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/me/notices/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_looking_marks_nothing_and_the_button_marks_what_was_seen(client, reader):
    now = timezone.now()
    owe_one(reader, occasion="1", now=now)
    form = client.get("/me/notices/").context["form"]
    unread = Owed.objects.filter(read_at=None).count()
    owe_one(reader, occasion="2", now=now)

    client.post("/me/notices/read/", {**_key(), "newest": form["newest"].value()})

    assert unread == 1
    assert Owed.objects.filter(read_at=None).count() == 1


def test_nobody_marks_the_notices_of_another(client):
    owe_one(make_user(), now=timezone.now())

    client.post("/me/notices/read/", {**_key(), "newest": Owed.objects.get().pk})

    assert Owed.objects.get().read_at is None


def test_kinds_are_stopped_and_resumed_and_the_log_knows(client, reader):
    client.post("/me/notices/settings/", {**_key(), "kinds": ["meeting_reminder"]})
    stopped = set(Muted.objects.values_list("kind", flat=True))
    client.post(
        "/me/notices/settings/",
        {**_key(), "kinds": wanted_kinds(user=reader) + ["answer_reminder"]},
    )

    assert "meeting_reminder" not in stopped
    assert "answer_reminder" in stopped
    assert "answer_reminder" in wanted_kinds(user=reader)
    kinds = set(AuditEvent.objects.values_list("kind", flat=True))
    assert kinds == {AuditKind.NOTICES_STOPPED, AuditKind.NOTICES_RESUMED}


def test_a_mandatory_kind_cannot_be_chosen_away(client):
    response = client.post("/me/notices/settings/", {**_key(), "kinds": ["meeting_called"]})

    assert response.status_code == 422
    assert not Muted.objects.exists()


def _stop_path(subject, kinds=("meeting_reminder", "meeting_called")) -> str:
    url = stop_url(subject=subject, kinds=kinds)
    return url.removeprefix("http://testserver").partition("?")[0]


@pytest.mark.parametrize("who", ["person", "address"])
def test_one_click_of_a_mail_program_stops_without_a_cookie(who, reader):
    subject = reader.pk if who == "person" else "guest@elo.example"
    client = Client(enforce_csrf_checks=True)

    response = client.post(_stop_path(subject), {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    [row] = Muted.objects.all()
    assert (row.kind, row.user_id, row.address) == (
        ("meeting_reminder", reader.pk, "")
        if who == "person"
        else ("meeting_reminder", None, "guest@elo.example")
    )


def test_looking_at_the_stop_page_stops_nothing_and_its_button_does(reader):
    client, path = Client(), _stop_path(reader.pk)

    page = client.get(path)
    untouched = Muted.objects.count()
    response = client.post(
        path, {"form_key": page.context["form"]["form_key"].value()}, follow=True
    )

    assert untouched == 0
    assert Muted.objects.count() == 1
    assert response.context["is_stopped"]


def test_stopping_twice_is_stopping_once(reader):
    for _number in range(2):
        Client().post(_stop_path(reader.pk), {"List-Unsubscribe": "One-Click"})

    assert Muted.objects.count() == 1


def test_a_forged_stop_link_stops_nothing(reader):
    path = _stop_path(reader.pk)

    response = Client().post(f"{path[:-3]}xx/", {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 404
    assert not Muted.objects.exists()


def test_the_bell_counts_what_the_inbox_calls_unread(reader):
    now = timezone.now()
    for number, changes in enumerate(
        ({}, {"read_at": now}, {"due_at": now + timedelta(days=1)}, {"suppressed_reason": "muted"})
    ):
        owe_one(reader, occasion=str(number), now=now)
        Owed.objects.filter(pk=Owed.objects.latest("pk").pk).update(**changes)
    owe_one(reader, kind=NoticeKind.ACCOUNT, what="code", now=now)

    assert unread_of(reader) == Owed.objects.visible_to(reader).unread().count() == 1
    assert unread_of(make_user()) == 0
