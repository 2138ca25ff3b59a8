"""When something is, in words: the same for meetings and events."""

from datetime import date, time
from functools import lru_cache

from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, gettext

from elo_platform.lib.dates import HELSINKI


def when_words(day: date, begins: time, ends: time, zone: str) -> str:
    """Return the day and the clock in words; the zone where it is not Finland's."""
    return _words(day, begins, ends, zone, get_language())


@lru_cache(maxsize=1024)
def _words(day: date, begins: time, ends: time, zone: str, _language: str | None) -> str:
    values = {
        "weekday": date_format(day, "l"),
        "date": date_format(day),
        "begins": time_format(begins),
        "ends": time_format(ends),
    }
    words = gettext("%(weekday)s %(date)s, %(begins)s–%(ends)s") % values
    if zone == HELSINKI.key:
        return words
    return gettext("%(when)s (time in %(city)s)") % {"when": words, "city": zone.split("/")[-1]}
