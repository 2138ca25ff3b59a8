"""Plans, and the actions of one with their goals, as they leave."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from elo_platform.lib.tables import Table as File
from plans.panels.table import Table


def actions_table(table: Table) -> File:
    """Return the actions that the page shows."""
    headers = [
        *(gettext("Goal"), gettext("Number"), gettext("Action"), gettext("Responsible")),
        *(gettext("Status"), gettext("Deadline")),
    ]
    rows = [
        [f"{block.number} {block.title}", line.number, line.title, line.responsible, line.status,
         line.due]
        for block in table.blocks
        for line in block.lines
    ]  # fmt: skip
    return File("elo-actions", gettext("Actions"), headers, rows)


def plans_table(rows: Iterable[dict[str, Any]]) -> File:
    """Return the plans that the page of a group lists."""
    headers = [gettext("Plan"), gettext("Years"), gettext("Version"), gettext("State")]
    cells = [[row["title"], row["years"], row["edition"], str(row["state"])] for row in rows]
    return File("elo-plans", gettext("Plans"), headers, cells)
