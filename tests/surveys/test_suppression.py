"""What is hidden cannot be computed: an attacker tries every way to fill many tables."""

import random
from itertools import product

import pytest

from surveys.querysets.suppression import (
    TOTAL,
    Table,
    hidden_cells,
    hidden_sectors,
    is_few,
)

TABLES = 300


def _table(chance: random.Random) -> Table:
    rows = [f"answer {number}" for number in range(chance.randint(2, 3))]
    columns = [f"sector {number}" for number in range(chance.randint(1, 3))]
    sizes = [0, 1, 2, 3, 4, 5, 6, 9]
    counts = {cell: chance.choice(sizes) for cell in product(rows, columns)}
    people = {column: sum(counts[row, column] for row in rows) for column in columns}
    rest = hidden_sectors(people)
    if is_few(sum(people[column] for column in rest)):
        return _table(chance)  # so few answered that nothing shows at all
    counts |= {(row, "rest"): sum(counts[row, column] for column in rest) for row in rows}
    shown = [column for column in columns if column not in rest] + ["rest"] * bool(rest)
    return Table(rows, shown, {cell: counts[cell] for cell in product(rows, shown)})


def _possible(table: Table, hidden: frozenset) -> list[dict]:
    """Return every way in which the hidden cells can be filled, found by trying them all.

    The attacker knows the total of each column, each cell that is shown, and that a hidden
    cell counts somebody.
    """
    found: list[dict] = [{}]
    for column in table.columns:
        unseen = [(row, column) for row in table.rows if (row, column) in hidden]
        known = sum(table.value(cell) for cell in unseen)
        fills = [
            dict(zip(unseen, values, strict=True))
            for values in product(range(1, known + 1), repeat=len(unseen))
            if sum(values) == known
        ]
        found = [one | other for one in found for other in (fills or [{}])]
    return [fill for fill in found if _adds_up(table, hidden, fill)]


def _adds_up(table: Table, hidden: frozenset, fill: dict) -> bool:
    for row in table.rows:
        total = sum(fill.get((row, each), table.counts[row, each]) for each in table.columns)
        if (row, TOTAL) in hidden and total < 1:
            return False
        if (row, TOTAL) not in hidden and total != table.value((row, TOTAL)):
            return False
    return True


def _solved(table: Table, hidden: frozenset) -> list:
    """Return the cells of one to four people that the attacker reads or knows for certain."""
    read = [cell for line in table.lines() for cell in line if cell not in hidden]
    fills = _possible(table, hidden)
    inner = [cell for cell in hidden if cell[1] != TOTAL]
    certain = [cell for cell in inner if len({fill[cell] for fill in fills}) == 1]
    return [cell for cell in read + certain if is_few(table.value(cell))]


@pytest.mark.parametrize("seed", range(TABLES))
def test_no_group_of_fewer_than_five_can_be_computed(seed):
    table = _table(random.Random(seed))

    assert _solved(table, hidden_cells(table)) == []


def test_hiding_the_small_cells_alone_would_be_solved():
    """Negative control: without more cells hidden the attacker reads many tables."""
    solved = 0
    for seed in range(TABLES):
        table = _table(random.Random(seed))
        small = {cell for line in table.lines() for cell in line if is_few(table.value(cell))}
        solved += bool(_solved(table, frozenset(small)))

    assert solved > TABLES / 4


def test_large_tables_hide_nothing():
    counts = {(row, column): 20 for row in "abc" for column in "xy"}

    assert hidden_cells(Table("abc", "xy", counts)) == frozenset()


def test_one_small_cell_takes_others_with_it():
    counts = {("a", "x"): 2, ("b", "x"): 30, ("a", "y"): 40, ("b", "y"): 50}

    hidden = hidden_cells(Table("ab", "xy", counts))

    assert hidden >= {("a", "x"), ("b", "x")}
    assert all(sum(cell[1] == column for cell in hidden) != 1 for column in ("x", "y", TOTAL))


def test_hidden_lines_count_five_people_together():
    for seed in range(TABLES):
        table = _table(random.Random(seed))
        hidden = hidden_cells(table)
        for column in (*table.columns, TOTAL):
            unseen = [cell for cell in hidden if cell[1] == column]
            everybody = len(unseen) == len(table.rows)
            assert everybody or not is_few(sum(table.value(cell) for cell in unseen)), seed


def test_small_sectors_go_with_the_next_smallest():
    people = {"schools": 90, "business": 3, "third": 7, "none": 5}

    assert hidden_sectors(people) == {"business", "none"}
    assert hidden_sectors({"schools": 90, "third": 7}) == frozenset()
    assert hidden_sectors({"a": 4, "b": 4, "c": 60}) == {"a", "b"}
    assert hidden_sectors({"a": 3}) == {"a"}
