"""What a group may do, and with what: bases, clauses, hours, money, pulse and wishes."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elo_platform.audit.models import AuditEvent
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.acts import make_token
from elo_platform.notifications.models import Owed
from groups.models import Authority, Basis, Clause, Coordination, Document, Funding, Pulse, Wish
from groups.panels.mandate import year_sums
from groups.permissions import Role
from groups.querysets.pulse import read_pulses
from groups.querysets.work_time import Hours, read_sheet
from groups.services.mandate import (
    BasisValues,
    ClauseValues,
    FundingValues,
    keep_basis,
    keep_clause,
    keep_funding,
)
from groups.services.pulse import PulseValues, ask_for_pulse, give_pulse, give_pulse_by_link
from groups.services.wishes import answer_wish, send_wish
from groups.services.work_time import keep_work_time
from tests.factories import LONG_AGO, make_actor, make_body, make_group

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
AUTUMN = datetime(2026, 10, 5, 9, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 5, 9, tzinfo=UTC)
BASIS = BasisValues("letter", date(2026, 1, 1), powers_sv="Bereder planen.", source_fi="Kirje")


class Means:
    """A group with a coordinator, a member and an authority, and a national coordinator."""

    def __init__(self):
        self.group = make_group()
        self.body = make_body(group=self.group)
        self.coordinator = make_actor(role=Role.COORDINATOR, group=self.group, language="en")
        self.member = make_actor(role=Role.LEADING_MEMBER, body=self.body, language="en")
        self.national = make_actor(role=Role.NATIONAL, language="en")
        self.authority = Authority.objects.create(key="evk-poh", kind="economic_development_centre")
        Coordination.objects.create(group=self.group, authority=self.authority, starts_on=LONG_AGO)

    def by(self, user, **given):
        return {"group_id": self.group.pk, "by": user, "now": AUTUMN, **given}


@pytest.fixture
def means():
    return Means()


def _client(user):
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def _sent(**data):
    return {"form_key": str(uuid.uuid4()), **data}


# Services


def test_a_basis_is_kept_with_its_document_and_changed_by_version(means):
    file = ContentFile(b"%PDF-1.7\n", name="Kirje.pdf")
    new = means.by(means.coordinator, pk=None, version=0)
    basis = keep_basis(values=BASIS, file=file, **new)

    assert basis.document.reach == "group"
    event = AuditEvent.objects.get(kind="basis_changed")
    assert (event.target_id, event.group_id) == (basis.pk, means.group.pk)
    edit = means.by(means.coordinator, pk=basis.pk, version=0)
    ended = BasisValues("letter", date(2026, 1, 1), date(2026, 6, 30), powers_sv="Slut.")
    assert keep_basis(values=ended, **edit).document == basis.document
    with pytest.raises(StaleEdit):
        keep_basis(values=BASIS, **edit)
    assert not Basis.objects.on(date(2026, 7, 1)).exists()
    assert Basis.objects.on(date(2026, 6, 30)).exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (BasisValues("letter", date(2026, 1, 1)), "powers_sv"),
        (BasisValues("law", date(2026, 2, 1), date(2026, 1, 1), powers_fi="x"), "ends_on"),
    ],
)
def test_a_basis_that_cannot_be_is_refused_at_its_field(means, values, field):
    with pytest.raises(ValidationError) as refusal:
        keep_basis(values=values, **means.by(means.coordinator, pk=None, version=0))

    assert list(refusal.value.error_dict) == [field]
    assert not Basis.objects.exists()


def test_members_write_nothing_and_national_coordinators_the_clause(means):
    clause = ClauseValues(means.authority, date(2026, 1, 1), text_fi="Keskus tukee.")
    money = FundingValues("Anslag", 100, date(2026, 1, 1), date(2026, 12, 31))
    new = {"pk": None, "version": 0}
    for user in (means.member, means.national):
        with pytest.raises(PermissionDenied):
            keep_basis(values=BASIS, **means.by(user), **new)
        with pytest.raises(PermissionDenied):
            keep_funding(values=money, **means.by(user), **new)
    with pytest.raises(PermissionDenied):
        keep_clause(values=clause, **means.by(means.member), **new)
    keep_clause(values=clause, **means.by(means.national), **new)
    keep_clause(values=clause, **means.by(means.coordinator), **new)
    other = Authority.objects.create(key="evk-lap", kind="economic_development_centre")
    strange = ClauseValues(other, date(2026, 1, 1), text_fi="Keskus tukee.")
    with pytest.raises(ValidationError, match="coordinat"):
        keep_clause(values=strange, **means.by(means.coordinator), **new)

    assert Clause.objects.count() == 2


def test_hours_are_summed_and_a_sheet_that_was_saved_in_between_is_stale(means):
    empty = read_sheet(means.coordinator, means.group.pk, 2026)
    hours = {
        (True, "planning"): Hours(100, 40),
        (True, "link"): Hours(20),
        (False, "link"): Hours(),
    }
    given = means.by(means.coordinator, year=2026, version=empty.version)
    keep_work_time(hours=hours, **given)
    sheet = read_sheet(means.member, means.group.pk, 2026)

    assert sheet.total("agreed", is_coordinator=True) == 120
    assert sheet.total("used", is_coordinator=True) == 40
    assert (False, "link") not in sheet.hours
    with pytest.raises(StaleEdit):
        keep_work_time(hours={}, **given)
    with pytest.raises(PermissionDenied):
        keep_work_time(hours={}, **given | {"by": means.member, "version": sheet.version})
    keep_work_time(hours={}, **given | {"version": sheet.version})
    assert read_sheet(means.member, means.group.pk, 2026) == empty


def test_money_is_spread_over_the_days_of_its_years():
    two = Funding(amount=730, starts_on=date(2025, 1, 1), ends_on=date(2026, 12, 31))
    half = Funding(amount=100, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))

    assert year_sums([two, half]) == [("2026", "465 €"), ("2025", "365 €")]


# Pulse


def _five(means, now=AUTUMN):
    people = [
        make_actor(role=Role.LEADING_MEMBER, body=means.body, language="en") for _number in range(4)
    ]
    for number, person in enumerate([means.member, *people]):
        values = PulseValues(1 + number, 3, 5)
        give_pulse(group_id=means.group.pk, values=values, by=person, now=now)


def test_averages_show_once_the_year_is_closed_and_five_have_answered(means):
    _five(means)
    four = Pulse.objects.exclude(user=means.member)
    read = {"user": means.coordinator, "group_id": means.group.pk}

    assert read_pulses(**read, on=AUTUMN.date()).averages == {}
    closed = read_pulses(**read, on=DECEMBER.date())
    assert closed.averages == {2026: {"means": 3.0, "strength": 3.0, "meaning": 5.0}}
    assert closed.own is None
    Pulse.objects.filter(user=means.member).delete()
    assert four.count() == 4
    assert read_pulses(**read, on=DECEMBER.date()).averages == {}


def test_an_own_answer_changes_until_the_year_closes_and_nobody_reads_it(means):
    answer = {"group_id": means.group.pk, "by": means.member}
    give_pulse(values=PulseValues(1, 1, 1), now=AUTUMN, **answer)
    give_pulse(values=PulseValues(4, 5, 5), now=AUTUMN, **answer)
    with pytest.raises(PermissionDenied):
        give_pulse(values=PulseValues(2, 2, 2), now=DECEMBER, **answer)
    with pytest.raises(ValidationError):
        give_pulse(values=PulseValues(6, 1, 1), now=AUTUMN, **answer)

    row = Pulse.objects.get()
    assert (row.means, row.strength, row.meaning) == (4, 5, 5)
    for user in (means.coordinator, means.national):
        assert not Pulse.objects.visible_to(user).exists()
    assert not AuditEvent.objects.filter(target_kind="groups.pulse").exists()


def test_only_who_has_a_seat_says_how_the_work_feels(means):
    values = PulseValues(3, 3, 3)
    with pytest.raises(PermissionDenied):
        give_pulse(group_id=means.group.pk, values=values, by=means.national, now=AUTUMN)
    link = {"group_id": means.group.pk, "values": values, "now": AUTUMN}
    with pytest.raises(PermissionDenied):
        give_pulse_by_link(subject="somebody@elo.example", **link)
    with pytest.raises(PermissionDenied):
        give_pulse_by_link(subject=str(means.national.pk), **link)
    give_pulse_by_link(subject=str(means.member.pk), **link)

    assert Pulse.objects.get().user == means.member


def test_each_is_asked_once_a_year_and_not_who_has_answered(means):
    give_pulse(group_id=means.group.pk, values=PulseValues(3, 3, 3), by=means.member, now=AUTUMN)
    ask = means.by(means.coordinator)

    assert ask_for_pulse(**ask) == 1
    assert ask_for_pulse(**ask) == 0
    assert Owed.objects.get(kind="pulse").reader == means.coordinator
    with pytest.raises(PermissionDenied):
        ask_for_pulse(**ask | {"by": means.member})
    with pytest.raises(ValidationError):
        ask_for_pulse(**ask | {"now": DECEMBER})


# Wishes


def test_a_wish_goes_up_and_its_answer_comes_back(means):
    with pytest.raises(PermissionDenied):
        send_wish(text="Tid.", language="sv", **means.by(means.member))
    wish = send_wish(text="Mer tid.", language="sv", **means.by(means.coordinator))
    answer = {"wish_id": wish.pk, "text": "Ja.", "now": AUTUMN}
    with pytest.raises(PermissionDenied):
        answer_wish(version=0, by=means.coordinator, **answer)
    answer_wish(version=0, by=means.national, **answer)
    with pytest.raises(StaleEdit):
        answer_wish(version=0, by=means.national, **answer)

    assert list(Owed.objects.filter(kind="wish_sent").values_list("reader", flat=True)) == [
        means.national.pk
    ]
    assert Owed.objects.get(kind="wish_answered").reader == means.coordinator
    assert Wish.objects.visible_to(means.member).get().answer == "Ja."


# Pages


def _fill(means, number):
    for each in range(number):
        given = means.by(means.coordinator, pk=None, version=0)
        keep_basis(values=BASIS, **given)
        text = ClauseValues(means.authority, date(2026, 1, 1), text_sv=f"Text {each}")
        keep_clause(values=text, **given)
        money = FundingValues(f"Anslag {each}", 9, date(2026, 1, 1), date(2027, 12, 31))
        keep_funding(values=money, **given)
        send_wish(text=f"Tid {each}", language="sv", **means.by(means.coordinator))
        answer = {"by": means.national, "text": "Ja", "now": AUTUMN}
        answer_wish(wish_id=Wish.objects.latest("pk").pk, version=0, **answer)


def _queries(client, url):
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_the_pages_cost_the_same_for_one_row_and_for_many(means):
    member, national = _client(means.member), _client(means.national)
    page = reverse("groups:group_mandate", args=[means.group.pk])
    wishes = reverse("groups:wish_list")
    _fill(means, 1)
    few = _queries(member, page), _queries(national, wishes)
    _fill(means, 4)

    assert (_queries(member, page), _queries(national, wishes)) == few
    assert few[0] <= 14
    assert few[1] <= 8


def test_the_page_says_what_held_on_a_day(means):
    _fill(means, 1)
    page = reverse("groups:group_mandate", args=[means.group.pk])
    client = _client(means.member)

    now = client.get(page).content.decode()
    before = client.get(f"{page}?on=2025-06-01").content.decode()

    assert "Bereder planen." in now
    assert "Text 0" in now
    assert "Tid 0" in now
    assert "Bereder planen." not in before
    assert "Text 0" not in before
    assert "Add a power" not in now
    assert "Earlier states" not in now
    assert "Begins on" not in now
    basis = Basis.objects.get()
    later = replace(BASIS, starts_on=date(2090, 1, 1), powers_sv="Beslutar.")
    keep_basis(values=later, **means.by(means.coordinator, pk=None, version=0))
    coming = ClauseValues(means.authority, date(2090, 1, 1), text_sv="Text som kommer")
    keep_clause(values=coming, **means.by(means.coordinator, pk=None, version=0))
    with_later = client.get(page).content.decode()
    assert "Begins on 1 Jan 2090" in with_later
    assert with_later.index("Text 0") < with_later.index("Text som kommer")
    assert "Beslutar." not in client.get(f"{page}?on=2025-06-01").content.decode()
    changed = means.by(means.coordinator, pk=basis.pk, version=0)
    keep_basis(values=replace(BASIS, powers_sv="Godkänner planen."), **changed)
    link = reverse("groups:version_list", args=[means.group.pk, "basis", basis.pk])
    assert link in client.get(page).content.decode()
    assert "Bereder planen." in BeautifulSoup(client.get(link).content, "html.parser").main.text


def test_a_stale_power_comes_back_with_both_texts_and_a_bad_file_at_its_field(means):
    basis = keep_basis(values=BASIS, **means.by(means.coordinator, pk=None, version=0))
    client, url = _client(means.coordinator), reverse("groups:basis_edit", args=[basis.pk])
    typed = {"kind": "letter", "powers_sv": "Mina ord", "starts_on": "1.1.2026", "version": 0}
    bad = ContentFile(b"MZ", name="virus.exe")

    refused = client.post(url, _sent(**typed, file=bad))
    assert refused.status_code == 422
    assert "Mina ord" in refused.content.decode()
    assert not Document.objects.exists()
    assert client.post(url, _sent(**typed)).status_code == 302
    stale = client.post(url, _sent(**typed | {"powers_sv": "Andra ord"}))

    assert stale.status_code == 409
    assert "Mina ord" in stale.content.decode()
    assert "Andra ord" in stale.content.decode()
    assert Basis.objects.get().powers_sv == "Mina ord"


def test_the_hours_are_typed_in_one_form_and_a_negative_number_is_refused(means):
    client = _client(means.coordinator)
    url = reverse("groups:work_time_edit", args=[means.group.pk, 2026])
    version = read_sheet(means.coordinator, means.group.pk, 2026).version

    wrong = client.post(url, _sent(version=version, own_planning_agreed="-3"))
    right = client.post(url, _sent(version=version, own_planning_agreed="1\xa0120"))
    stale = client.post(url, _sent(version=version, own_planning_agreed="90"))

    assert (wrong.status_code, right.status_code, stale.status_code) == (422, 302, 409)
    assert (
        read_sheet(means.coordinator, means.group.pk, 2026).total("agreed", is_coordinator=True)
        == 1120
    )
    assert "120" in stale.content.decode()
    assert client.get(url.replace("2026", "1066")).status_code == 404


def test_the_link_of_a_mail_stores_the_answer_once_and_again(means):
    if timezone.now().month == 12:
        pytest.skip("the year's question is closed in December")
    soon = timezone.now() + timedelta(days=1)
    given = {"kind": "pulse", "object_id": means.group.pk, "expires_at": soon}
    url = reverse("notifications:act", args=[make_token(subject=means.member.pk, **given)])
    other = reverse("notifications:act", args=[make_token(subject=means.national.pk, **given)])
    client = Client(headers={"accept-language": "en"})

    assert client.get(url).status_code == 200
    assert client.post(url, _sent(means="3", strength="9", meaning="5")).status_code == 422
    assert client.post(url, _sent(means="3", strength="4", meaning="5")).status_code == 302
    assert b"Thank you" in client.get(f"{url}?saved=1").content
    assert Pulse.objects.get().strength == 4
    assert client.get(other).status_code == 410
