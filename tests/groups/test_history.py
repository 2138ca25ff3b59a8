"""A group's history: who did what, who took part, its timeline and its earlier texts."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elo_platform.audit.kinds import SHOWN_TO_MEMBERS, AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.forms import StaleEdit
from groups.models import Attendance, Basis, BasisVersion, EloGroupVersion, LifeEvent
from groups.panels.activity import TOPIC_LABELS
from groups.panels.timeline import Span, figure
from groups.panels.versions import compared
from groups.permissions import Role
from groups.querysets.activity import TOPICS
from groups.services.group_settings import GroupValues, change_group
from groups.services.timeline import LifeValues, add_life_event, remove_life_event
from tests.factories import make_actor, make_body, make_group, make_organisation, make_seat, today
from tests.world import make_meeting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


class Past:
    """A group with a coordinator and a member, and an organisation that sits in it."""

    def __init__(self):
        self.group = make_group()
        self.body = make_body(group=self.group, visibility="public")
        self.seat = make_seat(body=self.body, organisation=make_organisation())
        self.coordinator = make_actor(
            role=Role.COORDINATOR, group=self.group, name="Saga Ås", language="en"
        )
        self.member = make_actor(role=Role.LEADING_MEMBER, body=self.body, language="en")

    def add(self, kind, on, **given):
        self.group.refresh_from_db()
        values = LifeValues(kind, on, **given.pop("values", {}))
        known = {"group_id": self.group.pk, "version": self.group.version, "by": self.coordinator}
        return add_life_event(values=values, now=NOW, **known | given)


@pytest.fixture
def past():
    return Past()


def _client(user=None):
    client = Client(headers={"accept-language": "en"})
    if user:
        client.force_login(user)
    return client


def _page(client, name, *args, **query):
    response = client.get(reverse(f"groups:{name}", args=args), query)
    assert response.status_code == 200
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text().split())


# The days of a life


def test_a_founding_and_a_state_are_recorded_with_their_day_and_document(past):
    paper = ContentFile(b"%PDF-1.7\n", name="Beslut.pdf")
    founded = past.add("founded", date(2013, 3, 1), file=paper, values={"is_public": True})
    past.add("dormant", date(2019, 5, 1))
    past.group.refresh_from_db()

    assert past.group.founded_on == date(2013, 3, 1)
    assert past.group.state == "dormant"
    assert founded.document.reach == "public"
    past.add("active", date(2016, 1, 1))
    past.group.refresh_from_db()
    assert past.group.state == "dormant"
    seen = _page(_client(), "group_timeline", past.group.pk)
    assert "Beslut.pdf" in seen
    assert "Not meeting at present" in seen


def test_days_that_cannot_be_are_refused_at_their_field(past):
    past.add("founded", date(2013, 3, 1))
    for kind, on, field in (
        ("founded", date(2014, 1, 1), "kind"),
        ("active", date(2012, 1, 1), "on"),
        ("ended", NOW.date() + timedelta(days=1), "on"),
    ):
        with pytest.raises(ValidationError) as refusal:
            past.add(kind, on)
        assert list(refusal.value.error_dict) == [field]
    with pytest.raises(PermissionDenied):
        past.add("active", date(2015, 1, 1), by=past.member)
    with pytest.raises(StaleEdit):
        past.add("active", date(2015, 1, 1), version=0)

    assert LifeEvent.objects.count() == 1


def test_a_day_that_was_wrong_is_removed_and_a_change_of_state_leaves_its_day(past):
    wrong = past.add("merged", date(2019, 5, 1))
    past.group.refresh_from_db()
    given = {"event_id": wrong.pk, "version": past.group.version, "now": NOW}
    with pytest.raises(PermissionDenied):
        remove_life_event(by=past.member, **given)
    remove_life_event(by=past.coordinator, **given)
    assert not LifeEvent.objects.exists()

    past.group.refresh_from_db()
    values = GroupValues("Ny", "Uusi", "", "both", "ended", "sv", "", "")
    change_group(
        group_id=past.group.pk,
        version=past.group.version,
        values=values,
        by=past.coordinator,
        now=NOW,
    )
    assert list(LifeEvent.objects.values_list("kind", "on")) == [("ended", NOW.date())]


# Pages


def test_the_drawing_of_the_years_holds_what_has_begun_and_lasted_into_them():
    lasting = Span("Body", "Nätverket", date(2015, 1, 1), None)
    over = Span("Body", "Gruppen", date(2010, 1, 1), date(2012, 1, 1))
    coming = Span("Agreement", "Avtalet", date(2027, 1, 1), date(2029, 12, 31))

    drawn = figure([lasting, over, coming], {}, date(2026, 11, 20))

    assert [bar["name"] for bar in drawn["bars"]] == ["Nätverket"]


def test_the_timeline_shows_public_parts_to_everyone_and_names_to_its_people(past):
    public, own = _client(), _client(past.member)
    for client in (public, own):
        seen = _page(client, "group_timeline", past.group.pk)
        assert "Ledningsgruppen began" in seen.replace("Johtoryhmä", "Ledningsgruppen")

    assert "Saga Ås" in _page(own, "group_timeline", past.group.pk)
    assert "Saga Ås" not in _page(public, "group_timeline", past.group.pk)


def _acts(past, number, kind=AuditKind.MEETING_CALLED, by=None):
    for each in range(number):
        at = NOW - timedelta(days=each)
        record(kind=kind, target=None, by=by, at=at, group_id=past.group.pk)


def test_the_history_is_filtered_and_read_page_by_page_without_a_gap(past):
    _acts(past, 55, by=past.coordinator)
    for _time in range(2):
        _acts(past, 1, AuditKind.OUTCOME_RECORDED, past.member)
    client = _client(past.member)
    url = reverse("groups:group_history", args=[past.group.pk])

    def rows(page):
        soup = BeautifulSoup(page.content, "html.parser")
        older = soup.find("a", string=lambda text: text and "Show older" in text)
        return len(soup.select("table")[0].select("tbody tr")), older

    first = client.get(url)
    count, older = rows(first)
    rest, end = rows(client.get(older["href"]))
    assert (count, rest, end) == (49, 7, None)
    assert "2 times" in client.get(url, {"topic": "outcomes"}).content.decode()
    assert rows(client.get(url, {"who": "coordinators"}))[0] == 50
    assert rows(client.get(url, {"who": "others"}))[0] == 1
    assert "Nothing found" in client.get(url, {"year": "2020"}).content.decode()
    for odd in ("x", "2026-13-45T00:00_1", "2026-01-01T00:00:00_9", "9" * 50):
        assert client.get(url, {"before": odd, "year": "x"}).status_code == 200


def test_all_that_members_may_read_of_has_its_topic_and_its_word():
    kinds = [kind for of_topic in TOPICS.values() for kind in of_topic]

    assert sorted(kinds) == sorted(SHOWN_TO_MEMBERS)
    assert TOPICS.keys() == TOPIC_LABELS.keys()


def test_what_was_refused_or_drafted_stays_out_of_the_history(past):
    _acts(past, 1, AuditKind.DENIED, past.member)
    _acts(past, 1, AuditKind.MEETING_DRAFTED, past.coordinator)

    assert "Nothing found" in _page(_client(past.member), "group_history", past.group.pk)


def test_organisations_stand_by_the_alphabet_with_what_they_took_part_in(past):
    make_seat(body=past.body, organisation=make_organisation(name_fi="Aapa", name_sv="Aapa"))
    meeting = make_meeting(body=past.body, by=past.coordinator, days=0)
    Attendance.objects.create(
        meeting=meeting, user=past.member, seat=past.seat, answer="yes", answered_at=NOW
    )

    page = _client(past.member).get(reverse("groups:group_history", args=[past.group.pk]))
    table = BeautifulSoup(page.content, "html.parser").select("table")[-1]
    cells = [row.get_text("|", strip=True) for row in table.select("tbody tr")]

    assert [cell.split("|")[0] for cell in cells] == ["Aapa", "Ammattiopisto Ranta"] or [
        cell.split("|")[0] for cell in cells
    ] == ["Aapa", "Yrkesinstitutet Strand"]
    assert "1 of 1" in cells[1]
    assert "1 of 1" not in cells[0]


def _queries(client, url):
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_the_pages_cost_the_same_for_one_row_and_for_many(past):
    client = _client(past.member)
    urls = [
        reverse(f"groups:{name}", args=[past.group.pk])
        for name in ("group_history", "group_timeline")
    ]

    def fill(number):
        _acts(past, number, by=past.coordinator)
        for each in range(number):
            make_body(group=past.group, name_fi=f"Ryhmä {each}")
            given = {"kind": "law", "starts_on": today()}
            basis = Basis.objects.create(group=past.group, powers_sv=f"Får {each}", **given)
            Basis.objects.filter(pk=basis.pk).update(powers_sv="Får inte")
            past.add("active", date(2015 + LifeEvent.objects.count(), 1, 1))

    fill(1)
    few = [_queries(client, url) for url in urls]
    fill(4)

    assert [_queries(client, url) for url in urls] == few
    assert max(few) <= 14


# Earlier states


def test_any_earlier_state_is_kept_whatever_path_wrote_it_and_never_changed(past):
    basis = Basis.objects.create(
        group=past.group, kind="law", powers_sv="Bereder planen", starts_on=today()
    )
    basis.powers_sv = "Godkänner planen"
    basis.save()
    basis.version += 1
    basis.save()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE groups_basis SET powers_sv = 'Skriver planen'")

    kept = list(BasisVersion.objects.order_by("pgh_id").values_list("powers_sv", flat=True))
    assert kept == ["Bereder planen", "Godkänner planen"]
    with pytest.raises(DatabaseError), transaction.atomic():
        BasisVersion.objects.update(powers_sv="")
    with pytest.raises(DatabaseError), transaction.atomic():
        BasisVersion.objects.all().delete()
    basis.delete()
    assert BasisVersion.objects.filter(powers_sv="Skriver planen").count() == 1


def test_an_earlier_text_is_read_beside_the_next_one(past):
    group = past.group
    for text in ("Gruppen samlar", "Gruppen samlar alla", "Gruppen för samman alla"):
        group.about_sv = text
        group.save()
    client = _client(past.member)
    where = (group.pk, "group", group.pk)
    first = EloGroupVersion.objects.order_by("pgh_id")[1]

    newest = _page(client, "version_list", *where)
    older = _page(client, "version_list", *where, state=first.pk)

    assert "för samman" in newest
    assert "för samman" not in older
    assert "Gruppen samlar" in older
    assert "Earlier texts" in _page(client, "group_history", group.pk)
    assert client.get(reverse("groups:version_list", args=[*where[:1], "x", 1])).status_code == 404
    other = make_group()
    elsewhere = reverse("groups:version_list", args=[group.pk, "group", other.pk])
    assert client.get(elsewhere).status_code == 404


def test_what_was_open_to_a_body_alone_stays_with_who_manages_the_group(past):
    past.body.visibility, past.body.tasks_sv = "body", "Hemligt"
    past.body.save()
    past.body.visibility, past.body.tasks_sv = "group", "Öppet"
    past.body.save()
    url = reverse("groups:version_list", args=[past.group.pk, "body", past.body.pk])

    assert b"Hemligt" in _client(past.coordinator).get(url).content
    assert b"Hemligt" not in _client(past.member).get(url).content


def test_texts_are_compared_word_by_word():
    found = compared("alla unga får vägledning", "var och en får vägledning")

    assert found["was"] == [(True, "alla unga"), (False, " får vägledning")]
    assert found["became"] == [(True, "var och en"), (False, " får vägledning")]
    assert compared("Allt.", "Allt. Mer.")["became"] == [(False, "Allt."), (True, " Mer.")]
    assert "".join(text for _differs, text in compared("a\n\nb", "")["was"]) == "a\n\nb"


def test_a_stale_day_is_sent_back_with_what_was_typed(past):
    client = _client(past.coordinator)
    url = reverse("groups:life_new", args=[past.group.pk])
    sent = {"version": 7, "kind": "active", "on": "1.2.2020", "note_sv": "Åter i gång"}

    stale = client.post(url, sent | {"form_key": str(uuid.uuid4())})
    fresh = client.post(url, sent | {"version": 0, "form_key": str(uuid.uuid4())})

    assert stale.status_code == 409
    assert "Åter i gång" in stale.content.decode()
    assert fresh.status_code == 302
    assert LifeEvent.objects.get().added_at <= timezone.now()
