"""Drawings as SVG text: every word is escaped, and nothing in them runs or is fetched."""

from html import escape
from textwrap import wrap

from elo_platform.lib.text import printable

# Texts as the pages set them; 'Source Sans 3' is what `lib.pdf.png` has at hand.
FONT = "'Source Sans 3', 'Helvetica Neue', Arial, sans-serif"
INK, MUTE, LINE, PAPER = "#1e2b32", "#4c5a61", "#ccd5d9", "#ffffff"
ACCENT = "#0d5c75"
# About how wide a letter is, in parts of the size of its text.
LETTER = 0.5


class Drawing:
    """A picture that grows downwards: parts are added, and `svg` closes it."""

    def __init__(self, width: int, *, title: str, language: str) -> None:
        self.width, self.height = width, 0.0
        self._title, self._language = title, language
        self._parts: list[str] = []

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: int = 14,
        fill: str = INK,
        is_bold: bool = False,
        anchor: str = "start",
        turned: int = 0,
    ) -> None:
        """Write one line with its foot at `y`, turned by degrees where a column is headed."""
        weight = ' font-weight="600"' if is_bold else ""
        turn = f' transform="rotate({turned} {x:g} {y:g})"' if turned else ""
        self._parts.append(
            f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{fill}" text-anchor="{anchor}"'
            f"{weight}{turn}>{_safe(words)}</text>"
        )
        self._reach(y + size / 2)

    def lines(self, x: float, y: float, words: str, *, width: float, size: int = 14) -> float:
        """Write a text in as many lines as `width` needs; return where the next would stand."""
        for line in wrap(words, max(8, int(width / (size * LETTER)))):
            self.text(x, y, line, size=size)
            y += size * 1.3
        return y

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: str, edge: str = ""
    ) -> None:
        """Draw a box with round corners."""
        stroke = f' stroke="{edge}" stroke-width="1.5"' if edge else ""
        self._parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="4" '
            f'fill="{fill}"{stroke}/>'
        )
        self._reach(y + height)

    def disc(self, x: float, y: float, radius: float, *, fill: str, edge: str, half: bool) -> None:
        """Draw a round mark: full, half or, with a `fill` of none, empty."""
        around = f'stroke="{edge}" stroke-width="1.5"'
        inside = "none" if half else fill
        self._parts.append(
            f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{inside}" {around}/>'
        )
        if half:
            self._parts.append(
                f'<path d="M{x:g} {y - radius:g}a{radius:g} {radius:g} 0 0 0 0 {2 * radius:g}z" '
                f'fill="{fill}"/>'
            )

    def stroke(self, points: str, *, edge: str) -> None:
        """Draw lines along `points`, written as in the path of an SVG."""
        self._parts.append(f'<path d="{points}" fill="none" stroke="{edge}" stroke-width="2"/>')

    def svg(self) -> str:
        """Return the whole drawing on white, with its title for who cannot see it."""
        title, height = _safe(self._title), self.height + 16
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" lang="{self._language}" role="img" '
            f'width="{self.width}" height="{height:g}" viewBox="0 0 {self.width} {height:g}" '
            f'font-family="{escape(FONT)}"><title>{title}</title>'
            f'<rect width="100%" height="100%" fill="{PAPER}"/>{"".join(self._parts)}</svg>'
        )

    def _reach(self, y: float) -> None:
        self.height = max(self.height, y)


def _safe(words: str) -> str:
    return escape(printable(words).replace("\n", " "))
