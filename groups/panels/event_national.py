"""The national events by the series that they belong to, each with what the regions made of it."""

from collections import defaultdict
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.formats import date_format
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import address
from elo_platform.lib.text import language_used
from groups.models import Event, EventSeries
from groups.panels.events import kind_words, places_words
from groups.states import EventState

Row = dict[str, Any]
Reader = User | AnonymousUser
# One or two are held a year.
MOST = 100


def national_series(user: Reader, *, shows_empty: bool) -> dict[str, list[Row]]:
    """Return the national series with their events, and the events that stand alone.

    The newest first: three queries for any number of each. A series of which `user` sees no event
    shows where asked for alone.
    """
    rows = Event.objects.visible_to(user).filter(group=None).with_places()
    followed = _followed(user)
    found: dict[int | None, list[Row]] = defaultdict(list)
    for event in rows.order_by("-starts_at", "-pk")[:MOST]:
        found[event.series_id].append(_line(event, followed.get(event.pk, [])))
    series = EventSeries.objects.visible_to(user).filter(group=None).order_by("pk")
    return {
        "series": [
            {
                "title": language_used(each, "title"),
                "about": language_used(each, "about"),
                "events": found.get(each.pk, []),
            }
            for each in series
            if shows_empty or each.pk in found
        ],
        "others": found.get(None, []),
    }


def events_tabs(current: str) -> list[Row]:
    """Return the two pages of events over all groups, with `current` marked."""
    labels = {"event_list": gettext("All events"), "national_events": gettext("National events")}
    return [
        {"url": address(f"groups:{name}"), "label": label, "current": name == current}
        for name, label in labels.items()
    ]


def _followed(user: Reader) -> dict[int | None, list[Row]]:
    """Return by national event what the regions made of it, the latest first."""
    found: dict[int | None, list[Row]] = defaultdict(list)
    rows = Event.objects.visible_to(user).filter(parent__isnull=False, parent__group=None)
    for event in rows.select_related("group", "body").order_by("-starts_at", "pk"):
        on = date_format(event.day, "SHORT_DATE_FORMAT")
        found[event.parent_id].append(
            {"url": address("groups:event_detail", event.pk), "by": event.arranger, "on": on}
            | _state(event)
        )
    return found


def _line(event: Event, follow_ups: list[Row]) -> Row:
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
        "take_home": language_used(event, "take_home"),
        "follow_ups": follow_ups,
        **_state(event),
    }


def _state(event: Event) -> Row:
    return {
        "is_draft": event.state == EventState.DRAFT,
        "is_cancelled": event.state == EventState.CANCELLED,
    }
