"""What a list would change, in words, and the template that a list is written in."""

from typing import Any

from django.utils.translation import gettext, ngettext

from elo_platform.lib.tables import Table
from elo_platform.lib.text import chosen
from groups.services.import_lists import Imported
from groups.services.import_rows import ListVerdict, RowVerdict, Verdict
from groups.services.import_words import LABELS
from groups.states import HolderKind

MOST_ERRORS = 50
_LOOK = {
    Verdict.NEW: ("info", "circle-plus"),
    Verdict.CHANGED: ("hjortron", "pencil"),
    Verdict.SAME: ("neutral", "circle-dot"),
    Verdict.ERROR: ("danger", "triangle-alert"),
}
Row = dict[str, Any]


def preview(verdict: ListVerdict, rows: list[RowVerdict]) -> Row:
    """Return the figures, the errors by their place, and some of the rows."""
    figures = [{"value": verdict.counts[each], "label": each.label} for each in Verdict]
    errors = [
        {"where": _place(row.number, cell.letter, cell.header), "note": cell.note}
        for row in verdict.rows
        for cell in row.cells
        if cell.verdict == Verdict.ERROR
    ]
    return {
        "figures": figures,
        "errors": errors[:MOST_ERRORS],
        "more_errors": max(len(errors) - MOST_ERRORS, 0),
        "left_out": [
            gettext("%(letter)s, “%(header)s”") % {"letter": letter, "header": header}
            for letter, header in verdict.left_out
        ],
        "rows": [_row(row) for row in rows],
        "to_do": len(verdict.to_do),
    }


def imported_sentence(done: Imported) -> str:
    """Return what an import has written, in words."""
    parts = [
        (
            done.organisations,
            ngettext("%(n)s organisation", "%(n)s organisations", done.organisations),
        ),
        (done.seats, ngettext("%(n)s seat", "%(n)s seats", done.seats)),
        (done.invitations, ngettext("%(n)s invitation", "%(n)s invitations", done.invitations)),
        (
            done.mandates,
            ngettext("%(n)s changed mandate", "%(n)s changed mandates", done.mandates),
        ),
    ]
    words = ", ".join(text % {"n": number} for number, text in parts if number)
    return gettext("The list is imported: %(what)s.") % {"what": words}


def template_table() -> Table:
    """Return the list as it may be filled in: headers in the reader's language, one example."""
    example = {
        "body": gettext("Leading group"),
        "organisation_sv": "Exempelinstitutet",
        "organisation_fi": "Esimerkkiopisto",
        "category": "VET",
        "kind": str(HolderKind.PRINCIPAL.label),
        "name": "Alva Strand",
        "address": "alva.strand@elo.example",
        "language": "sv",
        "starts_on": "1.1.2027",
        "ends_on": "31.12.2029",
    }
    headers = [str(label) for label in LABELS.values()]
    rows = [[example.get(name, "") for name in LABELS]]
    return Table("elo-import", gettext("People and organisations"), headers, rows)


def _place(number: int, letter: str, header: str) -> str:
    if not letter:
        return gettext("Row %(row)s, %(header)s") % {"row": number, "header": header}
    return gettext("Row %(row)s, column %(letter)s (%(header)s)") % {
        "row": number,
        "letter": letter,
        "header": header,
    }


def _about(texts: dict[str, str]) -> str:
    """Return who a row is about: the person, where there is one, and the organisation."""
    names = {code: texts.get(f"organisation_{code}", "") for code in ("sv", "fi")}
    parts = (
        texts.get("name") or texts.get("address"),
        texts.get("organisation") or chosen(names),
    )
    return ", ".join(part for part in parts if part) or gettext("Cells")


def _row(row: RowVerdict) -> Row:
    tone, icon = _LOOK[row.verdict]
    return {
        "number": row.number,
        "about": _about(row.texts),
        "is_open": row.verdict in {Verdict.CHANGED, Verdict.ERROR},
        "status": {"tone": tone, "icon": icon, "text": row.verdict.label},
        "cells": [
            {
                "header": cell.header,
                "text": cell.text,
                "note": cell.note,
                # Of a cell that stays as it is nothing need be said.
                "word": "" if cell.verdict == Verdict.SAME else cell.verdict.label,
                "is_error": cell.verdict == Verdict.ERROR,
            }
            for cell in row.cells
        ],
    }
