"""What of a table of answers may be shown, so that no group of one to four people shows.

A table counts people: one row for each answer, among them one for who gave none, and one
column for each sector, all of them; the total of a column is public. Hidden are the cells of
one to four, and then as many more as it takes that no hidden cell follows from what is shown:
every line that hides something hides two cells at least and five people at least, no hidden
cell is the only way between two lines, and one who reckons with all sums finds more than one
value for each. Source: quality rule 28 of the platform.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from surveys.kinds import FEWEST_SHOWN

# The column that adds up the sectors.
TOTAL = "total"
Row = str | int
Column = str | int
Cell = tuple[Row, Column]


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by row and column; `counts` has every cell of the sectors, without the total."""

    rows: Sequence[Row]
    columns: Sequence[Column]
    counts: Mapping[Cell, int]

    def value(self, cell: Cell) -> int:
        """Return what a cell counts, that of the total too."""
        row, column = cell
        if column != TOTAL:
            return self.counts[cell]
        return sum(self.counts[row, each] for each in self.columns)

    def lines(self) -> Iterator[list[Cell]]:
        """Yield the cells of each line whose sum is known or follows: columns, then rows."""
        for column in (*self.columns, TOTAL):
            yield [(row, column) for row in self.rows]
        for row in self.rows:
            yield [(row, column) for column in (*self.columns, TOTAL)]


def is_few(count: int) -> bool:
    """Tell whether so few people could be recognised; nobody at all gives nobody away."""
    return 0 < count < FEWEST_SHOWN


def hidden_cells(table: Table) -> frozenset[Cell]:
    """Return the cells of `table`, those of the total among them, that may not be shown."""
    hidden = {cell for line in table.lines() for cell in line if is_few(table.value(cell))}
    while weak := _weak_line(table, hidden):
        hidden.add(_next_to_hide(table, weak, hidden))
    return frozenset(hidden)


def hidden_sectors(people: Mapping[Column, int]) -> frozenset[Column]:
    """Return the sectors that do not show at all, by how many people named each.

    Those with fewer than five people, and the smallest of the others with them, so that the
    rest never counts fewer than five.
    """
    hidden = {sector for sector, count in people.items() if is_few(count)}
    others = sorted((count, str(sector), sector) for sector, count in people.items() if count)
    for _count, _word, sector in others:
        if hidden and is_few(sum(people[each] for each in hidden)) and sector not in hidden:
            hidden.add(sector)
    return frozenset(hidden)


def _weak_line(table: Table, hidden: set[Cell]) -> list[Cell] | None:
    """Return a line in which something hidden follows from what is shown, if there is one."""
    for line in table.lines():
        unseen = [cell for cell in line if cell in hidden]
        if len(unseen) < len(line) and (len(unseen) == 1 or _gives_away(table, unseen)):
            return line
    return _line_of_bridge(table, hidden) or _line_of_the_solved(table, hidden)


def _gives_away(table: Table, unseen: list[Cell]) -> bool:
    """Tell whether the hidden cells of a line count fewer than five people together."""
    if any(column == TOTAL for _row, column in unseen) and len({row for row, _c in unseen}) == 1:
        return False
    return is_few(sum(table.value(cell) for cell in unseen))


def _next_to_hide(table: Table, line: list[Cell], hidden: set[Cell]) -> Cell:
    """Return the cell of `line` that costs the reader least: the smallest that counts somebody."""
    seen = [cell for cell in line if cell not in hidden]
    return min(seen, key=lambda cell: (table.value(cell) == 0, cell[1] == TOTAL, table.value(cell)))


def _line_of_bridge(table: Table, hidden: set[Cell]) -> list[Cell] | None:
    """Return a line with room at a hidden cell that is the only way between two lines.

    Rows and columns are places, hidden cells the ways between them: the value of a way follows
    from the sums exactly where taking it away parts its ends.
    """
    for cell in sorted(hidden, key=str):
        row, column = cell
        if not _is_joined(row, column, hidden - {cell}):
            for line in _lines_at(table, cell):
                if any(each not in hidden for each in line):
                    return line
    return None


def _lines_at(table: Table, cell: Cell) -> tuple[list[Cell], list[Cell]]:
    row, column = cell
    across = [(row, each) for each in (*table.columns, TOTAL)]
    down = [(each, column) for each in table.rows]
    return across, down


def _is_joined(row: Row, column: Column, ways: set[Cell]) -> bool:
    """Tell whether one comes from a row to a column over `ways`."""
    rows, columns = {row}, set()
    while True:
        found = {c for r, c in ways if r in rows} - columns
        columns |= found
        more = {r for r, c in ways if c in columns} - rows
        rows |= more
        if column in columns:
            return True
        if not found and not more:
            return False


def _line_of_the_solved(table: Table, hidden: set[Cell]) -> list[Cell] | None:
    """Return a line with room at a hidden cell of few people that can be reckoned exactly."""
    for cell, (least, most) in sorted(bounds(table, hidden).items(), key=str):
        if least == most and is_few(least):
            for line in _lines_at(table, cell):
                if any(each not in hidden for each in line):
                    return line
    return None


def bounds(table: Table, hidden: Set[Cell]) -> dict[Cell, tuple[int, int]]:
    """Return the least and the most that each hidden cell can be for one who knows all else.

    A hidden cell counts somebody. Bounds are tightened line by line until nothing moves.
    """
    people = sum(table.counts.values())
    found = dict.fromkeys(hidden, (1, people))
    equations = list(_equations(table, hidden))
    moved = True
    while moved:
        moved = False
        for signs, known in equations:
            for cell in signs:
                tight = _tightened(found, signs, known, cell)
                moved = moved or tight != found[cell]
                found[cell] = tight
    return found


def _equations(table: Table, hidden: Set[Cell]) -> Iterator[tuple[dict[Cell, int], int]]:
    """Yield for each line the signs of its hidden cells and what they add up to."""
    for line in table.lines():
        is_row = len({row for row, _column in line}) == 1 and len(table.rows) > 1
        signs = {cell: -1 if is_row and cell[1] == TOTAL else 1 for cell in line if cell in hidden}
        yield signs, sum(sign * table.value(cell) for cell, sign in signs.items())


def _tightened(
    found: Mapping[Cell, tuple[int, int]], signs: Mapping[Cell, int], known: int, cell: Cell
) -> tuple[int, int]:
    least = most = known
    for other, sign in signs.items():
        if other != cell:
            ends = [sign * end for end in found[other]]
            least, most = least - max(ends), most - min(ends)
    least, most = sorted((least * signs[cell], most * signs[cell]))
    return max(found[cell][0], least), min(found[cell][1], most)
