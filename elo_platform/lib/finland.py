"""The shapes of the regions, read once out of the map that is also served as a picture."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

_PATH = re.compile(r'<path id="r\d+" data-code="(\d+)"[^>]* d="([^"]+)"')
VIEW_BOX = "-4 -4 428 747"


@dataclass(frozen=True, slots=True)
class Shape:
    """A region's outline: its code of Statistics Finland and the path to draw."""

    code: str
    path: str


@cache
def region_shapes() -> tuple[Shape, ...]:
    """Return the outlines of all regions, from north to south as the map lists them last first."""
    text = (Path(settings.BASE_DIR) / "static" / "img" / "finland.svg").read_text(encoding="utf-8")
    return tuple(Shape(code, path) for code, path in _PATH.findall(text))[::-1]
