"""Figures that leave the platform: drawn as SVG, with what they are of, source and date inside.

They hold names of groups, bodies and kinds of organisations, never of people.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from elo_platform.lib.drawing import ACCENT, MUTE, PAPER, Drawing
from elo_platform.lib.text import current_language, day
from groups.panels.history import cell_of
from groups.panels.national import NationalMatrix, heads

WIDTH = 980
EDGE = 28
_WEAK = "#a26f11"
_TONES = {
    "h3": (ACCENT, PAPER),
    "h2": ("#b6ced6", "#07303c"),
    "h1": ("#e0eaed", "#07303c"),
    "h0": (PAPER, _WEAK),
    "hx": ("#eef1f2", MUTE),
}
_LEVELS = {"accent": ACCENT, "lupin": "#5a51a3", "hjortron": "#7d550d", "ljung": "#a8436f"}
Cell = dict[str, str]


@dataclass(frozen=True, slots=True)
class Caption:
    """What a picture says of itself."""

    title: str
    of: str
    on: date


def _begun(caption: Caption, width: int = WIDTH) -> Drawing:
    drawing = Drawing(width, title=f"{caption.title} – {caption.of}", language=current_language())
    drawing.text(EDGE, 46, caption.title, size=24, is_bold=True)
    state = gettext("The state on %(day)s") % {"day": day(caption.on)}
    drawing.text(EDGE, 70, f"{caption.of} · {state}", fill=MUTE)
    return drawing


def _ended(drawing: Drawing, today: date) -> str:
    text = gettext("Source: ELO network, seats and mandates. Drawn on %(day)s.")
    drawing.text(EDGE, drawing.height + 26, text % {"day": day(today)}, size=12, fill=MUTE)
    return drawing.svg()


def _square(drawing: Drawing, x: float, y: float, cell: Cell, size: float = 26) -> None:
    """Draw a square of the matrix with its mark, which tells the same without colour."""
    fill, ink = _TONES[cell["tone"]]
    drawing.box(x, y, size, size, fill=fill, edge=_WEAK if cell["tone"] == "h0" else "")
    middle, centre, arm = x + size / 2, y + size / 2, size / 5
    marks: dict[str, Callable[[], None]] = {
        "●": lambda: drawing.disc(middle, centre, arm, fill=ink, edge=ink, half=False),
        "◐": lambda: drawing.disc(middle, centre, arm, fill=ink, edge=ink, half=True),
        "○": lambda: drawing.disc(middle, centre, arm, fill="none", edge=ink, half=False),
        "✕": lambda: drawing.stroke(_cross(middle, centre, arm), edge=ink),
        "–": lambda: drawing.stroke(f"M{middle - arm:g} {centre:g}h{2 * arm:g}", edge=ink),
    }
    marks[cell["mark"]]()


def _cross(x: float, y: float, arm: float) -> str:
    return (
        f"M{x - arm:g} {y - arm:g}l{2 * arm:g} {2 * arm:g}"
        f"M{x + arm:g} {y - arm:g}l{-2 * arm:g} {2 * arm:g}"
    )


def _legend(drawing: Drawing, y: float) -> None:
    entries = [
        ({"tone": "h3", "mark": "●"}, gettext("member and deputy")),
        ({"tone": "h2", "mark": "●"}, gettext("member")),
        ({"tone": "h1", "mark": "◐"}, gettext("deputy only")),
        ({"tone": "h0", "mark": "○"}, gettext("vacant")),
        ({"tone": "h0", "mark": "✕"}, gettext("vacant, although required then")),
        ({"tone": "hx", "mark": "–"}, gettext("did not exist")),
    ]
    x = float(EDGE)
    for cell, words in entries:
        _square(drawing, x, y, cell, size=18)
        drawing.text(x + 24, y + 14, words, size=12)
        x += 46 + len(words) * 6


def matrix_picture(
    caption: Caption, *, days: list[str], history: Iterable[dict[str, Any]], today: date
) -> str:
    """Return the kinds of one group over the half-years: the rows of `history_rows`."""
    drawing, column = _begun(caption), 420
    for place, label in enumerate(days):
        drawing.text(column + place * 52 + 13, 112, label, size=12, fill=MUTE, anchor="middle")
    y = 120.0
    for part in history:
        drawing.text(EDGE, y + 20, part["label"], is_bold=True, fill=ACCENT)
        y += 32
        for row in part["rows"]:
            foot = drawing.lines(EDGE, y + 18, row["name"], width=column - EDGE - 16)
            for place, cell in enumerate(row["cells"]):
                _square(drawing, column + place * 52, y, cell)
            state = column + len(days) * 52 + 12
            drawing.text(state, y + 18, row["status"]["text"], size=13)
            y = max(y + 32, foot - 4)
    _legend(drawing, y + 12)
    return _ended(drawing, today)


def national_picture(caption: Caption, matrix: NationalMatrix, today: date) -> str:
    """Return groups down and kinds across; the heads of the columns are turned."""
    top, left, step = 330, 300, 30
    width = left + len(matrix.kinds) * step + 170
    drawing, columns = _begun(caption, max(width, WIDTH)), heads(matrix)
    for place, head in enumerate(columns):
        x, is_bold = left + place * step + 17, bool(head["required"])
        words = _short(head["name"], 48)
        drawing.text(x, top - 8, words, size=12, turned=-70, is_bold=is_bold)
    y = float(top)
    for row in matrix.rows:
        lines = row.lines()
        drawing.text(EDGE, y + 18, _short(row.name, 42))
        for place, kind in enumerate(matrix.kinds):
            _square(drawing, left + place * step, y, cell_of(lines.get(kind.id)))
        if row.coverage:
            rate = row.coverage.listed
            drawing.text(left + len(columns) * step + 12, y + 18, f"{rate.met}/{rate.of}")
        y += step
    drawing.text(EDGE, y + 18, gettext("Groups with a member"), is_bold=True)
    for place, head in enumerate(columns):
        drawing.text(left + place * step + 13, y + 18, head["met"], anchor="middle")
    _legend(drawing, y + 40)
    bold = gettext("Bold: kinds that are required on that day.")
    drawing.text(EDGE, drawing.height + 18, bold, size=12)
    return _ended(drawing, today)


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def levels_picture(caption: Caption, levels: Iterable[dict[str, Any]], today: date) -> str:
    """Return the levels of a group as boxes under one another: the rows of `levels_rows`."""
    drawing, y = _begun(caption), 96.0
    for level in levels:
        inset = EDGE + (3 - level["width"]) * 90
        y = _level(drawing, inset, y, level) + 18
    drawing.height = max(drawing.height, y)
    _seat_legend(drawing, y + 4)
    return _ended(drawing, today)


def _level(drawing: Drawing, x: float, y: float, level: dict[str, Any]) -> float:
    texts = [text for text in (level["task"][1], level["text"]) if text]
    height = 44 + 20 * len(texts) + 46 * len(level["bodies"])
    tone = _LEVELS[level["tone"]]
    drawing.box(x, y, WIDTH - 2 * x, height, fill="#f6f8f9", edge=tone)
    middle, line = WIDTH / 2, y + 28
    drawing.text(middle, line, level["name"], size=17, is_bold=True, fill=tone, anchor="middle")
    for text in texts:
        line += 20
        drawing.text(middle, line, _short(text, 110), fill=MUTE, anchor="middle")
    for body in level["bodies"]:
        words = " · ".join(filter(None, (f"{body['name']}: {body['text']}", body["until"])))
        drawing.text(middle, line + 24, _short(words, 110), anchor="middle")
        _dots(drawing, middle, line + 38, body["dots"], tone)
        line += 46
    return y + height


def _dots(drawing: Drawing, middle: float, y: float, dots: str, tone: str) -> None:
    x = middle - (len(dots) - 1) * 9
    for place, dot in enumerate(dots):
        fill = "none" if dot == "v" else tone
        drawing.disc(x + place * 18, y, 6, fill=fill, edge=tone, half=dot == "d")


def _seat_legend(drawing: Drawing, y: float) -> None:
    x = float(EDGE)
    for dot, words in (
        ("f", gettext("filled seat")),
        ("d", gettext("deputy only")),
        ("v", gettext("vacant seat")),
    ):
        _dots(drawing, x + 6, y + 8, dot, ACCENT)
        drawing.text(x + 20, y + 13, words, size=12)
        x += 46 + len(words) * 6
