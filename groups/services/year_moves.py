"""What follows when something in the year moves: proposals, never moves by themselves."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from elo_platform.lib.text import day as day_text
from groups.models import Event, Meeting, YearEntry
from groups.services.year_days import counted
from groups.states import YearState


def propose_after(*, entry: YearEntry) -> None:
    """Propose a new day to what counts from `entry`, where its day is another one than it has.

    What is done or left out stays; what already lies as it should loses an older proposal.
    Call it in the transaction of the move.
    """
    rows = YearEntry.objects.select_for_update(of=("self",)).with_held().select_related("rule")
    live = rows.filter(anchor=entry, state__in=[YearState.DRAFT, YearState.PLANNED])
    for each in live.order_by("pk"):
        day = _proposed(entry.on, each)
        if day != each.proposed_day:
            each.proposed_day = day
            each.version += 1
            each.save(update_fields=["proposed_day", "version"])


def follow_meeting(*, meeting: Meeting) -> None:
    """Propose new days to what counts from a meeting that has moved."""
    for entry in YearEntry.objects.with_held().filter(meeting=meeting):
        propose_after(entry=entry)


def follow_event(*, event: Event) -> None:
    """Propose new days to what counts from an event that has moved."""
    for entry in YearEntry.objects.with_held().filter(event=event):
        propose_after(entry=entry)


def require_side(*, entry: YearEntry, day: date | None) -> None:
    """Refuse a day on the wrong side of what `entry` counts from.

    Raises:
        ValidationError: at `day`; it would come before what it follows, or the other way round.
    """
    anchor, offset = entry.anchor, entry.offset or 0
    if day is None or anchor is None or anchor.on is None or anchor.state == YearState.DROPPED:
        return
    if (day - anchor.on).days * offset >= 0:
        return
    count = abs(offset)
    words = {"number": count, "anchor": anchor.title, "day": day_text(anchor.on)}
    before = ngettext(
        "This comes one day before “%(anchor)s”, which is on %(day)s. Choose an earlier day.",
        "This comes %(number)s days before “%(anchor)s”, which is on %(day)s. "
        "Choose an earlier day.",
        count,
    )
    after = ngettext(
        "This comes one day after “%(anchor)s”, which is on %(day)s. Choose a later day.",
        "This comes %(number)s days after “%(anchor)s”, which is on %(day)s. Choose a later day.",
        count,
    )
    sentence = before if offset < 0 else after
    raise ValidationError({"day": ValidationError(sentence % words)})


def _proposed(anchor: date | None, entry: YearEntry) -> date | None:
    if anchor is None or entry.offset is None:
        return None
    day = counted(anchor=anchor, offset=entry.offset, rule=entry.rule)
    return day if day != entry.on and day.year == entry.year else None
