"""Arithmetic on dates and on wall-clock time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HELSINKI = ZoneInfo("Europe/Helsinki")
# Reminders go out at this hour of Finland's clock: nobody is reminded at night.
REMINDED_AT = time(9)


class NonexistentTime(ValueError):
    """The clocks skip this wall time: they go forward over it."""


class AmbiguousTime(ValueError):
    """This wall time comes twice that day: the clocks go back over it."""


def stage_reached(*, due_on: date, today: date, stages: Iterable[int]) -> int | None:
    """Return the latest of `stages` that a deadline has reached, or None.

    Stages are days left, negative when late. It asks what has been reached, not
    which day it is, so a sweep that misses a day still reminds.
    """
    days_left = (due_on - today).days
    return min((stage for stage in stages if days_left <= stage), default=None)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that a deadline has reached: so many days left, and the day on which that was."""

    left: int
    day: date

    @property
    def begins(self) -> datetime:
        """Return when its day begins: who was asked later needs no reminder of it."""
        return start_of_day(self.day)

    @property
    def due_at(self) -> datetime:
        """Return when its reminder goes out."""
        return reminded_at(self.day)


def stage_of(*, due_on: date | None, now: datetime, stages: Iterable[int]) -> Stage | None:
    """Return the latest of `stages` that a deadline has reached at `now`, or None."""
    if due_on is None:
        return None
    left = stage_reached(due_on=due_on, today=helsinki_day(now), stages=stages)
    return None if left is None else Stage(left, due_on - timedelta(days=left))


def reminded_at(day: date) -> datetime:
    """Return when the reminders of a day go out."""
    return wall_to_utc(day=day, at=REMINDED_AT)


DAYS_OUT_OF_ORDER = _("The last day is before the first day.")
HOURS_OUT_OF_ORDER = _("The end must be after the beginning.")


def require_order(starts_on: date, ends_on: date | None) -> None:
    """Refuse a period that ends before it begins; None is without end.

    Raises:
        ValidationError: at `ends_on`.
    """
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError({"ends_on": DAYS_OUT_OF_ORDER})


def is_within(day: date, first: date | None, last: date | None) -> bool:
    """Tell whether `day` lies in a period; both its days are included, None is without end."""
    return (first is None or first <= day) and (last is None or day <= last)


def helsinki_day(moment: datetime) -> date:
    """Return the calendar day in Finland at `moment`."""
    return moment.astimezone(HELSINKI).date()


def wall_to_utc(*, day: date, at: time, zone: ZoneInfo = HELSINKI) -> datetime:
    """Return the instant at which the clocks of `zone` show `at` on `day`.

    Raises:
        NonexistentTime: no clock shows it (last Sunday of March, 03.00-03.59).
        AmbiguousTime: clocks show it twice (last Sunday of October, 03.00-03.59).
    """
    wall = datetime.combine(day, at, tzinfo=zone)
    moment = wall.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise NonexistentTime(wall.isoformat())
    if wall.replace(fold=1).utcoffset() != wall.utcoffset():
        raise AmbiguousTime(wall.isoformat())
    return moment


def start_of_day(day: date, zone: ZoneInfo = HELSINKI) -> datetime:
    """Return the instant at which `day` begins in `zone`."""
    return datetime.combine(day, time(0), tzinfo=zone).astimezone(UTC)


def days_before(moment: datetime, days: int, zone: ZoneInfo = HELSINKI) -> datetime:
    """Return the same wall time `days` earlier: 24 hours is not a day when clocks change."""
    wall = moment.astimezone(zone)
    return (wall - timedelta(days=days)).astimezone(UTC)
