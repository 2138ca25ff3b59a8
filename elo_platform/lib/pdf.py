"""Documents on paper: PDF out of data, and pictures out of SVG, by typst.

What people wrote goes in as data, never as part of a template, so nothing in it is markup.
"""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "pdf"
FONTS = Path(settings.BASE_DIR) / "static" / "vendor" / "source-sans"

# Twice the points of a screen, so that a picture stays sharp where it is pasted.
PICTURE_PPI = 144.0
PICTURE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")"""


def pdf(template: str, data: dict[str, Any], language: str) -> bytes:
    """Return `template` of templates/pdf filled with `data`, as a tagged PDF (PDF/UA-1).

    A document of headings, texts, lists, terms and tables is `document.typ`, which says what it
    takes.
    """
    return _compiled(
        str(TEMPLATES / template),
        {"data": json.dumps(data), "language": language},
        root=str(TEMPLATES),
        format="pdf",
        pdf_standards="ua-1",
    )


def png(svg: str) -> bytes:
    """Return the drawing as PNG. Its texts are set in 'Source Sans 3', named with the quotes."""
    return _compiled(PICTURE, {"svg": svg}, format="png", ppi=PICTURE_PPI)


def _compiled(source: str | bytes, inputs: dict[str, str], **options: Any) -> bytes:
    import typst  # noqa: PLC0415 - a large compiler, only for who asks for a document

    made = typst.compile(
        source, font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs=inputs, **options
    )
    if not isinstance(made, bytes):  # pages of their own; a document and a picture are one
        raise TypeError("typst gave several files")
    return made
