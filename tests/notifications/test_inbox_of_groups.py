"""The inbox of the real kinds: what is listed, what it costs, what has become hidden."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elo_platform.accounts.models import User
from elo_platform.notifications.kinds import RULES, NoticeKind
from elo_platform.notifications.models import Owed
from elo_platform.notifications.outbox import owe
from tests.browsing import client_of
from tests.notifications.occasions import SAMPLES
from tests.world import make_world

pytestmark = pytest.mark.django_db


def _owe(reader, kind, params, occasion="a"):
    readers = User.objects.filter(pk=reader.pk)
    owe(kind=kind, readers=readers, occasion=occasion, params=params, now=timezone.now())


def test_every_kind_that_is_no_secret_has_its_place_in_the_inbox(settings):
    assert {NoticeKind(kind) for kind in settings.INBOX} == {
        kind for kind, rule in RULES.items() if not rule.secret
    }


@pytest.mark.parametrize("kind", SAMPLES, ids=str)
def test_a_notice_is_listed_with_its_page(kind):
    world = make_world()
    params, reader = SAMPLES[kind](world)
    if not isinstance(reader, User):
        reader = User.objects.get(email=reader.email)
    # Making the occasion may have sent something already.
    Owed.objects.all().delete()
    _owe(reader, kind, params)

    page = client_of(reader).get("/me/notices/?lang=en")

    [line] = page.context["lines"]
    assert line.title
    assert line.url.startswith("http://testserver/")
    assert client_of(reader).get(line.url.removeprefix("http://testserver")).status_code == 200


def test_the_page_costs_the_same_however_many_notices_of_a_kind():
    world = make_world()
    reader = world.people["leading"]
    client = client_of(reader)
    kinds = [kind for kind in SAMPLES if str(kind).startswith(("meeting", "body", "seat"))]
    counts = []
    for number in (1, 3):
        for kind in kinds:
            params, _reader = SAMPLES[kind](world)
            for index in range(number):
                _owe(reader, kind, params, occasion=f"{number}:{index}")
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/me/notices/")
        counts.append((len(queries), len(page.context["lines"])))

    assert counts[0][0] == counts[1][0]
    assert counts[0][1] < counts[1][1]
    assert counts[0][0] <= 25


def test_what_may_no_longer_be_seen_is_gone_from_the_inbox():
    world = make_world()
    reader = world.people["leading"]
    params, _reader = SAMPLES[NoticeKind.MEETING_CALLED](world)
    _owe(reader, NoticeKind.MEETING_CALLED, params)
    reader.role_grants.all().delete()

    assert client_of(reader).get("/me/notices/").context["lines"] == []
