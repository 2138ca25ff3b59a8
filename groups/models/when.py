"""When something is, in words: the same for meetings and events."""

from datetime import date, time

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext

from elo_platform.lib.dates import HELSINKI


def when_words(day: date, begins: time, ends: time, zone: str) -> str:
    """Return the day and the clock in words; the zone where it is not Finland's."""
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
