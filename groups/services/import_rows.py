"""The rows of an imported list with what becomes of each, and of each cell."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from groups.models import Body, SeatHolder
from groups.services.import_facts import Known, SeatKey
from groups.services.import_words import bare
from groups.states import HolderKind


class Verdict(models.TextChoices):
    """What becomes of a row or a cell."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("The same")
    ERROR = "error", _("Error")


@dataclass(frozen=True, slots=True)
class CellVerdict:
    """One cell: where it stands, what it says, what becomes of it, and why."""

    letter: str
    header: str
    text: str
    verdict: Verdict
    note: str = ""


@dataclass(slots=True)
class RowVerdict:
    """One row of the list, and what importing it does; filled in while it is judged."""

    number: int
    texts: dict[str, str]
    verdict: Verdict = Verdict.SAME
    cells: list[CellVerdict] = field(default_factory=list)
    notes: dict[str, tuple[Verdict, str]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    body: Body | None = None
    organisation: Known | None = None
    names: tuple[str, str] = ("", "")
    category_id: int | None = None
    holder: SeatHolder | None = None
    is_new_organisation: bool = False
    is_new_seat: bool = False
    is_invited: bool = False
    is_changed: bool = False

    @property
    def has_person(self) -> bool:
        return bool(self.texts.get("name") or self.texts.get("address"))

    @property
    def address(self) -> str:
        return self.texts.get("address", "").lower()

    @property
    def kind(self) -> HolderKind:
        return HolderKind(self.values.get("kind") or HolderKind.PRINCIPAL)

    @property
    def key(self) -> SeatKey | None:
        """Return which seat the row is about; None where it names no seat."""
        if self.body is None or self.category_id is None:
            return None
        known = self.organisation.pk if self.organisation else self.new_key
        return SeatKey(self.body.pk, known, self.category_id)

    @property
    def new_key(self) -> str:
        return bare(text="|".join(self.names))

    def refuse(self, name: str, sentence: str) -> None:
        """Say what is wrong with a cell; the first reason stays."""
        if self.notes.get(name, (None,))[0] != Verdict.ERROR:
            self.notes[name] = (Verdict.ERROR, sentence)

    def note(self, name: str, verdict: Verdict, sentence: str = "") -> None:
        """Say what becomes of a cell where nothing is wrong with it."""
        self.notes.setdefault(name, (verdict, sentence))

    @property
    def is_refused(self) -> bool:
        return any(verdict == Verdict.ERROR for verdict, _note in self.notes.values())


@dataclass(frozen=True, slots=True)
class ListVerdict:
    """The whole list: its rows, how many there are of each verdict, and what was left out."""

    rows: list[RowVerdict]
    left_out: list[tuple[str, str]]

    @property
    def counts(self) -> Counter[Verdict]:
        return Counter(row.verdict for row in self.rows)

    @property
    def has_errors(self) -> bool:
        return any(row.verdict == Verdict.ERROR for row in self.rows)

    @property
    def to_do(self) -> list[RowVerdict]:
        return [row for row in self.rows if row.verdict in {Verdict.NEW, Verdict.CHANGED}]

    @property
    def fingerprint(self) -> str:
        """Return what is alike while every cell has the verdict that was shown."""
        shown = [
            (row.number, row.verdict, [cell.verdict for cell in row.cells]) for row in self.rows
        ]
        return hashlib.sha256(repr(shown).encode()).hexdigest()
