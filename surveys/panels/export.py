"""Surveys as a list that leaves."""

from collections.abc import Iterable

from django.utils.translation import gettext

from elo_platform.lib.tables import Cell, Table
from surveys.models import Survey


def surveys_table(surveys: Iterable[Survey]) -> Table:
    """Return surveys with their state; how many have answered stands on the page alone."""
    headers = [
        *(gettext("Survey"), gettext("State"), gettext("Opened")),
        *(gettext("Last day to answer"), gettext("Closed")),
    ]
    rows: list[list[Cell]] = [
        [
            each.title,
            str(each.get_state_display()),
            each.opened_at,
            each.closes_on,
            each.closed_at,
        ]
        for each in surveys
    ]
    return Table("elo-surveys", gettext("Surveys"), headers, rows)
