"""Days that return by a rule, and the days on which nobody meets. Dates only, no clock."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

LAST = -1


def weekly_days(*, first: date, last: date, weekday: int, interval: int) -> Iterator[date]:
    """Return each `weekday` (0 is Monday) from `first` to `last`, every `interval` weeks."""
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    while day <= last:
        yield day
        day += timedelta(weeks=interval)


@dataclass(frozen=True, slots=True)
class InMonth:
    """What a monthly rule finds in one month; `day` is None where the month has no such day."""

    month: date
    day: date | None


def days_of_months(*, first: date, last: date, number: int, interval: int) -> Iterator[InMonth]:
    """Return the `number`th of each month from `first` to `last`; some months have no 31st."""
    for month in _months(first, last, interval):
        length = monthrange(month.year, month.month)[1]
        day = month.replace(day=number) if number <= length else None
        if day is None or first <= day <= last:
            yield InMonth(month, day)


def weekdays_of_months(
    *, first: date, last: date, weekday: int, ordinal: int, interval: int
) -> Iterator[InMonth]:
    """Return the second Tuesday of each month and the like; `ordinal` is 1 to 4, or LAST."""
    for month in _months(first, last, interval):
        day = nth_weekday(month.year, month.month, weekday, ordinal)
        if first <= day <= last:
            yield InMonth(month, day)


def nth_weekday(year: int, month: int, weekday: int, ordinal: int) -> date:
    """Return the `ordinal`th `weekday` of a month, 1 to 4, or LAST."""
    if ordinal == LAST:
        end = date(year, month, monthrange(year, month)[1])
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    begin = date(year, month, 1)
    return begin + timedelta(days=(weekday - begin.weekday()) % 7, weeks=ordinal - 1)


def holiday_on(day: date) -> str:
    """Return the name of the Finnish holiday on `day`, in the reader's language; else nothing.

    Those on which offices are closed: with the eves of Midsummer and Christmas.
    """
    return str(_holidays(day.year).get(day, ""))


@lru_cache(maxsize=64)
def _holidays(year: int) -> dict[date, object]:
    easter = easter_sunday(year)
    return {
        date(year, 1, 1): _("New Year's Day"),
        date(year, 1, 6): _("Epiphany"),
        easter - timedelta(days=2): _("Good Friday"),
        easter: _("Easter Sunday"),
        easter + timedelta(days=1): _("Easter Monday"),
        date(year, 5, 1): _("May Day"),
        easter + timedelta(days=39): _("Ascension Day"),
        easter + timedelta(days=49): _("Whit Sunday"),
        _next(date(year, 6, 19), weekday=4): _("Midsummer Eve"),
        _next(date(year, 6, 20), weekday=5): _("Midsummer Day"),
        _next(date(year, 10, 31), weekday=5): _("All Saints' Day"),
        date(year, 12, 6): _("Independence Day"),
        date(year, 12, 24): _("Christmas Eve"),
        date(year, 12, 25): _("Christmas Day"),
        date(year, 12, 26): _("Boxing Day"),
    }


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _months(first: date, last: date, interval: int) -> Iterator[date]:
    number = first.year * 12 + first.month - 1
    while (month := date(number // 12, number % 12 + 1, 1)) <= last:
        yield month
        number += interval


def _next(day: date, *, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)
