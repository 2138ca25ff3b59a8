"""The days on which Finland does not work: weekends, feasts, and the eves that are kept free."""

from datetime import date, timedelta
from functools import cache

SATURDAY = 5
# The month in which nobody meets.
JULY = 7
_FIXED = ((1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26))
# Good Friday, Easter, Easter Monday, Ascension, Whit Sunday: days from Easter.
_MOVABLE = (-2, 0, 1, 39, 49)


def easter(year: int) -> date:
    """Return Easter Sunday (the Gregorian reckoning of Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - _correction(century) + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _correction(century: int) -> int:
    return (century - (century + 8) // 25 + 1) // 3


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the holidays of a year, with Midsummer Eve and Christmas Eve."""
    fixed = {date(year, month, day) for month, day in _FIXED}
    movable = {easter(year) + timedelta(days=days) for days in _MOVABLE}
    midsummer = _saturday_from(date(year, 6, 20))
    saints = _saturday_from(date(year, 10, 31))
    return frozenset({*fixed, *movable, midsummer - timedelta(days=1), midsummer, saints})


def is_free(day: date) -> bool:
    """Tell whether `day` is a weekend or a holiday in Finland."""
    return day.weekday() >= SATURDAY or day in holidays(day.year)


def _saturday_from(day: date) -> date:
    return day + timedelta(days=(SATURDAY - day.weekday()) % 7)
