"""What standing items of an agenda say: on the page now, and as the text that minutes keep."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, ngettext, override

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from groups.models import AgendaItem, Meeting
from groups.models.standing import StandingKind
from groups.permissions import Visibility
from groups.querysets.standing import Line, asked_by, day_before, lines_of

# A page shows so many lines under each title; the minutes keep more.
SHOWN, KEPT = 6, 40


def filled(
    *, kind: str, lines: Mapping[str, Sequence[Line]], shown: int = SHOWN
) -> list[dict[str, Any]]:
    """Return the lines of a standing item under their titles; of every kind for `SINCE`."""
    kinds = list(StandingKind) if kind == StandingKind.SINCE else [StandingKind(kind)]
    return [
        {
            "title": str(each.label),
            "lines": lines[each][:shown],
            "more": max(0, len(lines[each]) - shown),
        }
        for each in kinds
        if lines.get(each)
    ]


def standing_text(*, item: AgendaItem, language: str, by: User, now: datetime) -> str:
    """Return what a standing item says at `now` as plain text, for the minutes to keep.

    It holds what `by` may see, and of that only what everybody who may open the meeting sees.
    Empty for an item that does not fill itself.
    """
    if not item.standing:
        return ""
    rows = Meeting.objects.select_related("body").annotate(day_before=day_before())
    meeting = rows.get(pk=item.meeting_id)
    asked = asked_by(
        meeting,
        [item.standing],
        since=meeting.day_before,
        today=helsinki_day(now),
        audience=Visibility(meeting.visibility),
    )
    with override(language):
        parts = filled(kind=item.standing, lines=lines_of(asked, by), shown=KEPT)
        texts = [_block(part) for part in parts]
        return "\n\n".join(texts) or gettext("There was nothing new.")


def _block(part: Mapping[str, Any]) -> str:
    lines = [
        f"- {line.text}" + (f" – {line.detail}" if line.detail else "") for line in part["lines"]
    ]
    if part["more"]:
        more = ngettext("and one more", "and %(number)s more", part["more"])
        lines.append("- " + more % {"number": part["more"]})
    return "\n".join([part["title"], *lines])
