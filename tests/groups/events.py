"""Makers for the tests of events."""

from datetime import time, timedelta

from django.utils import timezone

from groups.models import Event, SignUp
from groups.services.events import EventValues, draft_event, open_event
from groups.services.signups import SignUpValues, sign_up
from tests.factories import today


def event_values(*, days=10, **fields) -> EventValues:
    given = {
        "kind": "seminar",
        "title_sv": "Vägledning för vuxna",
        "title_fi": "Aikuisten ohjaus",
        "day": today() + timedelta(days=days),
        "begins": time(9),
        "ends": time(15),
        "place": "Kvarken",
    }
    return EventValues(**(given | fields))


def drafted(*, by, group=None, need_id=None, parent=None, **fields) -> Event:
    group_id = group.pk if group else None
    values = event_values(**fields)
    given = {"need_id": need_id, "parent": parent, "by": by, "now": timezone.now()}
    return draft_event(group_id=group_id, values=values, **given)


def opened(*, by, group=None, visibility="", **fields) -> Event:
    """Return an open event; `visibility` is set past the act that does it."""
    event = drafted(by=by, group=group, **fields)
    if visibility:
        Event.objects.filter(pk=event.pk).update(visibility=visibility)
    return open_event(event_id=event.pk, by=by, now=timezone.now())


def signed(event: Event, user, *, now=None, **fields) -> SignUp:
    values = SignUpValues(**fields)
    return sign_up(event_id=event.pk, values=values, by=user, now=now or timezone.now())


def over(event: Event, *, days=2) -> Event:
    """Let an event lie some days back."""
    day = today() - timedelta(days=days)
    back = event.day - day
    rows = Event.objects.filter(pk=event.pk)
    rows.update(day=day, starts_at=event.starts_at - back, ends_at=event.ends_at - back)
    event.refresh_from_db()
    return event
