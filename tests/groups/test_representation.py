"""Representation beyond the seats: targets, attendance, sectors, the country, and pictures."""

import uuid
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elo_platform.audit.models import AuditEvent
from groups.models import Attendance, RequiredCategory, Target
from groups.permissions import Role, Visibility
from groups.querysets.attended import attended, read_held
from groups.querysets.coverage import (
    SOON,
    Kind,
    Mandate,
    Rate,
    SeatLine,
    coverage,
    read_kinds,
    read_kinds_of,
    read_seats,
)
from groups.services.targets import TargetValues, end_target, set_target
from tests.browsing import client_of
from tests.factories import (
    LONG_AGO,
    make_actor,
    make_body,
    make_category,
    make_group,
    make_mandate,
    make_organisation,
    make_region,
    make_seat,
    today,
)
from tests.world import make_meeting

DAY = date(2026, 6, 15)
VET = Kind(1, "VET", "often", "yrkesutbildning", "ammatillinen", "", frozenset({1}), ())
MOST_QUERIES = 14


def member(starts=LONG_AGO, ends=None):
    return Mandate(True, starts, ends)


def line_of(*mandates, closed=None, on=DAY):
    seat = SeatLine(1, 1, 1, 1, 1, LONG_AGO, closed, False, mandates)
    (line,) = coverage(kinds=[VET], seats=[seat], on=on).lines
    return line


def after(days):
    return DAY + timedelta(days=days)


# What is to end soon


@pytest.mark.parametrize(
    ("mandates", "closed", "ends_on"),
    [
        ((member(),), None, None),
        ((member(ends=after(90)),), None, after(90)),
        ((member(ends=after(91)),), None, None),
        ((member(ends=DAY),), None, DAY),
        ((member(ends=after(10)), member(after(11))), None, None),
        ((member(ends=after(10)), member(after(11), after(20))), None, after(20)),
        ((member(ends=after(10)), member(after(12))), None, after(10)),
        ((member(ends=after(10)), Mandate(False, LONG_AGO, None)), None, after(10)),
        ((member(),), after(30), after(30)),
        ((Mandate(False, LONG_AGO, after(10)),), None, None),
    ],
)
def test_a_kind_ends_soon_when_nobody_follows_within_ninety_days(mandates, closed, ends_on):
    assert timedelta(days=90) == SOON
    assert line_of(*mandates, closed=closed).ends_on == ends_on


def test_a_kind_with_two_seats_ends_with_the_last_of_them():
    short = SeatLine(1, 1, 1, 1, 1, LONG_AGO, None, False, (member(ends=after(5)),))
    longer = SeatLine(2, 1, 1, 1, 2, LONG_AGO, None, False, (member(ends=after(50)),))
    lasting = SeatLine(3, 1, 1, 1, 3, LONG_AGO, None, False, (member(),))

    def found(*seats):
        (line,) = coverage(kinds=[VET], seats=seats, on=DAY).lines
        return line.ends_on, line.members, line.seats

    assert found(short, longer) == (after(50), 2, 2)
    assert found(short, lasting) == (None, 2, 2)


# The rule of the day


@pytest.mark.django_db
def test_the_rule_and_the_kinds_are_those_of_each_day():
    office = make_category(key="OFFICE")
    office.names.create(name_sv="byrån", name_fi="toimisto", valid_to=date(2024, 12, 31))
    RequiredCategory.objects.create(category=office, valid_to=date(2024, 12, 31))
    centre = make_category(key="CENTRE")
    centre.names.create(name_sv="centralen", name_fi="keskus", valid_from=date(2026, 1, 1))
    RequiredCategory.objects.create(category=centre, valid_from=date(2026, 1, 1))
    days = [date(2024, 12, 31), date(2025, 6, 30), date(2026, 1, 1)]

    found = {
        on: {
            line.kind.key: line.is_required for line in coverage(kinds=kinds, seats=(), on=on).lines
        }
        for on, kinds in zip(days, read_kinds_of(days), strict=True)
    }

    assert found == {days[0]: {"OFFICE": True}, days[1]: {}, days[2]: {"CENTRE": True}}


# Targets


@pytest.fixture
def group(db):
    return make_group()


@pytest.fixture
def coordinator(group):
    return make_actor(role=Role.COORDINATOR, group=group)


def want(body, category, by, *, seats=1, starts_on=None, ends_on=None):
    values = TargetValues(
        body=body,
        category=category,
        seats=seats,
        starts_on=starts_on or today(),
        ends_on=ends_on,
        agreed="Ledningsgruppen 12.2.2025",
    )
    return set_target(values=values, by=by, now=timezone.now())


def test_targets_are_set_and_ended_and_never_overlap(group, coordinator):
    body, other, kind = make_body(group=group), make_body(group=group), make_category()
    target = want(body, kind, coordinator, ends_on=today() + timedelta(days=9))
    want(other, kind, coordinator)
    with pytest.raises(ValidationError) as refusal:
        want(body, kind, coordinator, starts_on=today() + timedelta(days=9))
    assert set(refusal.value.message_dict) == {"category"}
    want(body, kind, coordinator, starts_on=today() + timedelta(days=10))

    given = {"target_id": target.pk, "by": coordinator, "now": timezone.now()}
    end_target(**given, last_day=today())
    for wrong in (today() - timedelta(days=1), today()):
        with pytest.raises(ValidationError):
            end_target(**given, last_day=wrong)

    target.refresh_from_db()
    assert target.ends_on == today()
    kinds = AuditEvent.objects.filter(target_kind="groups.target").values_list("kind", flat=True)
    assert sorted(kinds) == ["target_ended", "target_set", "target_set", "target_set"]
    chair = make_actor(role=Role.CHAIR, body=body)
    with pytest.raises(PermissionDenied):
        want(body, make_category(key="NGO"), chair)
    with pytest.raises(PermissionDenied):
        end_target(**given | {"by": chair}, last_day=today())


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("seats", {"seats": 0}),
        ("seats", {"seats": 51}),
        ("ends_on", {"ends_on": date(2026, 1, 1), "starts_on": date(2026, 1, 2)}),
        ("starts_on", {"starts_on": date(2200, 1, 1)}),
        ("category", {"starts_on": date(2001, 1, 1)}),
    ],
)
def test_a_target_that_cannot_be_is_refused_at_its_field(group, coordinator, field, given):
    body = make_body(group=group, ends_on=date(2199, 12, 31))
    kind = make_category(key="NEW")
    kind.names.create(name_sv="ny", name_fi="uusi", valid_from=date(2020, 1, 1))
    with pytest.raises(ValidationError) as refusal:
        want(body, kind, coordinator, **given)

    assert set(refusal.value.message_dict) == {field}
    assert want(body, kind, coordinator, seats=50).seats == 50


def page(client, url, **query):
    response = client.get(url, query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_a_coordinator_sets_and_ends_a_target_in_the_browser(group, coordinator):
    body, kind = make_body(group=group), make_category(key="NGO")
    kind.names.create(name_sv="förening", name_fi="yhdistys", name_en="association")
    client, url = client_of(coordinator), f"/groups/{group.pk}/representation/"
    new = f"{url}targets/new/"
    data = {"body": body.pk, "category": kind.pk, "seats": 2, "starts_on": "12.2.2025"}

    wrong = client.post(new, data | {"form_key": uuid.uuid4(), "seats": "x", "agreed": "Möte"})
    assert wrong.status_code == 422
    assert b"M\xc3\xb6te" in wrong.content
    assert client.post(new, data | {"form_key": uuid.uuid4()}).status_code == 302
    again = client.post(new, data | {"form_key": uuid.uuid4()})
    assert again.status_code == 422
    assert list(again.context["form"].errors) == ["category"]
    make_mandate(seat=make_seat(body=body, organisation=make_organisation(category=kind)))

    card = page(client, url, lang="en").select_one("#targets")
    assert "Association: 2 seats" in card.text
    assert "1 of 2" in card.text
    assert card.select_one(f'a[href*="/groups/{group.pk}/invite/"]') is not None
    target = Target.objects.get()
    end = f"/targets/{target.pk}/end/"
    assert end in [link["href"] for link in card.select("a")]
    sent = client.post(end, {"form_key": uuid.uuid4(), "last_day": "1.1.2025"})
    assert sent.status_code == 422
    assert client.post(end, {"form_key": uuid.uuid4(), "last_day": today()}).status_code == 302
    tomorrow = today() + timedelta(days=1)
    later = client.post(new, data | {"form_key": uuid.uuid4(), "starts_on": tomorrow})
    card = page(client, later["Location"], body=body.pk, lang="en").select_one("#targets")
    assert "Begins on" in card.text
    typed = page(client, url, on="31.2.2026", lang="en").select_one("form.filters")
    assert typed.select_one("[name=on]")["value"] == "31.2.2026"
    assert "valid date" in typed.text

    network = make_actor(role=Role.NETWORK_MEMBER, body=body)
    others = page(client_of(network), url, lang="en").select_one("#targets")
    assert "Association" in others.text
    assert others.select("a") == []
    elsewhere = make_actor(role=Role.COORDINATOR)
    assert page(client_of(elsewhere), url).select_one("#targets") is None
    assert client_of(elsewhere).get(end).status_code == 404
    assert client_of(network).get(new).status_code == 403


# Who came


@pytest.mark.django_db
def test_who_came_is_counted_beside_the_seats_and_never_with_them(group, coordinator):
    body, now = make_body(group=group), timezone.now()
    first = make_seat(body=body)
    second = make_seat(body=body, organisation=make_organisation(category=make_category(key="NGO")))
    young = make_seat(
        body=body,
        organisation=make_organisation(category=make_category(key="MUN")),
        opened_on=today() - timedelta(days=25),
    )
    holders = [make_mandate(seat=seat) for seat in (first, second, young)]
    answers = ["yes", "deputy", "no", "yes", "none", "yes"]
    for number, answer in enumerate(answers):
        meeting = make_meeting(body=body, by=coordinator, days=-60 + 10 * number)
        Attendance.objects.create(
            meeting=meeting,
            user=holders[0].user,
            seat=first,
            answer=answer,
            answered_at=None if answer == "none" else now,
        )
    make_meeting(body=body, by=coordinator, days=-5, state="cancelled")
    make_meeting(body=body, by=coordinator, days=5)

    seats = read_seats([body.pk], now)
    with CaptureQueriesContext(connection) as queries:
        held = read_held([body.pk], on=today(), now=now)
    rates = {kind.key: attended(kind, seats, held) for kind in read_kinds(today())}
    then = read_held([body.pk], on=today() - timedelta(days=45), now=now)

    assert len(queries) == 1
    assert rates == {"VET": Rate(3, 4), "NGO": Rate(0, 4), "MUN": Rate(0, 1)}
    assert len(then) == 2
    url = f"/groups/{group.pk}/representation/"
    text = page(client_of(coordinator), url, lang="en")
    row = text.select_one("#NGO")
    assert "0 of 4" in row.text
    assert "Filled" in row.text


def test_the_page_shows_sectors_and_what_waits_and_names_no_more_queries(group, coordinator):
    body = make_body(group=group, kind="leading")
    for key, sector in (
        ("UNION", "working_life"),
        ("COMPANY", "working_life"),
        ("HE", "education"),
    ):
        category = make_category(key=key, sector=sector)
        category.names.create(name_sv=key, name_fi=key, name_en=key.title())
    union = make_organisation(category=make_category(key="UNION"))
    make_mandate(seat=make_seat(body=body, organisation=union))
    client, url = client_of(coordinator), f"/groups/{group.pk}/representation/"
    found = page(client, url, lang="en")
    rows = {row.th.text: row.text for row in found.select("table.stackable tbody tr")}
    assert "1/2" in rows["Working life"]
    assert "Company" in rows["Working life"]
    assert "0/1" in rows["Education"]

    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(4):
        more = make_body(group=group, name_sv=f"Ledning {number}")
        organisation = make_organisation(category=make_category(key=f"K{number}"))
        make_mandate(seat=make_seat(body=more, organisation=organisation))
        want(more, organisation.category, coordinator)
        make_meeting(body=more, by=coordinator, days=-7)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(few) == len(many) <= MOST_QUERIES


# The country


@pytest.mark.django_db
def test_the_country_shows_each_group_and_leads_to_its_squares():
    on = today()
    here = make_group(region=make_region())
    body = make_body(group=here, visibility=Visibility.BODY)
    kind = make_category(key="NGO", frequency="seldom")
    kind.names.create(name_sv="förening", name_fi="yhdistys", name_en="association")
    RequiredCategory.objects.create(category=kind, valid_from=on)
    make_mandate(seat=make_seat(body=body, organisation=make_organisation(category=kind)))
    there = make_group(name_sv="Lapplands ELO-grupp", region=make_region(code="19"))
    make_body(group=there, starts_on=on)
    make_region(code="21", name_fi="Ahvenanmaa", name_sv="Åland")
    reader = make_actor(role=Role.RESEARCHER)
    client, url = client_of(reader), "/national/representation/"

    found = page(client, url, lang="sv")
    squares = [
        (cell["class"][0], cell.a["href"], cell.select_one("span").text)
        for cell in found.select("table.heat tbody td:not(.sum)")
    ]
    assert squares == [
        ("h2", f"/groups/{here.pk}/representation/#NGO", "●"),
        ("h0", f"/groups/{there.pk}/representation/#NGO", "✕"),
    ]
    assert "Åland" in found.select_one("main").text
    assert found.select_one("tfoot td").text == "1"
    assert page(client, squares[0][1]).select_one("#NGO") is not None

    before = page(client, url, on=(on - timedelta(days=30)).isoformat())
    assert [cell["class"][0] for cell in before.select("tbody td:not(.sum)")] == ["h0", "hx"]
    assert page(client, url, on="31.2.2026").select("tbody td")
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for code in ("02", "04", "05"):
        make_body(group=make_group(region=make_region(code=code)))
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(few) == len(many) <= 12


# Pictures


ODD = 'Grupp <b>&"fyra"</b>'


@pytest.mark.django_db
def test_pictures_are_drawn_safely_and_name_nobody():
    group = make_group(name_sv=ODD, name_fi=ODD)
    closed = make_body(group=group, name_sv="Stängda <&", visibility=Visibility.BODY)
    kind = make_category(key="NGO", frequency="seldom")
    kind.names.create(name_sv='<i>&"förening"', name_fi="yhdistys")
    holder = make_mandate(
        seat=make_seat(body=closed, organisation=make_organisation(category=kind))
    )
    own = make_actor(role=Role.COORDINATOR, group=group)
    reader = make_actor(role=Role.RESEARCHER)
    own_pages = (f"/groups/{group.pk}/representation", f"/groups/{group.pk}/levels")

    for path in (*own_pages, "/national/representation"):
        drawn = client_of(reader).get(f"{path}.svg", {"lang": "sv"})
        assert drawn.status_code == 200
        tree = ElementTree.fromstring(drawn.content)
        texts = " ".join(tree.itertext())
        assert ODD in texts
        assert "Stängda" not in texts
        assert holder.user.name not in texts
        assert f"{today().day}.{today().month}.{today().year}" in texts
        assert {each.tag.partition("}")[2] for each in tree.iter()} <= {
            *("svg", "title", "rect", "text", "circle", "path")
        }
        assert drawn["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert drawn["Content-Disposition"].startswith("attachment;")
        assert client_of(reader).get(f"{path}.pdf").status_code == 404

    mine = client_of(own).get(f"/groups/{group.pk}/levels.svg", {"lang": "sv"}).content.decode()
    assert "Stängda &lt;&amp;" in mine
    made = client_of(own).get(f"/groups/{group.pk}/representation.png", {"on": "2025-12-31"})
    assert made["Content-Type"] == "image/png"
    assert made.content.startswith(b"\x89PNG\r\n\x1a\n")
    assert "2025-12-31" in made["Content-Disposition"]
