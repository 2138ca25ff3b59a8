import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.http import Http404
from openpyxl import load_workbook

from elo_platform.lib.http import table_file
from elo_platform.lib.tables import Table, as_csv, as_xlsx, unquoted

RISKY = ["=1+1", "+358 40", "-2", "@SUM(A1)", "\tx", "\rx"]
TABLE = Table(
    "people",
    "People: Häme/Kanta-Häme, and a title that is too long for a sheet",
    ["Name", "=Count", "Day", "At", "Open"],
    [
        *[[text, -1, date(2026, 3, 28), None, ""] for text in RISKY],
        ['Åsa; "Ö"\nEk\x0b', 3, None, datetime(2026, 7, 1, 9, 30, tzinfo=UTC), "'n"],
    ],
)


def test_a_csv_opens_in_a_finnish_spreadsheet_and_reckons_nothing():
    content = as_csv(TABLE)
    assert content.startswith(b"\xef\xbb\xbf")
    headers, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert headers == ["Name", "'=Count", "Day", "At", "Open"]
    assert [row[0] for row in rows[: len(RISKY)]] == [f"'{text}" for text in RISKY]
    assert [unquoted(row[0]) for row in rows[: len(RISKY)]] == RISKY
    assert rows[0][1:] == ["-1", "2026-03-28", "", ""], "a number is none of a formula"
    assert rows[-1][2:] == ["", "2026-07-01 12:30", "'n"]
    assert unquoted("'n") == "'n"


def test_a_workbook_keeps_texts_as_texts_and_days_as_days():
    sheet = load_workbook(io.BytesIO(as_xlsx(TABLE))).worksheets[0]
    rows = list(sheet.iter_rows())
    assert sheet.title == "People  Häme Kanta-Häme, and a"
    assert [cell.data_type for row in rows for cell in row].count("f") == 0
    risky = [row[0] for row in rows[1 : len(RISKY) + 1]]
    assert [cell.value.strip() for cell in risky] == [text.strip() for text in RISKY]
    assert all(cell.quotePrefix for cell in risky)
    assert rows[1][2].value.isoformat() == "2026-03-28T00:00:00"
    assert rows[1][2].is_date
    assert rows[-1][0].value == 'Åsa; "Ö"\nEk\n'
    assert rows[-1][3].value.isoformat() == "2026-07-01T12:30:00"


def test_a_file_is_saved_under_its_name_and_other_endings_are_none():
    for ending in ("csv", "xlsx"):
        response = table_file(TABLE, ending)
        assert response["Content-Disposition"] == f'attachment; filename="people.{ending}"'
        assert "no-store" in response["Cache-Control"]
    with pytest.raises(Http404):
        table_file(TABLE, "exe")
