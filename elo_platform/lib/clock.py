"""A year as a clock: rings of dots and arcs, as SVG inside a page, in the colours of its theme.

The pictures of `lib.drawing` leave the platform and carry their own colours; this one does not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from math import cos, pi, sin

from django.utils.safestring import SafeString, mark_safe

from elo_platform.lib.text import printable

SIZE = 380
MIDDLE = SIZE / 2
RADII = (138, 116, 94, 72)
_LETTERS = 161
# From how many days on a mark is drawn as an arc.
_LONG = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """Something in the year: on which ring (from 0, outermost), and from when to when."""

    ring: int
    first: date
    last: date
    is_open: bool = False


def year_clock(
    year: int, marks: Iterable[Mark], *, title: str, months: Sequence[str], today: date | None
) -> SafeString:
    """Return the picture of `year`; `title` tells the same to who cannot see it."""
    rings = "".join(
        f'<circle class="base" cx="{MIDDLE:g}" cy="{MIDDLE:g}" r="{radius}" stroke-width="14"/>'
        for radius in RADII
    )
    words = "".join(_month(number, name) for number, name in enumerate(months))
    drawn = "".join(_mark(mark, year) for mark in marks)
    hand = _hand(today) if today and today.year == year else ""
    middle = f'<text class="mid" x="{MIDDLE:g}" y="{MIDDLE + 9:g}">{year}</text>'
    head = f'<svg class="clock" viewBox="0 0 {SIZE} {SIZE}" role="img" aria-label="'
    made = f'{head}{_safe(title)}">{rings}{words}{drawn}{hand}{middle}</svg>'
    return mark_safe(made)  # noqa: S308 - numbers are ours, words are escaped


def _month(number: int, name: str) -> str:
    x, y = _point((number + 0.5) / 12, _LETTERS)
    return f'<text x="{x:.1f}" y="{y + 4:.1f}">{_safe(name)}</text>'


def _mark(mark: Mark, year: int) -> str:
    first = max(mark.first, date(year, 1, 1))
    last = min(mark.last, date(year, 12, 31))
    tone, radius = f"c{mark.ring + 1}", RADII[mark.ring]
    if (last - first).days >= _LONG:
        return _arc(_part(first), _part(last, ends=True), radius, tone, is_open=mark.is_open)
    x, y = _point((_part(first) + _part(last, ends=True)) / 2, radius)
    solid = tone if mark.is_open else f"{tone} pt"
    return f'<circle class="{solid}" cx="{x:.1f}" cy="{y:.1f}" r="5" stroke-width="3"/>'


def _arc(begin: float, end: float, radius: int, tone: str, *, is_open: bool) -> str:
    (x, y), (to_x, to_y) = _point(begin, radius), _point(end, radius)
    large, width = int(end - begin > 0.5), 5 if is_open else 12
    path = f"M{x:.1f} {y:.1f}A{radius} {radius} 0 {large} 1 {to_x:.1f} {to_y:.1f}"
    return f'<path class="{tone}" d="{path}" stroke-width="{width}"/>'


def _hand(today: date) -> str:
    (x, y), (to_x, to_y) = _point(_part(today), 58), _point(_part(today), 149)
    return f'<path class="now" d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}"/>'


def _part(day: date, *, ends: bool = False) -> float:
    """Return where `day` begins, or ends, as a part of its year."""
    length = (date(day.year, 12, 31) - date(day.year, 1, 1)).days + 1
    return ((day - date(day.year, 1, 1)).days + int(ends)) / length


def _point(part: float, radius: float) -> tuple[float, float]:
    """Return where a part of the year stands, clockwise from the top."""
    turn = 2 * pi * part
    return MIDDLE + radius * sin(turn), MIDDLE - radius * cos(turn)


def _safe(words: str) -> str:
    return escape(printable(words).replace("\n", " "))
