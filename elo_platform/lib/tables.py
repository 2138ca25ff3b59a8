"""Lists that leave the platform as CSV or XLSX, in a form that no spreadsheet takes for formulas.

A table has a name for the file, a title for the sheet, headers in the reader's language and rows
of plain values. `elo_platform.lib.http.table_file` answers with it as a file.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from elo_platform.lib.dates import HELSINKI
from elo_platform.lib.text import printable

Cell = str | int | float | bool | date | datetime | None
# A cell that begins so is reckoned, not read, by the programs that open it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
QUOTE = "'"
_OPENXML = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": _OPENXML}
MOST_SHEET_TITLE = 31
WIDTHS = (10, 48)


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it leaves: `name` of the file without ending, `title` of the sheet."""

    name: str
    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def as_csv(table: Table) -> bytes:
    """Return `table` as Finnish spreadsheets open it: UTF-8 with a mark, semicolons, ISO days."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_quoted(header) for header in table.headers])
    writer.writerows([_quoted(_written(cell)) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table) -> bytes:
    """Return `table` as a workbook of one sheet: texts are texts, days are days."""
    from openpyxl import Workbook  # noqa: PLC0415 - a third of a second, for those who export
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above
    from openpyxl.styles import Font  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_title(table.title))
    sheet.freeze_panes = "A2"
    for number, width in enumerate(_widths(table), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width

    def cell(value: Cell, *, is_bold: bool = False) -> object:
        made = WriteOnlyCell(sheet, _plain(value))
        if isinstance(value, str):
            # Else a text that begins with = would be a formula. The mark holds when edited, too.
            made.data_type = "s"
            made.quotePrefix = value.startswith(FORMULA_STARTS)
        if is_bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(str(header), is_bold=True) for header in table.headers])
    for row in table.rows:
        sheet.append([cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def unquoted(text: str) -> str:
    """Return a text as it was before `as_csv` quoted it."""
    return text[1:] if text.startswith(QUOTE) and text[1:].startswith(FORMULA_STARTS) else text


def _quoted(cell: object) -> str:
    text = str(cell)
    is_risky = isinstance(cell, str) and text.startswith(FORMULA_STARTS)
    return f"{QUOTE}{text}" if is_risky else text


def _written(cell: Cell) -> object:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.astimezone(HELSINKI).replace(tzinfo=None).isoformat(" ", "minutes")
    return cell.isoformat() if isinstance(cell, date) else cell


def _plain(cell: Cell) -> Cell:
    """Return what a workbook can hold: it knows no zones and no control characters."""
    if isinstance(cell, datetime):
        return cell.astimezone(HELSINKI).replace(tzinfo=None, second=0, microsecond=0)
    return printable(cell) if isinstance(cell, str) else cell


def _sheet_title(title: str) -> str:
    """Return `title` without what no sheet may be called."""
    kept = "".join(" " if char in "[]:*?/\\" else char for char in title)
    return kept[:MOST_SHEET_TITLE].strip(" '") or "ELO"


def _widths(table: Table) -> list[int]:
    lengths = [len(str(header)) for header in table.headers]
    for row in table.rows:
        lengths = [
            max(length, len(str(cell or ""))) for length, cell in zip(lengths, row, strict=True)
        ]
    low, high = WIDTHS
    return [min(max(length + 2, low), high) for length in lengths]
