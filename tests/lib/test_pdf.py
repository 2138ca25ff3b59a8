import json

import pytest
import typst

from elo_platform.lib.pdf import FONTS, TEMPLATES, pdf, png

MARKUP = '#panic("x") *bold* @nobody \\ $x$ `code` <label> = heading // no comment "'
DOCUMENT = {
    "title": "Välkommen – tervetuloa",
    "lead": MARKUP,
    "foot": "elo.example",
    "sections": [
        {
            "title": MARKUP,
            "blocks": [
                {"kind": "text", "text": f"{MARKUP}\r\n\r\nfi", "lang": "fi"},
                {"kind": "heading", "text": MARKUP},
                {"kind": "list", "items": [MARKUP, "två"]},
                {"kind": "terms", "items": [[MARKUP, MARKUP]]},
                {"kind": "table", "head": [MARKUP, "b"], "rows": [["1", MARKUP], ["3", "4"]]},
            ],
        }
    ],
}


def texts_of(selector, language="sv", data=DOCUMENT):
    found = typst.query(
        str(TEMPLATES / "document.typ"),
        selector,
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        sys_inputs={"data": json.dumps(data), "language": language},
    )
    return json.loads(found)


def text_of(content):
    return content["text"]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_document_is_a_tagged_pdf_in_its_language(language):
    made = pdf("document.typ", DOCUMENT, language)

    assert made.startswith(b"%PDF-")
    assert f"/Lang({language})".encode() in made.replace(b"/Lang (", b"/Lang(")
    assert b"/StructTreeRoot" in made
    assert b"SourceSans3-Regular" in made
    assert b"pdfuaid" in made


def test_what_people_wrote_is_no_markup():
    (table,) = texts_of("table")
    header, *cells = table["children"]
    (term,) = texts_of("terms")[0]["children"]
    bullet, _ = texts_of("list")[0]["children"]

    assert [text_of(heading["body"]) for heading in texts_of("heading")] == [MARKUP, MARKUP]
    assert text_of(header["children"][0]["body"]) == text_of(cells[1]["body"]) == MARKUP
    assert text_of(term["term"]) == text_of(term["description"]) == MARKUP
    assert text_of(bullet["body"]) == MARKUP
    assert [text_of(text["body"]) for text in texts_of("par")][:3] == [MARKUP, MARKUP, "fi"]


def test_a_drawing_becomes_a_picture_in_our_typeface():
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50" font-family="{}">'
        '<text x="5" y="30">Täckning 100 %</text></svg>'
    )

    ours, another = (png(drawing.format(name)) for name in ("'Source Sans 3'", "'Nobody Has It'"))

    assert ours.startswith(b"\x89PNG")
    assert ours != another
