"""The pages of needs: what they show and to whom, what their forms do, what they cost."""

from copy import copy
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from elo_platform.audit.models import AuditEvent
from elo_platform.lib.text import day
from elo_platform.notifications.models import Owed
from groups.kinds import NodeKind, Relation
from groups.models import Need
from groups.permissions import Role, Visibility
from groups.querysets.chain import Ref
from groups.services.links import join
from groups.services.need_answers import AnswerValues, answer_need
from groups.services.need_steps import lift_need, merge_needs, refuse_need
from groups.services.needs import add_evidence, change_need, open_need, support_need
from tests.browsing import client_of, soup
from tests.factories import make_actor, make_body, make_organisation, make_seat, today
from tests.groups.events import drafted
from tests.groups.meetings import called, make_hall, sit
from tests.groups.needs import THEME, TOPIC, evidence, make_need, values

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
LIST_SQL, PAGE_SQL = 8, 14


def path(name, pk) -> str:
    return reverse(f"groups:{name}", args=[pk])


def get(user, name, pk, **query) -> BeautifulSoup:
    response = client_of(user).get(path(name, pk), query_params={"lang": "en", **query})
    assert response.status_code == 200
    return soup(response)


def typed(page, **changes) -> dict[str, str]:
    """Return what a browser would send from the form of `page`, with `changes`."""
    data = {}
    for field in page.context["form"]:
        value = field.field.widget.format_value(field.value())
        value = value[0] if isinstance(value, list) else value
        data[field.html_name] = "" if value is None else str(value)
    return data | {name: str(value) for name, value in changes.items()}


def send(user, name, pk, query="", **changes):
    """Open the form at an address and send it."""
    client = client_of(user)
    page = client.get(path(name, pk) + query)
    return client.post(path(name, pk) + query, typed(page, **changes))


def press(user, name, pk):
    """Press the button for `name` on the need's page."""
    client = client_of(user)
    page = soup(client.get(path("need_detail", pk)))
    form = page.select_one(f'form[action="{path(name, pk)}"]')
    key = form.select_one("[name=form_key]")["value"]
    return client, client.post(path(name, pk), {"form_key": key}), key


def titles(page) -> list[str]:
    return [cell.get_text(strip=True) for cell in page.select("tbody th a")]


NEW = {"title_fi": "Ruotsinkielinen psykologi", "where": "Workshop", "raised_on": "1.9.2026"}


def test_a_member_raises_a_need_on_the_page_and_a_second_press_raises_none(hall):
    client = client_of(hall.members[0])
    page = client.get(path("need_new", hall.body.group_id))
    data = typed(page, **NEW)

    first, second = (client.post(page.request["PATH_INFO"], data) for _ in range(2))

    need = Need.objects.get()
    assert first["Location"] == second["Location"] == path("need_detail", need.pk)
    assert (need.title_fi, need.visibility, need.body) == (NEW["title_fi"], "group", None)
    assert need.raised_by == hall.members[0]


def test_of_a_double_press_the_page_says_once_what_was_done(hall):
    client = client_of(hall.members[0])
    page = client.get(path("need_new", hall.body.group_id))
    data, cookies = typed(page, **NEW), copy(client.cookies)

    client.post(page.request["PATH_INFO"], data)
    client.cookies = cookies  # the browser has let go of the first answer
    answer = client.post(page.request["PATH_INFO"], data, follow=True)

    assert len(soup(answer).select("[role=status]")) == 1
    again = client.get(path("need_detail", Need.objects.get().pk))
    assert not soup(again).select("[role=status]")


def test_a_need_for_one_body_is_seen_by_that_body_alone(hall):
    other = make_actor(
        role=Role.WORKING_MEMBER, body=make_body(group=hall.body.group, kind="working")
    )

    send(hall.members[0], "need_new", hall.body.group_id, audience=hall.body.pk, **NEW)

    need = Need.objects.get()
    assert (need.visibility, need.body) == ("body", hall.body)
    assert client_of(hall.members[1]).get(path("need_detail", need.pk)).status_code == 200
    assert client_of(other).get(path("need_detail", need.pk)).status_code == 404
    assert titles(get(other, "group_needs", need.group_id)) == []


def test_the_body_of_another_group_is_no_choice(hall):
    elsewhere = make_hall()

    answer = send(
        hall.members[0], "need_new", hall.body.group_id, audience=elsewhere.body.pk, **NEW
    )

    assert answer.status_code == 422
    assert not Need.objects.exists()


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("title_sv", NEW | {"title_fi": " "}),
        ("raised_on", NEW | {"raised_on": "31.2.2026"}),
        ("raised_on", NEW | {"raised_on": (today() + timedelta(days=1)).isoformat()}),
        ("text_sv", NEW | {"text_sv": "x" * 1_000_000}),
        ("title_fi", NEW | {"title_fi": "x" * 161}),
        ("title_fi", NEW | {"title_fi": "a\x00b"}),
    ],
)
def test_an_invalid_need_comes_back_with_what_was_typed(hall, field, changes):
    answer = send(hall.members[0], "need_new", hall.body.group_id, **changes)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert 'value="Workshop"' in answer.content.decode()
    assert not Need.objects.exists()


def test_scripts_and_line_ends_are_shown_as_they_were_typed(hall):
    need = make_need(hall, title_sv=SCRIPT, title_fi=SCRIPT, text_sv=f"{SCRIPT}\nrad", where=SCRIPT)
    add_evidence(
        need_id=need.pk,
        values=evidence(text_sv=SCRIPT, source=SCRIPT),
        by=hall.coordinator,
        now=timezone.now(),
    )
    other = make_need(hall)

    for name, pk, query in (
        ("need_detail", need.pk, ""),
        ("group_needs", need.group_id, ""),
        ("need_edit", need.pk, ""),
        ("need_lift", need.pk, ""),
        ("need_merge", need.pk, f"?into={other.pk}"),
    ):
        content = client_of(hall.coordinator).get(path(name, pk) + query).content.decode()
        assert SCRIPT not in content, name
        assert "&lt;script&gt;" in content, name


def test_links_of_evidence_lead_to_web_pages_alone(hall):
    need = make_need(hall)
    given = {"kind": "study", "text_sv": "Rapport", "on": "1.9.2026"}

    refused = send(hall.coordinator, "need_evidence", need.pk, url="javascript:alert(1)", **given)
    saved = send(hall.coordinator, "need_evidence", need.pk, url="https://elo.example/r", **given)

    assert (refused.status_code, saved.status_code) == (422, 302)
    assert need.evidence.get().url == "https://elo.example/r"


def test_the_second_of_two_who_edit_sees_both_texts_and_can_save(hall):
    need = make_need(hall, by=hall.members[0])
    client = client_of(hall.members[0])
    page = client.get(path("need_edit", need.pk))
    now = timezone.now()
    theirs = values(title_sv="Deras titel", raised_for_id=need.raised_for_id)
    change_need(need_id=need.pk, version=0, values=theirs, by=hall.coordinator, now=now)

    stale = client.post(path("need_edit", need.pk), typed(page, title_sv="Min titel"))
    text = stale.content.decode()
    saved = client.post(path("need_edit", need.pk), typed(stale))

    need.refresh_from_db()
    assert stale.status_code == 409
    assert "Min titel" in text
    assert "Deras titel" in text
    assert saved.status_code == 302
    assert (need.title_sv, need.version) == ("Min titel", 2)


def test_of_two_who_open_a_need_the_second_is_asked_again(hall):
    need = make_need(hall)
    client = client_of(hall.coordinator)
    page = client.get(path("need_open", need.pk))
    given = {"need_id": need.pk, "by": hall.coordinator, "now": timezone.now()}
    open_need(version=0, visibility="all_regions", **given)

    stale = client.post(path("need_open", need.pk), typed(page, visibility="public"))
    need.refresh_from_db()

    assert (stale.status_code, need.visibility) == (409, "all_regions")
    assert client.post(path("need_open", need.pk), typed(stale)).status_code == 302
    need.refresh_from_db()
    assert need.visibility == "public"
    assert AuditEvent.objects.filter(kind="need_opened", target_id=need.pk).count() == 2


def test_support_is_a_button_and_so_is_taking_it_back(hall):
    need, member = make_need(hall), hall.members[0]

    client, answer, key = press(member, "need_support", need.pk)
    again = client.post(path("need_support", need.pk), {"form_key": key})

    assert answer.status_code == again.status_code == 302
    assert need.supports.get().user == member
    page = get(member, "need_detail", need.pk)
    assert not page.select(f'form[action="{path("need_support", need.pk)}"]')
    press(member, "need_withdraw", need.pk)
    assert not need.supports.exists()


def test_who_speaks_for_two_organisations_is_asked_for_which(hall):
    need, member = make_need(hall), hall.members[0]
    second = make_seat(body=hall.body, organisation=make_organisation(name_sv="Andra"))
    sit(seat=second, user=member)

    client, asked, _key = press(member, "need_support", need.pk)
    data = typed(asked, organisation=second.organisation_id)
    done = client.post(path("need_support", need.pk), data)

    assert (asked.status_code, done.status_code) == (422, 302)
    assert need.supports.get().organisation == second.organisation


def test_a_need_is_lifted_from_its_page_to_the_meeting_and_shows_there(hall):
    need, meeting = make_need(hall, source=THEME), called(hall)

    answer = send(hall.coordinator, "need_lift", need.pk, meeting=meeting.pk)

    assert answer["Location"] == path("need_detail", need.pk)
    page = get(hall.members[1], "meeting_detail", meeting.pk)
    item = page.select("ol .agi")[1]
    assert [link["href"] for link in item.select("p a")] == [path("need_detail", need.pk)]
    chain = get(hall.members[0], "need_detail", need.pk).select_one(".chain")
    assert chain.select_one('[aria-current="step"]').strong.text == need.title
    assert f"{path('meeting_detail', meeting.pk)}#{item['id']}" in str(chain)


def test_the_meeting_page_shows_no_need_that_its_reader_may_not_see(hall):
    working = make_body(group=hall.body.group, kind="working")
    member = make_actor(role=Role.WORKING_MEMBER, body=working)
    need = make_need(hall, by=member, body=working, visibility=Visibility.BODY)
    meeting = called(hall)
    lift_need(need_id=need.pk, meeting_id=meeting.pk, by=hall.coordinator, now=timezone.now())

    inside = get(hall.coordinator, "meeting_detail", meeting.pk)
    outside = get(hall.members[0], "meeting_detail", meeting.pk)

    assert path("need_detail", need.pk) in str(inside)
    assert path("need_detail", need.pk) not in str(outside)


def test_without_a_meeting_the_page_says_what_to_do(hall):
    need = make_need(hall, by=hall.members[1])

    page = get(hall.coordinator, "need_lift", need.pk)

    assert page.select(f'a[href="{path("meeting_new", hall.body.pk)}"]')
    # It waits among what waits for the leading group, once, until it stands on an agenda.
    button = page.select_one("main form button")
    assert send(hall.coordinator, "need_lift", need.pk, wait="1").status_code == 302
    assert send(hall.coordinator, "need_lift", need.pk, wait="1").status_code == 422
    assert button["name"] == "wait"
    assert not get(hall.coordinator, "need_lift", need.pk).select("main form button")
    waiting = get(hall.members[0], "body_backlog", hall.body.pk)
    assert path("need_detail", need.pk) in str(waiting)
    steps = Owed.objects.filter(kind="need_step").values_list("params__step", "params__about")
    assert set(steps) == {("lifted", None)}
    lift_need(need_id=need.pk, meeting_id=called(hall).pk, by=hall.coordinator, now=timezone.now())
    assert path("need_detail", need.pk) not in str(
        get(hall.members[0], "body_backlog", hall.body.pk)
    )


@pytest.mark.parametrize("other", ["past", "foreign", "network"])
def test_no_meeting_is_offered_where_the_need_does_not_belong(hall, other):
    elsewhere = make_hall()
    need, meeting = make_need(hall), called(hall)
    if other == "past":
        type(meeting).objects.update(starts_at=timezone.now() - timedelta(days=1))
        wrong = meeting
    elif other == "foreign":
        wrong = called(elsewhere)
    else:
        elsewhere.body = make_body(group=hall.body.group, kind="network")
        elsewhere.coordinator = hall.coordinator
        wrong = called(elsewhere)

    form = client_of(hall.coordinator).get(path("need_lift", need.pk)).context["form"]

    assert wrong.pk not in [pk for pk, _label in form.fields["meeting"].choices]


def test_both_texts_stand_side_by_side_before_they_are_merged(hall):
    need, into = make_need(hall, title_fi="Ensimmäinen"), make_need(hall, title_fi="Toinen")

    before = get(hall.coordinator, "need_merge", need.pk)
    none = get(hall.coordinator, "need_merge", need.pk, into="")
    both = get(hall.coordinator, "need_merge", need.pk, into=str(into.pk))
    done = send(hall.coordinator, "need_merge", need.pk, f"?into={into.pk}")

    assert len(before.select("main form")) == len(none.select("main form")) == 1
    assert [len(page.select("main [aria-invalid]")) for page in (before, none, both)] == [0, 1, 0]
    assert [each.h3.text for each in both.select(".cols .card")] == ["Ensimmäinen", "Toinen"]
    assert done["Location"] == path("need_detail", into.pk)
    old = get(hall.members[0], "need_detail", need.pk)
    assert old.select(f'main a[href="{path("need_detail", into.pk)}"]')
    assert "Merged with another" in old.text
    stays = get(hall.members[0], "need_detail", into.pk)
    assert stays.select(f'main .tl a[href="{path("need_detail", need.pk)}"]')


def test_a_need_is_merged_into_one_that_the_same_people_read(hall):
    need, alike = make_need(hall), make_need(hall)
    closed = make_need(hall, body=hall.body, visibility=Visibility.BODY)
    client = client_of(hall.coordinator)

    page = client.get(path("need_merge", need.pk))
    asked = client.get(path("need_merge", need.pk), {"into": closed.pk})
    sent = client.post(path("need_merge", need.pk), typed(page, into=closed.pk))

    offered = "main option[value]:not([value=''])"
    assert [int(each["value"]) for each in soup(page).select(offered)] == [alike.pk]
    assert soup(page).select(f'main a[href="{path("need_open", need.pk)}"]')
    assert asked.context["into"] is None
    assert sent.status_code == 422
    alone = client.get(path("need_merge", closed.pk))
    assert not soup(alone).select(offered)


def test_no_page_merges_with_itself_a_foreign_or_a_hidden_need(hall):
    elsewhere = make_hall()
    need, foreign = make_need(hall), make_need(elsewhere)
    client = client_of(hall.coordinator)

    for pk in (need.pk, foreign.pk, 987654321):
        page = client.get(path("need_merge", need.pk))
        answer = client.post(path("need_merge", need.pk), typed(page, into=pk))
        assert answer.status_code == 422
        found = client.get(path("need_merge", need.pk), {"into": pk})
        assert found.context["into"] is None
    need.refresh_from_db()
    assert need.state == "open"


def test_a_reason_shows_with_its_owner_to_the_group_and_without_the_name_to_others(hall):
    need = make_need(hall)
    given = {"need_id": need.pk, "by": hall.coordinator, "now": timezone.now()}
    open_need(version=0, visibility="public", **given)

    answer = send(hall.coordinator, "need_refuse", need.pk, reason="Kommunen gör det.")

    inside = get(hall.members[0], "need_detail", need.pk).text
    outside = soup(Client().get(path("need_detail", need.pk))).text
    assert answer.status_code == 302
    assert "Kommunen gör det." in inside
    assert "Kommunen gör det." in outside
    assert hall.coordinator.name in inside
    assert hall.coordinator.name not in outside


def test_names_of_supporters_and_of_who_did_what_stay_within_the_group(hall):
    need = make_need(hall, by=hall.members[0])
    given = {"need_id": need.pk, "now": timezone.now()}
    support_need(by=hall.members[1], **given)
    open_need(version=0, visibility="public", by=hall.coordinator, **given)

    inside = get(hall.members[0], "need_detail", need.pk).text
    outside = soup(Client().get(path("need_detail", need.pk))).text

    for person in (*hall.members, hall.coordinator):
        assert person.name in inside
        assert person.name not in outside


def test_a_refused_need_is_taken_up_again_from_its_page(hall):
    need = make_need(hall)
    refuse_need(need_id=need.pk, reason="Nej.", by=hall.coordinator, now=timezone.now())

    press(hall.coordinator, "need_reopen", need.pk)

    need.refresh_from_db()
    assert need.state == "open"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Avböjt", "Med åtgärd", "Lyft", "Ur tråd", "Ur enkät"]),
        ({"show": "mine"}, ["Lyft"]),
        ({"show": "waiting"}, ["Ur tråd", "Ur enkät"]),
        ({"show": "unanswered"}, ["Lyft", "Ur tråd", "Ur enkät"]),
        ({"state": "merged"}, ["Sammanfört"]),
        ({"state": "refused"}, ["Avböjt"]),
        ({"state": "answered"}, ["Med åtgärd"]),
        ({"source": "theme"}, ["Ur enkät"]),
        ({"source": "topic"}, ["Ur tråd"]),
        ({"source": "member", "state": "open"}, ["Med åtgärd"]),
        ({"sort": "support"}, ["Lyft", "Avböjt", "Med åtgärd", "Ur tråd", "Ur enkät"]),
        ({"sort": "oldest"}, ["Ur enkät", "Ur tråd", "Lyft", "Med åtgärd", "Avböjt"]),
        ({"show": "nonsense", "sort": "<", "state": "'", "source": "x", "page": "-1"}, None),
    ],
)
def test_the_list_is_chosen_from_and_ordered(hall, query, expected):
    now, member = timezone.now(), hall.members[0]
    raised = {}
    names = ["Ur enkät", "Ur tråd", "Lyft", "Med åtgärd", "Avböjt", "Sammanfört"]
    for place, name in enumerate(names):
        raised[name] = make_need(
            hall,
            title_sv=name,
            title_fi="",
            by=member if name == "Lyft" else None,
            source={"Ur enkät": THEME, "Ur tråd": TOPIC}.get(name),
            raised_on=today() - timedelta(days=20 - place),
        )
    given = {"by": hall.coordinator, "now": now}
    lift_need(need_id=raised["Lyft"].pk, meeting_id=called(hall).pk, **given)
    refuse_need(need_id=raised["Avböjt"].pk, reason="Nej.", **given)
    merge_needs(need_id=raised["Sammanfört"].pk, into_id=raised["Ur enkät"].pk, **given)
    join(
        start=Ref(NodeKind.NEED, raised["Med åtgärd"].pk),
        relation=Relation.ANSWERED_BY,
        end=Ref(NodeKind.MEASURE, 5),
        group_id=hall.body.group_id,
        **given,
    )
    make_need(make_hall(), title_sv="Annan grupp")

    page = get(member, "group_needs", hall.body.group_id, **query)

    assert titles(page) == (expected or ["Avböjt", "Med åtgärd", "Lyft", "Ur tråd", "Ur enkät"])
    assert page.caption.text.startswith(f"Shows {len(titles(page))} of ")
    chips = [chip.text for chip in page.select("a.chip")]
    assert chips == ["All 5", "Waiting 2", "Without an action 3", "Mine 1"]
    assert page.caption.text.split(" of ")[1].startswith(("one", str(len(titles(page)))))


def test_few_answers_are_never_a_number(hall):
    few = evidence(answers=None, is_few=True, sectors_sv=())
    need = make_need(hall, source=THEME, said=few)
    many = make_need(hall, source=TOPIC, said=evidence(answers=31))

    rows = get(hall.members[0], "group_needs", need.group_id).select("tbody tr")

    assert [row.select("td")[2].text for row in rows] == ["31", "fewer than 5"]
    assert "fewer than five answers" in get(hall.members[0], "need_detail", need.pk).text
    assert "31 answers" in get(hall.members[0], "need_detail", many.pk).text


def test_guidance_staff_see_the_needs_that_they_raised_and_no_other(hall):
    staff = make_actor(role=Role.STAFF, organisation=hall.seats[0].organisation)
    make_need(hall, title_fi="Muiden")
    own = make_need(hall, by=staff, title_fi="Oma", title_sv="Egen")

    page = get(staff, "group_needs", own.group_id)

    assert titles(page) == ["Oma"]
    assert [tab.text for tab in page.select(".tabs [aria-current]")] == ["Needs"]
    assert get(staff, "need_detail", own.pk).select(".tl li")


def test_the_tab_shows_to_those_who_may_read_needs(hall):
    national = make_actor(role=Role.NATIONAL)

    shown, hidden = (
        get(user, "group_detail", hall.body.group_id).select_one(".tabs").text
        for user in (hall.members[0], national)
    )

    assert "Needs" in shown
    assert "Needs" not in hidden


def test_what_happened_is_told_in_order_and_with_what_came_of_it(hall):
    now, came_up = timezone.now() - timedelta(days=3), today() - timedelta(days=9)
    need = make_need(hall, by=hall.members[0], now=now, raised_on=came_up)
    meeting = called(hall)
    lift_need(need_id=need.pk, meeting_id=meeting.pk, by=hall.coordinator, now=timezone.now())

    rows = get(hall.members[0], "need_detail", need.pk).select(".tl li")

    for row in rows:
        row.time.extract()
    with translation.override("en"):
        on = f"Put on the agenda of the leading group's meeting on {day(meeting.day)}"
    assert [row.get_text(strip=True) for row in rows] == [
        f"{on} – {hall.coordinator.name}",
        f"Entered by {hall.members[0].name}, {need.raised_for.name}",
    ]


def test_who_sees_a_need_reads_by_when_it_is_answered_and_who_owes_it_answers_first(hall):
    need, member = make_need(hall, by=hall.members[0]), hall.members[1]
    with translation.override("en"):
        promised = f"The group's coordinator answers by {day(need.answer_by)}"
        late = f"An answer was promised by {day(today() - timedelta(days=1))}"

    def first(user) -> str:
        page = get(user, "need_detail", need.pk)
        return page.select_one('.ds-button[data-variant="primary"]').get_text(strip=True)

    assert promised in get(member, "need_detail", need.pk).text
    assert first(member) == "Support the need"
    assert first(hall.coordinator) == "Answer those behind the need"
    Need.objects.update(answer_by=today() - timedelta(days=1))
    assert late in get(member, "need_detail", need.pk).text
    given = {"by": hall.coordinator, "now": timezone.now()}
    meeting = called(hall)
    lift_need(need_id=need.pk, meeting_id=meeting.pk, **given)

    page = get(hall.coordinator, "need_detail", need.pk)
    assert late not in page.text
    assert "It is on an agenda already:" in page.text
    assert "Put it on another meeting's agenda" in page.text
    way = page.select_one(f'.meta a[href^="{path("meeting_detail", meeting.pk)}"]')
    with translation.override("en"):
        assert date_format(meeting.day, "SHORT_DATE_FORMAT") in way.text


def test_a_need_has_one_state_in_words_wherever_it_shows(hall):
    group, by, now = hall.body.group, hall.coordinator, timezone.now()
    planned, told, lifted = (make_need(hall, title_fi=name) for name in ("A", "B", "C"))
    event = drafted(by=by, group=group, need_id=planned.pk)
    answer = AnswerValues(answer_fi="Teemme sen.")
    answer_need(need_id=told.pk, version=0, values=answer, by=by, now=now)
    lift_need(need_id=lifted.pk, meeting_id=called(hall).pk, by=by, now=now)
    since = now - timedelta(days=40)
    late = make_need(hall, title_fi="D", now=since, raised_on=since.date())
    Need.objects.filter(pk=late.pk).update(answer_by=today() - timedelta(days=1))
    words = {
        planned: "Answered by an action",
        told: "Answered by the group",
        lifted: "Lifted to the leading group",
        late: "Has waited 40 days",
    }

    listed = get(by, "group_needs", group.pk)
    sheet = client_of(by).get(reverse("groups:needs_export", args=[group.pk, "csv"]) + "?lang=en")

    for need, state in words.items():
        row = listed.select_one(f'a[href="{path("need_detail", need.pk)}"]').find_parent("tr")
        assert state in row.text
        page = get(by, "need_detail", need.pk)
        assert state in page.select_one("h1").parent.text
        assert state in page.select_one(".chain").text if page.select(".chain") else True
        assert state in sheet.content.decode()
    assert words[planned] in get(by, "event_detail", event.pk).select_one(".chain").text


def _fill(hall, places):
    for place in places:
        source = Ref(NodeKind.THEME, 1000 + place)
        need = make_need(hall, by=hall.members[0], source=source, said=evidence())
        support_need(need_id=need.pk, by=hall.members[1], now=timezone.now())


@pytest.mark.parametrize("who", ["member", "coordinator"])
def test_the_list_costs_the_same_with_one_need_and_with_many(hall, who):
    user = hall.coordinator if who == "coordinator" else hall.members[0]
    client = client_of(user)
    found = []
    for first, last in ((0, 1), (1, 30)):
        _fill(hall, range(first, last))
        client.get(path("group_needs", hall.body.group_id))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(path("group_needs", hall.body.group_id))
        found.append(len(queries))

    assert page.context["page_obj"].paginator.count == 30
    assert found[0] == found[1]
    assert found[1] <= LIST_SQL


def test_the_page_of_a_need_costs_the_same_with_little_and_with_much_behind_it(hall):
    need = make_need(hall, source=THEME, said=evidence())
    lift_need(need_id=need.pk, meeting_id=called(hall).pk, by=hall.coordinator, now=timezone.now())
    support_need(need_id=need.pk, by=hall.members[0], now=timezone.now())
    client = client_of(hall.coordinator)
    found = []
    for number in (0, 12):
        for place in range(number):
            other = make_need(hall, source=Ref(NodeKind.THEME, 2000 + place), said=evidence())
            merge_needs(need_id=other.pk, into_id=need.pk, by=hall.coordinator, now=timezone.now())
            member = sit(seat=make_seat(body=hall.body, organisation=make_organisation()))
            support_need(need_id=need.pk, by=member, now=timezone.now())
        client.get(path("need_detail", need.pk))
        with CaptureQueriesContext(connection) as queries:
            client.get(path("need_detail", need.pk))
        found.append(len(queries))

    assert found[0] == found[1]
    assert found[1] <= PAGE_SQL
