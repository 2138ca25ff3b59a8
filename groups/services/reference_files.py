"""Reading the files of reference data: every complaint names file, line and column."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from django.db import models

from groups.models.dated import UNVERIFIED

Found = TypeVar("Found")


class ReferenceError(ValueError):
    """A file of reference data cannot be used; nothing has been written."""


@dataclass(frozen=True)
class Row:
    """One line of a file, with readers that refuse what does not fit."""

    file: str
    line: int
    cells: dict[str, str]

    def error(self, column: str, complaint: str) -> ReferenceError:
        """Return the error that `column` of this line has `complaint`."""
        return ReferenceError(f"{self.file}, line {self.line}, column {column}: {complaint}")

    def text(self, column: str) -> str:
        """Return the cell without surrounding blanks."""
        return self.cells[column].strip()

    def required(self, column: str) -> str:
        """Return the cell.

        Raises:
            ReferenceError: it is empty.
        """
        if not (text := self.text(column)):
            raise self.error(column, "the cell is empty.")
        return text

    def day(self, column: str) -> date | None:
        """Return the cell as a date, or None where it is empty.

        Raises:
            ReferenceError: it is not an ISO date.
        """
        if not (text := self.text(column)):
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.error(column, f"“{text}” is not a date (YYYY-MM-DD).") from None

    def period(self) -> dict[str, date | None]:
        """Return the first and the last day.

        Raises:
            ReferenceError: one is not a date, or the last comes before the first.
        """
        first, last = self.day("valid_from"), self.day("valid_to")
        if first and last and last < first:
            raise self.error("valid_to", f"{last} is before the first day, {first}.")
        return {"valid_from": first, "valid_to": last}

    def number(self, column: str) -> int | None:
        """Return the cell as a whole number, or None where it is empty.

        Raises:
            ReferenceError: it is not a whole number.
        """
        text = self.text(column)
        if text and not (text.isascii() and text.isdigit()):
            raise self.error(column, f"“{text}” is not a whole number.")
        return int(text) if text else None

    def choice(self, column: str, choices: type[models.TextChoices]) -> str:
        """Return the cell, one of `choices`.

        Raises:
            ReferenceError: it is another word.
        """
        text = self.text(column)
        if text not in choices.values:
            raise self.error(column, f"“{text}” is none of {', '.join(choices.values)}.")
        return text

    def words(self, column: str) -> list[str]:
        """Return the list in the cell."""
        return [word.strip() for word in self.text(column).split(";") if word.strip()]

    def verify(self) -> str:
        """Return what is not verified, checked against the words we know.

        Raises:
            ReferenceError: a word is not known.
        """
        words = self.words("verify")
        for word in words:
            if word not in UNVERIFIED:
                raise self.error("verify", f"“{word}” is not a word for something to verify.")
        return ";".join(words)

    def found(self, column: str, known: dict[str, Found], code: str = "") -> Found:
        """Return what the cell (or `code` from it) points at.

        Raises:
            ReferenceError: nothing has that key.
        """
        wanted = code or self.required(column)
        if wanted not in known:
            raise self.error(column, f"“{wanted}” is not known.")
        return known[wanted]


def read_rows(*, folder: Path, file: str, columns: str) -> list[Row]:
    """Return the lines of `file`, which must have exactly `columns` (parted by blanks).

    Raises:
        ReferenceError: the file is missing, is not UTF-8, or has other columns.
    """
    wanted = columns.split()
    try:
        with (folder / file).open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            if sorted(reader.fieldnames or []) != sorted(wanted):
                raise ReferenceError(f"{file}, line 1: the columns should be {', '.join(wanted)}.")
            return [_checked(file, reader.line_num, cells) for cells in reader]
    except FileNotFoundError:
        raise ReferenceError(f"{file}: there is no such file in {folder}.") from None
    except UnicodeDecodeError:
        raise ReferenceError(f"{file}: the text is not UTF-8.") from None


def _checked(file: str, line: int, cells: dict[str | None, str | None]) -> Row:
    if None in cells or None in cells.values():
        raise ReferenceError(f"{file}, line {line}: the line has too many or too few cells.")
    return Row(file, line, {str(column): text or "" for column, text in cells.items()})
