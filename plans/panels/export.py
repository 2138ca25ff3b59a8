"""The actions of a plan as they leave, each with the goal that it stands under."""

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
