"""The rows of a group's list of meetings."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.formats import time_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from elo_platform.lib.http import address
from elo_platform.lib.tags import event_date, foreign_mark, status
from elo_platform.lib.text import current_language, day, in_language, language_used
from groups.panels.meeting_life import minutes_status
from groups.states import MeetingState, MinutesState


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One line of the list; `lang` marks a title in another language than the reader's."""

    leaf: SafeString
    url: SafeString
    lang: SafeString
    title: SafeString
    when: SafeString
    where: SafeString
    body: SafeString
    note: SafeString


def meeting_rows(found: Iterable[Any], *, tone: str = "") -> list[MeetingRow]:
    """Return the lines of the list, each with a leaf of the calendar in a tone."""
    language = current_language()
    return [_row(row, tone, language) for row in found]


# A list is read again and again: what has not changed since is not put in words again.
@lru_cache(maxsize=2048)
def _row(row: Any, tone: str, language: str) -> MeetingRow:
    """Return one line in `language`, which must be the active one."""
    written_in, title = language_used(row, "title", language)
    when = gettext("%(date)s, %(begins)s–%(ends)s") % {
        "date": day(row.day),
        "begins": time_format(row.begins),
        "ends": time_format(row.ends),
    }
    return MeetingRow(
        leaf=event_date(row.day, tone),
        url=escape(address("groups:meeting_detail", row.pk)),
        lang=foreign_mark(written_in),
        title=escape(title),
        when=escape(when),
        where=format_html(", {}", row.place) if row.place else SafeString(),
        body=escape(in_language(row, "name", language)),
        note=_note(row),
    )


def _note(row: Any) -> SafeString:
    """Return what became of the meeting: how far its minutes have come, as its page says too."""
    if row.state == MeetingState.CANCELLED:
        return format_html(" · {}", gettext("cancelled"))
    if row.minutes == MinutesState.APPROVED:
        return format_html(" · {}", gettext("minutes approved"))
    return (
        format_html(" · {}", status(*minutes_status(row.minutes))) if row.minutes else SafeString()
    )
