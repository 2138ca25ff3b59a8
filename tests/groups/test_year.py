"""A group's year: its rules, what is made of them, what moves with what, meetings out of it."""

from dataclasses import replace
from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.models import Owed
from elo_platform.overview.proofs.together import together
from groups.models import Event, Meeting, RenewalCheck, YearEntry, YearRule, YearTheme
from groups.models.renewal import RenewalPoint
from groups.panels.year_ports import due_year, year_entries
from groups.querysets.years import gaps_of
from groups.services.events import OWN_FIELDS, EventValues, change_event
from groups.services.meetings import call_meeting, change_meeting, values_of
from groups.services.renewals import check_point
from groups.services.year_entries import change_entry, set_theme
from groups.services.year_making import copy_year, make_year
from groups.services.year_meetings import draft_entries
from groups.services.year_proposals import accept_proposals, keep_days
from groups.services.year_rules import (
    RuleValues,
    begin_usual,
    change_rule,
    move_rule,
    remove_rule,
)
from groups.states import YearAction
from tests.factories import make_body
from tests.groups.meetings import make_hall
from tests.groups.years import (
    YEAR,
    by,
    entry,
    entry_values,
    make_entry,
    move,
    rule,
    seminar_year,
    step,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def of(hall, *rows, year=YEAR) -> dict:
    ids = [row.pk for row in rows]
    return {"group_id": hall.body.group_id, "year": year, "entry_ids": ids} | by(hall)


def fields_of(refusal) -> set[str]:
    return set(refusal.value.message_dict)


def test_the_usual_year_is_made_once_and_silently():
    hall = make_hall()
    make_body(group=hall.body.group, kind="network")
    group = hall.body.group_id

    assert begin_usual(group_id=group, **by(hall)) == 13
    assert make_year(group_id=group, year=YEAR, **by(hall)) == 13
    with pytest.raises(ValidationError):
        make_year(group_id=group, year=YEAR, **by(hall))
    with pytest.raises(ValidationError):
        begin_usual(group_id=group, **by(hall))

    made = YearEntry.objects.filter(group=group)
    assert {(row.state, row.year) for row in made} == {("draft", YEAR)}
    assert {row.body.kind for row in made if row.kind in {"leading", "network"}} == {
        "leading",
        "network",
    }
    assert [row.kind for row in made].count("leading") == 4
    assert not any(row.day.month == 7 or row.day.weekday() > 4 for row in made)
    assert not Owed.objects.filter(kind__startswith="meeting").exists()
    assert not made.visible_to(hall.members[0]).exists()
    with pytest.raises(PermissionDenied):
        make_year(group_id=group, year=YEAR + 1, by=hall.members[0], now=timezone.now())


def test_without_a_network_the_usual_year_leaves_it_out():
    hall = make_hall()

    begin_usual(group_id=hall.body.group_id, **by(hall))

    assert not YearRule.objects.filter(kind="network").exists()
    numbers = YearRule.objects.values_list("number", flat=True)
    assert list(numbers) == list(range(1, 12))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"month": 2, "month_day": 31}, "month_day"),
        ({"month": None}, "month"),
        ({"month": 7}, "month"),
        ({"rule": "weekday", "weekday": 1}, "ordinal"),
        ({"rule": "relative", "offset": 3}, "anchor"),
        ({"title_sv": ""}, "title_sv"),
        ({"kind": "leading"}, "body"),
        ({"begins": time(15), "ends": time(13)}, "ends"),
    ],
)
def test_a_rule_that_finds_no_day_is_refused(fields, field):
    hall = make_hall()

    with pytest.raises(ValidationError) as refusal:
        rule(hall, **fields)

    assert fields_of(refusal) == {field}
    assert rule(hall, month=2, month_day=29).month_day == 29


def test_rules_do_not_count_from_each_other_in_a_ring():
    hall = make_hall()
    first = rule(hall, title_sv="A")
    second = rule(hall, title_sv="B", rule="relative", anchor_id=first.pk, offset=3)
    third = rule(hall, title_sv="C", rule="relative", anchor_id=second.pk, offset=-3)
    ring = replace(_values(first), rule="relative", anchor_id=third.pk, offset=1)

    with pytest.raises(ValidationError) as refusal:
        change_rule(rule_id=first.pk, version=0, values=ring, **by(hall))
    with pytest.raises(ValidationError, match="Other rules count from this one: C"):
        remove_rule(rule_id=second.pk, **by(hall))

    assert fields_of(refusal) == {"anchor"}
    remove_rule(rule_id=third.pk, **by(hall))
    move_rule(rule_id=second.pk, is_up=True, by=hall.coordinator)
    assert list(YearRule.objects.values_list("title_sv", "number")) == [("B", 1), ("A", 2)]
    with pytest.raises(StaleEdit):
        change_rule(rule_id=first.pk, version=7, values=ring, **by(hall))


def _values(row: YearRule):
    return RuleValues(**{name: getattr(row, name) for name in RuleValues.__slots__})


def test_what_counts_from_a_moved_entry_is_proposed_to_move():
    hall, seminar, meeting = seminar_year()
    assert (seminar.day, meeting.day) == (date(2027, 5, 12), date(2027, 4, 13))
    dependant = make_entry(hall, title_sv="Kallelse", day=date(2027, 3, 30))
    YearEntry.objects.filter(pk=dependant.pk).update(anchor=meeting, offset=-14)

    move(hall, seminar, date(2027, 5, 19))

    assert entry("Ledningsgruppen 2").proposed_day == date(2027, 4, 20)
    assert entry("Ledningsgruppen 2").day == date(2027, 4, 13)
    assert accept_proposals(**of(hall, meeting)) == 1
    assert (entry("Ledningsgruppen 2").day, entry("Ledningsgruppen 2").proposed_day) == (
        date(2027, 4, 20),
        None,
    )
    # The next one in the chain is proposed in its turn, and keeps its day.
    assert entry("Kallelse").proposed_day == date(2027, 4, 6)
    assert keep_days(**of(hall, dependant)) == 1
    assert (entry("Kallelse").day, entry("Kallelse").proposed_day) == (date(2027, 3, 30), None)
    with pytest.raises(ValidationError, match="No other day is proposed"):
        accept_proposals(**of(hall, dependant))


def test_a_move_back_takes_the_proposal_away():
    hall, seminar, _meeting = seminar_year()

    move(hall, seminar, date(2027, 5, 19))
    assert entry("Ledningsgruppen 2").proposed_day
    move(hall, seminar, date(2027, 5, 12))

    assert entry("Ledningsgruppen 2").proposed_day is None


def test_nothing_moves_past_what_it_counts_from():
    hall, seminar, meeting = seminar_year()

    with pytest.raises(ValidationError) as refusal:
        move(hall, meeting, date(2027, 5, 13))
    assert fields_of(refusal) == {"day"}
    assert "29 days before “Seminarium”" in str(refusal.value)
    assert move(hall, meeting, date(2027, 5, 11)).day == date(2027, 5, 11)

    # The seminar moves before it: it may follow, but not stay.
    move(hall, seminar, date(2027, 5, 5))
    with pytest.raises(ValidationError, match="cannot stay"):
        keep_days(**of(hall, meeting))
    accept_proposals(**of(hall, meeting))
    assert entry("Ledningsgruppen 2").day == date(2027, 4, 6)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"day": date(2028, 3, 2)}, "day"),
        ({"day": date(2027, 3, 2), "last_day": date(2027, 3, 1)}, "last_day"),
        ({"day": None, "last_day": date(2027, 3, 1)}, "day"),
        ({"title_sv": ""}, "title_sv"),
    ],
)
def test_an_entry_stands_in_its_year(fields, field):
    hall = make_hall()

    with pytest.raises(ValidationError) as refusal:
        make_entry(hall, **fields)

    assert fields_of(refusal) == {field}
    assert make_entry(hall).state == "draft"


def test_entries_are_confirmed_done_left_out_and_taken_back():
    hall = make_hall()
    row, empty = make_entry(hall), make_entry(hall, title_sv="Utan dag", day=None)

    with pytest.raises(ValidationError, match="Choose a day first for: Utan dag"):
        step(hall, YearAction.CONFIRM, row, empty)
    assert step(hall, YearAction.CONFIRM, row) == 1
    with pytest.raises(ValidationError):
        step(hall, YearAction.CONFIRM, row)
    assert YearEntry.objects.visible_to(hall.members[0]).get() == row
    assert step(hall, YearAction.DROP, row, empty) == 2
    assert not YearEntry.objects.visible_to(hall.members[0]).exists()
    assert step(hall, YearAction.RESTORE, row) == 1
    step(hall, YearAction.CONFIRM, row)
    assert step(hall, YearAction.FINISH, row) == 1
    assert entry("Träff").state == "done"
    with pytest.raises(PermissionDenied):
        step(replace(hall, coordinator=hall.members[0]), YearAction.DROP, row)


def test_a_meeting_is_drafted_from_the_year_and_its_agenda_grows():
    hall, _seminar, row = seminar_year()
    topics = {"topics_sv": "Läget\n\n Avtalen ", "topics_fi": "Tilanne\nSopimukset\nMuut"}
    change_entry(
        entry_id=row.pk, version=row.version, values=entry_values(row, **topics), **by(hall)
    )

    other = make_entry(hall, title_sv="Rapport")
    assert draft_entries(**of(hall, row, other)) == 1
    with pytest.raises(ValidationError):
        draft_entries(**of(hall, row))

    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.day, meeting.begins) == ("draft", date(2027, 4, 13), time(13))
    items = meeting.items.order_by("number").values_list("title_sv", "title_fi")
    assert list(items) == [("Läget", "Tilanne"), ("Avtalen", "Sopimukset"), ("", "Muut")]
    assert not Owed.objects.filter(kind__startswith="meeting").exists()

    row = entry("Ledningsgruppen 2")
    values = entry_values(row, topics_sv="Läget\nBudgeten", topics_fi="Tilanne\nTalousarvio")
    change_entry(entry_id=row.pk, version=row.version, values=values, **by(hall))
    assert list(items.all())[-1] == ("Budgeten", "Talousarvio")
    assert items.all().count() == 4


def test_a_drafted_meeting_moves_with_its_entry_and_a_called_one_does_not():
    hall, seminar, row = seminar_year()
    draft_entries(**of(hall, row))
    meeting = Meeting.objects.get()
    later = replace(values_of(meeting=meeting), begins=time(14), ends=time(16))
    change_meeting(meeting_id=meeting.pk, version=meeting.version, values=later, **by(hall))

    move(hall, seminar, date(2027, 5, 19))
    accept_proposals(**of(hall, row))

    meeting.refresh_from_db()
    assert (meeting.day, meeting.begins) == (date(2027, 4, 20), time(14))
    call_meeting(meeting_id=meeting.pk, **by(hall))
    move(hall, seminar, date(2027, 5, 26))
    with pytest.raises(ValidationError, match="People know of it already"):
        accept_proposals(**of(hall, row))
    assert entry("Ledningsgruppen 2").proposed_day == date(2027, 4, 27)


def test_a_meeting_that_is_an_anchor_proposes_when_it_moves():
    hall, _seminar, row = seminar_year()
    after = make_entry(hall, title_sv="Protokollet klart", day=date(2027, 4, 20))
    YearEntry.objects.filter(pk=after.pk).update(anchor=row, offset=7)
    draft_entries(**of(hall, row))
    meeting = Meeting.objects.get()

    moved = replace(values_of(meeting=meeting), day=date(2027, 4, 14))
    change_meeting(meeting_id=meeting.pk, version=meeting.version, values=moved, **by(hall))

    assert entry("Ledningsgruppen 2").on == date(2027, 4, 14)
    assert entry("Protokollet klart").proposed_day == date(2027, 4, 21)


def test_a_seminar_becomes_an_event_that_is_an_anchor_too():
    hall, seminar, row = seminar_year()
    draft_entries(**of(hall, seminar))
    event = Event.objects.get()
    assert (event.kind, event.state, event.day) == ("regional_seminar", "draft", date(2027, 5, 12))

    move(hall, entry("Seminarium"), date(2027, 5, 19))
    event.refresh_from_db()
    assert event.day == date(2027, 5, 19)
    said = {field: getattr(event, field) for field in OWN_FIELDS} | {"day": date(2027, 5, 26)}
    change_event(event_id=event.pk, version=event.version, values=EventValues(**said), **by(hall))

    assert entry("Seminarium").on == date(2027, 5, 26)
    assert entry("Ledningsgruppen 2").proposed_day == date(2027, 4, 27)
    assert accept_proposals(**of(hall, row)) == 1


def test_a_copied_year_knows_where_it_comes_from():
    hall, seminar, meeting = seminar_year()
    own = make_entry(hall, title_sv="Lägerskola", day=date(2027, 2, 9), last_day=date(2027, 2, 11))
    dropped = make_entry(hall, title_sv="Inställt")
    step(hall, YearAction.DROP, dropped)
    given = {"group_id": hall.body.group_id, "year": YEAR} | by(hall)

    assert copy_year(**given) == 3
    with pytest.raises(ValidationError):
        copy_year(**given)

    after = {row.title_sv: row for row in YearEntry.objects.filter(year=YEAR + 1)}
    assert {row.copied_from_id for row in after.values()} == {seminar.pk, meeting.pk, own.pk}
    assert after["Seminarium"].day == date(2028, 5, 10)
    assert after["Ledningsgruppen 2"].anchor == after["Seminarium"]
    assert after["Lägerskola"].day == date(2028, 2, 8)
    assert after["Lägerskola"].last_day == date(2028, 2, 10)
    # What the rules would make is there already.
    with pytest.raises(ValidationError):
        make_year(group_id=hall.body.group_id, year=YEAR + 1, **by(hall))


def test_the_year_warns_until_seminar_and_renewal_are_confirmed():
    hall, seminar, _meeting = seminar_year()
    group = hall.body.group_id
    rule(hall, title_sv="Årsrapport", kind="report", is_required=True)
    moment = timezone.now().replace(year=YEAR, month=3, day=1)

    found = [(gap.kind, gap.is_draft) for gap in gaps_of([group], YEAR)[group]]
    assert found == [("seminar", True), ("renewal", False), ("report", False)]
    [due] = due_year(hall.coordinator, moment)
    assert "Årsrapport" in due["title"]
    assert due_year(hall.members[0], moment) == []
    # In the autumn the next year is looked at.
    [due] = due_year(hall.coordinator, moment.replace(month=11))
    assert due["url"].endswith(f"/year/{YEAR + 1}/")

    renewal = make_entry(hall, title_sv="Runda", kind="renewal")
    make_year(group_id=group, year=YEAR, **by(hall))
    step(hall, YearAction.CONFIRM, seminar, renewal, entry("Årsrapport"))
    assert gaps_of([group], YEAR)[group] == []
    assert due_year(hall.coordinator, moment) == []


def test_confirmed_entries_stand_in_the_calendar_of_the_group():
    hall, seminar, row = seminar_year()
    week = make_entry(hall, title_sv="Vecka", day=date(2027, 3, 1), last_day=date(2027, 3, 5))
    step(hall, YearAction.CONFIRM, row, week)
    draft_entries(**of(hall, row))
    group, moment = hall.body.group_id, timezone.now().replace(year=YEAR, month=1, day=5)

    found = {each.title: each for each in year_entries(hall.members[0], group, moment)}

    meeting = f"Ledningsgruppen 2 – {hall.body.name}"
    assert set(found) == {"Vecka", meeting}
    assert found["Vecka"].ends == date(2027, 3, 6)
    assert found[meeting].starts.hour == 13
    # A called meeting stands there by itself.
    call_meeting(meeting_id=Meeting.objects.get().pk, **by(hall))
    assert [each.title for each in year_entries(hall.members[0], group, moment)] == ["Vecka"]


def test_the_renewal_round_is_done_with_its_last_point():
    hall = make_hall()
    renewal, other = make_entry(hall, kind="renewal"), make_entry(hall, title_sv="Annat")
    step(hall, YearAction.CONFIRM, renewal)

    for point in RenewalPoint:
        assert entry("Träff").state == "planned"
        check_point(entry_id=renewal.pk, point=point, is_right=True, **by(hall))
    check_point(entry_id=renewal.pk, point="plan", is_right=False, **by(hall))

    assert entry("Träff").state == "done"
    assert RenewalCheck.objects.visible_to(hall.members[0]).count() == len(RenewalPoint)
    assert not RenewalCheck.objects.get(point="plan").is_right
    with pytest.raises(ValidationError):
        check_point(entry_id=other.pk, point="plan", is_right=True, **by(hall))


def test_a_year_has_one_theme():
    hall = make_hall()
    given = {"group_id": hall.body.group_id, "year": YEAR, "theme_fi": ""} | by(hall)

    set_theme(version=0, theme_sv="Övergångar", **given)
    with pytest.raises(StaleEdit):
        set_theme(version=0, theme_sv="Annat", **given)
    set_theme(version=1, theme_sv="Smidiga övergångar", **given)

    assert YearTheme.objects.visible_to(hall.members[0]).get().theme == "Smidiga övergångar"
    assert set_theme(version=2, theme_sv="", **given) is None
    assert not YearTheme.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_make_the_year_at_once_make_it_once():
    hall = make_hall()
    for month in range(1, 13, 2):
        rule(hall, title_sv=f"M{month}", month=month, skips_july=False)

    def press(_place):
        try:
            return make_year(group_id=hall.body.group_id, year=YEAR, **by(hall))
        except ValidationError:
            return 0

    assert sorted(together(press, at_once=4)) == [0, 0, 0, 6]
    assert YearEntry.objects.count() == 6
