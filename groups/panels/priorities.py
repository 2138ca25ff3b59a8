"""Needs by importance and possibility to influence, as a picture keyed to the numbers of a list."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from groups.panels.needs import NeedRow

# Where grade 1 stands in the picture, and how far the next one is from it.
LEFT, RIGHTWARDS = 90, 68
FOOT, UPWARDS = 261, 54
# Where it is best to begin: both grades this high.
HIGH = 3.5


def matrix(rows: Iterable[NeedRow]) -> dict[str, Any] | None:
    """Return the picture of those rows of a list that have enough votes; None where none has.

    Its words name what stands highest, for who cannot see it.
    """
    points = [_point(row) for row in rows if row.importance is not None]
    if not points:
        return None
    best = ", ".join(each["number"] for each in points if each["on"]) or gettext("none")
    words = gettext(
        "Needs by importance and possibility to influence. High on both: %(numbers)s. "
        "The grades stand in the table."
    )
    grades = range(1, 6)
    return {
        "points": points,
        "label": words % {"numbers": best},
        "across": [(grade, LEFT + RIGHTWARDS * (grade - 1)) for grade in grades],
        "up": [(grade, FOOT - UPWARDS * (grade - 1) + 4) for grade in grades],
    }


def _point(row: NeedRow) -> dict[str, Any]:
    importance, influence = row.importance or 0, row.influence or 0
    x = LEFT + RIGHTWARDS * (influence - 1)
    y = FOOT - UPWARDS * (importance - 1)
    return {
        "number": row.number,
        "on": importance >= HIGH and influence >= HIGH,
        "x": f"{x:.0f}",
        "y": f"{y:.0f}",
        "foot": f"{y + 5:.0f}",
    }
