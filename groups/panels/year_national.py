"""The year in all groups: who has a seminar and a renewal round, and what the year is about."""

from typing import Any

from elo_platform.accounts.models import User
from elo_platform.lib.http import address
from elo_platform.lib.text import alphabetical
from groups.models import EloGroup, Event, YearEntry, YearTheme
from groups.models.year import YearKind
from groups.panels.year import when
from groups.states import EventState, GroupState

Row = dict[str, Any]


def national_rows(user: User, groups: list[EloGroup], year: int, theme: str) -> list[Row]:
    """Return the groups with the days of their yearly seminar and renewal round, and their theme.

    Only what the groups have confirmed. With `theme`, those whose theme has these words.
    """
    days = _days(user, groups, year)
    themes = {row.group_id: row for row in YearTheme.objects.visible_to(user).filter(year=year)}
    rows = [
        {
            "name": group.name,
            "url": address("groups:group_year_of", group.pk, year),
            "regions": ", ".join(part.region.name for part in group.regions_then),
            "seminar": days.get((group.pk, YearKind.SEMINAR), ""),
            "renewal": days.get((group.pk, YearKind.RENEWAL), ""),
            "theme": themes[group.pk].theme if group.pk in themes else "",
            "is_active": group.state == GroupState.ACTIVE,
        }
        for group in groups
        if not theme or _has(themes.get(group.pk), theme)
    ]
    return sorted(rows, key=lambda row: alphabetical(row["name"]))


def _has(row: YearTheme | None, words: str) -> bool:
    sought = words.casefold()
    return bool(row) and any(sought in each.casefold() for each in (row.theme_sv, row.theme_fi))


def _days(user: User, groups: list[EloGroup], year: int) -> dict[tuple[int, str], str]:
    """Return by group and kind the first day; a seminar may stand among the events alone."""
    kinds = (YearKind.SEMINAR, YearKind.RENEWAL)
    rows = YearEntry.objects.visible_to(user).confirmed().with_held()
    entries = rows.filter(group__in=groups, year=year, kind__in=kinds, day__isnull=False)
    found = {
        (row.group_id, row.kind): when(row.on, row.until if row.last_day else None)
        for row in entries.order_by("-day", "-pk")
    }
    events = Event.objects.visible_to(user).filter(
        group__in=groups, kind="regional_seminar", day__year=year, state=EventState.OPEN
    )
    for group, day in events.values_list("group", "day").order_by("-day", "-pk"):
        found.setdefault((group, YearKind.SEMINAR), when(day, None))
    return found
