"""Wall time of meetings and events as instants: what no clock shows, or shows twice, is refused."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.calendars import ZONES
from elo_platform.lib.dates import AmbiguousTime, NonexistentTime, wall_to_utc


def require_zone(*, zone: str) -> None:
    """Refuse a time zone that nobody can choose.

    Raises:
        ValidationError: at `zone`.
    """
    if zone not in ZONES:
        raise ValidationError({"zone": _("Choose one of the time zones.")})


def instant_of(*, day: date, at: time, zone: str, field: str) -> datetime:
    """Return the moment at which the clocks of `zone` show `at` on `day`.

    Raises:
        ValidationError: at `field`: the clocks skip the time, or show it twice.
    """
    words = {"time": f"{at:%H.%M}", "day": f"{day.day}.{day.month}.{day.year}"}
    try:
        return wall_to_utc(day=day, at=at, zone=ZoneInfo(zone))
    except NonexistentTime as error:
        sentence = _(
            "%(time)s does not exist on %(day)s: the clocks are put forward one hour that night. "
            "Choose an earlier or a later time."
        )
        raise ValidationError({field: ValidationError(sentence, params=words)}) from error
    except AmbiguousTime as error:
        sentence = _(
            "%(time)s comes twice on %(day)s: the clocks are put back one hour that night. "
            "Choose an earlier or a later time."
        )
        raise ValidationError({field: ValidationError(sentence, params=words)}) from error
