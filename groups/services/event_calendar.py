"""Events as calendar entries, in the active language."""

from elo_platform.lib.calendars import Entry, render_calendar
from groups.models import Event
from groups.services.calendar import entry_of
from groups.states import EventState


def event_entry(*, event: Event, has_place: bool = False, is_inside: bool = False) -> Entry:
    """Return `event` as a calendar entry; the link to take part is for those who have a place.

    `is_inside` gives it to those who arrange the event, too. Who has no place is free then.
    """
    return entry_of(
        row=event,
        page="groups:event_detail",
        arranger=event.arranger,
        shows_link=has_place or is_inside,
        is_cancelled=event.state == EventState.CANCELLED,
        is_free=not has_place,
    )


def event_file(*, event: Event) -> tuple[str, bytes, str]:
    """Return the file that a participant's mail carries: name, content, type."""
    content = render_calendar([event_entry(event=event, has_place=True)], method="PUBLISH")
    return "event.ics", content, "text/calendar; method=PUBLISH; charset=utf-8"
