"""Names, territories and the required composition, as they were on a given day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from groups.models import Authority, AuthorityName, Category, GoalFramework, Region, Term

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LAST_DAY_OF_OLD = date(2025, 12, 31)
FIRST_DAY_OF_NEW = date(2026, 1, 1)

pytestmark = [pytest.mark.usefixtures("reference"), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _in_swedish() -> Iterator[None]:
    with translation.override("sv"):
        yield


def centres(code: str, on: date) -> list[str]:
    rows = Authority.objects.named(on).in_region(Region.objects.get(code=code), on)
    return [row.name for row in rows if row.kind in {"ely_centre", "economic_development_centre"}]


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("04", "NTM-centralen i Satakunta", "Livskraftscentralen i Sydvästra Finland"),
        ("05", "NTM-centralen i Tavastland", "Livskraftscentralen i Inre Finland"),
        ("07", "NTM-centralen i Tavastland", "Livskraftscentralen i Sydöstra Finland"),
        ("12", "NTM-centralen i Norra Karelen", "Livskraftscentralen i Östra Finland"),
    ],
)
def test_centre_of_a_region_changes_at_new_year_2026(code: str, before: str, after: str) -> None:
    assert centres(code, LAST_DAY_OF_OLD) == [before]
    assert centres(code, FIRST_DAY_OF_NEW) == [after]


def test_aland_has_no_centre() -> None:
    assert centres("21", LAST_DAY_OF_OLD) == []
    assert centres("21", FIRST_DAY_OF_NEW) == []


def test_hame_splits_by_region() -> None:
    hame = Authority.objects.get(key="ely-hame")

    parts = {
        succession.successor.key: [region.code for region in succession.regions.all()]
        for succession in hame.successions.filter(relation="split")
    }

    assert parts == {"evk-sis": ["05"], "evk-kas": ["07"]}


def test_current_counts_both_end_days() -> None:
    satakunta = Authority.objects.filter(key="ely-satakunta")

    assert satakunta.current(date(2010, 1, 1)).exists()
    assert satakunta.current(LAST_DAY_OF_OLD).exists()
    assert not satakunta.current(date(2009, 12, 31)).exists()
    assert not satakunta.current(FIRST_DAY_OF_NEW).exists()


def test_name_follows_the_day() -> None:
    centre = Authority.objects.get(key="evk-poh")
    centre.names.update(valid_to=date(2027, 6, 30))
    centre.names.create(
        name_fi="Rannikon elinvoimakeskus",
        name_sv="Livskraftscentralen vid kusten",
        valid_from=date(2027, 7, 1),
    )

    names = {day: centre.label_on(day) for day in (date(2027, 6, 30), date(2027, 7, 1))}
    listed = Authority.objects.named(date(2027, 7, 1)).get(pk=centre.pk)

    assert names == {
        date(2027, 6, 30): "Livskraftscentralen i Österbotten",
        date(2027, 7, 1): "Livskraftscentralen vid kusten",
    }
    assert listed.name == "Livskraftscentralen vid kusten"


@pytest.mark.parametrize("day", [date(2000, 1, 1), date(2030, 1, 1)])
def test_closed_authority_keeps_its_label(day: date) -> None:
    named = Authority.objects.named(day).get(key="ely-satakunta")

    assert named.name == "NTM-centralen i Satakunta"
    assert named.label_on(day) == "NTM-centralen i Satakunta"


def test_name_falls_back_to_a_filled_language() -> None:
    AuthorityName.objects.filter(authority__key="evk-lou").update(name_sv="")

    assert Authority.objects.named(NOW.date()).get(key="evk-lou").name == (
        "Lounais-Suomen elinvoimakeskus"
    )


def test_unnamed_authority_shows_its_key() -> None:
    assert Authority.objects.get(key="lvv").name == "lvv"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 12, 31), "AN-byrå"),
        (date(2025, 1, 1), "arbetskraftsmyndighet (sysselsättningsområde)"),
    ],
)
def test_employment_category_changes_name_at_new_year_2025(day: date, expected: str) -> None:
    assert Category.objects.named(day).get(key="EMPL").name == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (
            date(2024, 6, 1),
            {"CENTRE": "NTM-central", "EMPL": "AN-byrå", "STATE": "regionförvaltningsverk"},
        ),
        (
            date(2025, 6, 1),
            {
                "CENTRE": "NTM-central",
                "EMPL": "arbetskraftsmyndighet (sysselsättningsområde)",
                "STATE": "regionförvaltningsverk",
            },
        ),
        (
            date(2026, 6, 1),
            {
                "CENTRE": "livskraftscentral",
                "EMPL": "arbetskraftsmyndighet (sysselsättningsområde)",
                "STATE": "Tillstånds- och tillsynsverket",
            },
        ),
    ],
)
def test_required_composition_follows_the_day(day: date, expected: dict[str, str]) -> None:
    always = {"MUN": "kommun (bildningsväsende)", "SCHOOL": "läroanstalt"}

    required = Category.objects.named(day).required(day)

    assert {row.key: row.name for row in required} == {**expected, **always}


@pytest.mark.parametrize(
    ("day", "doubtful"), [(LAST_DAY_OF_OLD, set()), (FIRST_DAY_OF_NEW, {"STATE"})]
)
def test_requirement_says_what_is_not_verified(day: date, doubtful: set[str]) -> None:
    required = Category.objects.required(day)

    assert {row.key for row in required if row.requirement_verify} == doubtful


@pytest.mark.parametrize(
    ("year", "keys"), [(2015, {"lg-2011"}), (2020, {"lg-2011", "lg-2020"}), (2026, {"lg-2020"})]
)
def test_goal_frameworks_follow_the_year(year: int, keys: set[str]) -> None:
    frameworks = GoalFramework.objects.current(date(year, 6, 1))

    assert set(frameworks.values_list("key", flat=True)) == keys


def test_overlapping_names_are_refused_by_the_database() -> None:
    hame = Authority.objects.get(key="ely-hame")
    hame.names.create(name_fi="Hämeen keskus", valid_from=LAST_DAY_OF_OLD)

    with (
        pytest.raises(IntegrityError, match="authority_has_one_name_at_a_time"),
        transaction.atomic(),
    ):
        connection.check_constraints()

    hame.names.filter(name_fi="Hämeen keskus").delete()


def test_period_that_ends_before_it_begins_is_refused_by_the_database() -> None:
    names = Authority.objects.get(key="ely-hame").names
    period = {"valid_from": FIRST_DAY_OF_NEW, "valid_to": LAST_DAY_OF_OLD}

    with (
        pytest.raises(IntegrityError, match="authorityname_ends_after_it_begins"),
        transaction.atomic(),
    ):
        names.create(name_fi="Hämeen keskus", **period)


def test_named_list_takes_one_query() -> None:
    with CaptureQueriesContext(connection) as queries:
        names = [row.name for row in Authority.objects.named(NOW.date())]
        names += [row.name for row in Category.objects.named(NOW.date()).required(NOW.date())]

    assert len(names) == 79 + 5
    assert len(queries) == 2


def test_terms_are_found_by_synonym() -> None:
    assert [term.sv for term in Term.objects.matching("arbetsbyrå")] == []
    assert "livskraftscentral" in [term.sv for term in Term.objects.matching("EVK")]
