"""Events with what came of them, and the national ones by the series that they belong to."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import address
from elo_platform.lib.text import language_used
from groups.models import Event, EventSeries
from groups.panels.events import event_status, kind_words, places_words
from groups.states import EventState

Row = dict[str, Any]
Reader = User | AnonymousUser
# One or two of a series are held a year.
MOST = 100


def national_series(user: Reader, now: datetime, *, shows_empty: bool) -> dict[str, list[Row]]:
    """Return the national series with their events, and the events that stand alone.

    The newest first: three queries for any number of each. A series of which `user` sees no event
    shows where asked for alone.
    """
    found: dict[int | None, list[Row]] = defaultdict(list)
    for row in event_lines(Event.objects.visible_to(user).filter(group=None), user, now):
        found[row["series_id"]].append(row)
    series = EventSeries.objects.visible_to(user).filter(group=None).order_by("pk")
    return {
        "series": [
            {
                "url": address("groups:event_series", each.pk),
                "title": language_used(each, "title"),
                "about": language_used(each, "about"),
                "events": found.get(each.pk, []),
            }
            for each in series
            if shows_empty or each.pk in found
        ],
        "others": found.get(None, []),
    }


def event_lines(events: QuerySet, user: Reader, now: datetime) -> list[Row]:
    """Return events with what came of them, at home too, the newest first: two queries."""
    rows = list(events.with_places().order_by("-starts_at", "-pk")[:MOST])
    followed = _followed(user, [event.pk for event in rows if event.group_id is None])
    return [_line(event, followed.get(event.pk, []), now) for event in rows]


def events_tabs(current: str) -> list[Row]:
    """Return the two pages of events over all groups, with `current` marked."""
    labels = {"event_list": gettext("All events"), "national_events": gettext("National events")}
    return [
        {"url": address(f"groups:{name}"), "label": label, "current": name == current}
        for name, label in labels.items()
    ]


def _followed(user: Reader, national: list[int]) -> dict[int | None, list[Row]]:
    """Return by national event, given by id, what the regions made of it, the latest first."""
    found: dict[int | None, list[Row]] = defaultdict(list)
    rows = Event.objects.visible_to(user).filter(parent__in=national)
    for event in rows.select_related("group", "body").order_by("-starts_at", "pk"):
        on = date_format(event.day, "SHORT_DATE_FORMAT")
        found[event.parent_id].append(
            {"url": address("groups:event_detail", event.pk), "by": event.arranger, "on": on}
            | _state(event)
        )
    return found


def _line(event: Event, follow_ups: list[Row], now: datetime) -> Row:
    language, title = language_used(event, "title")
    return {
        "url": address("groups:event_detail", event.pk),
        "title": title,
        "language": language,
        "kind": kind_words(event.kind, event.training),
        "date": event.day,
        "when": event.when,
        "place": event.place,
        "by": "",
        "places": places_words(event.capacity, event.coming, event.waiting),  # type: ignore[attr-defined]
        "take_home": language_used(event, "take_home" if event.take_home else "notes"),
        "follow_ups": follow_ups,
        "series_id": event.series_id,
        "status": event_status(event, now),
        **_state(event),
    }


def _state(event: Event) -> Row:
    return {
        "is_draft": event.state == EventState.DRAFT,
        "is_cancelled": event.state == EventState.CANCELLED,
    }
