"""Who is represented on a day: the arithmetic, and the two queries that feed it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groups.models import Body, EloGroup, Invitation, RequiredCategory, SeatHolder
from groups.permissions import GroupPermission, Role
from groups.querysets.coverage import (
    Kind,
    Mandate,
    Presence,
    Rate,
    SeatLine,
    coverage,
    half_years,
    read_kinds,
    read_seats,
    usual_scope,
)
from groups.querysets.permitted import rights_in
from tests.factories import (
    LONG_AGO,
    make_actor,
    make_body,
    make_category,
    make_group,
    make_organisation,
    make_seat,
    make_user,
    today,
)

DAY = date(2026, 6, 15)
JANUARY, MAY = date(2026, 1, 1), date(2026, 5, 31)

# The own kind, one that counts as it, and one that does neither.
SCHOOL = Kind(1, "SCHOOL", "", "läroanstalt", "oppilaitos", "", frozenset({1, 2}), ((None, None),))
VET = Kind(2, "VET", "often", "yrkesutbildning", "ammatillinen", "", frozenset({2}), ())
NGO = Kind(3, "NGO", "seldom", "tredje sektorn", "kolmas sektori", "", frozenset({3}), ())
OTHER = Kind(4, "OTHER", "", "annan", "muu", "", frozenset({4}), ())
KINDS = [SCHOOL, VET, NGO, OTHER]


def seat(*mandates, category=2, opened=LONG_AGO, closed=None, asked=False, pk=1):
    return SeatLine(pk, 1, 1, category, pk, opened, closed, asked, mandates)


def member(starts=LONG_AGO, ends=None):
    return Mandate(True, starts, ends)


def deputy(starts=LONG_AGO, ends=None):
    return Mandate(False, starts, ends)


def lines(*seats, on=DAY, asked=True):
    found = coverage(kinds=KINDS, seats=seats, on=on, asked=asked)
    return {line.kind.key: line for line in found.lines}


@pytest.mark.parametrize(
    ("own", "presence"),
    [
        ((), Presence.NEVER),
        ((seat(),), Presence.NEVER),
        ((seat(asked=True),), Presence.ASKED),
        ((seat(member(JANUARY, MAY)),), Presence.VACANT),
        ((seat(member(JANUARY, MAY), asked=True),), Presence.ASKED),
        ((seat(deputy()),), Presence.DEPUTY),
        ((seat(member(JANUARY, MAY), deputy()),), Presence.DEPUTY),
        ((seat(member()),), Presence.MEMBER),
        ((seat(member(), deputy()),), Presence.BOTH),
        ((seat(member(ends=DAY)),), Presence.MEMBER),
        ((seat(member(DAY)),), Presence.MEMBER),
        ((seat(member(DAY + timedelta(days=1))),), Presence.NEVER),
        ((seat(deputy()), seat(member(), pk=2)), Presence.MEMBER),
        ((seat(member(), closed=MAY),), Presence.NEVER),
        ((seat(member(JANUARY, MAY), closed=MAY),), Presence.VACANT),
        ((seat(member(), closed=DAY),), Presence.MEMBER),
        ((seat(member(), opened=DAY + timedelta(days=1)),), Presence.NEVER),
    ],
)
def test_presence_follows_the_seats_of_the_day(own, presence):
    assert lines(*own)["VET"].presence is presence


def test_vacancy_is_told_since_the_day_after_the_last_mandate():
    found = lines(seat(member(JANUARY, MAY)), seat(member(JANUARY, date(2026, 3, 1)), pk=2))

    assert found["VET"].since == date(2026, 6, 1)


def test_a_seat_that_was_filled_later_was_never_filled_before():
    found = lines(seat(member(JANUARY)), on=date(2025, 12, 31))

    assert found["VET"].presence is Presence.NEVER


def test_an_invitation_says_nothing_of_days_gone_by():
    assert lines(seat(asked=True), asked=False)["VET"].presence is Presence.NEVER
    assert lines(seat(member(JANUARY, MAY), asked=True), asked=False)["VET"].presence is (
        Presence.VACANT
    )


def test_a_kind_is_fulfilled_by_what_counts_as_it_but_not_the_other_way():
    by_part = lines(seat(member()))
    by_whole = lines(seat(member(), category=1))

    assert by_part["SCHOOL"].is_represented
    assert by_whole["SCHOOL"].is_represented
    assert not by_whole["VET"].is_represented


def test_a_deputy_alone_does_not_represent():
    assert not lines(seat(deputy()))["VET"].is_represented


def test_what_is_neither_required_nor_listed_shows_only_where_it_sits():
    assert "OTHER" not in lines()
    assert "OTHER" in lines(seat(category=4))


def test_rates_count_required_listed_and_seldom_kinds_apart():
    found = coverage(kinds=KINDS, seats=[seat(member())], on=DAY)

    assert (found.required, found.listed, found.targets) == (Rate(1, 1), Rate(1, 2), Rate(0, 1))
    assert found.listed.percent == 50


def test_gaps_come_required_first_then_by_how_usual_they_are():
    found = coverage(kinds=KINDS, seats=[], on=DAY)

    assert [line.kind.key for line in found.gaps] == ["SCHOOL", "VET", "NGO"]
    assert [line.is_target for line in found.gaps] == [False, False, True]


@pytest.mark.parametrize(
    ("first", "last", "is_required"),
    [
        (None, None, True),
        (DAY, None, True),
        (None, DAY, True),
        (DAY + timedelta(days=1), None, False),
        (None, DAY - timedelta(days=1), False),
    ],
)
def test_a_requirement_holds_from_its_first_to_its_last_day(first, last, is_required):
    kind = Kind(2, "VET", "often", "", "", "", frozenset({2}), ((first, last),))

    assert kind.is_required(DAY) is is_required


@pytest.mark.parametrize(
    ("on", "days"),
    [
        (date(2026, 11, 23), ["2025-12-31", "2026-06-30", "2026-11-23"]),
        (date(2026, 6, 30), ["2025-06-30", "2025-12-31", "2026-06-30"]),
        (date(2026, 1, 1), ["2025-06-30", "2025-12-31", "2026-01-01"]),
    ],
)
def test_half_years_end_with_the_day_itself(on, days):
    assert [each.isoformat() for each in half_years(on, 3)] == days


@pytest.mark.django_db
def test_seats_are_read_with_mandates_and_open_invitations():
    body = make_body()
    own = make_seat(body=body)
    make_seat()
    holder = SeatHolder.objects.create(
        seat=own, user=make_user(), kind="principal", starts_on=JANUARY
    )
    SeatHolder.objects.create(
        seat=own, user=holder.user, kind="deputy", starts_on=DAY, ends_on=DAY, is_void=True
    )
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)

    before = read_seats([body.pk], now)
    Invitation.objects.create(
        seat=own,
        kind="deputy",
        address="a@elo.example",
        name="A",
        language="sv",
        invited_by=holder.user,
        invited_at=now - timedelta(days=1),
        expires_at=now + timedelta(days=1),
    )
    after = read_seats([body.pk], now)
    late = read_seats([body.pk], now + timedelta(days=1))

    assert [(line.id, line.mandates) for line in before] == [
        (own.pk, (Mandate(True, JANUARY, None),))
    ]
    assert [line.is_asked for line in (*before, *after, *late)] == [False, True, False]


@pytest.mark.django_db
def test_kinds_are_read_with_names_requirements_and_what_counts_as_them():
    school = make_category(key="SCHOOL", frequency="")
    vet = make_category(key="VET", counts_as=school)
    vet.names.create(name_sv="yrkesskola", name_fi="ammattikoulu", valid_to=MAY)
    vet.names.create(
        name_sv="yrkesutbildning", name_fi="ammatillinen", valid_from=MAY + timedelta(days=1)
    )
    RequiredCategory.objects.create(category=school)
    RequiredCategory.objects.create(category=vet, valid_to=JANUARY)
    RequiredCategory.objects.create(category=vet, valid_from=DAY)

    kinds = {kind.key: kind for kind in read_kinds(DAY)}

    assert kinds["SCHOOL"].fulfilled_by == {school.pk, vet.pk}
    assert kinds["SCHOOL"].required == ((None, None),)
    assert set(kinds["VET"].required) == {(None, JANUARY), (DAY, None)}
    assert kinds["VET"].name_sv == "yrkesutbildning"
    assert {kind.key: kind.name_sv for kind in read_kinds(MAY)}["VET"] == "yrkesskola"


@pytest.mark.django_db
@pytest.mark.parametrize("groups", [1, 5])
def test_any_number_of_groups_takes_two_queries(groups):
    for _number in range(groups):
        body = make_body(group=make_group())
        SeatHolder.objects.create(
            seat=make_seat(body=body), user=make_user(), kind="principal", starts_on=JANUARY
        )

    with CaptureQueriesContext(connection) as queries:
        kinds = read_kinds(DAY)
        seats = read_seats(list(Body.objects.values_list("pk", flat=True)), timezone.now())
    # The list of ids is the test's own query.
    assert (len(seats), len(queries) - 1) == (groups, 2)
    assert coverage(kinds=kinds, seats=seats, on=DAY).listed.met == 1


@pytest.mark.django_db
def test_the_leading_group_stands_for_the_group_where_there_is_one():
    group = make_group()
    network = make_body(group=group, kind="network")
    assert usual_scope([network]) == [network]

    leading = make_body(group=group)

    assert usual_scope([network, leading]) == [leading]


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_rights_in_a_group_are_those_that_permitted_gives(role):
    group = make_group()
    body, organisation = make_body(group=group), make_organisation()
    make_seat(body=body, organisation=organisation)
    user = make_actor(role=role, group=group, body=body, organisation=organisation)

    expected = {
        permission
        for permission in GroupPermission
        if EloGroup.objects.permitted(user, permission).filter(pk=group.pk).exists()
    }

    assert rights_in(user, group.pk) == expected
    assert rights_in(user, make_group().pk) == (
        expected if role in {Role.NATIONAL, Role.RESEARCHER} else set()
    )
    assert EloGroup.objects.own(user).filter(pk=group.pk).exists() is (
        role not in {Role.NATIONAL, Role.RESEARCHER}
    )


@pytest.mark.django_db
def test_visitors_have_no_rights_and_own_no_group():
    group = make_group()
    user = make_actor(role=Role.COORDINATOR, group=group)
    user.is_active = False

    for reader in (AnonymousUser(), user):
        assert rights_in(reader, group.pk) == frozenset()
        assert not EloGroup.objects.own(reader).exists()


@pytest.mark.django_db
def test_a_seat_that_is_open_today_counts_today():
    own = make_seat(opened_on=today())
    SeatHolder.objects.create(seat=own, user=make_user(), kind="principal", starts_on=today())

    seats = read_seats([own.body_id], timezone.now())
    found = coverage(kinds=read_kinds(today()), seats=seats, on=today())

    assert found.listed.met == 1
