"""Finnish holidays, against a calendar on paper."""

from datetime import date

import pytest

from elo_platform.lib.holidays import easter, holidays, is_free


@pytest.mark.parametrize(
    ("year", "on"),
    [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2027, (3, 28)), (2038, (4, 25))],
)
def test_easter_falls_where_the_almanac_has_it(year, on):
    assert easter(year) == date(year, *on)


def test_a_year_has_its_holidays():
    assert sorted(holidays(2027)) == [
        date(2027, 1, 1),
        date(2027, 1, 6),
        date(2027, 3, 26),
        date(2027, 3, 28),
        date(2027, 3, 29),
        date(2027, 5, 1),
        date(2027, 5, 6),
        date(2027, 5, 16),
        date(2027, 6, 25),
        date(2027, 6, 26),
        date(2027, 11, 6),
        date(2027, 12, 6),
        date(2027, 12, 24),
        date(2027, 12, 25),
        date(2027, 12, 26),
    ]


def test_weekends_are_free_and_other_days_are_not():
    assert is_free(date(2027, 2, 6))
    assert is_free(date(2027, 5, 6))
    assert not is_free(date(2027, 5, 7))
