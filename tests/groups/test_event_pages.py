"""The pages of events: what can be pressed, and what a page costs."""

from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from groups.models import Event, EventFeedback, EventSeries, RoleGrant, SignUp
from groups.permissions import Role
from groups.querysets.events import organisations_of
from groups.services.event_after import follow_up, send_list, write_notes
from groups.services.event_feedback import feedback_url
from groups.services.event_parts import add_material
from groups.services.event_themes import choose_theme
from tests.factories import make_actor, make_group, make_user, today
from tests.groups.events import drafted, opened, over, signed
from tests.groups.meetings import make_hall
from tests.groups.needs import make_need

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_media")]


def send(client, url, **data):
    return client.post(url, {"form_key": str(uuid4())} | data, follow=True)


@pytest.fixture
def hall():
    return make_hall()


def path_of(signup) -> str:
    return urlsplit(feedback_url(signup=signup)).path


def test_a_member_signs_up_in_one_press_and_gives_the_place_back_in_two(client, hall):
    event = opened(by=hall.coordinator, group=hall.body.group, capacity=1)
    member, url = hall.members[0], f"/events/{event.pk}/"
    client.force_login(member)

    page = client.get(url)
    first = page.context["form"].initial["organisation"]
    page = send(client, f"{url}sign-up/?lang=en", organisation=first, shows_name="on")
    row = SignUp.objects.get(event=event, user=member)

    assert (row.state, row.shows_name) == ("coming", True)
    assert row.organisation in {seat.organisation for seat in hall.seats}
    assert "You have signed up" in str([*page.context["messages"]][0])
    send(client, f"{url}withdraw/")
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_pages_of_events_cost_the_same_with_many_rows(client, hall, django_assert_max_num_queries):
    group, by = hall.body.group, hall.coordinator
    need = make_need(hall)
    event = opened(by=by, group=group, wants_suggestions_until=today(), need_id=need.pk)
    lists = [f"/groups/{group.pk}/events/", "/events/"]
    pages = {(user, url): 8 for user in (hall.members[0], by) for url in lists}
    pages |= {(user, f"/events/{event.pk}/"): 14 for user in (hall.members[0], by)}
    costs = []
    for _round in range(2):
        over(opened(by=by, group=group))
        for (user, url), most in pages.items():
            client.force_login(user)
            with django_assert_max_num_queries(most) as found:
                client.get(url)
            costs.append(len(found))
        for _number in range(3):
            opened(by=by, group=group)
            drafted(by=by, group=group)
            signed(event, make_user(), shows_name=True)
            event.suggestions.create(text=str(uuid4()), language="sv", by=by, at=timezone.now())
            event.programme.create(number=event.programme.count() + 1, title_sv="Kaffe")
    assert costs[: len(pages)] == costs[len(pages) :]


def test_past_events_stand_page_by_page_and_nonsense_is_a_page_too(client, hall, monkeypatch):
    monkeypatch.setattr("groups.views.events.PER_PAGE", 2)
    client.force_login(hall.coordinator)
    for _number in range(5):
        over(opened(by=hall.coordinator, group=hall.body.group))
    url = f"/groups/{hall.body.group_id}/events/"

    found = {
        asked: client.get(url, {"page": asked} if asked else {}).context
        for asked in ("", "2", "3", "99", "0", "-1", "x", "9" * 18)
    }

    pages = {asked: page["page_obj"].number for asked, page in found.items()}
    assert pages == {"": 1, "2": 2, "3": 3, "99": 3, "0": 1, "-1": 1, "x": 1, "9" * 18: 3}
    assert {page["page_obj"].paginator.num_pages for page in found.values()} == {3}
    seen = [row["url"] for asked in ("", "2", "3") for row in found[asked]["past"]]
    assert len(seen) == len(set(seen)) == 5
    assert found["99"]["past"] == found["3"]["past"]


def test_themes_are_suggested_voted_for_and_chosen(client, hall):
    event = opened(by=hall.coordinator, group=hall.body.group, wants_suggestions_until=today())
    first, second = hall.members
    client.force_login(first)
    send(client, f"/events/{event.pk}/themes/new/", text="Övergångar")
    again = send(client, f"/events/{event.pk}/themes/new/", text="övergångar")
    theme = event.suggestions.get()

    assert again.status_code == 422
    client.force_login(second)
    send(client, f"/event-themes/{theme.pk}/vote/")
    assert theme.votes.count() == 2
    send(client, f"/event-themes/{theme.pk}/vote/")
    assert theme.votes.count() == 1
    assert send(client, f"/event-themes/{theme.pk}/choose/", is_chosen="1").status_code == 403
    choose_theme(theme_id=theme.pk, is_chosen=True, by=hall.coordinator, now=timezone.now())
    assert b"Overg" not in client.get(f"/events/{event.pk}/").content
    Event.objects.update(wants_suggestions_until=today() - timedelta(days=1))
    assert send(client, f"/event-themes/{theme.pk}/vote/").status_code == 403


def test_feedback_counts_once_is_nobodys_and_shows_from_five_on(client, hall):
    event = opened(by=hall.coordinator, group=hall.body.group)
    rows = [signed(event, make_user()) for _number in range(5)]
    over(event)
    answers = {"useful": "4", "text": "Mera tid för frågor"}

    for row in rows[:4]:
        assert send(client, path_of(row), **answers).status_code == 200
    assert send(client, path_of(rows[0]), **answers).status_code == 410
    client.force_login(hall.coordinator)
    few = client.get(f"/events/{event.pk}/").context["feedback"]
    send(client, path_of(rows[4]), **(answers | {"useful": "5"}))
    enough = client.get(f"/events/{event.pk}/").context["feedback"]

    assert few == {"number": 4, "is_few": True}
    assert (enough["number"], enough["average"]) == (5, 4.2)
    fields = {field.name for field in EventFeedback._meta.get_fields()}
    assert fields == {"id", "event", "useful", "text", "language", "on"}
    client.force_login(hall.members[0])
    assert client.get(f"/events/{event.pk}/").context["feedback"] is None


def test_who_met_whom_shows_to_participants_and_only_who_agreed(client, hall):
    event = opened(by=hall.coordinator, group=hall.body.group)
    first, second = hall.members
    signed(event, first)
    home = organisations_of(second).get()
    signed(event, second, shows_name=True, organisation=home)
    signed(event, hall.deputy)
    signed(event, make_actor(role=Role.NATIONAL))
    RoleGrant.objects.filter(role=Role.NATIONAL).update(starts_on=today() - timedelta(days=5))
    over(event)

    client.force_login(first)
    met = client.get(f"/events/{event.pk}/").context["met"]
    client.force_login(make_actor(role=Role.NETWORK_MEMBER, body=hall.body))
    other = client.get(f"/events/{event.pk}/").context["met"]

    assert [row["name"] for row in met] == [second.name]
    assert other == []
    client.force_login(hall.coordinator)
    came = client.get(f"/events/{event.pk}/participants/?lang=en").context
    assert came["by_sector"] == [("Education", 1)]
    assert [row["is_national"] for row in came["coming"]] == [False, False, False, True]
    assert came["by_organisation"] == [(home.name, 1)]


def test_a_national_seminar_goes_down_to_the_regions_and_their_results_come_up(client, hall):
    national = make_actor(role=Role.NATIONAL)
    seminar = opened(by=national, kind="national")
    file = ContentFile(b"%PDF-1.7 slides", name="slides.pdf")
    given = {"by": national, "now": timezone.now()}
    add_material(event_id=seminar.pk, file=file, is_reading=False, **given)
    over(seminar)
    texts = dict.fromkeys(("notes_sv", "notes_fi", "take_home_fi"), "")
    texts["take_home_sv"] = "Vuxnas vägledning först"
    write_notes(event_id=seminar.pk, version=seminar.version, texts=texts, **given)
    make_group(name_sv="En planerad grupp", state="planned")
    client.force_login(hall.coordinator)
    assert client.get(f"/events/{seminar.pk}/").context["may_follow_up"] is True
    assert send_list(event_id=seminar.pk, **given) == 1
    assert send_list(event_id=seminar.pk, **given) == 0
    assert client.get(f"/events/{seminar.pk}/").context["may_follow_up"] is False

    draft = seminar.followups.get()
    own = {"event_id": seminar.pk, "group_id": hall.body.group_id, "now": timezone.now()}
    assert follow_up(by=hall.coordinator, **own) == draft
    assert draft.about_sv == "Vuxnas vägledning först"
    page = client.get(f"/events/{draft.pk}/")
    assert [row["name"] for row in page.context["from_parent"]] == ["slides.pdf"]
    file = client.get(page.context["from_parent"][0]["url"])
    assert b"".join(file.streaming_content) == b"%PDF-1.7 slides"
    texts["take_home_sv"] = "Ny kurs i Kvarken"
    Event.objects.filter(pk=draft.pk).update(state="open", visibility="all_regions")
    write_notes(event_id=draft.pk, version=0, texts=texts, by=hall.coordinator, now=timezone.now())
    client.force_login(national)
    shown = client.get(f"/events/{seminar.pk}/").context["follow_ups"]
    assert [row["take_home"] for row in shown] == ["Ny kurs i Kvarken"]


def test_national_events_stand_under_their_series_with_what_the_regions_made(
    client, hall, django_assert_max_num_queries
):
    national = make_actor(role=Role.NATIONAL)
    client.force_login(national)
    send(client, "/events/series/new/", title_sv="Samordnarnas seminarium")
    series = EventSeries.objects.get(group=None)
    seminar = opened(by=national, kind="national", series=series)
    opened(by=national, kind="seminar")
    own = {"event_id": seminar.pk, "group_id": hall.body.group_id, "now": timezone.now()}
    follow_up(by=hall.coordinator, **own)
    client.force_login(hall.coordinator)

    with django_assert_max_num_queries(8):
        page = client.get("/events/national/")
    menu = [item["url"] for item in page.context["nav"]["side"]]
    [one], [other] = page.context["series"], page.context["others"]
    assert "/events/national/" in menu
    assert [row["url"] for row in one["events"]] == [f"/events/{seminar.pk}/"]
    assert [row["is_draft"] for row in one["events"][0]["follow_ups"]] == [True]
    assert other["title"] == "Aikuisten ohjaus"
    client.force_login(make_actor(role=Role.COORDINATOR))
    [one] = client.get("/events/national/").context["series"]
    assert one["events"][0]["follow_ups"] == []
    client.logout()
    assert client.get("/events/national/").context["series"] == []


def test_an_organisation_reads_how_many_of_its_people_came_and_no_names(client, hall):
    event = opened(by=hall.coordinator, group=hall.body.group)
    seat = hall.seats[0]
    contact = make_actor(role=Role.CONTACT, organisation=seat.organisation)
    came = signed(event, hall.members[0], organisation=seat.organisation)
    signed(event, hall.deputy, organisation=seat.organisation)
    over(event)
    SignUp.objects.exclude(pk=came.pk).update(came=False)

    client.force_login(contact)
    page = client.get(f"/organisations/{seat.organisation_id}/ours/")

    [row] = page.context["participation"]
    assert (row["people"], row["events"]) == (1, 1)
    client.force_login(hall.members[1])
    assert client.get(f"/organisations/{seat.organisation_id}/ours/").status_code == 403


def test_opening_says_how_many_are_told_and_that_strangers_cannot_come_in(client, hall):
    group, by = hall.body.group, hall.coordinator
    event = drafted(by=by, group=group, is_open_signup=True)
    client.force_login(by)
    url, shut = f"/events/{event.pk}/open/?lang=en", "but cannot open the event"

    page = client.get(url).text
    assert shut in page
    assert f"/events/{event.pk}/visibility/" in page
    assert shut in client.get(f"/events/{event.pk}/?lang=en").text
    Event.objects.update(visibility="public")
    page = client.get(url)
    assert shut not in page.text
    assert shut not in client.get(f"/events/{event.pk}/?lang=en").text

    send(client, url)
    told = Event.objects.get(pk=event.pk).told
    assert told > 1
    assert page.context["told"] == told
    assert f"{told} people are told" in page.text
