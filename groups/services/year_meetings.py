"""Meetings out of the year: drafts that nobody is told of, and an agenda that grows with it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, time
from itertools import zip_longest

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from groups.models import Meeting, YearEntry
from groups.services.agenda import ItemValues
from groups.services.meetings import MeetingValues, change_meeting, draft_meeting, values_of
from groups.services.year_rules import MEETINGS, lock_group
from groups.states import MeetingState, YearState

_BEGINS, _HOURS = time(13), 2
_TITLE = 200
# What a meeting and its entry have in common.
_SHARED = ("day", "begins", "ends", "place")


@transaction.atomic
def draft_entry_meetings(
    *, group_id: int, year: int, entry_ids: Collection[int], by: User, now: datetime
) -> int:
    """Draft the meetings of the chosen entries; nobody is told before somebody calls them.

    Their matters become the agenda. An entry that has a meeting keeps it.

    Raises:
        PermissionDenied: `by` does not manage the group, or does not lead a body.
        ValidationError: none of them is a meeting with a body and a day that lacks its draft.
    """
    group = lock_group(group_id=group_id, by=by)
    rows = YearEntry.objects.filter(group=group, year=year, pk__in=entry_ids)
    fit = rows.filter(kind__in=MEETINGS, body__isnull=False, day__isnull=False, meeting=None)
    live = fit.filter(state__in=[YearState.DRAFT, YearState.PLANNED]).select_related("body")
    found = list(live.order_by("day", "pk"))
    if not found:
        raise ValidationError(_("Choose meetings that have a body and a day, and no draft yet."))
    for entry in found:
        entry.meeting = draft_meeting(body=entry.body, values=_values(entry), by=by, now=now)
        entry.version += 1
        entry.save(update_fields=["meeting", "version"])
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
    """Bring the draft of an entry's meeting to the day, time and place of the entry.

    Raises:
        ValidationError: at `day`; the meeting has been called, or it is an event.
    """
    held = entry.meeting or entry.event
    if held is None or all(getattr(held, each) == _of(entry, held, each) for each in _SHARED):
        return
    if not isinstance(held, Meeting) or held.state != MeetingState.DRAFT:
        raise ValidationError({"day": _("People know of it already. Move it on its own page.")})
    shared = {each: _of(entry, held, each) for each in _SHARED}
    entry.meeting = _change(held, replace(values_of(meeting=held), **shared), by, now)


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


def _of(entry: YearEntry, held: Meeting, field: str) -> object:
    """Return what an entry says of a field; where it says nothing, what stands."""
    return getattr(entry, field) or getattr(held, field)


def _values(entry: YearEntry) -> MeetingValues:
    begins = entry.begins or _BEGINS
    later = time(min(begins.hour + _HOURS, 23), 59 if begins.hour + _HOURS > 23 else begins.minute)
    return MeetingValues(
        day=entry.day,
        begins=begins,
        ends=entry.ends or later,
        title_sv=entry.title_sv,
        title_fi=entry.title_fi,
        place=entry.place,
        items=_items(entry),
    )


def _items(entry: YearEntry) -> tuple[ItemValues, ...]:
    """Return the matters as items of an agenda: a line each, Swedish and Finnish side by side."""
    pairs = zip_longest(_lines(entry.topics_sv), _lines(entry.topics_fi), fillvalue="")
    return tuple(ItemValues(title_sv=sv[:_TITLE], title_fi=fi[:_TITLE]) for sv, fi in pairs)


def _lines(text: str) -> list[str]:
    return [line for each in text.splitlines() if (line := " ".join(each.split()))]
