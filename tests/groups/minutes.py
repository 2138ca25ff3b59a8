"""Makers for the tests of a meeting's record: a meeting that has been, and its minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from elo_platform.lib.dates import start_of_day
from groups.models import Meeting, Minutes, MinutesChecker
from groups.services.agenda import ItemValues
from groups.services.minutes import begin_minutes, change_part
from groups.services.minutes_steps import send_minutes
from tests.factories import today
from tests.groups.meetings import Hall, called, make_hall

ITEMS = (
    ItemValues(title_sv="Läget", title_fi="Tilanne"),
    ItemValues(title_sv="Seminariet", title_fi="Seminaari"),
)


@dataclass
class Held:
    """A hall whose meeting was yesterday, and its minutes where they have been begun."""

    hall: Hall
    meeting: Meeting
    minutes: Minutes | None = None

    @property
    def by(self) -> dict:
        return {"by": self.hall.coordinator, "now": timezone.now()}


def make_held(*, days=-1, **fields) -> Held:
    hall = make_hall()
    # The members sit since yesterday: they are called early on the day of the meeting.
    then = start_of_day(today() + timedelta(days=days))
    return Held(hall, called(hall, days=days, now=then, **({"items": ITEMS} | fields)))


def make_minutes(*, is_written=True, **fields) -> Held:
    held = make_held(**fields)
    held.minutes = begin_minutes(meeting_id=held.meeting.pk, **held.by)
    if is_written:
        write(held, 1, "Läget gicks igenom.")
    return held


def write(held: Held, place: int, text: str, **texts) -> None:
    """Write the Swedish text of the part at `place`."""
    part = list(held.minutes.parts.all())[place]
    given = {"heading_sv": part.heading_sv, "heading_fi": part.heading_fi, "text_fi": ""}
    given |= {"text_sv": text} | texts
    change_part(part_id=part.pk, version=part.version, **given, **held.by)
    held.minutes.refresh_from_db()


def in_review(**fields) -> Held:
    """Return minutes that the first member was asked to check."""
    held = make_minutes(**fields)
    send(held)
    return held


def send(held: Held, *, now: datetime | None = None) -> None:
    checkers = [held.hall.members[0].pk]
    given = held.by | ({"now": now} if now else {})
    send_minutes(minutes_id=held.minutes.pk, checker_ids=checkers, **given)
    held.minutes.refresh_from_db()


def checker_of(held: Held) -> MinutesChecker:
    return held.minutes.checkers.get()
