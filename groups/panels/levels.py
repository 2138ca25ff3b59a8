"""The levels figure in words: the same facts as a drawing, as text and as a table."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from elo_platform.accounts.models import User
from elo_platform.lib.text import language_used
from groups.models import Body, EloGroup, Level
from groups.models.group import BodyKind, LevelKind
from groups.querysets.coverage import SeatLine
from groups.querysets.levels import BodyFigure, LevelFigure, levels_figure

_TONES = {
    LevelKind.LEADING: ("accent", 1),
    LevelKind.NETWORK: ("lupin", 2),
    LevelKind.ORGANISATIONS: ("hjortron", 3),
    LevelKind.WORKING: ("ljung", 3),
}


def seats_text(body: BodyFigure) -> str:
    """Return how many of a body's seats are filled, in words."""
    if not body.seats:
        return gettext("No seats yet")
    text = ngettext(
        "%(filled)s of %(number)s seat filled", "%(filled)s of %(number)s seats filled", body.seats
    )
    return text % {"filled": body.filled, "number": body.seats}


def _body(body: BodyFigure, is_inside: bool) -> dict[str, object]:
    until = body.body.ends_on
    return {
        "name": body.body.name,
        "url": reverse("groups:body_detail", args=[body.body.pk]) if is_inside else "",
        "text": seats_text(body),
        "until": gettext("until %(day)s") % {"day": date_format(until, "SHORT_DATE_FORMAT")}
        if until
        else "",
        "dots": body.dots,
        "filled": body.filled,
        "deputy_only": body.deputy_only,
        "vacant": body.vacant,
        "organisations": len(body.organisations),
    }


def levels_of(
    user: User | AnonymousUser,
    group: EloGroup,
    bodies: list[Body],
    seats: list[SeatLine],
    *,
    on: date,
    is_inside: bool,
) -> list[dict[str, Any]]:
    """Return a group's levels as far as `user` may know its bodies, read `countable_by`.

    A body that is not shown counts in the sum of the organisations alone.
    """
    figure = levels_figure(
        levels=Level.objects.visible_to(user).filter(group=group),
        bodies=[body for body in bodies if body.is_visible],
        seats=seats,
        on=on,
    )
    organisations = len({seat.organisation_id for seat in seats if seat.is_open(on)})
    return levels_rows(figure, organisations=organisations, is_inside=is_inside)


def levels_rows(
    figure: Iterable[LevelFigure], *, organisations: int, is_inside: bool
) -> list[dict[str, Any]]:
    """Return the levels as the template draws them.

    `organisations` is how many organisations have a seat anywhere in the group: the level
    of the organisations has no seats of its own.
    """
    rows: list[dict[str, Any]] = []
    for level in figure:
        tone, width = _TONES[LevelKind(level.kind)]
        text = ""
        if level.kind == LevelKind.ORGANISATIONS:
            text = ngettext("%(number)s organisation", "%(number)s organisations", organisations)
        rows.append(
            {
                "name": level.level.name if level.level else str(BodyKind(level.kind).label),
                "task": language_used(level.level, "task") if level.level else ("", ""),
                "text": text % {"number": organisations} if text else "",
                "tone": tone,
                "width": width,
                "is_grid": level.kind == LevelKind.WORKING,
                "bodies": [_body(body, is_inside) for body in level.bodies],
            }
        )
    return rows
