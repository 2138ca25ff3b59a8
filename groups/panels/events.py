"""What events bring to lists, calendars and the chain."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Window
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext, ngettext

from elo_platform.accounts.models import User
from elo_platform.lib.calendars import Entry
from elo_platform.lib.http import address
from elo_platform.lib.text import chosen, current_language, from_columns, whole_number
from groups.models import Event, SignUp
from groups.models.event import EventKind, TrainingKind
from groups.panels.meetings import PAST_DAYS
from groups.querysets.chain import NodeText
from groups.services.event_calendar import event_entry
from groups.states import EventState, SignUpState

COLUMNS = (
    "pk", "kind", "training", "day", "begins", "ends", "place", "state", "capacity",
    "title_sv", "title_fi", "group__name_sv", "group__name_fi", "group__name_en",
    "body__name_sv", "body__name_fi", "body__name_en", "coming", "waiting",
)  # fmt: skip
STATES = {
    EventState.DRAFT: ("neutral", "circle-dashed"),
    EventState.OPEN: ("info", "calendar-days"),
    EventState.CANCELLED: ("neutral", "circle-slash"),
}
SIGNUP_STATES = {
    SignUpState.UNCONFIRMED: ("hjortron", "hourglass"),
    SignUpState.COMING: ("success", "circle-check"),
    SignUpState.WAITING: ("hjortron", "hourglass"),
    SignUpState.WITHDRAWN: ("neutral", "circle-slash"),
}


def event_rows(events: QuerySet, *, names_group: bool = False) -> list[dict[str, Any]]:
    """Return events as plain rows of a list; over all groups each says whose it is."""
    return [_row(row, names_group=names_group) for row in events.with_places().values(*COLUMNS)]


def page_of_events(
    events: QuerySet, asked: str | None, per_page: int, *, names_group: bool = False
) -> tuple[Page, list[dict[str, Any]]]:
    """Return the page that is asked for, and its rows: one query, of nonsense one more."""
    number = max(whole_number(asked or "1") or 1, 1)
    counted = events.with_places().annotate(in_all=Window(Count("pk"))).values(*COLUMNS, "in_all")
    found = list(_sliced(counted, number, per_page))
    if not found and number > 1:
        number = max(-(-events.count() // per_page), 1)
        found = list(_sliced(counted, number, per_page))
    page = Paginator(range(found[0]["in_all"] if found else 0), per_page).get_page(number)
    return page, [_row(row, names_group=names_group) for row in found]


def _sliced(events: QuerySet, number: int, per_page: int) -> QuerySet:
    # No list is so long, and PostgreSQL counts no further.
    first = min((number - 1) * per_page, 2**31)
    return events[first : first + per_page]


def _row(row: dict[str, Any], *, names_group: bool) -> dict[str, Any]:
    titles = {"sv": row["title_sv"], "fi": row["title_fi"]}
    own = current_language()
    other = "" if titles.get(own) or own == "en" else "fi" if titles["fi"] else "sv"
    when = {
        "date": date_format(row["day"], "SHORT_DATE_FORMAT"),
        "begins": time_format(row["begins"]),
        "ends": time_format(row["ends"]),
    }
    return {
        "url": address("groups:event_detail", row["pk"]),
        "title": chosen(titles),
        "language": other,
        "kind": kind_words(row["kind"], row["training"]),
        "date": row["day"],
        "when": gettext("%(date)s, %(begins)s–%(ends)s") % when,
        "place": row["place"],
        "by": _whose(row, names_group=names_group),
        "places": places_words(row["capacity"], row["coming"], row["waiting"]),
        "is_draft": row["state"] == EventState.DRAFT,
        "is_cancelled": row["state"] == EventState.CANCELLED,
    }


def _whose(row: dict[str, Any], *, names_group: bool) -> str:
    group = from_columns(row, "group__name")
    body = from_columns(row, "body__name")
    if not group:
        return gettext("National coordination")
    return ", ".join(filter(None, [body, group])) if names_group else body


def kind_words(kind: str, training: str = "") -> str:
    """Return what sort of event it is; of a training which one."""
    return str(TrainingKind(training).label if training else EventKind(kind).label)


def places_words(capacity: int | None, coming: int, waiting: int) -> str:
    """Return how many have signed up, of how many places, and how many wait."""
    if capacity is None:
        return ngettext("%(n)d has signed up", "%(n)d have signed up", coming) % {"n": coming}
    words = gettext("%(coming)d of %(capacity)d places taken")
    words %= {"coming": coming, "capacity": capacity}
    if not waiting:
        return words
    more = ngettext("%(n)d waits", "%(n)d wait", waiting) % {"n": waiting}
    return f"{words}, {more}"


def is_full(event: Any) -> bool:
    """Tell whether who signs up now would wait: `event` is one `with_places`."""
    return event.capacity is not None and (event.coming >= event.capacity or event.waiting > 0)


def event_status(event: Event, now: datetime) -> dict[str, str]:
    """Return an event's state as icon, colour and words; of an open one whether it was held."""
    tone, icon = STATES[EventState(event.state)]
    text = event.get_state_display()
    if event.state == EventState.DRAFT:
        text = gettext("Draft, seen by those who arrange it")
    if event.state == EventState.OPEN and event.ends_at <= now:
        tone, icon, text = "neutral", "circle-check", gettext("Held")
    return {"tone": tone, "icon": icon, "text": text}


def signup_status(row: SignUp) -> dict[str, str]:
    """Return the state of a sign-up as icon, colour and words."""
    tone, icon = SIGNUP_STATES[SignUpState(row.state)]
    return {"tone": tone, "icon": icon, "text": row.get_state_display()}


def calendar_events(user: User, now: datetime) -> list[Entry]:
    """Return the events that `user` has signed up to, for the own calendar."""
    since = now - timedelta(days=PAST_DAYS)
    rows = Event.objects.visible_to(user).of_interest(user).filter(starts_at__gt=since)
    own = SignUp.objects.visible_to(user).of(user).filter(state=SignUpState.COMING)
    placed = set(own.values_list("event", flat=True))
    return [
        event_entry(event=event, has_place=event.pk in placed)
        for event in rows.select_related("group", "body").order_by("starts_at", "pk")
    ]


def group_events(user: User, group_id: int, now: datetime) -> list[Entry]:
    """Return the open and cancelled events of a group, as far as `user` may see them."""
    since = now - timedelta(days=PAST_DAYS)
    rows = Event.objects.visible_to(user).filter(group=group_id, starts_at__gt=since)
    rows = rows.exclude(state=EventState.DRAFT).select_related("group", "body")
    return [event_entry(event=event) for event in rows.order_by("starts_at", "pk")]


def chain_events(ids: Sequence[int], reader: User | AnonymousUser) -> dict[int, NodeText]:
    """Return the events among `ids` that `reader` may see."""
    rows = Event.objects.visible_to(reader).filter(pk__in=ids)
    return {event.pk: event_node(event) for event in rows}


def event_node(event: Event) -> NodeText:
    """Return an event as the chain shows it."""
    return NodeText(
        title=event.title,
        url=address("groups:event_detail", event.pk),
        detail=date_format(event.day, "SHORT_DATE_FORMAT"),
        state=kind_words(event.kind, event.training),
        tone="info",
    )
