"""What the page before a call says: which reminders will go out, and what looks unfinished."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, ngettext

from elo_platform.lib.dates import helsinki_day
from groups.models import AgendaItem, Meeting
from groups.panels.agenda import length_of


def call_points(meeting: Meeting, now: datetime) -> dict[str, Any]:
    """Return which reminders a call at `now` leads to, and what to look at before it."""
    items = list(meeting.items.all())
    return {
        "reminders": _reminders((meeting.day - helsinki_day(now)).days),
        "warnings": [*_of_title(meeting), *_of_agenda(meeting, items)],
    }


def _reminders(left: int) -> str:
    """Return the reminders in words; who is called on the day of one, or later, gets none of it."""
    if left > 7:
        return gettext(
            "A reminder goes out 7 days and 1 day before, and to those who have not answered."
        )
    if left > 3:
        return gettext(
            "A reminder goes out 1 day before, and 3 days before to those who have not answered."
        )
    if left > 1:
        return gettext("A reminder goes out 1 day before.")
    return gettext("No reminder goes out: the meeting is too near.")


def _of_title(meeting: Meeting) -> list[str]:
    if not meeting.title_sv:
        return [gettext("The meeting has no title in Swedish.")]
    return [] if meeting.title_fi else [gettext("The meeting has no title in Finnish.")]


def _of_agenda(meeting: Meeting, items: Sequence[AgendaItem]) -> list[str]:
    if not items:
        is_informal = meeting.body.is_informal
        return [] if is_informal else [gettext("Nothing has been put on the agenda yet.")]
    found = []
    if alone := sum(_is_in_one_language(item) for item in items):
        text = ngettext(
            "%(number)s item of the agenda is in one language only.",
            "%(number)s items of the agenda are in one language only.",
            alone,
        )
        found.append(text % {"number": alone})
    if over := length_of(meeting, items)["over"]:
        text = ngettext(
            "The agenda takes %(number)s minute more than the meeting lasts.",
            "The agenda takes %(number)s minutes more than the meeting lasts.",
            over,
        )
        found.append(text % {"number": over})
    return found


def _is_in_one_language(item: AgendaItem) -> bool:
    texts = ((item.title_sv, item.title_fi), (item.text_sv, item.text_fi))
    return any(bool(swedish) != bool(finnish) for swedish, finnish in texts)
