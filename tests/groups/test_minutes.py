"""Minutes: begun from the agenda, written, checked by mail, approved and locked, revised."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.models import Owed
from elo_platform.overview.proofs.together import together
from groups.models import Minutes, MinutesPart, MinutesRevision
from groups.notices.minutes import approved, changes, check, missing
from groups.panels.minutes import due_minutes
from groups.panels.minutes_due import due_reviews
from groups.policies.minutes import can_step
from groups.services.agenda import ItemValues, place_item
from groups.services.minutes import begin_minutes, change_part, take_in_items
from groups.services.minutes_reminders import remind_of_minutes
from groups.services.minutes_steps import (
    answer_check,
    approve_minutes,
    reopen_minutes,
    take_back_minutes,
)
from groups.services.outcomes import OutcomeValues, record_outcome
from groups.services.presence import PresenceLine, enter_presence
from groups.states import MINUTES_TRANSITIONS, MinutesAction, MinutesState
from tests.browsing import client_of
from tests.groups.meetings import called, make_hall, row_of
from tests.groups.minutes import checker_of, in_review, make_held, make_minutes, send, write
from tests.groups.networks import sent
from tests.groups.test_meeting_pages import path

pytestmark = pytest.mark.django_db
AT_ONCE = 20


def approve(held, **changes):
    held.minutes.refresh_from_db()
    given = {"minutes_id": held.minutes.pk, "version": held.minutes.version, **held.by}
    return approve_minutes(**(given | {"despite_open": True} | changes))


def answer(held, said, note=""):
    held.minutes.refresh_from_db()
    given = {"version": held.minutes.version, "answer": said, "note": note}
    checker = checker_of(held)
    return answer_check(checker_id=checker.pk, **given, by=checker.user, now=timezone.now())


def outcome(held, item=None, title="Remissvägen"):
    values = OutcomeValues(kind="position", title_sv=title, text_sv="Gruppen stöder den.")
    item_id = item.pk if item else None
    return record_outcome(meeting_id=held.meeting.pk, item_id=item_id, values=values, **held.by)


def test_minutes_begin_from_the_agenda_once_the_meeting_has_begun():
    held = make_held()
    ahead = called(held.hall)
    client = client_of(held.hall.coordinator)

    assert client.post(path("minutes_begin", ahead.pk), sent()).status_code == 403
    for _press in range(2):
        assert client.post(path("minutes_begin", held.meeting.pk), sent()).status_code == 302
    minutes = Minutes.objects.get()
    items = list(held.meeting.items.all())
    assert [part.item for part in minutes.parts.all()] == [None, *items, None]
    held.minutes = minutes
    late = place_item(
        meeting_id=held.meeting.pk,
        item=ItemValues(title_sv="Övrigt"),
        by=held.hall.coordinator,
        now=held.meeting.starts_at,
    )
    assert take_in_items(minutes_id=minutes.pk, **held.by) == 1
    assert minutes.parts.last().item == late
    shown = outcome(held, items[1])
    page = client.get(path("minutes_detail", held.meeting.pk))
    assert [each["url"] for each in page.context["parts"][2]["outcomes"]] == [
        f"/outcomes/{shown.pk}/"
    ]


def test_a_part_that_somebody_saved_meanwhile_comes_back_with_both_texts():
    held = make_minutes(is_written=False)
    part = list(held.minutes.parts.all())[1]
    client, url = client_of(held.hall.coordinator), path("minutes_part", part.pk)
    data = {"version": 0, "heading_sv": "Läget", "heading_fi": "Tilanne"}

    assert client_of(held.hall.members[0]).get(url).status_code == 404
    assert client.post(url, sent(**data, text_sv="Först", text_fi="Ensin")).status_code == 302
    stale = client.post(url, sent(**data, text_sv="Sedan", text_fi="Ensin"))
    assert stale.status_code == 409
    assert "Först" in stale.content.decode()
    assert stale.context["form"]["text_sv"].value() == "Sedan"
    part.refresh_from_db()
    assert (part.text_sv, part.version) == ("Först", 1)
    again = sent(**data | {"version": stale.context["form"]["version"].value()}, text_sv="Båda")
    assert client.post(url, again).status_code == 302
    assert client.post(url, sent(version=2)).status_code == 422
    held.minutes.refresh_from_db()
    assert held.minutes.version == 2


def test_named_checkers_read_and_answer_from_the_mail_the_version_that_they_read():
    held = make_minutes()
    member, other = held.hall.members
    readers = client_of(other)
    assert readers.get(path("minutes_detail", held.meeting.pk)).status_code == 404
    send(held)
    assert readers.get(path("minutes_detail", held.meeting.pk)).status_code == 200
    assert [owed.reader for owed in Owed.objects.filter(kind="minutes_check")] == [member]
    assert [row["url"] for row in due_minutes(member, timezone.now())]
    url = check({"minutes": held.minutes.pk}, member)["acts"][0]["url"].split("testserver")[-1]
    assert check({"minutes": held.minutes.pk}, other) is None

    nameless = Client()
    version = nameless.get(url).context["form"]["version"].value()
    assert version == held.minutes.version
    write(held, 2, "Seminariet hålls i maj.")
    assert nameless.post(url, sent(version=version, answer="approved")).status_code == 409
    version = held.minutes.version
    assert nameless.post(url, sent(version=version, answer="changes")).status_code == 422
    note = {"answer": "changes", "note": "Datum saknas."}
    assert nameless.post(url, sent(version=version, **note)).status_code == 302
    with pytest.raises(ValidationError, match=member.name):
        approve(held)
    write(held, 2, "Seminariet hålls 13.5.")
    client = client_of(held.hall.coordinator)
    assert client.post(path("minutes_ask", held.meeting.pk), sent()).status_code == 302
    assert Owed.objects.filter(kind="minutes_check").count() == 2
    page = client_of(member)
    approves = sent(version=held.minutes.version, answer="approved")
    assert page.post(path("minutes_check", held.meeting.pk), approves).status_code == 302
    assert checker_of(held).answer == "approved"
    assert due_minutes(member, timezone.now()) == []
    with pytest.raises(PermissionDenied):
        answer_check(
            checker_id=checker_of(held).pk,
            version=held.minutes.version,
            answer="approved",
            note="",
            by=other,
            now=timezone.now(),
        )
    approve(held)
    assert nameless.post(url, sent(version=version, **note)).status_code == 410


def test_who_leads_is_told_of_wished_changes_and_what_waits_for_them():
    held = in_review()
    leader, member = held.hall.coordinator, held.hall.members[0]
    now = timezone.now()

    def waits(at=now):
        return [row["title"] for row in due_reviews(leader, at)]

    assert waits() == []
    [late] = waits(now + timedelta(days=8))
    answer(held, "changes", note="Datum saknas.")
    [owed] = Owed.objects.filter(kind="minutes_changes")
    assert owed.reader == leader
    told = changes(owed.params, leader)
    assert (told["who"], told["note"]) == (member.name, "Datum saknas.")
    assert changes(owed.params, held.hall.members[1]) is None
    [row] = waits()
    assert member.name in row
    assert row != late
    assert due_reviews(held.hall.members[1], now + timedelta(days=8)) == []
    write(held, 2, "Seminariet hålls 13.5.")
    answer(held, "approved")
    assert changes(owed.params, leader) is None
    assert waits() == [late]
    # The page of what waits asks the port.
    assert late in client_of(leader).get("/me/?lang=fi").content.decode()
    approve(held)
    assert waits() == []


def test_what_is_open_is_said_before_minutes_are_locked_and_empty_parts_are_left_out():
    held = in_review()
    client, page = client_of(held.hall.coordinator), path("minutes_detail", held.meeting.pk)
    url = path("minutes_approve", held.meeting.pk)

    def left():
        return client.get(f"{page}?lang=en").context["left"]

    def press(**more):
        form = client.get(page).context["approve_form"]
        data = {name: form[name].value() for name in ("version", "seen")}
        return client.post(url, sent(**data, **more)).status_code

    assert (left()["unsettled"], left()["ask_first"], len(left()["words"])) == (1, False, 2)
    assert "Seminaari" in left()["words"][1]
    assert press() == 422
    answer(held, "changes", note="Datum saknas.")
    assert (len(left()["objecting"]), left()["ask_first"]) == (1, True)
    assert url not in client.get(page).content.decode()
    assert press(despite_open="on") == 422
    # An edited part makes an objection older, and does not answer it.
    write(held, 1, "Läget gicks igenom noga.")
    assert (left()["objecting"], left()["unsettled"], left()["ask_first"]) == ([], 1, True)
    assert press() == 422
    answer(held, "approved")
    assert (left()["unsettled"], len(left()["words"])) == (0, 1)
    assert press() == 422
    assert press(despite_open="on") == 302
    shown = client.get(page).context["parts"]
    assert [(part["number"], part["text"]) for part in shown] == [(1, "Läget gicks igenom noga.")]


def test_minutes_in_which_nothing_is_open_are_locked_with_one_press():
    held = in_review()
    for place in range(held.minutes.parts.count()):
        write(held, place, "Text.")
    answer(held, "approved")
    assert approve(held, despite_open=False).number == 1


def test_a_part_is_saved_and_the_next_one_opened_with_one_press():
    held = make_minutes(is_written=False)
    first, second, *_between, last = held.minutes.parts.all()
    client = client_of(held.hall.coordinator)

    def press(part, **more):
        form = client.get(path("minutes_part", part.pk)).context["form"]
        data = {name: form[name].value() for name in ("version", "heading_sv", "heading_fi")}
        return client.post(path("minutes_part", part.pk), sent(**data, text_sv="Text.", **more))

    page = client.get(path("minutes_part", second.pk)).context
    assert (page["place"], page["total"]) == (2, 4)
    assert press(first, next="1")["Location"] == path("minutes_part", second.pk)
    assert press(second)["Location"].endswith(f"#part-{second.pk}")
    assert press(last, next="1")["Location"].endswith(f"#part-{last.pk}")
    assert b'name="next"' not in client.get(path("minutes_part", last.pk)).content
    numbers = client.get(path("minutes_detail", held.meeting.pk)).context["parts"]
    assert [part["number"] for part in numbers] == [1, 2, 3, 4]


def test_minutes_that_changed_while_they_were_read_are_not_approved():
    held = in_review()
    client, url = client_of(held.hall.coordinator), path("minutes_approve", held.meeting.pk)
    page = path("minutes_detail", held.meeting.pk)

    def read():
        form = client.get(page).context["approve_form"]
        return {name: form[name].value() for name in ("version", "seen")}

    became = (
        ("Seminariet", lambda: write(held, 2, "Ändrat medan det lästes.")),
        ("Who was present", lambda: present(held)),
        ("The outcomes that were recorded", lambda: outcome(held)),
    )
    for name, change in became:
        seen = read()
        change()
        refused = client.post(f"{url}?lang=en", sent(**seen))
        assert refused.status_code == 409
        assert len(refused.context["changed"]) == 1, name
    assert not MinutesRevision.objects.exists()
    assert client_of(held.hall.members[0]).post(url, sent(**read())).status_code == 403
    assert client.post(url, sent(**read(), despite_open="on")).status_code == 302
    assert MinutesRevision.objects.get().number == 1


def test_the_list_of_meetings_tells_how_far_the_minutes_have_come():
    held = make_held()
    client, url = client_of(held.hall.members[0]), f"/groups/{held.hall.body.group_id}/meetings/"

    def told():
        [row] = client.get(f"{url}?lang=en").context["past"]
        return re.sub(r"<[^>]*>", "", row.note).strip(" ·")

    assert told() == ""
    held.minutes = begin_minutes(meeting_id=held.meeting.pk, **held.by)
    assert told() == "Minutes are written"
    write(held, 1, "Läget gicks igenom.")
    send(held)
    assert told() == "Minutes in review"
    approve(held)
    assert told() == "minutes approved"


def present(held):
    row = row_of(held.meeting, held.hall.members[0])
    lines = [PresenceLine(row.pk, "present")]
    enter_presence(meeting_id=held.meeting.pk, version=0, lines=lines, **held.by)


def test_approved_minutes_are_locked_told_of_and_revised_with_a_reason():
    held = in_review()
    item = held.meeting.items.first()
    outcome(held, item)
    present(held)
    member = held.hall.members[1]
    approve(held)
    owed = Owed.objects.filter(kind="minutes_approved")
    assert member in [each.reader for each in owed]
    assert approved(owed.get(reader=member).params, member)["revision"] == 1

    with pytest.raises(PermissionDenied):
        write(held, 1, "Något annat.")
    for change in (
        lambda: MinutesPart.objects.filter(minutes=held.minutes).update(text_sv="X"),
        lambda: MinutesPart.objects.filter(minutes=held.minutes).delete(),
        lambda: Minutes.objects.filter(pk=held.minutes.pk).update(version=99),
        lambda: Minutes.objects.filter(pk=held.minutes.pk).update(state="writing"),
        lambda: MinutesRevision.objects.update(reason="X"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    client, reader = client_of(held.hall.coordinator), client_of(member)
    reopen, page = path("minutes_reopen", held.meeting.pk), path("minutes_detail", held.meeting.pk)
    assert client.post(reopen, sent(reason="")).status_code == 422
    assert client.post(reopen, sent(reason="Fel datum")).status_code == 302
    # Who reads only what is approved still reads the revision in force.
    kept = reader.get(page)
    assert kept.context["minutes"] is None
    assert "Läget gicks igenom." in kept.content.decode()
    held.minutes.refresh_from_db()
    write(held, 1, "Läget gicks igenom noga.")
    send(held)
    second = approve(held)
    assert (second.number, second.reason) == (2, "Fel datum")
    shown = reader.get(path("minutes_revisions", held.meeting.pk))
    pieces = [piece for row in shown.context["changes"] for piece in row["became"]]
    assert "".join(text for differs, text in pieces if differs).strip() == "igenom noga."
    first = reader.get(path("minutes_revisions", held.meeting.pk) + "?revision=1")
    assert "Läget gicks igenom." in first.content.decode()
    assert approved(owed.filter(reader=member).order_by("pk")[0].params, member) is None
    for language in ("sv", "fi"):
        made = reader.get(path("minutes_pdf", held.meeting.pk), {"language": language})
        assert made.content.startswith(b"%PDF")
        assert b"/StructTreeRoot" in made.content


def test_the_page_and_who_reads_it_follow_the_meeting():
    held = in_review(visibility="group")
    present(held)
    page, leader = path("minutes_detail", held.meeting.pk), client_of(held.hall.coordinator)
    with CaptureQueriesContext(connection) as few:
        leader.get(page)
    outcome(held, held.meeting.items.first())
    write(held, 2, "Mer text.")
    with CaptureQueriesContext(connection) as many:
        assert leader.get(page).context["people"]
    assert len(few) <= len(many) <= len(few) + 1
    assert len(many) <= 14
    assert Client().get(page).status_code == 404


@pytest.mark.parametrize("action", MinutesAction)
@pytest.mark.parametrize("state", MinutesState)
def test_an_act_does_what_the_table_says_for_who_leads_and_nothing_else(action, state):
    held = make_minutes()
    now = timezone.now()
    given = {"approved_at": now} if state == "approved" else {}
    Minutes.objects.filter(pk=held.minutes.pk).update(state=state, **given)
    held.minutes.refresh_from_db()
    is_possible = state in MINUTES_TRANSITIONS[action].sources
    acts = {
        MinutesAction.SEND: lambda: send(held),
        MinutesAction.TAKE_BACK: lambda: take_back_minutes(minutes_id=held.minutes.pk, **held.by),
        MinutesAction.APPROVE: lambda: approve(held),
        MinutesAction.REOPEN: lambda: reopen_minutes(
            minutes_id=held.minutes.pk, reason="Fel", **held.by
        ),
    }

    assert bool(can_step(held.hall.coordinator, held.minutes, action, now)) is is_possible
    assert not can_step(held.hall.members[0], held.minutes, action, now)
    if is_possible:
        acts[action]()
        held.minutes.refresh_from_db()
        assert held.minutes.state == MINUTES_TRANSITIONS[action].target
    else:
        with pytest.raises(PermissionDenied):
            acts[action]()


def test_reminders_of_missing_and_unchecked_minutes_come_once_each_after_days_of_silence():
    held = make_held(days=0)
    leader, over = held.hall.coordinator, held.meeting.ends_at
    Owed.objects.all().delete()

    def owed():
        rows = Owed.objects.filter(kind__startswith="minutes").order_by("pk")
        return [(each.kind, each.reader, each.params.get("days")) for each in rows]

    assert remind_of_minutes(now=over + timedelta(days=2)) == 0
    # The scheduler stood still from the second day to the sixth: so many days ago it was.
    for _tick in range(3):
        remind_of_minutes(now=over + timedelta(days=6))
    assert owed() == [("minutes_missing", leader, 6)]
    assert missing({"meeting": held.meeting.pk, "days": 3}, leader)["is_begun"] is False
    for days in (9, 10, 12, 25):
        remind_of_minutes(now=over + timedelta(days=days))
    assert owed() == [("minutes_missing", leader, 6), ("minutes_missing", leader, 10)]
    assert remind_of_minutes(now=over + timedelta(days=40)) == 0

    late = make_minutes(days=-1)
    send(late)
    at = late.minutes.sent_at
    assert missing({"meeting": late.meeting.pk, "days": 3}, late.hall.coordinator) is None
    Owed.objects.all().delete()
    for days in (2, 6, 6, 8, 8, 20):
        remind_of_minutes(now=at + timedelta(days=days))
    mine = [each for each in owed() if each[1] == late.hall.members[0]]
    assert [each[0] for each in mine] == ["minutes_check"] * 2


@pytest.mark.django_db(transaction=True)
def test_of_twenty_who_save_one_part_one_wins_and_nineteen_are_told():
    held = make_minutes(is_written=False)
    part = list(held.minutes.parts.all())[1]
    now = timezone.now()

    def save(number):
        given = {"heading_sv": "Läget", "heading_fi": "", "text_fi": ""}
        given |= {"version": 0, "text_sv": f"Text {number}"}
        return change_part(part_id=part.pk, by=held.hall.coordinator, now=now, **given)

    results = together(save, AT_ONCE)

    won = [number for number, result in enumerate(results) if isinstance(result, MinutesPart)]
    part.refresh_from_db()
    assert len(won) == 1
    assert sum(isinstance(result, StaleEdit) for result in results) == AT_ONCE - 1
    assert (part.text_sv, part.version) == (f"Text {won[0]}", 1)
    assert Minutes.objects.get().version == 1


def test_nobody_begins_the_minutes_of_a_meeting_of_others():
    held, other = make_held(), make_hall()

    with pytest.raises(PermissionDenied):
        begin_minutes(meeting_id=held.meeting.pk, by=other.coordinator, now=timezone.now())
