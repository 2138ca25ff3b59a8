"""Days that return by a rule: dates only, no clock and no zone."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

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


def _months(first: date, last: date, interval: int) -> Iterator[date]:
    number = first.year * 12 + first.month - 1
    while (month := date(number // 12, number % 12 + 1, 1)) <= last:
        yield month
        number += interval
