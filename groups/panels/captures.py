"""Needs on the spot in words and as a QR code."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import segno
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from elo_platform.lib.http import absolute, address
from groups.models import Capture, CaptureSpot

# Of those that are settled so many show: what became of the last workshop.
PAST_SHOWN = 30
Row = dict[str, Any]


def short_link(spot: CaptureSpot) -> str:
    """Return the whole address where notes are written."""
    return absolute(reverse("groups:capture_new", args=[spot.key]))


def spot_code(spot: CaptureSpot) -> SafeString:
    """Return the QR code of the short link, black on white in every scheme."""
    code = segno.make(short_link(spot), error="m", micro=False)
    svg = code.svg_inline(
        border=3,
        omitsize=True,
        dark="#000",
        light="#fff",
        svgclass="qr",
        lineclass=None,
        title=gettext("QR code of the short link"),
    )
    return SafeString(svg)  # drawn by the library from our own address


def spot_rows(spots: Iterable[CaptureSpot], today: date) -> list[Row]:
    """Return the places (`with_notes`) as the list shows them."""
    return [
        {
            "url": address("groups:spot_detail", spot.pk),
            "title": spot.title,
            "closes_on": spot.closes_on,
            "is_open": spot.is_open_on(today),
            "notes": spot.notes,  # type: ignore[attr-defined]
        }
        for spot in spots
    ]


def note_rows(notes: QuerySet[Capture]) -> list[Row]:
    """Return notes as those who go through them read them."""
    rows = notes.select_related("spot", "need")
    return [
        {
            "url": address("groups:capture_settle", note.pk),
            "text": note.text,
            "language": note.language,
            "whom": note.whom,
            "contact": note.contact,
            "spot": note.spot.title,
            "at": note.at,
            "need": note.need,
        }
        for note in rows
    ]
