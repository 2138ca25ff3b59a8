"""On which day a rule of the year falls."""

from datetime import date

import pytest

from groups.models import YearRule
from groups.services.year_days import lay_out, same_weekday


def made(pk=1, **fields) -> YearRule:
    given = {"rule": "weekday", "month": 2, "ordinal": 2, "weekday": 1, "length": 1}
    return YearRule(pk=pk, number=pk, title_sv="X", **(given | fields))


def day_of(year=2027, **fields):
    [laid] = lay_out(rules=[made(**fields)], year=year)
    return laid.day


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({}, date(2027, 2, 9)),
        ({"ordinal": -1}, date(2027, 2, 23)),
        # The first Thursday of May 2027 is Ascension Day; a week later it is not.
        ({"month": 5, "ordinal": 1, "weekday": 3}, date(2027, 5, 13)),
        ({"month": 3, "ordinal": -1, "weekday": 4}, date(2027, 3, 19)),
        ({"month": 5, "ordinal": 1, "weekday": 3, "skips_holidays": False}, date(2027, 5, 6)),
        # A Saturday is asked for by name.
        ({"month": 4, "ordinal": 2, "weekday": 5}, date(2027, 4, 10)),
        ({"rule": "date", "month": 12, "month_day": 6}, date(2027, 12, 7)),
        ({"rule": "date", "month": 1, "month_day": 1}, date(2027, 1, 4)),
        ({"rule": "date", "month": 7, "month_day": 5}, date(2027, 8, 2)),
        ({"rule": "date", "month": 7, "month_day": 5, "skips_july": False}, date(2027, 7, 5)),
        ({"rule": "date", "month": 2, "month_day": 29, "skips_holidays": False}, date(2027, 2, 28)),
    ],
)
def test_a_rule_finds_its_day(fields, day):
    assert day_of(**fields) == day


def test_a_day_that_is_pushed_out_of_the_year_is_none():
    # 30.12.2028 is a Saturday, the 31st a Sunday, and then comes New Year.
    assert day_of(2028, rule="date", month=12, month_day=30) is None
    assert day_of(2027, rule="date", month=12, month_day=30) == date(2027, 12, 30)


def test_what_counts_from_another_follows_it_away_from_holidays():
    seminar = made(1, month=5, ordinal=2, weekday=2)
    before = made(2, rule="relative", anchor=seminar, offset=-29)
    after = made(3, rule="relative", anchor=seminar, offset=4)
    chained = made(4, rule="relative", anchor=before, offset=-14, length=10)

    laid = {
        each.rule.pk: each for each in lay_out(rules=[chained, after, before, seminar], year=2027)
    }

    assert laid[1].day == date(2027, 5, 12)
    assert laid[2].day == date(2027, 4, 13)
    # 16.5. is Whit Sunday: later for what comes after, earlier for what comes before.
    assert laid[3].day == date(2027, 5, 17)
    assert laid[4].day == date(2027, 3, 30)
    assert laid[4].last_day == date(2027, 4, 8)


def test_what_stands_already_is_counted_from_where_it_stands():
    seminar = made(1, month=5, ordinal=2, weekday=2)
    before = made(2, rule="relative", anchor=seminar, offset=-7)

    laid = lay_out(rules=[before, seminar], year=2027, held={1: date(2027, 5, 20)})

    assert laid[0].day == date(2027, 5, 13)


def test_a_copy_keeps_its_weekday_through_leap_years_and_round_holidays():
    for year in range(2026, 2060):
        for month, day in ((1, 7), (2, 28), (4, 6), (6, 24), (12, 5), (12, 31)):
            on = date(year, month, day)
            copy = same_weekday(day=on, year=year + 1)
            assert (copy.year, copy.weekday()) == (year + 1, on.weekday())
    assert same_weekday(day=date(2026, 2, 10), year=2027) == date(2027, 2, 9)
    # 6.5.2027 is Ascension Day.
    assert same_weekday(day=date(2026, 5, 7), year=2027) == date(2027, 5, 13)
