"""Tokens in every text, every door, every reader: nobody reads what is not theirs.

What a door is tried with is what stands in its row of the access matrix.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from elo_platform.accounts.services.feeds import make_feed
from groups.querysets.meetings import MeetingQuerySet
from tests.access_matrix import MATRIX
from tests.canary.oracle import KEYS_OF, RULES, readers_of
from tests.canary.planting import found, models_with_text, plant
from tests.world import ACTORS, STATES

READERS = (*ACTORS, *STATES)
FEEDS = ("overview:calendar_feed", "overview:group_calendar_feed")


def test_every_model_with_text_says_who_may_read_it():
    assert {model._meta.label for model in models_with_text()} == set(RULES)


@pytest.fixture
def doors(world):
    """Every address that answers a GET, with the things behind it made."""
    rows = {
        name: row
        for name, row in MATRIX.items()
        # The demo's mail page shows every mail, and stands in the demo alone.
        if row.method == "get" and not name.startswith("notifications:dev_mail")
    }
    values = {name: row.kwargs(world) for name, row in rows.items()}
    # A person has one calendar link at a time: both feeds open with the last.
    token = make_feed(user=world.people["coordinator"], now=timezone.now())
    for name in FEEDS:
        values[name] |= {"token": token}
    return {name: reverse(name, kwargs=each) for name, each in values.items()}


def _read(response) -> bytes:
    body = response.getvalue() if response.streaming else response.content
    return body + "\n".join(f"{key}: {value}" for key, value in response.headers.items()).encode()


def _crawl(world, doors, planted, reader):
    """Return each leak to `reader` as door, model and field."""
    leaks = set()
    allowed = {token: readers_of(world, where) for token, where in planted.items()}
    client = Client()
    if world.people[reader] is not None:
        client.force_login(world.people[reader])
    for name, path in doors.items():
        with transaction.atomic():
            seen = found(_read(client.get(path)))
            transaction.set_rollback(True)
        for token in seen:
            if not {reader, KEYS_OF.get(name, reader)} & allowed[token]:
                leaks.add((name, planted[token].model, planted[token].field))
    return leaks


@pytest.mark.parametrize("reader", READERS)
def test_nobody_reads_what_is_not_theirs(world, doors, settings, reader):
    settings.REQUIRE_SECOND_FACTOR = reader == "no_second_factor"
    planted = plant()

    leaks = _crawl(world, doors, planted, reader)

    assert len(doors) > 60
    assert len(planted) > 300
    assert sorted(leaks) == []


def test_the_canary_sings_when_a_read_is_open_to_all(world, doors, monkeypatch):
    """Negative control: a queryset that hides nothing."""
    planted = plant()
    monkeypatch.setattr(MeetingQuerySet, "visible_to", lambda self, _user: self.all())

    leaks = _crawl(
        world, {"groups:meeting_detail": doors["groups:meeting_detail"]}, planted, "outsider"
    )

    assert ("groups:meeting_detail", "groups.Meeting", "title_sv") in leaks
