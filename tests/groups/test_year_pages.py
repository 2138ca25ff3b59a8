"""Pages of the year: the list with its picture, the rules, what is made, the national list."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from groups.models import Event, Meeting, YearEntry, YearRule, YearTheme
from groups.panels.year import Reader, quarters_of
from groups.permissions import Role
from groups.states import YearAction
from tests.browsing import soup
from tests.factories import make_actor, make_group, today
from tests.groups.events import opened
from tests.groups.meetings import called, draft, make_hall
from tests.groups.years import entry, make_entry, move, rule, seminar_year, step

pytestmark = pytest.mark.django_db


def client_of(user) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    client.cookies["elo_language"] = "en"
    return client


def key(**fields) -> dict:
    return {"form_key": str(uuid.uuid4())} | fields


def url(name, *args) -> str:
    return reverse(f"groups:{name}", args=args)


def test_a_year_goes_from_the_usual_rules_to_confirmed_days():
    hall = make_hall()
    group, year = hall.body.group_id, today().year + 1
    client, page = client_of(hall.coordinator), url("group_year_of", group, year)

    assert client.post(url("year_usual", group), key()).status_code == 302
    rules = soup(client.get(url("year_rules", group)))
    assert len(rules.select("tbody tr")) == 11
    first, second = YearRule.objects.order_by("number")[:2]
    client.post(url("year_rule_move", first.pk), key(down="1"))
    second.refresh_from_db()
    assert second.number == 1

    make = url("year_make", group, year)
    assert len(soup(client.get(make)).select("tbody tr")) == 11
    assert not YearEntry.objects.exists()
    assert client.post(make, key(), follow=True).redirect_chain == [(page, 302)]
    assert client.post(make, key()).status_code == 422
    assert YearEntry.objects.count() == 11

    ids = [row.pk for row in YearEntry.objects.filter(kind__in=["leading", "seminar"])]
    assert client.post(page, key(do="confirm")).status_code == 422
    done = client.post(page, key(do="confirm", entries=ids), follow=True)
    assert "5 entries are confirmed." in soup(done).text
    done = client.post(page, key(do="meet", entries=ids), follow=True)
    # Four meetings, and the seminar as an event.
    assert "5 drafts are made. Nobody is told before you call or open them." in soup(done).text
    assert list(Meeting.objects.values_list("state", flat=True)) == ["draft"] * 4
    assert len(soup(done).select("a[href^='/meetings/'][href$='/edit/']")) == 4
    assert Event.objects.get().kind == "regional_seminar"

    seen = soup(client_of(hall.members[0]).get(page))
    assert len(seen.select("tbody tr:not(.grp)")) == 5
    assert len(seen.select("svg.clock circle.pt")) == 5
    assert seen.select("input[type=checkbox]") == []
    assert client_of(hall.members[0]).post(page, key(do="drop", entries=ids)).status_code == 403
    assert client.get(url("year_export", group, year, "csv")).content.count(b"\r\n") == 12


def test_what_is_over_says_whether_it_was_held_or_done():
    seminar, meeting = seminar_year()[1:]
    reader = Reader(frozenset(), frozenset(), frozenset(), manages=False, today=seminar.on)

    def said(of, today):
        quarters = quarters_of([of], 2027, replace(reader, today=today))
        return quarters[0]["rows"][0]["status"]["text"]

    next_day = seminar.on + timedelta(days=1)
    with translation.override("en"):
        assert said(seminar, next_day) == "Silent draft"
        seminar.state = "planned"
        assert said(seminar, seminar.on) == "Planned"
        assert said(seminar, next_day) == "Not marked as done"
        seminar.state = "done"
        assert said(seminar, next_day) == "Done"
        meeting.state, meeting.meeting = "planned", called(make_hall(), day=meeting.day)
        assert said(meeting, meeting.on) == "Called"
        assert said(meeting, meeting.on + timedelta(days=1)) == "Held"
        meeting.meeting.state, meeting.meeting.cancelled_at = "cancelled", timezone.now()
        assert said(meeting, meeting.on + timedelta(days=1)) == "Cancelled"


def test_what_is_called_or_open_stands_in_the_year_though_nobody_planned_it():
    hall, _seminar, planned = seminar_year()
    group, here = hall.body.group_id, {"year": 2027, "month": 9}
    beside = called(hall, day=date(day=7, **here), title_sv="Utanför planen", title_fi="")
    same = called(hall, day=planned.day)
    draft(hall, day=date(day=8, **here), title_sv="Bara ett utkast", title_fi="")
    event = opened(by=hall.coordinator, group=hall.body.group, day=date(day=9, **here))

    def rows(user):
        page = soup(client_of(user).get(url("group_year_of", group, 2027)))
        return page, {row.select_one("a").text: row for row in page.select("tr:has(td):has(a)")}

    page, seen = rows(hall.coordinator)
    assert "Bara ett utkast" not in page.text
    assert seen["Utanför planen"].select_one("a")["href"] == f"/meetings/{beside.pk}/"
    assert not seen["Utanför planen"].select("input")
    assert seen[event.title].select_one("a")["href"] == f"/events/{event.pk}/"
    [own] = [row for row in page.select("tr") if f"/meetings/{same.pk}/" in str(row)]
    assert own.select_one("input")["value"] == str(planned.pk)
    assert len(page.select("svg.clock circle.pt")) == 3

    _page, inside = rows(hall.members[0])
    assert {"Utanför planen", event.title} <= set(inside)
    table = client_of(hall.coordinator).get(url("year_export", group, 2027, "csv"))
    assert "Utanför planen" in table.content.decode()
    # The next year has neither.
    assert (
        "Utanför planen"
        not in client_of(hall.coordinator).get(url("group_year_of", group, 2028)).text
    )


def test_an_empty_year_leads_to_its_rules_or_to_being_made():
    hall = make_hall()
    group, client = hall.body.group_id, client_of(hall.coordinator)
    empty, full = url("group_year_of", group, 2027), url("year_make", group, 2027)

    def leads(page) -> set[str]:
        return {each["href"] for each in soup(client.get(page)).select(".empty a")}

    assert leads(empty) == leads(full) == {url("year_rules", group)}
    rule(hall)
    assert leads(empty) == {full}
    assert soup(client.get(empty)).select(f"a[href='{url('year_copy', group, 2027)}']") == []
    client.post(full, key())
    assert leads(full) == {empty}
    assert soup(client.get(empty)).select(f"a[href='{url('year_copy', group, 2027)}']")


def test_a_proposal_is_shown_and_followed():
    hall, seminar, meeting = seminar_year()
    client, page = client_of(hall.coordinator), url("group_year_of", hall.body.group_id, 2027)
    assert "Something has moved" not in soup(client.get(page)).text

    edit = url("year_entry_edit", seminar.pk)
    form = {"kind": "seminar", "title_sv": "Seminarium", "version": 0, "day": "19.5.2027"}
    assert client.post(edit, key(**(form | {"day": "19.5.2028"}))).status_code == 422
    assert client.post(edit, key(**form)).status_code == 302
    assert client.post(edit, key(**(form | {"day": "20.5.2027"}))).status_code == 409

    shown = soup(client.get(page))
    note = shown.select_one("form.bar")
    assert "Something has moved" in note.text
    assert "29 days before: Seminarium" in note.text
    assert "Proposed: " in shown.text
    assert "Something has moved" not in soup(client_of(hall.members[0]).get(page)).text
    [ticked] = note.select("input[name=entries][checked]")
    assert ticked["value"] == str(meeting.pk)
    [move, _keep] = note.select("button")
    client.post(note["action"], key(do=move["value"], entries=[ticked["value"]]))
    assert entry("Ledningsgruppen 2").day == date(2027, 4, 20)


def test_rules_are_written_and_a_wrong_one_comes_back():
    hall = make_hall()
    client, new = client_of(hall.coordinator), url("year_rule_new", hall.body.group_id)
    form = {"kind": "other", "title_sv": "Dag", "rule": "date", "length": "1", "month": "2"}

    refused = client.post(new, key(**form, month_day="31"))
    assert refused.status_code == 422
    assert "The month has no day 31. Choose 1–29." in soup(refused).text
    assert soup(refused).select_one("[name=month_day]")["value"] == "31"
    assert client.post(new, key(**form, month_day="28")).status_code == 302
    made = YearRule.objects.get()
    edit = url("year_rule_edit", made.pk)
    assert soup(client.get(edit)).select_one("[name=month_day]")["value"] == "28"
    assert client.post(edit, key(**form, month_day="27", version=0)).status_code == 302
    assert client.post(edit, key(**form, month_day="26", version=0)).status_code == 409
    follower = rule(hall, title_sv="Sen", rule="relative", anchor_id=made.pk, offset=3)
    refused = client.post(url("year_rule_remove", made.pk), key())
    assert "Other rules count from this one: Sen" in soup(refused).text
    client.post(url("year_rule_remove", follower.pk), key())
    assert client.post(url("year_rule_remove", made.pk), key()).status_code == 302


def test_the_theme_stands_on_the_group_and_the_renewal_is_ticked():
    hall = make_hall()
    group, year = hall.body.group_id, today().year
    client = client_of(hall.coordinator)
    theme = url("year_theme", group, year)
    client.post(theme, key(version=0, theme_sv="Övergångar", theme_fi="Siirtymät"))
    assert client.post(theme, key(version=0, theme_sv="X")).status_code == 409

    assert "Theme of the year: " in soup(client.get(url("group_detail", group))).text
    renewal = make_entry(hall, kind="renewal", year=year, day=today())
    step(hall, YearAction.CONFIRM, renewal, year=year)
    page = url("year_renewal", renewal.pk)
    assert client.post(page, key(point="plan", is_right="0")).status_code == 302
    assert "Needs to change" in soup(client.get(page)).select(".st")[2].text
    member = client_of(hall.members[0])
    assert soup(member.get(page)).select("main form") == []
    assert member.post(page, key(point="plan", is_right="1")).status_code == 403


def test_the_country_sees_which_group_lacks_its_seminar():
    hall, seminar, _meeting = seminar_year()
    make_group(name_sv="Kajanalands ELO-grupp")
    client = client_of(make_actor(role=Role.NATIONAL))
    page = url("national_year")
    YearTheme.objects.create(group=hall.body.group, year=2027, theme_sv="Övergångar")

    found = soup(client.get(page, {"year": 2027}))
    assert "2 active groups lack their seminar" in found.text
    step(hall, YearAction.CONFIRM, seminar)
    found = soup(client.get(page, {"year": 2027}))
    assert "One active group lacks its seminar" in found.text
    assert "wed 12 may" in found.text.lower()
    assert len(found.select("tbody tr")) == 2
    assert len(soup(client.get(page, {"year": 2027, "theme": "övergå"})).select("tbody tr")) == 1
    assert soup(client.get(page, {"year": 2027, "theme": "x"})).select("tbody tr") == []


def test_a_year_costs_the_same_with_many_entries():
    hall, seminar, _meeting = seminar_year()
    client = client_of(hall.coordinator)
    page = url("group_year_of", hall.body.group_id, 2027)

    def queries() -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    few = queries()
    for month in range(1, 12):
        row = make_entry(hall, title_sv=f"M{month}", day=date(2027, month, 3))
        YearEntry.objects.filter(pk=row.pk).update(anchor=seminar, offset=5)
    move(hall, seminar, date(2027, 5, 20))

    assert queries() == few <= 14
