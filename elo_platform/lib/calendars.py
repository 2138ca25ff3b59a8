"""iCalendar files (RFC 5545, RFC 5546) out of plain entries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vRecur,
)

from elo_platform.lib.text import printable

PRODUCT = "-//ELO//ELO platform//EN"
EAST = (timedelta(hours=2), timedelta(hours=3), "EET", "EEST")
CENTRAL = (timedelta(hours=1), timedelta(hours=2), "CET", "CEST")
# Winter and summer offsets with their names. Written as rules of the European Union (directive
# 2000/84/EC) and not by icalendar's add_missing_timezones, whose lists of dates put the start
# of summer time an hour late. A test compares them with the zone database.
ZONES = {"Europe/Helsinki": EAST, "Europe/Stockholm": CENTRAL, "Europe/Brussels": CENTRAL}
_CHANGE_UTC = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a calendar entry. `answer` is a PARTSTAT, empty for an organiser."""

    name: str
    address: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated thing, in its reader's language. `starts` and `ends` carry their zone.

    Of a whole day they are dates, and `ends` is the day after (RFC 5545, section 3.6.1).
    `changed_at` stamps the version: with equal values the file is equal to the byte.
    """

    uid: str
    starts: datetime | date
    ends: datetime | date
    title: str
    changed_at: datetime
    sequence: int = 0
    text: str = ""
    place: str = ""
    url: str = ""
    is_cancelled: bool = False
    is_free: bool = False
    organiser: Person | None = None
    attendee: Person | None = None


def render_calendar(entries: Iterable[Entry], *, method: str = "PUBLISH", name: str = "") -> bytes:
    """Return one iCalendar file; `method` is also what a mail's content type must say."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
    entries = list(entries)
    timed = [entry.starts for entry in entries if isinstance(entry.starts, datetime)]
    for zone in sorted({str(start.tzinfo) for start in timed}):
        calendar.add_component(_timezone(zone))
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("dtstart", entry.starts)
    event.add("dtend", entry.ends)
    event.add("summary", printable(entry.title))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.is_free or entry.is_cancelled else "OPAQUE")
    for field, value in (
        ("description", entry.text),
        ("location", entry.place),
        ("url", entry.url),
    ):
        if value:
            event.add(field, printable(value))
    if entry.organiser:
        event.add("organizer", _address(entry.organiser))
    if entry.attendee:
        event.add("attendee", _address(entry.attendee))
    return event


def _address(person: Person) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.address}")
    # A parameter's value cannot hold a quotation mark or a line end (RFC 5545, section 3.2).
    address.params["CN"] = " ".join(person.name.replace('"', "'").split())
    if person.answer:
        address.params["ROLE"] = "REQ-PARTICIPANT"
        address.params["PARTSTAT"] = person.answer
        address.params["RSVP"] = "FALSE"
    return address


def _timezone(name: str) -> Timezone:
    winter, summer, winter_name, summer_name = ZONES[name]
    timezone = Timezone()
    timezone.add("tzid", name)
    begin, end = TimezoneDaylight(), TimezoneStandard()
    for part, month, before, after, label in (
        (begin, 3, winter, summer, summer_name),
        (end, 10, summer, winter, winter_name),
    ):
        part.add("dtstart", _first_change(month, before))
        part.add("rrule", vRecur({"freq": "yearly", "bymonth": month, "byday": "-1su"}))
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", label)
        timezone.add_component(part)
    return timezone


def _first_change(month: int, before: timedelta) -> datetime:
    """Return the wall time of the change on the last Sunday of `month` 1996, the rule's first."""
    day = datetime(1996, month, 31 if month == 3 else 27)  # noqa: DTZ001 - wall time by definition
    return day + _CHANGE_UTC + before
