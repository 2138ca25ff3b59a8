"""What is taken of an uploaded list, and what is refused with which sentence."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import override

from groups.services.import_reading import MOST_BYTES, MOST_ROWS, ReadCell, Sheet, read_list
from tests.groups.import_files import HEADERS, csv_file, xlsx_file

ROW = ["Johtoryhmä", "Ammattiopisto Ranta", "VET", "Åsa Öberg", "asa@elo.example", "Varajäsen"]
KINDS = ["body", "organisation", "category", "name", "address", "kind"]
AT_NINE = datetime(2027, 3, 28, 9, 0, tzinfo=UTC).replace(tzinfo=None)
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    "file",
    [
        csv_file([HEADERS, ROW]),
        csv_file([HEADERS, ROW], code="utf-8-sig", delimiter=","),
        csv_file([HEADERS, ROW], code="cp1252", delimiter="\t", name="list.txt"),
        csv_file([HEADERS, ROW], code="utf-16", delimiter="\t", name="list.tsv"),
        xlsx_file([HEADERS, ROW]),
    ],
    ids=["utf-8", "utf-8 with a mark", "windows-1252", "utf-16", "workbook"],
)
def test_a_list_is_read_alike_from_each_kind_of_file(file):
    sheet = read_list(file=file)
    assert [name for _letter, name, _header in sheet.columns] == KINDS
    assert sheet.rows == [(2, [ReadCell(text) for text in ROW])]
    assert Sheet.restored(sheet.stored()) == sheet


def test_headers_of_three_languages_mean_the_same_case_and_blanks_apart():
    for headers in (
        ["ORGAN", "Organisation", "Instans", "Namn", "E - post", "Som", "T.o.m.", "Skonummer"],
        ["body", "organisation ", "represents", "name", "E-mail *", "as:", "Last  day", "x"],
    ):
        sheet = read_list(file=csv_file([headers, [*ROW, "31.12.2028", "42"]]))
        assert [name for _letter, name, _header in sheet.columns] == [*KINDS, "ends_on"]
        assert sheet.left_out == [("H", headers[-1])]


def test_days_numbers_and_what_cannot_be_taken_are_told_apart():
    row = ["=A1", "Ranta", 12.0, date(2027, 3, 28), "x" * 900, AT_NINE]
    sheet = read_list(file=xlsx_file([HEADERS, row, [], ["#REF!", "Ranta", "VET"]]))
    cells = sheet.rows[0][1]
    assert cells[0] == ReadCell("=A1", "formula")
    assert [cell.text for cell in cells[2:4]] == ["12", "2027-03-28"]
    assert cells[4].fault == "long"
    assert cells[5].text == "2027-03-28"
    assert [number for number, _cells in sheet.rows] == [2, 4], "an empty row is passed over"
    assert read_list(file=csv_file([HEADERS, ["=1+1", *ROW[1:]]])).rows[0][1][0].fault == "formula"


def _two_sheets(book, _sheet):
    book.create_sheet("Old").append(["x"])


def _merged(_book, sheet):
    sheet.merge_cells("B2:C2")


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (ContentFile(b"\x89PNG\r\n\x1a\n" + b"x" * 50, name="photo.png"), ".xlsx or .csv"),
        (ContentFile(b"\x89PNG\r\n\x1a\n" + b"x" * 50, name="photo.csv"), "what its ending says"),
        (ContentFile(b"a;b\n\x81\x8d", name="list.csv"), "what its ending says"),
        (ContentFile(b"no archive", name="list.xlsx"), "what its ending says"),
        (ContentFile(LOCKED, name="list.xls"), "old Excel file"),
        (ContentFile(LOCKED, name="list.xlsx"), "locked"),
        (ContentFile(b" " * (MOST_BYTES + 1), name="list.csv"), "larger than 5 MB"),
        (ContentFile(b"", name="list.csv"), "empty"),
        (xlsx_file([]), "The sheet is empty"),
        (csv_file([HEADERS]), "no rows under the headers"),
        (csv_file([["Namn", "E-post"], ["Åsa", "asa@elo.example"]]), "No column is called"),
        (csv_file([["Namn", "Organisation", "Name"], ROW[:3]]), "Two columns mean the same"),
        (xlsx_file([HEADERS, ROW], change=_two_sheets), "several sheets"),
        (xlsx_file([HEADERS, ROW], change=_merged), "merged (B2:C2)"),
        (csv_file([HEADERS, *[ROW] * (MOST_ROWS + 1)]), "more than 2000 rows"),
        (csv_file([["Organisation", *["x"] * 40], ["Ranta"]]), "more than 40 columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_list_is_refused_with_its_reason(file, says):
    with override("en"), pytest.raises(ValidationError) as refusal:
        read_list(file=file)
    with override("en"):
        assert says in refusal.value.message_dict["file"][0]
