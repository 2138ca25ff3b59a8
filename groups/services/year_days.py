"""On which day a rule of the year falls: reckoning alone, nothing is written."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from elo_platform.lib.holidays import JULY, is_free
from elo_platform.lib.recurrence import LAST, nth_weekday
from groups.models import YearRule
from groups.models.year import RuleKind

WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Laid:
    """A rule and its day in a year; none where it falls outside of it."""

    rule: YearRule
    day: date | None
    last_day: date | None


def lay_out(
    *, rules: Iterable[YearRule], year: int, held: Mapping[int, date] | None = None
) -> list[Laid]:
    """Return the days of `rules` in `year`, in their order.

    `held` are days that stand already, by the id of their rule: what counts from such an
    entry counts from the day on which it is.
    """
    listed = list(rules)
    days = _days({rule.pk: rule for rule in listed}, year, held or {})
    return [_laid(rule, days[rule.pk], year) for rule in listed]


def suitable(*, day: date, step: timedelta, skips_july: bool, skips_holidays: bool) -> date:
    """Return `day`, or the first one by steps from there that is neither skipped."""
    while (skips_july and day.month == JULY) or (skips_holidays and is_free(day)):
        day += step
    return day


def counted(*, anchor: date, offset: int, rule: YearRule | None) -> date:
    """Return the day that lies `offset` days from `anchor`; away from it where that is skipped."""
    return suitable(
        day=anchor + timedelta(days=offset),
        step=-_DAY if offset < 0 else _DAY,
        skips_july=rule.skips_july if rule else True,
        skips_holidays=rule.skips_holidays if rule else True,
    )


def same_weekday(*, day: date, year: int) -> date:
    """Return the day in `year` that is nearest to `day` and on its weekday.

    What stood on a working day does not come to stand on a holiday.
    """
    gap = round((_in_year(day, year) - day).days / 7)
    moved = day + WEEK * gap
    while moved.year < year:
        moved += WEEK
    while moved.year > year:
        moved -= WEEK
    if is_free(day):
        return moved
    step = -WEEK if moved.month == 12 else WEEK
    return suitable(day=moved, step=step, skips_july=False, skips_holidays=True)


def _days(
    rules: Mapping[int, YearRule], year: int, held: Mapping[int, date]
) -> dict[int, date | None]:
    """Return the day of each rule; those that count from another come after it."""
    days: dict[int, date | None] = {}
    waiting = list(rules.values())
    while waiting:
        later = []
        for rule in waiting:
            anchor_id = rule.anchor_id if rule.rule == RuleKind.RELATIVE else None
            if anchor_id and anchor_id in rules and anchor_id not in days:
                later.append(rule)
                continue
            anchor = held.get(anchor_id or 0) or days.get(anchor_id or 0)
            days[rule.pk] = _day_of(rule, year, anchor)
        if len(later) == len(waiting):
            # A ring, which the service refuses: none of them has a day.
            return days | {rule.pk: None for rule in later}
        waiting = later
    return days


def _day_of(rule: YearRule, year: int, anchor: date | None) -> date | None:
    if rule.rule == RuleKind.RELATIVE:
        if anchor is None or rule.offset is None:
            return None
        return counted(anchor=anchor, offset=rule.offset, rule=rule)
    if rule.month is None:
        return None
    skips = {"skips_july": rule.skips_july, "skips_holidays": rule.skips_holidays}
    if rule.rule == RuleKind.DATE:
        day = _date(year, rule.month, rule.month_day or 1)
        return suitable(day=day, step=_DAY, **skips)
    day = nth_weekday(year, rule.month, rule.weekday or 0, rule.ordinal or 1)
    # A weekend is asked for by name; only holidays of its own weekday are gone round.
    step = -WEEK if rule.ordinal == LAST else WEEK
    if day.weekday() >= 5:
        skips["skips_holidays"] = False
    return suitable(day=day, step=step, **skips)


def _date(year: int, month: int, day: int) -> date:
    """Return a date; 29 February is the 28th where there is none."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def _in_year(day: date, year: int) -> date:
    return _date(year, day.month, day.day)


def _laid(rule: YearRule, day: date | None, year: int) -> Laid:
    if day is None or day.year != year:
        return Laid(rule, None, None)
    last_day = day + timedelta(days=rule.length - 1) if rule.length > 1 else None
    return Laid(rule, day, last_day)
