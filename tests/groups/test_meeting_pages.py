"""The pages of meetings: what they show, what their forms do, what they cost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elo_platform.notifications.models import Owed
from groups.models import Meeting
from groups.permissions import Role, Visibility
from groups.services.agenda import ItemValues
from groups.services.meeting_life import close_meeting, open_meeting
from groups.services.meetings import change_meeting, values_of
from groups.services.minutes import begin_minutes
from tests.browsing import client_of
from tests.factories import make_actor, make_seat, make_user
from tests.groups.meetings import called, draft, row_of, sit
from tests.world import make_meeting

pytestmark = pytest.mark.django_db


def path(name, pk) -> str:
    return reverse(f"groups:{name}", args=[pk])


def typed(page, **changes) -> dict[str, str]:
    """Return what a browser would send from the form of `page`, with `changes`."""
    editor = page.context["editor"]
    data = {editor.count_name: str(len(editor.rows))}
    for form in (editor.form, *editor.rows):
        for field in form:
            value = field.field.widget.format_value(field.value())
            data[field.html_name] = "" if value is None else _first(value)
    return data | changes


def _first(value) -> str:
    return str(value[0] if isinstance(value, list) else value)


NEW = {
    "title_sv": "Nätverket 1/2027",
    "day": "12.1.2027",
    "begins": "13.00",
    "ends": "15",
    "item-0-title_sv": "Läget",
    "item-0-minutes": "15",
}


def test_a_coordinator_drafts_a_meeting_and_calls_it(hall):
    client = client_of(hall.coordinator)
    page = client.get(path("meeting_new", hall.body.pk))

    saved = client.post(page.request["PATH_INFO"], typed(page, **NEW))
    meeting = Meeting.objects.get()
    ask = client.get(path("meeting_call", meeting.pk))
    key = str(ask.context["form"]["form_key"].value())
    done = client.post(path("meeting_call", meeting.pk), {"form_key": key})

    meeting.refresh_from_db()
    assert saved["Location"] == done["Location"] == path("meeting_detail", meeting.pk)
    assert page.context["people"] == ask.context["members"] == 2
    assert (meeting.state, meeting.items.get().minutes) == ("called", 15)


def test_a_double_submit_drafts_once(hall):
    client = client_of(hall.coordinator)
    page = client.get(path("meeting_new", hall.body.pk))
    data = typed(page, **NEW)

    first, second = (client.post(page.request["PATH_INFO"], data) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
@pytest.mark.parametrize(
    ("changes", "fields", "words"),
    [
        ({"day": "28.3.2027", "begins": "03.30", "ends": "6"}, "begins", "28.3.2027"),
        ({"day": "25.10.2026", "begins": "03.30", "ends": "6"}, "begins", "25.10.2026"),
        ({"begins": "15", "ends": "13"}, "ends", ""),
        ({"title_sv": "", "day": "31.2.2027"}, "day title_sv", ""),
        ({"day": "1.1.0001"}, "day", ""),
        ({"day": "31.12.9999"}, "day", ""),
        ({"link": "javascript:alert(1)"}, "link", "https://www.elo.example"),
        ({"link": "ftp://elo.example/x"}, "link", "https://www.elo.example"),
        ({"zone": "Mars/Base"}, "zone", ""),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_what_was_typed_stays(
    hall, language, changes, fields, words
):
    client = client_of(hall.coordinator)
    page = client.get(path("meeting_new", hall.body.pk))
    data = typed(page, **(NEW | changes))

    answer = client.post(f"{page.request['PATH_INFO']}?lang={language}", data)

    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert sorted(errors) == fields.split()
    assert all(words in errors[field][0] for field in errors)
    assert 'value="Läget"' in answer.content.decode()
    assert not Meeting.objects.exists()


def test_a_row_without_a_title_is_named_above_the_form(hall):
    client = client_of(hall.coordinator)
    page = client.get(path("meeting_new", hall.body.pk))

    wrong = {"item-0-title_sv": "", "item-0-title_fi": "", "item-0-minutes": "-5"}
    answer = client.post(page.request["PATH_INFO"], typed(page, **(NEW | wrong)))

    assert answer.status_code == 422
    assert all("1:" in each for each in answer.context["form"].non_field_errors())
    assert "Correct 2 things" in answer.content.decode()


def titles(page) -> list[str]:
    return [row["title_sv"].value() for row in page.context["editor"].rows]


def test_row_buttons_keep_what_is_typed_and_save_nothing(hall):
    items = tuple(ItemValues(title_sv=title) for title in "ABC")
    meeting = draft(hall, items=items)
    client = client_of(hall.coordinator)
    address = path("meeting_edit", meeting.pk)
    page = client.get(address)

    changed = {"place": "Jakobstad", "item-1-title_sv": "B2"}
    up = client.post(address, typed(page, **changed, up="2"))
    down = client.post(address, typed(up, down="2"))
    removed = client.post(address, typed(down, remove="1"))
    added = client.post(address, typed(removed, add="1"))

    assert titles(up) == ["B2", "A", "C"]
    assert titles(down) == ["B2", "C", "A"]
    assert titles(removed) == ["C", "A"]
    assert titles(added)[:2] == ["C", "A"]
    assert len(titles(added)) == 3
    assert {page.status_code for page in (up, down, removed, added)} == {200}
    assert added.context["form"]["place"].value() == "Jakobstad"
    assert "autofocus" in added.content.decode()
    meeting.refresh_from_db()
    assert (meeting.place, meeting.version) == ("Kvarken", 0)

    client.post(address, typed(added))

    meeting.refresh_from_db()
    assert (meeting.place, [item.title_sv for item in meeting.items.all()]) == (
        "Jakobstad",
        ["C", "A"],
    )


@pytest.mark.parametrize(
    "pressed",
    [{"up": "1"}, {"down": "3"}, {"up": "99"}, {"down": "x"}, {"remove": "0"}, {"up": "-1"}],
)
def test_a_row_button_that_leads_nowhere_changes_no_row(hall, pressed):
    meeting = draft(hall, items=tuple(ItemValues(title_sv=title) for title in "ABC"))
    client = client_of(hall.coordinator)
    page = client.get(path("meeting_edit", meeting.pk))

    answer = client.post(page.request["PATH_INFO"], typed(page, **pressed))

    assert titles(answer) == ["A", "B", "C"]


@pytest.mark.parametrize("count", ["", "-1", "x", "99999", "٣"])
def test_a_forged_number_of_rows_does_no_harm(hall, count):
    client = client_of(hall.coordinator)
    page = client.get(path("meeting_new", hall.body.pk))

    answer = client.post(page.request["PATH_INFO"], typed(page, **NEW, item_count=count))

    assert answer.status_code in {302, 422}


def save_meanwhile(hall, meeting, **fields):
    given = {"place": "Vasa"} | fields
    return change_meeting(
        meeting_id=meeting.pk,
        version=meeting.version,
        values=replace(values_of(meeting=meeting), **given),
        by=make_actor(role=Role.CHAIR, body=hall.body, name="Kai <b>Stig</b>"),
        now=timezone.now(),
    )


def conflict_data(page) -> dict[str, str]:
    """Return what a browser sends from the page of two versions, with what is chosen on it."""
    data = dict(page.context["hidden"])
    data |= {"version": str(page.context["version"]), "base": page.context["base"]}
    for choice in (*page.context["choices"], *page.context["taken"]):
        data[choice.name] = choice.chosen
    return data


def test_the_second_of_two_editors_sees_both_texts_and_chooses(hall):
    meeting = draft(hall, place="Kvarken")
    client = client_of(hall.coordinator)
    address = path("meeting_edit", meeting.pk)
    page = client.get(address)
    save_meanwhile(hall, meeting, link="https://moten.example/1")

    stale = client.post(address, typed(page, place="<i>Jakobstad</i>", begins="12.30"))

    text = stale.content.decode()
    meeting.refresh_from_db()
    assert (stale.status_code, meeting.place) == (409, "Vasa")
    assert "Vasa" in text
    assert "&lt;i&gt;Jakobstad&lt;/i&gt;" in text
    assert "<i>Jakobstad" not in text
    assert "Kai <b>" not in text
    assert [choice.field for choice in stale.context["choices"]] == ["place"]
    assert {choice.field: choice.chosen for choice in stale.context["taken"]} == {
        "begins": "mine",
        "link": "theirs",
    }

    done = client.post(address, conflict_data(stale) | {"pick_place": "mine"})

    meeting.refresh_from_db()
    assert done.status_code == 302
    assert (meeting.place, f"{meeting.begins:%H.%M}") == ("<i>Jakobstad</i>", "12.30")
    assert meeting.link == "https://moten.example/1"


def test_two_agendas_are_chosen_between_as_wholes(hall):
    meeting = draft(hall)
    client = client_of(hall.coordinator)
    address = path("meeting_edit", meeting.pk)
    page = client.get(address)
    save_meanwhile(
        hall,
        meeting,
        place="Kvarken",
        items=(ItemValues(title_sv="Deras"), ItemValues(title_sv="Deras 2")),
    )

    stale = client.post(address, typed(page, **{"item-0-title_sv": "Mitt"}))
    assert "Mitt" in stale.context["choices"][0].mine
    assert "Deras 2" in stale.context["choices"][0].theirs
    client.post(address, conflict_data(stale) | {"pick_items": "theirs"})

    assert [item.title_sv for item in meeting.items.all()] == ["Deras", "Deras 2"]


def test_one_may_write_on_with_what_was_chosen(hall):
    meeting = draft(hall)
    client = client_of(hall.coordinator)
    address = path("meeting_edit", meeting.pk)
    page = client.get(address)
    save_meanwhile(hall, meeting)
    stale = client.post(address, typed(page, place="Jakobstad"))

    back = client.post(address, conflict_data(stale) | {"pick_place": "mine", "back": "1"})
    done = client.post(address, typed(back, place="Vasa och Jakobstad"))

    meeting.refresh_from_db()
    assert (back.status_code, done.status_code) == (200, 302)
    assert back.context["form"]["place"].value() == "Jakobstad"
    assert meeting.place == "Vasa och Jakobstad"


def test_a_third_who_saves_during_the_choice_is_not_overwritten(hall):
    meeting = draft(hall)
    client = client_of(hall.coordinator)
    address = path("meeting_edit", meeting.pk)
    page = client.get(address)
    saved = save_meanwhile(hall, meeting)
    stale = client.post(address, typed(page, place="Jakobstad"))
    save_meanwhile(hall, saved, place="Karleby")

    again = client.post(address, conflict_data(stale) | {"pick_place": "mine"})

    meeting.refresh_from_db()
    assert (again.status_code, meeting.place) == (409, "Karleby")


def test_a_member_answers_on_the_page(hall):
    meeting = called(hall)
    client = client_of(hall.members[0])
    page = client.get(path("meeting_detail", meeting.pk))
    row = row_of(meeting, hall.members[0])
    key = str(page.context["answer_form"]["form_key"].value())

    done = client.post(path("attendance_answer", row.pk), {"form_key": key, "answer": "no"})

    row.refresh_from_db()
    assert (done.status_code, row.answer) == (302, "no")
    assert client.get(path("meeting_detail", meeting.pk)).context["not_coming"] == 1


def test_a_visitor_of_a_public_meeting_sees_no_people_and_no_link(hall):
    meeting = called(hall, visibility=Visibility.PUBLIC, link="https://moten.example/1")

    page = Client().get(path("meeting_detail", meeting.pk)).content.decode()

    assert "Tilanne" in page
    assert "moten.example" not in page
    assert not [person.name for person in hall.members if person.name in page]


def test_the_address_list_of_a_group_hides_drafts_and_closed_meetings(hall):
    shown = called(hall, visibility=Visibility.PUBLIC, title_fi="Avoin kokous")
    called(hall, title_fi="Suljettu kokous")
    draft(hall, title_fi="Luonnos")
    address = path("group_meetings", hall.body.group_id)

    by_visitor = Client().get(address).content.decode()
    by_leader = client_of(hall.coordinator).get(address, {"lang": "fi"}).content.decode()

    assert shown.title_fi in by_visitor
    assert "Suljettu" not in by_visitor
    assert "Luonnos" not in by_visitor
    assert "Luonnos" in by_leader


def test_past_meetings_are_paged_by_key_and_none_is_lost_or_doubled(hall):
    at = timezone.now() - timedelta(days=40)
    for number in range(60):
        # Three at each moment, so that the key needs its second part.
        starts_at = at - timedelta(days=number // 3)
        make_meeting(
            body=hall.body,
            by=hall.coordinator,
            days=-40,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
        )
    client = client_of(hall.coordinator)
    address, seen, pages = path("group_meetings", hall.body.group_id), [], []

    while address:
        page = client.get(address)
        pages.append([row.url for row in page.context["past"]])
        seen += pages[-1]
        last, address = page, page.context["older_url"]
    back = client.get(last.context["newer_url"])

    assert len(seen) == len(set(seen)) == 60
    assert [len(page) for page in pages] == [25, 25, 10]
    assert [row.url for row in back.context["past"]] == pages[1]


@pytest.mark.parametrize("key", ["x", "-", "1-", "9" * 40 + "-1", "99999999999999999-1", "1-x"])
def test_a_forged_page_key_shows_the_first_page(hall, key):
    assert (
        Client().get(path("group_meetings", hall.body.group_id), {"before": key}).status_code == 200
    )


def count(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("who", ["member", "coordinator"])
def test_the_meeting_page_costs_at_most_14_queries_whatever_it_holds(hall, who):
    few = called(hall, items=(ItemValues(title_sv="1"),))
    client = client_of(hall.members[0] if who == "member" else hall.coordinator)
    before = count(client, path("meeting_detail", few.pk))
    for _number in range(6):
        sit(seat=make_seat(body=hall.body), user=make_user())
    many = called(hall, items=tuple(ItemValues(title_sv=str(n)) for n in range(12)))
    for number in range(5):
        many.papers.create(
            name=f"{number}.pdf", size=1, added_by=hall.coordinator, added_at=timezone.now()
        )

    after = count(client, path("meeting_detail", many.pk))

    assert before == after <= 14


def test_the_list_costs_the_same_with_one_and_with_many(hall):
    called(hall)
    client = client_of(hall.coordinator)
    address = path("group_meetings", hall.body.group_id)
    before = count(client, address)
    for number in range(30):
        called(hall, days=11 + number)
        make_meeting(
            body=hall.body,
            by=hall.coordinator,
            starts_at=timezone.now() - timedelta(days=number + 1),
            ends_at=timezone.now() - timedelta(days=number + 1) + timedelta(hours=1),
        )
        draft(hall)

    assert count(client, address) == before <= 8


@pytest.mark.parametrize("name", ["meeting_detail", "meeting_edit", "meeting_call"])
def test_the_names_of_pages_are_said_in_the_readers_language(hall, name):
    meeting = draft(hall)
    client = client_of(hall.coordinator)

    pages = [client.get(path(name, meeting.pk), {"lang": code}) for code in ("sv", "fi")]

    assert [page["Content-Language"] for page in pages] == ["sv", "fi"]
    assert meeting.title_sv in pages[0].content.decode()
    assert meeting.title_fi in pages[1].content.decode()


def test_cancelling_asks_for_a_reason_and_tells(hall):
    meeting = called(hall)
    client = client_of(hall.coordinator)
    page = client.get(path("meeting_cancel", meeting.pk))
    key = str(page.context["form"]["form_key"].value())
    before = client.get(path("meeting_detail", meeting.pk))

    done = client.post(page.request["PATH_INFO"], {"form_key": key, "reason": "Snöstorm"})
    shown = client.get(done["Location"])

    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancel_reason) == ("cancelled", "Snöstorm")
    assert "Snöstorm" in shown.content.decode()
    assert [each.context["moves"]["answer_for"] for each in (before, shown)] == [True, False]
    assert Owed.objects.filter(kind="meeting_cancelled").exists()


def test_the_badge_follows_the_meeting_and_what_is_over_is_not_changed_nor_warned_of(hall):
    long = (ItemValues(title_sv="Läget", title_fi="Tilanne", minutes=175),)
    meeting = called(hall, days=0, items=long, now=timezone.now() - timedelta(days=1))
    client, address = client_of(hall.coordinator), path("meeting_detail", meeting.pk)
    given = {"meeting_id": meeting.pk, "by": hall.coordinator}

    def told(**fields):
        Meeting.objects.filter(pk=meeting.pk).update(**fields)
        page = client.get(f"{address}?lang=en").context
        return page["status"]["text"], bool(page["moves"]["edit"]), page["over"]

    now = timezone.now()
    ahead = {"starts_at": now + timedelta(minutes=20), "ends_at": now + timedelta(minutes=140)}
    assert told(**ahead) == ("Called", True, 55)
    open_meeting(**given, now=now)
    assert told() == ("Running", True, 55)
    close_meeting(**given, now=now)
    assert told() == ("Held", False, 0)
    assert client.get(path("meeting_edit", meeting.pk)).status_code == 403
    begin_minutes(**given, now=now)
    assert told() == ("Minutes are written", False, 0)


def test_minutes_say_that_the_meeting_must_be_closed_before_they_are_sent(hall):
    meeting = called(hall)
    given = {"meeting_id": meeting.pk, "by": hall.coordinator, "now": meeting.starts_at}
    open_meeting(**given)
    begin_minutes(**given)
    client, address = client_of(hall.coordinator), path("minutes_detail", meeting.pk)

    assert b"Close the meeting first" in client.get(f"{address}?lang=en").content
    close_meeting(**given)
    assert b"Close the meeting first" not in client.get(f"{address}?lang=en").content


def test_the_page_before_a_call_warns_and_promises_only_reminders_that_will_go_out(hall):
    whole = ItemValues(title_sv="Läget", title_fi="Tilanne", minutes=15)
    alone = ItemValues(title_sv="Övrigt", title_fi="", minutes=160)
    client = client_of(hall.coordinator)

    def read(**fields):
        page = client.get(path("meeting_call", draft(hall, **fields).pk), {"lang": "en"})
        assert all(sentence in page.content.decode() for sentence in page.context["warnings"])
        return page.context["reminders"], page.context["warnings"]

    reminders = [read(days=days, items=(whole,))[0] for days in (8, 7, 4, 3, 2, 1)]
    assert ["7 days" in each for each in reminders] == [True, *[False] * 5]
    assert ["3 days" in each for each in reminders] == [False, True, True, *[False] * 3]
    assert ["1 day" in each for each in reminders] == [*[True] * 5, False]
    assert read(items=(whole,))[1] == []
    assert read(title_fi="", items=(whole, alone))[1] == [
        "The meeting has no title in Finnish.",
        "1 item of the agenda is in one language only.",
        "The agenda takes 55 minutes more than the meeting lasts.",
    ]
    assert read(items=())[1] == ["Nothing has been put on the agenda yet."]
