"""Two posters at once never send the same mail, and without the lock they would."""

import threading
import time as stopwatch
from collections import Counter

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.db.models import QuerySet

from elo_platform.notifications.delivery import post_due
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.models import Mail
from tests.factories import NOON, make_user
from tests.notifications.samples import owe_one

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sample_kinds"),
]
MAILS, POSTERS = 12, 4
taken: list[str] = []


class Slow(BaseEmailBackend):
    """Takes its time, so that others have the chance to take the same mail."""

    def send_messages(self, messages):
        stopwatch.sleep(0.02)
        taken.extend(message.to[0] for message in messages)
        return len(messages)


@pytest.fixture(autouse=True)
def _slow_server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    taken.clear()


def _post_together() -> None:
    def post() -> None:
        try:
            post_due(now=NOON)
        finally:
            connection.close()

    posters = [threading.Thread(target=post) for _number in range(POSTERS)]
    for poster in posters:
        poster.start()
    for poster in posters:
        poster.join()


def _owe() -> None:
    for number in range(MAILS):
        owe_one(make_user(), occasion=str(number))
    post_due(now=NOON, limit=0)


def test_each_mail_leaves_once():
    _owe()

    _post_together()

    assert len(taken) == MAILS
    assert max(Counter(taken).values()) == 1
    assert Mail.objects.filter(sent_at=None).count() == 0


def test_without_the_lock_they_would_double(monkeypatch):
    _owe()
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_options: rows)

    _post_together()

    assert len(taken) > MAILS


def test_posters_that_gather_at_once_make_one_mail_of_a_day():
    user = make_user()
    for number in range(6):
        owe_one(user, occasion=str(number), kind=NoticeKind.MEETING_REMINDER)

    _post_together()

    assert taken == [user.email]
    assert Mail.objects.get().owed.count() == 6
