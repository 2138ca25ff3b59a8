"""Makers for the tests of the year: a hall, rules and entries made by the services."""

from datetime import date, time

from django.utils import timezone

from groups.models import YearEntry, YearRule
from groups.services.year_entries import EntryValues, add_entry, change_entry, step_entries
from groups.services.year_making import make_year
from groups.services.year_rules import RuleValues, add_rule
from groups.states import YearAction
from tests.groups.meetings import Hall, make_hall

YEAR = 2027


def by(hall: Hall) -> dict:
    return {"by": hall.coordinator, "now": timezone.now()}


def rule(hall: Hall, **fields) -> YearRule:
    given = {"kind": "other", "rule": "date", "title_sv": "Rapport", "month": 12, "month_day": 15}
    values = RuleValues(**(given | fields))
    return add_rule(group_id=hall.body.group_id, values=values, **by(hall))


def seminar_year() -> tuple[Hall, YearEntry, YearEntry]:
    """Return a hall with a seminar on 12.5.2027 and a meeting that comes 29 days before it."""
    hall = make_hall()
    seminar = rule(
        hall,
        kind="seminar",
        rule="weekday",
        title_sv="Seminarium",
        month=5,
        ordinal=2,
        weekday=2,
        is_required=True,
    )
    rule(
        hall,
        kind="leading",
        rule="relative",
        title_sv="Ledningsgruppen 2",
        anchor_id=seminar.pk,
        offset=-29,
        body_id=hall.body.pk,
        begins=time(13),
        ends=time(15),
    )
    make_year(group_id=hall.body.group_id, year=YEAR, **by(hall))
    return hall, entry("Seminarium"), entry("Ledningsgruppen 2")


def entry(title: str, year: int = YEAR) -> YearEntry:
    return YearEntry.objects.with_held().get(title_sv=title, year=year)


def entry_values(of: YearEntry | None = None, **fields) -> EntryValues:
    names = EntryValues.__slots__
    given = {name: getattr(of, name) for name in names} if of else {"kind": "other"}
    return EntryValues(**(given | fields))


def make_entry(hall: Hall, *, year: int = YEAR, **fields) -> YearEntry:
    given = {"title_sv": "Träff", "day": date(year, 3, 2)} | fields
    values = entry_values(**given)
    return add_entry(group_id=hall.body.group_id, year=year, values=values, **by(hall))


def move(hall: Hall, row: YearEntry, day: date) -> YearEntry:
    row = YearEntry.objects.get(pk=row.pk)
    values = entry_values(row, day=day)
    return change_entry(entry_id=row.pk, version=row.version, values=values, **by(hall))


def step(hall: Hall, action: YearAction, *rows: YearEntry, year: int = YEAR) -> int:
    ids = [row.pk for row in rows]
    given = {"group_id": hall.body.group_id, "year": year, "entry_ids": ids, "action": action}
    return step_entries(**given, **by(hall))
