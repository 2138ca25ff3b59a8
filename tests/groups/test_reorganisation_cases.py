"""The acceptance cases a-l of a reorganisation, over the real reforms of 2025 and 2026."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from groups.kinds import SuccessionOf
from groups.models import (
    Agreement,
    Authority,
    AuthorityMunicipality,
    Category,
    Coordination,
    Municipality,
    MunicipalityRegion,
    Organisation,
    Party,
    Region,
    RoleGrant,
    Seat,
    SeatHolder,
)
from groups.permissions import Role
from groups.querysets.reorganisation import seats_to_refill
from groups.querysets.succession import origins_of, successors_of
from groups.services.reorganisation_applying import apply_due
from plans.models import Plan
from tests.groups.reform import (
    CENTRE_DAY,
    CENTRES,
    NOW,
    TE_DAY,
    Reform,
    carry_out,
    make_reform,
    row_counts,
)

OLD, NEW = CENTRE_DAY - timedelta(days=1), CENTRE_DAY
BEFORE_2025 = TE_DAY - timedelta(days=1)


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker) -> Iterator[Reform]:
    with django_db_blocker.unblock(), transaction.atomic():
        made = make_reform()
        made.counts = row_counts()
        made.applied = [
            carry_out(made, TE_DAY, holder="none"),
            carry_out(made, CENTRE_DAY, agreement="all", both="all"),
        ]
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def reform(standing, db) -> Iterator[Reform]:
    with transaction.atomic():
        yield standing
        transaction.set_rollback(True)


def keys(reform: Reform, region: str, on: date, prefix: str) -> list[str]:
    """Return the keys of the authorities of a kind that have a seat in a region's body."""
    seats = Seat.objects.open_on(on).filter(
        body=reform.bodies[region], organisation__authority__key__startswith=prefix
    )
    return sorted(seats.values_list("organisation__authority__key", flat=True))


def page(url: str, on: date | None = None) -> str:
    response = Client().get(
        url, {"on": on.isoformat()} if on else {}, headers={"accept-language": "sv"}
    )
    assert response.status_code == 200
    return response.content.decode()


def test_a_the_centre_of_satakunta_merges_and_its_group_stays(reform: Reform) -> None:
    group = reform.groups["04"]

    assert [reform.centre_of("04", on) for on in (OLD, NEW)] == ["ely-satakunta", "evk-lou"]
    assert reform.centre_of("02", NEW) == "evk-lou"
    group.refresh_from_db()
    assert (group.state, group.territory.get().ends_on) == ("active", None)
    url = reverse("groups:region_detail", args=["04"])
    assert "NTM-centralen i Satakunta" in page(url, OLD)
    assert "Livskraftscentralen i Sydvästra Finland" in page(url)


def test_b_three_centres_of_eastern_finland_become_one_over_three_groups(reform: Reform) -> None:
    regions = ("10", "11", "12")

    assert len({reform.centre_of(code, OLD) for code in regions}) == 3
    assert {reform.centre_of(code, NEW) for code in regions} == {"evk-ita"}
    assert (
        len(
            set(
                Coordination.objects.on(NEW)
                .filter(authority__key="evk-ita")
                .values_list("group", flat=True)
            )
        )
        == 3
    )
    assert {keys(reform, code, NEW, "evk")[0] for code in regions} == {"evk-ita"}


def test_c_haeme_is_split_and_its_plan_becomes_two_with_a_common_origin(reform: Reform) -> None:
    assert [reform.centre_of(code, NEW) for code in ("05", "07")] == ["evk-sis", "evk-kas"]
    assert {reform.centre_of(code, OLD) for code in ("05", "07")} == {"ely-hame"}

    followers = successors_of(SuccessionOf.PLAN, reform.plan.pk)
    copies = Plan.objects.filter(pk__in=[each.pk for each in followers])
    assert {copy.group_id for copy in copies} == {reform.groups[c].pk for c in ("05", "07")}
    assert all(
        [each.pk for each in origins_of(SuccessionOf.PLAN, copy.pk)] == [reform.plan.pk]
        and [measure.title_sv for measure in copy.measures.all()] == ["Åtgärd"]
        for copy in copies
    )
    assert Plan.objects.get(pk=reform.plan.pk).group == reform.shared


def test_c_the_common_agreement_becomes_two_drafts_for_the_heirs(reform: Reform) -> None:
    old = Agreement.objects.get(pk=reform.agreement.pk)
    copies = Agreement.objects.filter(
        pk__in=[each.pk for each in successors_of(SuccessionOf.AGREEMENT, old.pk)]
    )

    assert (old.state, old.ended_on) == ("ended", OLD)
    assert {copy.group_id for copy in copies} == {reform.groups[c].pk for c in ("05", "07")}
    assert {
        key
        for key in Party.objects.filter(agreement__in=copies).values_list(
            "organisation__authority__key", flat=True
        )
        if key
    } == {"evk-sis", "evk-kas"}
    assert set(old.parties.values_list("organisation__authority__key", flat=True)) == {
        None,
        "ely-hame",
    }


def test_c_the_school_of_the_shared_group_goes_where_it_is_at_home(reform: Reform) -> None:
    person = reform.people["school"]
    sits = (
        SeatHolder.objects.on(NEW).filter(user=person).values_list("seat__body__group", flat=True)
    )

    assert list(sits) == [reform.groups["07"].pk]
    assert [each.pk for each in successors_of(SuccessionOf.GROUP, reform.shared.pk)] == sorted(
        reform.groups[code].pk for code in ("05", "07")
    )


def test_d_seats_of_te_offices_close_and_open_for_the_employment_areas(reform: Reform) -> None:
    assert keys(reform, "07", BEFORE_2025, "te") == ["te-hame"]
    assert keys(reform, "07", TE_DAY, "te") == []
    assert keys(reform, "07", TE_DAY, "ea") == ["ea-lahti", "ea-paijat-hame"]
    assert keys(reform, "04", TE_DAY, "te") == []

    refill = seats_to_refill(reorganisation_id=reform.applied[0].pk)
    bodies = {each.body_id: each.is_open for each in refill}
    assert bodies[reform.bodies["07"].pk] is True
    assert bodies[reform.bodies["04"].pk] is False


def test_e_state_agencies_become_one_in_all_groups_by_the_rule_of_the_day(reform: Reform) -> None:
    assert all(keys(reform, code, OLD, "avi") for code in CENTRES)
    assert all(keys(reform, code, NEW, "lvv") == ["lvv"] for code in CENTRES)
    assert not any(keys(reform, code, NEW, "avi") for code in CENTRES)
    assert Organisation.objects.filter(authority__key="lvv").count() == 1
    state = Category.objects.get(key="STATE")
    ends = list(state.requirements.order_by("valid_from").values_list("valid_from", "valid_to"))
    assert sorted(ends, key=str) == sorted([(None, OLD), (NEW, None)], key=str)


def test_f_municipalities_merge(reform: Reform) -> None:
    for old, new, on in (("911", "541", date(2020, 1, 1)), ("099", "214", date(2021, 1, 1))):
        before, after = (Municipality.objects.get(code=code) for code in (old, new))
        assert [each[:2] for each in successors_of("municipality", before.pk)] == [(after.pk, on)]
        assert before.is_in_force(on - timedelta(days=1))
        assert not before.is_in_force(on)


@pytest.mark.parametrize(
    ("code", "old", "new"), [("142", "08", "07"), ("171", "10", "11"), ("090", "10", "12")]
)
def test_g_a_municipality_changes_region(reform: Reform, code: str, old: str, new: str) -> None:
    rows = MunicipalityRegion.objects.filter(municipality__code=code)
    assert rows.current(date(2020, 12, 31)).get().region.code == old
    assert rows.current(date(2021, 1, 1)).get().region.code == new
    name = rows.get(valid_to=None).municipality.name_sv
    url = reverse("groups:region_detail", args=[new])
    assert name in page(url)
    assert name not in page(url, date(2020, 12, 31))


def test_i_a_rename_leads_on_and_both_pages_stand(reform: Reform) -> None:
    old = Authority.objects.get(key="elo-national-group")
    new = successors_of(SuccessionOf.AUTHORITY, old.pk)
    assert [(each.on, each.relation) for each in new] == [(date(2020, 4, 27), "rename")]
    assert "ELO-forumet" in page(reverse("groups:authority_detail", args=[old.pk]))


def test_what_has_ended_keeps_its_address_and_leads_on(reform: Reform) -> None:
    centre = Authority.objects.get(key="ely-hame")
    ended = page(reverse("groups:authority_detail", args=[centre.pk]))
    assert "NTM-centralen i Tavastland" in ended
    for key in ("evk-sis", "evk-kas"):
        url = reverse("groups:authority_detail", args=[Authority.objects.get(key=key).pk])
        assert f'class="b" href="{url}"' in ended
    shared = page(reverse("groups:group_detail", args=[reform.shared.pk]))
    for code in ("05", "07"):
        url = reverse("groups:group_detail", args=[reform.groups[code].pk])
        assert f'class="b" href="{url}"' in shared


def test_j_aland_has_region_and_municipalities_and_no_centre(reform: Reform) -> None:
    aland = Region.objects.get(code="21")
    assert MunicipalityRegion.objects.current(NEW).filter(region=aland).count() == 16
    assert "Mariehamn" in page(reverse("groups:region_detail", args=["21"]))
    kinds = set(aland.territories.values_list("authority__kind", flat=True))
    assert kinds == {"state_department"}


def test_k_an_area_crosses_a_border_and_l_another_does_not_fill_its_region(reform: Reform) -> None:
    def area(key: str) -> set[str]:
        rows = AuthorityMunicipality.objects.current(NEW).filter(authority__key=key)
        return set(
            rows.filter(municipality__regions__valid_to=None).values_list(
                "municipality__regions__region__code", flat=True
            )
        )

    assert area("ea-suupohja") == {"14", "15"}
    ours = AuthorityMunicipality.objects.current(NEW).filter(authority__key="ea-pohjanmaa")
    region = MunicipalityRegion.objects.current(NEW).filter(region__code="15")
    assert area("ea-pohjanmaa") == {"15"}
    assert ours.count() < region.count() == 14


def test_nothing_is_lost_and_people_go_on(reform: Reform) -> None:
    after = row_counts()
    lost = {table: (n, after[table]) for table, n in reform.counts.items() if after[table] < n}

    assert lost == {}
    person = reform.people["ely-hame"]
    roles = RoleGrant.objects.filter(user=person, role=Role.LEADING_MEMBER)
    assert {grant.body_id for grant in roles.filter(starts_on=NEW)} == {
        reform.bodies[code].pk for code in ("05", "07")
    }
    assert not roles.filter(starts_on__lt=NEW, ends_on=None).exists()
    assert [holder.user for holder in reform.holders("04", NEW)][0] == reform.people[
        "ely-satakunta"
    ]


def test_the_tick_that_comes_again_does_nothing(reform: Reform) -> None:
    before = row_counts()
    assert apply_due(now=NOW) == 0
    assert row_counts() == before
