"""The programme and the material of an event, as its page shows them."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.template.defaultfilters import filesizeformat
from django.utils.formats import time_format

from elo_platform.accounts.models import User
from elo_platform.lib.http import address
from groups.models import Event, EventMaterial

Row = dict[str, Any]


def programme_rows(event: Event) -> list[Row]:
    """Return the points of the programme, in order."""
    return [
        {
            "pk": row.pk,
            "at": time_format(row.begins) if row.begins else "",
            "title": row.title,
            "speaker": row.speaker,
        }
        for row in event.programme.all()
    ]


def material_rows(event: Event, user: User | AnonymousUser) -> dict[str, list[Row]]:
    """Return what to read before, other files, and what comes down from the national event."""
    wanted = [event.pk, *([event.parent_id] if event.parent_id else [])]
    rows = EventMaterial.objects.visible_to(user).filter(event__in=wanted)
    found = [(row, _file(row)) for row in rows.select_related("document").order_by("pk")]
    own = [(row, file) for row, file in found if row.event_id == event.pk]
    return {
        "reading": [file for row, file in own if row.is_reading],
        "files": [file for row, file in own if not row.is_reading],
        "from_parent": [file for row, file in found if row.event_id != event.pk],
    }


def _file(row: EventMaterial) -> Row:
    return {
        "pk": row.pk,
        "url": address("groups:document_file", row.document_id),
        "name": row.document.name,
        "size": filesizeformat(row.document.size),
    }
