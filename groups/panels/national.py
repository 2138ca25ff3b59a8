"""Who is represented in the whole country: every group and every kind, on one day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import address
from groups.models import EloGroup, Region
from groups.panels.history import cell_of
from groups.panels.representation import coverage_of_bodied
from groups.querysets.coverage import Coverage, CoverageLine, Kind, read_kinds


@dataclass(frozen=True, slots=True)
class NationalRow:
    """A group in the country's matrix, or a region without one; what it shows is text."""

    code: str
    name: str
    url: str
    coverage: Coverage | None

    def lines(self) -> dict[int, CoverageLine]:
        """Return the row's squares by kind (id); none where no body existed that day."""
        return {line.kind.id: line for line in self.coverage.lines} if self.coverage else {}


@dataclass(frozen=True, slots=True)
class NationalMatrix:
    """The country on one day: kinds across, groups down, by region."""

    on: date
    kinds: list[Kind]
    rows: list[NationalRow]
    regions_without: list[str]

    def met(self) -> Counter[int]:
        """Return in how many groups each kind (id) has a member."""
        lines = (line for row in self.rows for line in row.lines().values())
        return Counter(line.kind.id for line in lines if line.is_represented)

    def counted(self) -> int:
        """Return how many groups had a body that day."""
        return sum(1 for row in self.rows if row.coverage)


def national_matrix(user: User, *, on: date, now: datetime) -> NationalMatrix:
    """Return what `user` may compare: five queries for any number of groups."""
    groups = list(EloGroup.objects.comparable_by(user).with_territory(on))
    kinds = read_kinds(on)
    ids = [group.pk for group in groups]
    found = coverage_of_bodied(user, ids, on=on, now=now, kinds=kinds)
    rows = sorted((_row(group, found.get(group.pk)) for group in groups), key=_place)
    covered = {part.region_id for group in groups for part in group.regions_then}
    regions = Region.objects.visible_to(user).order_by("code")
    without = [region.name for region in regions if region.pk not in covered]
    shown = {line.kind.id for each in found.values() for line in each.lines}
    listed = [kind for kind in kinds if kind.id in shown]
    listed.sort(key=lambda kind: not kind.is_required(on))
    return NationalMatrix(on, listed, rows, without)


def _row(group: EloGroup, found: Coverage | None) -> NationalRow:
    code = min((part.region.code for part in group.regions_then), default="")
    url = address("groups:group_representation", group.pk)
    return NationalRow(code, group.name, url, found)


def _place(row: NationalRow) -> tuple[bool, str, str]:
    return (not row.code, row.code, row.name)


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row as the table draws it: its squares are made here, since there are hundreds."""

    url: str
    name: str
    cells: SafeString
    required: str
    listed: str


def drawn_rows(matrix: NationalMatrix, query: str) -> list[DrawnRow]:
    """Return the rows; each square leads to its kind on the page of its group."""
    texts: dict[tuple[int, object, bool], tuple[str, str]] = {}
    drawn = []
    for row in matrix.rows:
        lines, cells = row.lines(), []
        for kind in matrix.kinds:
            line = lines.get(kind.id)
            look = (kind.id, line and line.presence, bool(line and line.is_required))
            before, after = texts.get(look) or texts.setdefault(look, _square(kind, line))
            cells.append(f"{before}{row.url}{query}{after}")
        rates = (row.coverage.required, row.coverage.listed) if row.coverage else ()
        met = [f"{rate.met}/{rate.of}" for rate in rates] or ["–", "–"]
        made = mark_safe("".join(cells))  # noqa: S308 - addresses are ours, texts are escaped
        drawn.append(DrawnRow(f"{row.url}{query}", row.name, made, *met))
    return drawn


def _square(kind: Kind, line: CoverageLine | None) -> tuple[str, str]:
    look = cell_of(line)
    words = escape(f"{capfirst(kind.name)}: {look['text']}")
    return (
        f'<td class="{look["tone"]}"><a href="',
        f'#{escape(kind.key)}"><span aria-hidden="true">{look["mark"]}</span>'
        f'<span class="sr">{words}</span></a></td>',
    )


def heads(matrix: NationalMatrix) -> list[dict[str, str]]:
    """Return the kinds as the columns are headed, with whether the day's rule requires them."""
    met = matrix.met()
    return [
        {
            "name": capfirst(kind.name),
            "required": gettext("required") if kind.is_required(matrix.on) else "",
            "met": str(met[kind.id]),
        }
        for kind in matrix.kinds
    ]
