"""The years of the demo: one that went by its rules, the next one as drafts, and the country's."""

from datetime import date, timedelta
from typing import Any

from elo_platform.accounts.models import User
from groups.demo.stage import Stage
from groups.models import EloGroup, Meeting, YearEntry
from groups.models.renewal import RenewalPoint
from groups.models.year import YearKind
from groups.services.renewals import check_point
from groups.services.year_entries import (
    EntryValues,
    add_entry,
    change_entry,
    set_theme,
    step_entries,
)
from groups.services.year_making import copy_year, make_year
from groups.services.year_meetings import draft_entries
from groups.services.year_rules import begin_usual
from groups.states import MeetingState, YearAction

STAGE = "pohjanmaa"
# The theme of the year, and on which day of May the seminar is; not every group has both.
THEMES = {
    "pohjanmaa": ("Smidiga övergångar", "Sujuvat siirtymät", 0),
    "pohjois-karjala": ("Vuxna som lär sig", "Oppivat aikuiset", 20),
    "keski-suomi": ("Smidiga övergångar", "Sujuvat siirtymät", 6),
    "satakunta": ("Digital vägledning", "Digiohjaus", 0),
}
TOPICS_SV = "Läget sedan förra mötet\nÅrets enkät: vad frågar vi?\nRepresentanter som byts"
TOPICS_FI = "Tilanne edellisen kokouksen jälkeen\nVuoden kysely: mitä kysymme?\nVaihtuvat edustajat"
Groups = dict[str, tuple[EloGroup, User]]


def plan_years(stage: Stage, groups: Groups) -> None:
    """Plan this year and the next in Ostrobothnia, and a seminar and a theme in some groups."""
    for key, (sv, fi, day) in THEMES.items():
        given = _given(stage, groups[key])
        set_theme(year=stage.today.year, version=0, theme_sv=sv, theme_fi=fi, **given)
        if day:
            _add_seminar(stage, groups[key], date(stage.today.year, 5, day))
    group = groups[STAGE]
    begin_usual(group_id=group[0].pk, by=group[1], now=stage.now)
    _this_year(stage, group)
    _next_year(stage, group)
    _leave_out_what_was_not_held(stage, group)


def _this_year(stage: Stage, group: tuple[EloGroup, User]) -> None:
    """Make the year, confirm it, and let what is over be done; half of the round is answered."""
    year, given = stage.today.year, _given(stage, group)
    make_year(year=year, **given)
    rows = YearEntry.objects.filter(group=group[0], year=year)
    _step(stage, group, year, YearAction.CONFIRM, rows)
    over = rows.filter(day__lt=stage.today, body=None).exclude(kind=YearKind.RENEWAL)
    if over.exists():
        _step(stage, group, year, YearAction.FINISH, over)
    by = {"by": group[1], "now": stage.now - timedelta(days=6)}
    renewal = rows.get(kind=YearKind.RENEWAL)
    for point, is_right in ((RenewalPoint.COMPOSITION, False), (RenewalPoint.MANDATE, True)):
        check_point(entry_id=renewal.pk, point=point, is_right=is_right, **by)


def _next_year(stage: Stage, group: tuple[EloGroup, User]) -> None:
    """Copy the year as drafts: one meeting is drafted, and the seminar moves a week later."""
    year, given = stage.today.year + 1, _given(stage, group)
    copy_year(year=year - 1, **given)
    rows = YearEntry.objects.filter(group=group[0], year=year)
    first = rows.filter(kind=YearKind.LEADING).order_by("day").first()
    seminar = rows.get(kind=YearKind.SEMINAR)
    _change(stage, group[1], first, topics_sv=TOPICS_SV, topics_fi=TOPICS_FI)
    draft_entries(year=year, entry_ids=[first.pk], **given)
    network = rows.filter(kind=YearKind.NETWORK)
    _step(stage, group, year, YearAction.CONFIRM, network)
    if seminar.day:
        _change(stage, group[1], seminar, day=seminar.day + timedelta(days=7))


def _leave_out_what_was_not_held(stage: Stage, group: tuple[EloGroup, User]) -> None:
    """Leave out this year's planned meetings of bodies that have met on other days."""
    year = stage.today.year
    held = Meeting.objects.filter(body__group=group[0], day__year=year, state=MeetingState.CALLED)
    days = set(held.values_list("body", "day"))
    planned = YearEntry.objects.filter(group=group[0], year=year, body__in=held.values("body"))
    rows = [row for row in planned if (row.body_id, row.day) not in days]
    if rows:
        _step(stage, group, year, YearAction.DROP, rows)


def _add_seminar(stage: Stage, group: tuple[EloGroup, User], day: date) -> None:
    values = EntryValues(
        kind=YearKind.SEMINAR,
        title_sv="Årligt regionalt seminarium",
        title_fi="Vuosittainen alueseminaari",
        day=day,
    )
    row = add_entry(year=day.year, values=values, **_given(stage, group))
    _step(stage, group, day.year, YearAction.CONFIRM, [row])


def _change(stage: Stage, by: User, row: YearEntry, **fields: Any) -> None:
    said = {name: getattr(row, name) for name in EntryValues.__slots__} | fields
    given = {"version": row.version, "values": EntryValues(**said), "by": by, "now": stage.now}
    change_entry(entry_id=row.pk, **given)


def _step(
    stage: Stage, group: tuple[EloGroup, User], year: int, action: YearAction, rows: Any
) -> None:
    ids = [row.pk for row in rows]
    step_entries(year=year, entry_ids=ids, action=action, **_given(stage, group))


def _given(stage: Stage, group: tuple[EloGroup, User]) -> dict[str, Any]:
    return {"group_id": group[0].pk, "by": group[1], "now": stage.now}
