"""What comes before and after an event: themes, notes, who met whom, what followed."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.formats import date_format

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.http import address
from elo_platform.lib.text import language_used
from groups.models import Event, EventFeedback, SignUp, ThemeSuggestion
from groups.policies.events import can_arrange, can_suggest
from groups.querysets.reach import is_reader
from groups.states import EventState, SignUpState

Row = dict[str, Any]
Reader = User | AnonymousUser
# Fewer answers than this say too much of who gave them.
FEWEST = 5


def after_of(event: Event, user: Reader, own: SignUp | None, now: datetime) -> Row:
    """Return what the page of an event shows around it."""
    return {
        **themes_of(event, user, now),
        "notes": language_used(event, "notes"),
        "take_home": language_used(event, "take_home"),
        "met": _met(event, user, own, now),
        "feedback": _feedback(event, user, now),
        "is_over": event.state == EventState.OPEN and event.ends_at <= now,
        **_relatives(event, user),
    }


def themes_of(event: Event, user: Reader, now: datetime) -> Row:
    """Return the suggested themes, those chosen first and then by votes."""
    suggesting = can_suggest(user, event, helsinki_day(now))
    if event.wants_suggestions_until is None or not is_reader(user):
        return {"themes": [], "suggesting": suggesting}
    rows = ThemeSuggestion.objects.visible_to(user).filter(event=event)
    found = rows.with_votes(user).order_by("-is_chosen", "-number", "pk")
    keyed = [row | {"key": uuid4(), "other_key": uuid4()} for row in found.values(*_THEME)]
    return {"themes": keyed, "suggesting": suggesting}


_THEME = ("pk", "text", "language", "is_chosen", "number", "is_own")


def _met(event: Event, user: Reader, own: SignUp | None, now: datetime) -> list[Row]:
    """Return who agreed to be seen, for a participant, once the event has begun."""
    if own is None or own.state != SignUpState.COMING or event.starts_at > now:
        return []
    rows = SignUp.objects.visible_to(user).filter(event=event).shown()
    rows = rows.exclude(pk=own.pk).select_related("user", "organisation").order_by("number")
    return [
        {
            "name": row.who,
            "organisation": row.home,
        }
        for row in rows
    ]


def _feedback(event: Event, user: Reader, now: datetime) -> Row | None:
    """Return what participants said, from five answers on, for who arranges the event."""
    if event.ends_at > now or not can_arrange(user, event):
        return None
    rows = EventFeedback.objects.visible_to(user).filter(event=event)
    found = list(rows.values_list("useful", "text"))
    number = len(found)
    if number < FEWEST:
        return {"number": number, "is_few": True}
    average = sum(useful for useful, _text in found) / number
    # By the alphabet: the order of arrival would tell who wrote what.
    texts = sorted(text for _useful, text in found if text)
    return {"number": number, "average": round(average, 1), "texts": texts, "is_few": False}


def _relatives(event: Event, user: Reader) -> Row:
    """Return the follow-ups in the regions, and the earlier events of the series."""
    if event.group_id and not event.series_id:
        return {"follow_ups": [], "earlier": []}  # only a national event has follow-ups
    near = Q(parent=event.pk)
    if event.series_id:
        near |= Q(series=event.series_id, starts_at__lt=event.starts_at)
    rows = Event.objects.visible_to(user).filter(near).exclude(pk=event.pk)
    found = list(rows.for_lines().order_by("-starts_at", "pk"))
    return {
        "follow_ups": [_line(row) for row in found if row.parent_id == event.pk],
        "earlier": [_line(row) for row in found if row.parent_id != event.pk],
    }


def _line(event: Event) -> Row:
    return {
        "url": address("groups:event_detail", event.pk),
        "title": event.title,
        "day": date_format(event.day, "SHORT_DATE_FORMAT"),
        "by": event.arranger,
        "take_home": event.take_home or event.notes,
        "is_draft": event.state == EventState.DRAFT,
        "is_cancelled": event.state == EventState.CANCELLED,
    }
