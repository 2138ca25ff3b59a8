"""What is called or open in a group's year, whether or not somebody has planned it there."""

from collections.abc import Iterable

from groups.models import Event, Meeting, YearEntry
from groups.models.event import EventKind
from groups.models.year import YearKind
from groups.states import YearState


def with_all_held(
    entries: Iterable[YearEntry], meetings: Iterable[Meeting], events: Iterable[Event], year: int
) -> list[YearEntry]:
    """Return `entries`, and beside them the `meetings` and `events` of the year that none has.

    What was planned for a body on the day on which it meets is that meeting. The others come as
    entries that are stored nowhere, and so have no key.
    """
    found = list(entries)
    known = {entry.meeting_id for entry in found}
    for meeting in meetings:
        if meeting.pk in known or meeting.day.year != year:
            continue
        if planned := _planned(meeting, found):
            planned.meeting = meeting
        else:
            found.append(_of_meeting(meeting))
    known = {entry.event_id for entry in found}
    here = (event for event in events if event.pk not in known and event.day.year == year)
    return [*found, *(_of_event(event) for event in here)]


def _planned(meeting: Meeting, entries: list[YearEntry]) -> YearEntry | None:
    for entry in entries:
        is_live = entry.state != YearState.DROPPED and not entry.meeting_id
        if is_live and (entry.body_id, entry.day) == (meeting.body_id, meeting.day):
            return entry
    return None


def _of_meeting(meeting: Meeting) -> YearEntry:
    # The kinds of bodies are those of their meetings.
    return YearEntry(
        kind=meeting.body.kind,
        body=meeting.body,
        meeting=meeting,
        **_common(meeting),
    )


def _of_event(event: Event) -> YearEntry:
    is_seminar = event.kind == EventKind.REGIONAL_SEMINAR
    kind = YearKind.SEMINAR if is_seminar else YearKind.EVENT
    return YearEntry(kind=kind, event=event, **_common(event))


def _common(held: Meeting | Event) -> dict[str, object]:
    titles = {"title_sv": held.title_sv, "title_fi": held.title_fi}
    return {"year": held.day.year, "day": held.day, "state": YearState.PLANNED, **titles}
