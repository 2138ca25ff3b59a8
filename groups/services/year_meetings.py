"""Meetings and events out of the year: drafts that nobody is told of, growing with it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, time
from itertools import zip_longest
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from groups.models import Event, Meeting, Organisation, YearEntry
from groups.models.event import EventKind
from groups.models.year import YearKind
from groups.services.agenda import ItemValues
from groups.services.events import OWN_FIELDS, EventValues, change_event, draft_event
from groups.services.meetings import MeetingValues, change_meeting, draft_meeting, values_of
from groups.services.year_rules import MEETINGS, lock_group
from groups.states import EventState, MeetingState, YearState

_BEGINS, _HOURS = time(13), 2
_TITLE = 200
# What becomes an event, and of which kind.
EVENTS: dict[str, str] = {
    YearKind.SEMINAR: EventKind.REGIONAL_SEMINAR,
    YearKind.EVENT: EventKind.WORKSHOP,
}
_DRAFTS = frozenset({MeetingState.DRAFT, EventState.DRAFT})
# What a meeting and its entry have in common.
_SHARED = ("day", "begins", "ends", "place")


@transaction.atomic
def draft_entries(
    *, group_id: int, year: int, entry_ids: Collection[int], by: User, now: datetime
) -> int:
    """Draft the meetings and events of the chosen entries; nobody is told before they are called.

    Their matters become the agenda. An entry that has its meeting or event keeps it.

    Raises:
        PermissionDenied: `by` does not manage the group, or does not lead a body.
        ValidationError: none of them is a meeting with a body, or an event, that has a day and
            lacks its draft.
    """
    group = lock_group(group_id=group_id, by=by)
    rows = YearEntry.objects.filter(group=group, year=year, pk__in=entry_ids)
    kinds = Q(kind__in=MEETINGS, body__isnull=False) | Q(kind__in=EVENTS)
    fit = rows.filter(kinds, day__isnull=False, meeting=None, event=None)
    live = fit.filter(state__in=[YearState.DRAFT, YearState.PLANNED]).select_related("body")
    found = list(live.order_by("day", "pk"))
    if not found:
        raise ValidationError(_("Choose meetings and events that have a day, and no draft yet."))
    for entry in found:
        if entry.kind in EVENTS:
            given = {"group_id": group.pk, "values": _event_values(entry)}
            entry.event = draft_event(**given, by=by, now=now)
        else:
            entry.meeting = draft_meeting(body=entry.body, values=_values(entry), by=by, now=now)
        entry.version += 1
        entry.save(update_fields=["meeting", "event", "version"])
        record(
            kind=AuditKind.YEAR_ENTRY_STEPPED,
            target=entry,
            by=by,
            at=now,
            data={"action": "draft"},
            group_id=group.pk,
        )
    return len(found)


def move_held(*, entry: YearEntry, by: User, now: datetime) -> None:
    """Bring the draft of an entry's meeting or event to the day, time and place of the entry.

    Raises:
        ValidationError: at `day`; the meeting has been called, or the event opened.
    """
    held = entry.meeting or entry.event
    if held is None or all(getattr(held, each) == _of(entry, held, each) for each in _SHARED):
        return
    if held.state not in _DRAFTS:
        raise ValidationError({"day": _("People know of it already. Move it on its own page.")})
    shared = {each: _of(entry, held, each) for each in _SHARED}
    if isinstance(held, Meeting):
        entry.meeting = _change(held, replace(values_of(meeting=held), **shared), by, now)
    else:
        values = replace(_said_of(held), **shared)
        given = {"version": held.version, "values": values, "by": by, "now": now}
        entry.event = change_event(event_id=held.pk, **given)


def take_held(*, entry: YearEntry) -> None:
    """Put on an entry the time and place of its meeting, which may have changed since."""
    if held := entry.meeting or entry.event:
        entry.begins, entry.ends, entry.place = held.begins, held.ends, held.place


def grow_agenda(*, entry: YearEntry, by: User, now: datetime) -> None:
    """Put the matters of an entry that its draft lacks at the end of the agenda."""
    meeting = entry.meeting
    if meeting is None or meeting.state != MeetingState.DRAFT:
        return
    values = values_of(meeting=meeting)
    known = {(item.title_sv, item.title_fi) for item in values.items}
    new = tuple(item for item in _items(entry) if (item.title_sv, item.title_fi) not in known)
    if new:
        entry.meeting = _change(meeting, replace(values, items=values.items + new), by, now)


def _change(meeting: Meeting, values: MeetingValues, by: User, now: datetime) -> Meeting:
    given = {"version": meeting.version, "values": values, "by": by, "now": now}
    return change_meeting(meeting_id=meeting.pk, **given)


def _of(entry: YearEntry, held: Meeting | Event, field: str) -> object:
    """Return what an entry says of a field; where it says nothing, what stands."""
    return getattr(entry, field) or getattr(held, field)


def _values(entry: YearEntry) -> MeetingValues:
    return MeetingValues(**_common(entry), items=_items(entry))


def _event_values(entry: YearEntry) -> EventValues:
    texts = {"about_sv": entry.topics_sv, "about_fi": entry.topics_fi}
    return EventValues(kind=EVENTS[entry.kind], body=entry.body, **_common(entry), **texts)


def _said_of(event: Event) -> EventValues:
    """Return what an event says at present, in the shape in which it is changed."""
    with_it = Organisation.objects.filter(pk__in=event.organisers.values("organisation"))
    own = {field: getattr(event, field) for field in OWN_FIELDS}
    return EventValues(**own, organisers=tuple(with_it))


def _common(entry: YearEntry) -> dict[str, Any]:
    begins = entry.begins or _BEGINS
    later = time(min(begins.hour + _HOURS, 23), 59 if begins.hour + _HOURS > 23 else begins.minute)
    return {
        "day": entry.day,
        "begins": begins,
        "ends": entry.ends or later,
        "title_sv": entry.title_sv,
        "title_fi": entry.title_fi,
        "place": entry.place,
    }


def _items(entry: YearEntry) -> tuple[ItemValues, ...]:
    """Return the matters as items of an agenda: a line each, Swedish and Finnish side by side."""
    pairs = zip_longest(_lines(entry.topics_sv), _lines(entry.topics_fi), fillvalue="")
    return tuple(ItemValues(title_sv=sv[:_TITLE], title_fi=fi[:_TITLE]) for sv, fi in pairs)


def _lines(text: str) -> list[str]:
    return [line for each in text.splitlines() if (line := " ".join(each.split()))]
