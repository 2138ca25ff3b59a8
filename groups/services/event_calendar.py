"""Events as calendar entries, in the active language."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from elo_platform.lib.calendars import Entry, render_calendar
from elo_platform.lib.http import absolute
from groups.models import Event
from groups.states import EventState


def event_entry(*, event: Event, has_place: bool = False, is_inside: bool = False) -> Entry:
    """Return `event` as a calendar entry; the link to take part is for those who have a place.

    `is_inside` gives it to those who arrange the event, too. Who has no place is free then.
    """
    url = absolute(reverse("groups:event_detail", args=[event.pk]))
    zone = ZoneInfo(event.zone)
    texts = [event.about]
    if event.link and (has_place or is_inside):
        texts.append(_("Online: %(link)s") % {"link": event.link})
    return Entry(
        uid=f"{event.uid}@{settings.MAIL_DOMAIN}",
        sequence=event.sequence,
        starts=datetime.combine(event.day, event.begins, tzinfo=zone),
        ends=datetime.combine(event.day, event.ends, tzinfo=zone),
        title=f"{event.title} – {event.arranger}",
        text="\n\n".join([*filter(None, texts), url]),
        place=event.place,
        url=url,
        changed_at=event.changed_at,
        is_cancelled=event.state == EventState.CANCELLED,
        is_free=not has_place,
    )


def event_file(*, event: Event) -> tuple[str, bytes, str]:
    """Return the file that a participant's mail carries: name, content, type."""
    content = render_calendar([event_entry(event=event, has_place=True)], method="PUBLISH")
    return "event.ics", content, "text/calendar; method=PUBLISH; charset=utf-8"
