"""The results of a survey, read from its summary: what is hidden never leaves this module."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from django.apps import apps

from surveys.kinds import FEWEST_SHOWN, QuestionKind
from surveys.querysets.suppression import (
    TOTAL,
    Cell,
    Column,
    Row,
    Table,
    hidden_cells,
    hidden_sectors,
    is_few,
)

if TYPE_CHECKING:
    from surveys.models import Choice, Question, Survey

# The column of those who named no sector; ids of choices begin at 1.
UNNAMED = 0
_REST = "rest"
_GIVEN, _NOT_GIVEN = "given", "not given"

# What the summary counts of a question: by answer (None for all who answered) and sector.
_Counts = Mapping[tuple[int | None, Column], int]


@dataclass(frozen=True, slots=True)
class Counted:
    """A question's counts as they may be shown; None stands for what is hidden."""

    question: Question
    choices: tuple[Choice, ...]
    rows: tuple[int, ...]
    cells: Mapping[Cell, int | None]
    answered: Mapping[Column, int | None]

    def mean(self, column: Column) -> float | None:
        """Return the mean of a scale in a column, None where a number in it is hidden."""
        counts = [self.cells[row, column] for row in self.rows]
        if self.question.kind != QuestionKind.SCALE or None in counts or not any(counts):
            return None
        shown = [count or 0 for count in counts]
        return sum(map(int.__mul__, self.rows, shown)) / sum(shown)


@dataclass(frozen=True, slots=True)
class Results:
    """What may be shown of a survey. `people` counts who answered, by shown sector and in all."""

    people: Mapping[Column, int]
    hidden: frozenset[Column]
    questions: tuple[Counted, ...]

    @property
    def sectors(self) -> list[Column]:
        """The sectors that show, without the total."""
        return [column for column in self.people if column != TOTAL]


def questions_of(survey: Survey) -> list[tuple[Question, tuple[Choice, ...]]]:
    """Return the questions in order with their choices: two queries."""
    choices: dict[int, list[Choice]] = {}
    for choice in (
        apps.get_model("surveys", "Choice")
        .objects.filter(question__survey=survey)
        .order_by("number")
    ):
        choices.setdefault(choice.question_id, []).append(choice)
    questions = (
        apps.get_model("surveys", "Question")
        .objects.filter(survey=survey)
        .order_by("section__number", "number")
    )
    return [(each, tuple(choices.get(each.pk, ()))) for each in questions]


def results_of(survey: Survey, questions: Iterable[tuple[Question, tuple[Choice, ...]]]) -> Results:
    """Return the results of a survey that shows them: one query, of the summary alone."""
    everybody: Counter[Column] = Counter()
    found: dict[int, Counter[tuple[int | None, Column]]] = {}
    tallies = apps.get_model("surveys", "Tally").objects.filter(survey=survey).order_by()
    for question, choice, number, sector, n in tallies.values_list(
        "question_id", "choice_id", "number", "sector_id", "n"
    ):
        column = sector or UNNAMED
        if question is None:
            everybody[column] += n
        else:
            found.setdefault(question, Counter())[choice or number, column] += n
    hidden = hidden_sectors(everybody)
    columns = _Columns(everybody, hidden)
    counted = [_counted(each, choices, found.get(each.pk, {}), columns)
               for each, choices in questions]  # fmt: skip
    shown = {column: everybody[column] for column in everybody if column not in hidden}
    return Results({**shown, TOTAL: everybody.total()}, hidden, tuple(counted))


@dataclass(frozen=True, slots=True)
class Background:
    """What may be said of who answered, and what may stand beside an answer in own words.

    `hidden` are the sectors of which results say nothing; `languages` is empty where one of them
    counts few; `counts` are the answers in own words by question, sector and language. The
    language of a text shows in the text: where fewer than five answered in it, no answer in that
    language is quoted.
    """

    hidden: frozenset[Column]
    languages: Mapping[str, int]
    counts: Counter[tuple[int, int | None, str]]

    def may_quote(self, question: int, language: str) -> bool:
        """Tell whether five or more answers to a question are in a language."""
        rows = self.counts.items()
        return (
            sum(n for (q, _s, code), n in rows if (q, code) == (question, language)) >= FEWEST_SHOWN
        )

    def sector(self, question: int, sector: int | None, language: str) -> int | None:
        """Return the sector where five or more answers share it and the language."""
        if sector is None or sector in self.hidden:
            return None
        return sector if self.counts[question, sector, language] >= FEWEST_SHOWN else None


def background_of(survey: Survey) -> Background:
    """Return what may be said of who answered: one query, of the summary alone."""
    people: Counter[Column] = Counter()
    languages: Counter[str] = Counter()
    counts: Counter[tuple[int, int | None, str]] = Counter()
    tallies = apps.get_model("surveys", "Tally").objects.filter(survey=survey).order_by()
    rows = tallies.exclude(language="").values_list("question_id", "sector_id", "language", "n")
    for question, sector, language, n in rows:
        if question is None:
            people[sector or UNNAMED] += n
            languages[language] += n
        else:
            counts[question, sector, language] = n
    shown = {} if any(map(is_few, languages.values())) else languages
    return Background(hidden_sectors(people), shown, counts)


class _Columns:
    """The shown sectors and the rest of them, which is reckoned with and never shown."""

    def __init__(self, everybody: Mapping[Column, int], hidden: frozenset[Column]) -> None:
        self.shown = [column for column in everybody if column not in hidden]
        self.people = {column: everybody[column] for column in self.shown}
        self.hidden = hidden
        self.everybody = everybody
        if hidden:
            self.people[_REST] = sum(everybody[column] for column in hidden)

    def of(self, counts: _Counts, row: int | None) -> dict[Column, int]:
        """Return how many gave an answer, by column."""
        by_column = {column: counts.get((row, column), 0) for column in self.shown}
        if self.hidden:
            by_column[_REST] = sum(counts.get((row, column), 0) for column in self.hidden)
        return by_column

    def shown_of(self, rows: Mapping[Row, Mapping[Column, int]]) -> dict[Cell, int | None]:
        """Return the cells of a table as they may be shown, the total among them."""
        cells = {(row, column): n for row, by in rows.items() for column, n in by.items()}
        table = Table(tuple(rows), tuple(self.people), cells)
        unseen = _unseen(table.rows, table.columns, tuple(cells.values()))
        return {
            (row, column): None if (row, column) in unseen else table.value((row, column))
            for row in rows
            for column in (*self.shown, TOTAL)
        }


@lru_cache(maxsize=4096)
def _unseen(
    rows: tuple[Row, ...], columns: tuple[Column, ...], counts: tuple[int, ...]
) -> frozenset[Cell]:
    """Return the hidden cells of a table, reckoned once: what has closed rarely changes."""
    return hidden_cells(
        Table(rows, columns, dict(zip(product(rows, columns), counts, strict=True)))
    )


def _counted(
    question: Question, choices: tuple[Choice, ...], counts: _Counts, columns: _Columns
) -> Counted:
    if question.is_sector:
        return _sector_counted(question, choices, columns)
    answered = columns.of(counts, None)
    left = {column: n - answered[column] for column, n in columns.people.items()}
    if question.kind == QuestionKind.SCALE:
        rows = tuple(range(1, question.scale_max + 1))
    else:
        rows = tuple(choice.pk for choice in choices)
    given: dict[Row, dict[Column, int]] = {row: columns.of(counts, row) for row in rows}
    several = question.kind == QuestionKind.MULTIPLE and question.max_choices != 1
    if several or question.kind == QuestionKind.TEXT:
        split = columns.shown_of({_GIVEN: answered, _NOT_GIVEN: left})
        cells = {cell: n for row in rows for cell, n in _chosen(row, given[row], columns).items()}
        shown = {column: split[_GIVEN, column] for column in (*columns.shown, TOTAL)}
    else:
        whole = columns.shown_of({**given, _NOT_GIVEN: left})
        cells = {(row, column): n for (row, column), n in whole.items() if row != _NOT_GIVEN}
        everybody = {**columns.people, TOTAL: sum(columns.people.values())}
        shown = {
            column: None
            if (none := whole[_NOT_GIVEN, column]) is None
            else everybody[column] - none
            for column in (*columns.shown, TOTAL)
        }
    return Counted(question, choices, rows, cells, shown)


def _chosen(row: int, given: Mapping[Column, int], columns: _Columns) -> dict[Cell, int | None]:
    """Return the cells of one of several choices: who chose it and who did not are a table."""
    left = {column: n - given[column] for column, n in columns.people.items()}
    cells = columns.shown_of({_GIVEN: given, _NOT_GIVEN: left})
    return {(row, column): n for (which, column), n in cells.items() if which == _GIVEN}


def _sector_counted(question: Question, choices: tuple[Choice, ...], columns: _Columns) -> Counted:
    """Return how many named each sector; those that are hidden stay so here."""
    rows = tuple(choice.pk for choice in choices)
    cells: dict[Cell, int | None] = {
        (row, TOTAL): None if row in columns.hidden else columns.everybody.get(row, 0)
        for row in rows
    }
    unnamed = columns.everybody.get(UNNAMED, 0)
    total = sum(columns.people.values())
    answered = None if UNNAMED in columns.hidden else total - unnamed
    return Counted(question, choices, rows, cells, {TOTAL: answered})


def column_of(results: Results, asked: str) -> Column:
    """Return the column that a reader asks for by its id; the total where there is none."""
    known: Sequence[Column] = results.sectors
    return next((column for column in known if str(column) == asked), TOTAL)
