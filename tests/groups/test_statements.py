"""The influence register: what a group states, to whom, and what comes of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from elo_platform.audit.models import AuditEvent
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.models import Owed
from groups.models import Statement
from groups.permissions import Role
from groups.services.statement_reminders import remind_of_statements
from groups.services.statements import StatementValues, keep_statement, open_statement
from tests.factories import make_actor, make_group, today
from tests.groups.outcomes import make_held, recorded

pytestmark = pytest.mark.django_db
SENT = StatementValues(
    title_sv="Studiepsykologer i varje skola",
    addressee="Undervisningsministeriet",
    sent_on=today() - timedelta(days=40),
)


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def coordinator(group):
    return make_actor(role=Role.COORDINATOR, group=group, name="Siri Lund")


def keep(group, by, values=SENT, *, row=None, version=None, now=None, **fields) -> Statement:
    return keep_statement(
        group_id=group.pk,
        pk=row and row.pk,
        version=row.version if row and version is None else version or 0,
        values=replace(values, **fields),
        by=by,
        now=now or timezone.now(),
    )


def page_of(user, url) -> BeautifulSoup:
    client = Client()
    if user:
        client.force_login(user)
    answer = client.get(url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_a_statement_is_entered_answered_and_opened_by_coordinators_alone(group, coordinator):
    member = make_actor(role=Role.NETWORK_MEMBER, group=group)
    row = keep(group, coordinator, sent_on=None)
    row = keep(group, coordinator, row=row)
    answered = {"answered_on": today(), "answer_sv": "Utreds.", "effect": "partly"}
    done = keep(group, coordinator, row=row, **answered)

    assert (done.version, done.effect, done.answer, done.visibility) == (
        2,
        "partly",
        "Utreds.",
        "group",
    )
    with pytest.raises(StaleEdit):
        keep(group, coordinator, row=done, version=1)
    given = {"statement_id": row.pk, "version": 2, "now": timezone.now()}
    with pytest.raises(ValidationError):
        open_statement(visibility="body", by=coordinator, **given)
    for by in (member, make_actor(role=Role.COORDINATOR, group=make_group())):
        with pytest.raises(PermissionDenied):
            keep(group, by)
        with pytest.raises(PermissionDenied):
            open_statement(visibility="public", by=by, **given)
    assert open_statement(visibility="public", by=coordinator, **given).visibility == "public"
    kinds = AuditEvent.objects.filter(group_id=group.pk, kind__startswith="statement")
    assert list(kinds.order_by("pk").values_list("kind", flat=True)) == [
        "statement_made",
        "statement_changed",
        "statement_changed",
        "statement_opened",
    ]


BAD = {
    "no title": ({"title_sv": ""}, "title_sv"),
    "to nobody": ({"addressee": ""}, "addressee"),
    "sent tomorrow": ({"sent_on": today() + timedelta(days=1)}, "sent_on"),
    "answered before it was sent": ({"answered_on": today() - timedelta(days=41)}, "answered_on"),
    "answered tomorrow": ({"answered_on": today() + timedelta(days=1)}, "answered_on"),
    "answered without a day": ({"answer_fi": "Kyllä"}, "answered_on"),
    "answered and never sent": ({"sent_on": None, "answered_on": today()}, "sent_on"),
    "an effect of what was never sent": ({"sent_on": None, "effect": "fully"}, "sent_on"),
}


def test_bad_values_are_refused_at_their_field(group, coordinator):
    elsewhere = recorded(make_held())
    bad = BAD | {
        "an outcome of another group": ({"outcome": elsewhere}, "outcome"),
        "a body of another group": ({"body": elsewhere.body}, "body"),
    }
    for name, (fields, expected) in bad.items():
        with pytest.raises(ValidationError) as refusal:
            keep(group, coordinator, **fields)
        assert list(refusal.value.error_dict) == [expected], name
    assert not Statement.objects.exists()
    assert keep(group, coordinator).pk


def test_the_day_to_follow_up_reminds_the_coordinator_once(group, coordinator):
    make_actor(role=Role.NETWORK_MEMBER, group=group)
    now = timezone.now()
    row = keep(group, coordinator, follow_up_on=today() + timedelta(days=3))
    assert remind_of_statements(now=now) == 0

    # The scheduler stood still for four days, and then ran twice.
    later = now + timedelta(days=7)
    assert [remind_of_statements(now=later), remind_of_statements(now=later)] == [1, 0]
    assert Owed.objects.get(kind="statement_follow_up").reader == coordinator

    row = keep(group, coordinator, row=row, follow_up_on=today() + timedelta(days=7))
    assert remind_of_statements(now=later) == 1
    keep(group, coordinator, row=row, follow_up_on=None)
    assert remind_of_statements(now=later) == 0


def test_the_list_counts_what_had_an_effect_and_is_filtered_and_exported(
    group, coordinator, django_assert_max_num_queries
):
    url = reverse("groups:group_statements", args=[group.pk])
    keep(group, coordinator, effect="fully", title_sv="Uttalande med verkan")
    keep(group, coordinator, kind="letter", title_sv="Brev som väntar")
    client = Client()
    client.force_login(coordinator)
    with django_assert_max_num_queries(8):
        html = client.get(url).content.decode()
    assert "50 %" in html

    for number in range(6):
        keep(group, coordinator, sent_on=None, title_sv=f"Utkast {number}")
    with django_assert_max_num_queries(8):
        html = client.get(url).content.decode()
    assert "50 %" in html

    shown = {
        "?stands=waiting": ["Brev som väntar"],
        "?stands=settled": ["Uttalande med verkan"],
        "?effect=fully": ["Uttalande med verkan"],
        f"?year={SENT.sent_on.year}&kind=letter": ["Brev som väntar"],
        "?kind=song": [],
    }
    for query, titles in shown.items():
        links = page_of(coordinator, url + query).select("tbody th a")
        assert [link.text for link in links] == titles, query
    sheet = client.get(reverse("groups:statements_export", args=[group.pk, "csv"]) + "?kind=letter")
    lines = sheet.content.decode("utf-8-sig").splitlines()
    assert (len(lines), "Brev som väntar" in lines[1]) == (2, True)


def test_other_regions_and_everyone_read_what_is_opened_to_them(group, coordinator):
    url = reverse("groups:statement_list")
    stranger = make_actor(role=Role.COORDINATOR, group=make_group(name_sv="En annan grupp"))
    for visibility in ("group", "all_regions", "public"):
        row = keep(group, coordinator, title_sv=f"Öppet för {visibility}")
        given = {"version": 0, "by": coordinator, "now": timezone.now()}
        open_statement(statement_id=row.pk, visibility=visibility, **given)
    keep(group, coordinator, title_sv="Utkast", sent_on=None)

    def titles(user):
        return {link.text for link in page_of(user, url).select("tbody th a")}

    assert titles(stranger) == {"Öppet för all_regions", "Öppet för public"}
    assert titles(coordinator) == titles(stranger)
    assert titles(None) == {"Öppet för public"}


def test_an_outcome_becomes_a_statement_from_its_own_page():
    held = make_held()
    outcome = recorded(held)
    client = Client()
    client.force_login(held.coordinator)

    page = BeautifulSoup(client.get(f"/outcomes/{outcome.pk}/").content, "html.parser")
    url = page.select_one("a[href*='/influence/new/']")["href"]
    form = BeautifulSoup(client.get(url).content, "html.parser").select_one("main form.form")
    fields = [each for each in form.select("[name]") if each.get("type") != "file"]
    data = {
        each["name"]: each.text.strip()
        if each.name == "textarea"
        else (each.select_one("option[selected]") or each.select_one("option"))["value"]
        if each.name == "select"
        else each.get("value", "")
        for each in fields
    }
    assert (data["title_sv"], data["addressee"]) == (outcome.title_sv, outcome.addressee)
    answer = client.post(url, data)

    assert answer.status_code == 302
    statement = Statement.objects.get()
    assert (statement.outcome, statement.body) == (outcome, outcome.body)
    again = client.get(f"/outcomes/{outcome.pk}/").content.decode()
    assert reverse("groups:statement_detail", args=[statement.pk]) in again
    # What was recorded later becomes its ground later.
    Statement.objects.update(outcome=None)
    key = "0c0c2f4e-53a4-4a3b-9f3b-6c7d7b7a1f10"
    edit = reverse("groups:statement_edit", args=[statement.pk])
    assert client.post(edit, data | {"version": 0, "form_key": key}).status_code == 302
    statement.refresh_from_db()
    assert (statement.outcome, statement.version) == (outcome, 1)
    # A day that nobody means keeps what was typed.
    bad = client.post(
        edit,
        data
        | {
            "version": 1,
            "form_key": "6f1dd40e-6d0a-4b8e-9a60-0a56a2f2c5d4",
            "answered_on": "31.2.2026",
            "answer_sv": "Behållet",
        },
    )
    assert bad.status_code == 422
    assert "Behållet" in bad.content.decode()
