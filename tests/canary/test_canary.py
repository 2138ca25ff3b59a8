"""Tokens in every text, every door, every reader: nobody reads what is not theirs.

What a door is tried with is what stands in its row of the access matrix, and it answers as the row
says: one crawl proves both.
"""

import pytest

from elo_platform.lib.conditions import Condition
from elo_platform.notifications.kinds import NoticeKind
from groups.querysets import meetings
from tests.access_matrix import MATRIX
from tests.canary.conftest import Canary, is_door
from tests.canary.crawling import admin_paths, asked, browser_of, letters, pages
from tests.canary.oracle import KEYS_OF, LETTERS_OF, RULES, SHOWN_AT, TOLD, is_for_admins
from tests.canary.planting import found, models_with_text
from tests.world import ACTORS, STATES

READERS = (*ACTORS, *STATES)


def test_every_model_with_text_says_who_may_read_it():
    assert {model._meta.label for model in models_with_text()} == set(RULES)


def _leaks_at(door: str, seen: bytes, canary: Canary, reader: str) -> set[tuple[str, str, str]]:
    """Return each leak to `reader` as door, model and field."""
    return {
        (door, where.model, where.field)
        for where in (canary.planted[token] for token in found(seen))
        if not {reader, KEYS_OF.get(door, reader)} & canary.readers[where]
        and where.model not in SHOWN_AT.get(door, set())
    }


@pytest.mark.parametrize("reader", READERS)
def test_doors_answer_by_the_matrix_and_nobody_reads_what_is_not_theirs(canary, settings, reader):
    settings.REQUIRE_SECOND_FACTOR = reader == "no_second_factor"

    assert len(canary.doors) > 60
    assert len(canary.planted) > 300
    leaks, codes = set(), {}
    for door, code, seen in pages(canary, reader):
        leaks |= _leaks_at(door, seen, canary, reader)
        codes[door] = code

    assert sorted(leaks) == []
    doors = {name for name in MATRIX if is_door(name)}
    assert {door: codes[door] for door in doors} == {
        door: MATRIX[door].codes[reader] for door in doors
    }


def test_no_mail_says_what_its_reader_may_not_read(canary):
    leaks, sent = set(), set()
    for kind, reader, seen in letters(canary):
        sent.add(kind)
        told = TOLD.get(kind, set()) if reader == "invited" else set()
        for where in (canary.planted[token] for token in found(seen)):
            may = {reader, LETTERS_OF.get(reader, reader)} & canary.readers[where]
            if not may and where.model not in told:
                leaks.add((kind, reader, where.model, where.field))

    assert sorted(leaks) == []
    # Mails about an account say nothing of any row.
    assert sent == set(NoticeKind) - {NoticeKind.ACCOUNT}


def test_administrators_read_names_and_titles_and_no_texts(canary):
    client, leaks, seen = browser_of(canary, "admin"), set(), set()
    for door, path in admin_paths().items():
        for where in (canary.planted[token] for token in found(asked(client, path)[1])):
            seen.add(where.model)
            if not is_for_admins(where):
                leaks.add((door, where.model, where.field))

    assert sorted(leaks) == []
    assert seen >= {"accounts.User", "groups.Body", "plans.Plan"}


@pytest.mark.parametrize("reader", ["anonymous", "outsider", "coordinator", "national"])
def test_the_admin_is_closed_to_everybody_else(canary, reader):
    client = browser_of(canary, reader)
    paths = [path for door, path in admin_paths().items() if door.endswith(" list")]

    assert len(paths) > 20
    answers = [asked(client, path) for path in paths]
    assert {code for code, _seen in answers} == {302}
    assert not set().union(*(found(seen) for _code, seen in answers))


def test_the_canary_sings_when_a_read_is_open_to_all(canary, monkeypatch):
    """Negative control: a rule of who reads meetings that hides nothing."""
    door, client = "groups:meeting_detail", browser_of(canary, "outsider")
    assert not _leaks_at(door, asked(client, canary.doors[door])[1], canary, "outsider")

    monkeypatch.setattr(meetings, "meeting_open_to", lambda _user: Condition("TRUE"))

    leaks = _leaks_at(door, asked(client, canary.doors[door])[1], canary, "outsider")
    assert (door, "groups.Meeting", "title_sv") in leaks
