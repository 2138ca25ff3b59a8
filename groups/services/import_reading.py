"""A list as it was uploaded, read cell by cell: XLSX or text, and what is wrong with its form.

Nothing is reckoned and nothing is unpacked beyond the limits. Only columns whose header is known
are taken along.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.tables import unquoted
from elo_platform.lib.text import printable
from groups.services.files import inspect_file
from groups.services.import_words import LABELS, bare, header_words

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
MOST_ROWS = 2_000
MOST_COLUMNS = 40
# Rows of the sheet, empty ones too: beyond this nobody has a list, but a sheet full of formats.
LAST_ROW = 5_000
MOST_TEXT = 500
TEXT_ENDINGS = {"csv", "txt", "tsv"}
# The first bytes of old Excel files and of locked ones: one container for both.
OLE = b"\xd0\xcf\x11\xe0"
NO_TEXT = (OLE, b"PK\x03\x04", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
DELIMITERS = ";,\t"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z0-9:]+)"')


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell as it stands: its text, and why it cannot be taken: a key of FAULTS, or nothing."""

    text: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list: its known columns as (letter, field, header), its rows by their number.

    `left_out` are the columns that nobody knows, by letter and header.
    """

    columns: list[tuple[str, str, str]]
    rows: list[tuple[int, list[ReadCell]]]
    left_out: list[tuple[str, str]] = field(default_factory=list)

    def stored(self) -> dict[str, Any]:
        """Return the list as JSON holds it."""
        cells = [[number, [[cell.text, cell.fault] for cell in row]] for number, row in self.rows]
        return {"columns": self.columns, "rows": cells, "left_out": self.left_out}

    @staticmethod
    def restored(data: dict[str, Any]) -> "Sheet":
        """Return the list that `stored` gave."""
        return Sheet(
            columns=[(letter, name, header) for letter, name, header in data["columns"]],
            rows=[(number, [ReadCell(*cell) for cell in row]) for number, row in data["rows"]],
            left_out=[(letter, header) for letter, header in data["left_out"]],
        )


FAULTS = {
    "formula": _("This is a formula. Paste its value instead."),
    "error": _("This cell holds an error of the spreadsheet."),
    "long": _("This text is too long."),
}
Rows = Iterable[tuple[int, list[ReadCell]]]


def read_list(*, file: File) -> Sheet:
    """Return what stands in an uploaded XLSX or text file.

    Raises:
        ValidationError: for the field `file`: no list, locked, too large, empty, several sheets,
            merged cells, headers that nobody knows or that come twice.
    """
    ending = PurePath(file.name or "").suffix.lower().lstrip(".")
    if file.size and file.size > MOST_BYTES:
        raise _refusal(_("The file is larger than %(size)s MB."), size=MOST_BYTES // 1024**2)
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    if head.startswith(OLE) and ending in {"xls", "xlsx"}:
        raise _refusal(
            _("This is an old Excel file (.xls) or a locked one. Save it as .xlsx, unlocked.")
        )
    if ending in TEXT_ENDINGS:
        return _sheet(_rows_of_text(file))
    if ending != "xlsx":
        raise _refusal(_("Choose a spreadsheet: .xlsx or .csv."))
    inspect_file(file=file)
    _refuse_merged(file)
    return _sheet(_rows_of_workbook(file))


def column_letter(*, number: int) -> str:
    """Return the letter of the column `number`, counted from 0, as spreadsheets name it."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _sheet(rows: Rows) -> Sheet:
    filled = ((number, cells) for number, cells in rows if any(cell.text for cell in cells))
    head = next(filled, None)
    if head is None:
        raise _refusal(_("The sheet is empty."))
    known, left_out = _columns([cell.text for cell in head[1]])
    found = []
    for number, cells in filled:
        if len(found) == MOST_ROWS:
            raise _refusal(_("The list has more than %(rows)s rows. Divide it."), rows=MOST_ROWS)
        found.append((number, [_at(cells, place) for place, *_rest in known]))
    if not found:
        raise _refusal(_("There are no rows under the headers."))
    columns = [(column_letter(number=place), name, header) for place, name, header in known]
    return Sheet(columns, found, left_out)


def _at(cells: list[ReadCell], place: int) -> ReadCell:
    return cells[place] if place < len(cells) else ReadCell("")


def _columns(
    headers: list[str],
) -> tuple[list[tuple[int, str, str]], list[tuple[str, str]]]:
    if any(headers[MOST_COLUMNS:]):
        raise _refusal(_("The list has more than %(columns)s columns."), columns=MOST_COLUMNS)
    words = header_words()
    known: dict[str, tuple[int, str, str]] = {}
    left_out = []
    for place, header in enumerate(headers):
        name = words.get(bare(text=header))
        if name in known:
            given = {"first": known[name][2], "second": header}
            raise _refusal(_("Two columns mean the same: “%(first)s” and “%(second)s”."), **given)
        if name:
            known[name] = (place, name, header)
        elif header:
            left_out.append((column_letter(number=place), header))
    if not known.keys() & {"organisation", "organisation_sv", "organisation_fi"}:
        names = ", ".join(str(label) for label in LABELS.values())
        raise _refusal(
            _("No column is called Organisation. The first row must hold headers: %(names)s."),
            names=names,
        )
    return list(known.values()), left_out


def _rows_of_text(file: File) -> Iterator[tuple[int, list[ReadCell]]]:
    text = _decoded(file.read())
    lines = text.splitlines()
    first = next((line for line in lines if line.strip(" ;,\t")), "")
    delimiter = max(DELIMITERS, key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
            yield number, [_text_cell(cell) for cell in row]
    except csv.Error as error:
        raise _refusal(_("The file is no list that can be read.")) from error


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        codes = ["utf-16"]
    elif b"\x00" in content or content.startswith(NO_TEXT):
        codes = []
    else:
        codes = ["utf-8-sig", "cp1252"]
    for code in codes:
        try:
            return content.decode(code)
        except UnicodeDecodeError:
            continue
    raise _refusal(_("The content of the file is not what its ending says."))


def _text_cell(text: str) -> ReadCell:
    return _cell(unquoted(text.strip(" ")), is_formula=text.lstrip().startswith("="))


def _cell(text: str, *, is_formula: bool = False) -> ReadCell:
    text = " ".join(printable(text).split())
    if len(text) > MOST_TEXT:
        return ReadCell(f"{text[:MOST_TEXT]}…", "long")
    return ReadCell(text, "formula" if is_formula and text else "")


def _refuse_merged(file: File) -> None:
    """Look for merged cells and for the size unpacked; the library reads past both."""
    with zipfile.ZipFile(file) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
            raise _refusal(_("The file unpacks to more than is allowed."))
        for name in archive.namelist():
            if not name.startswith("xl/worksheets/"):
                continue
            tail = b""
            with archive.open(name) as part:
                while chunk := part.read(1024 * 1024):
                    if found := _MERGED.search(tail + chunk):
                        cells = found[1].decode()
                        raise _refusal(
                            _("Cells are merged (%(cells)s). Split them first."), cells=cells
                        )
                    tail = chunk[-200:]
    file.seek(0)


def _rows_of_workbook(file: File) -> Iterator[tuple[int, list[ReadCell]]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - a third of a second, for those who import

    try:
        book = load_workbook(file, read_only=True)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        sheets = [sheet for sheet in shown if any(True for _row in _filled(sheet))]
        if len(sheets) > 1:
            names = {"first": sheets[0].title, "second": sheets[1].title}
            raise _refusal(
                _("The file has several sheets: “%(first)s”, “%(second)s”. Keep one."), **names
            )
        for sheet in sheets:
            yield from _filled(sheet)
    except ValidationError:
        raise
    except Exception as error:
        # The library has a dozen ways to stumble over a broken workbook.
        raise _refusal(_("The file is no workbook that can be read.")) from error


def _filled(sheet: Any) -> Iterator[tuple[int, list[ReadCell]]]:
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
        if number > LAST_ROW:
            raise _refusal(
                _("The sheet goes on below row %(row)s. Delete the empty rows there."), row=LAST_ROW
            )
        cells = [_workbook_cell(cell) for cell in row]
        if any(cell.text for cell in cells):
            yield number, cells


def _workbook_cell(cell: Any) -> ReadCell:
    value = cell.value
    if value is None:
        return ReadCell("")
    if cell.data_type == "f":
        return _cell(str(getattr(value, "text", value) or "="), is_formula=True)
    if cell.data_type == "e":
        return ReadCell(str(value), "error")
    if isinstance(value, datetime):
        return ReadCell(value.date().isoformat())
    if isinstance(value, date):
        return ReadCell(value.isoformat())
    if isinstance(value, float) and value.is_integer():
        return ReadCell(str(int(value)))
    return _cell(unquoted(str(value)))


def _refusal(sentence: Any, **params: object) -> ValidationError:
    return ValidationError({"file": ValidationError(sentence, params=params or None)})
