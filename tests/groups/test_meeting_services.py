"""Drafting, changing, calling and cancelling, with each refusal."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation

from elo_platform.audit.models import AuditEvent
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.models import Owed
from groups.models import Attendance, Meeting
from groups.permissions import Role, Visibility
from groups.services.agenda import ItemValues
from groups.services.attendance import invite_newcomers
from groups.services.meetings import (
    call_meeting,
    cancel_meeting,
    change_meeting,
    draft_meeting,
    values_of,
)
from groups.services.seats import end_mandate
from tests.factories import make_actor, make_seat, today
from tests.groups.meetings import called, draft, sit, values

pytestmark = pytest.mark.django_db


def change(hall, meeting, *, version=None, by=None, **fields):
    return change_meeting(
        meeting_id=meeting.pk,
        version=meeting.version if version is None else version,
        values=values(**fields),
        by=by or hall.coordinator,
        now=timezone.now(),
    )


def owed(kind) -> set:
    return set(Owed.objects.filter(kind=kind).values_list("reader", flat=True))


def test_a_draft_tells_nobody_and_is_recorded(hall):
    meeting = draft(hall)

    assert meeting.state == "draft"
    assert not Owed.objects.filter(kind__startswith="meeting").exists()
    assert AuditEvent.objects.filter(kind="meeting_drafted", target_id=meeting.pk).exists()


def test_the_call_reaches_members_and_tells_those_who_stand_by(hall):
    chair = make_actor(role=Role.CHAIR, body=hall.body)
    make_actor(role=Role.NATIONAL)

    meeting = called(hall)

    assert set(meeting.attendances.values_list("user", flat=True)) == {
        member.pk for member in hall.members
    }
    told = {*(member.pk for member in hall.members), hall.deputy.pk, chair.pk}
    assert owed("meeting_called") == told
    assert meeting.sequence == 0


def test_a_person_with_two_seats_is_called_once(hall):
    sit(seat=make_seat(body=hall.body), user=hall.members[0])

    meeting = called(hall)

    assert Attendance.objects.filter(meeting=meeting, user=hall.members[0]).count() == 1


def test_a_deputy_is_called_where_the_seat_has_no_member(hall):
    deputy = sit(seat=make_seat(body=hall.body), kind="deputy")

    meeting = called(hall)

    assert meeting.attendances.filter(user=deputy).exists()
    assert not meeting.attendances.filter(user=hall.deputy).exists()


def test_whose_mandate_ends_before_the_meeting_is_not_called(hall):
    leaving = sit(seat=make_seat(body=hall.body), ends_on=today() + timedelta(days=3))

    meeting = called(hall, days=10)

    assert not meeting.attendances.filter(user=leaving).exists()


def test_a_new_member_is_called_by_the_sweep_and_only_once(hall):
    meeting = called(hall)
    new = sit(seat=make_seat(body=hall.body))

    first, second = (invite_newcomers(now=timezone.now()) for _ in range(2))

    assert (first, second) == (1, 0)
    assert meeting.attendances.filter(user=new).exists()
    assert new.pk in owed("meeting_called")


def test_a_member_who_left_is_not_told_of_a_change(hall):
    meeting = called(hall)
    mandate = hall.members[0].mandates.get()
    end_mandate(holder_id=mandate.pk, by=None, now=timezone.now())

    change(hall, meeting, days=20)

    assert hall.members[0].pk not in owed("meeting_changed")
    assert hall.members[1].pk in owed("meeting_changed")


@pytest.mark.parametrize(
    ("day", "begins", "ends", "field", "words"),
    [
        (date(2027, 3, 28), time(3, 30), time(6), "begins", "28.3.2027"),
        (date(2027, 3, 28), time(2), time(3, 30), "ends", "28.3.2027"),
        (date(2026, 10, 25), time(3, 30), time(6), "begins", "25.10.2026"),
        (date(2026, 10, 25), time(1), time(3), "ends", "25.10.2026"),
        (date(2027, 10, 31), time(3, 30), time(6), "begins", "31.10.2027"),
        (date(2027, 1, 1), time(13), time(13), "ends", ""),
        (date(2027, 1, 1), time(13), time(12), "ends", ""),
    ],
)
@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_a_time_that_cannot_be_is_an_error_of_its_field(
    hall, day, begins, ends, field, words, language
):
    with pytest.raises(ValidationError) as refusal, translation.override(language):
        draft(hall, day=day, begins=begins, ends=ends)

    with translation.override(language):
        assert list(refusal.value.message_dict) == [field]
        assert words in refusal.value.message_dict[field][0]


def test_the_same_wall_time_in_another_zone_may_exist(hall):
    meeting = draft(
        hall,
        day=date(2027, 3, 28),
        begins=time(3, 30),
        ends=time(5),
        zone="Europe/Stockholm",
    )

    assert meeting.starts_at.isoformat() == "2027-03-28T01:30:00+00:00"


@pytest.mark.parametrize(
    ("day", "begins", "starts_at"),
    [
        (date(2026, 10, 24), time(9), "2026-10-24T06:00:00+00:00"),
        (date(2026, 10, 25), time(9), "2026-10-25T07:00:00+00:00"),
        (date(2027, 3, 27), time(9), "2027-03-27T07:00:00+00:00"),
        (date(2027, 3, 28), time(9), "2027-03-28T06:00:00+00:00"),
        (date(2027, 10, 31), time(9), "2027-10-31T07:00:00+00:00"),
        (date(2028, 2, 29), time(9), "2028-02-29T07:00:00+00:00"),
        (date(2026, 12, 31), time(9), "2026-12-31T07:00:00+00:00"),
        (date(2027, 1, 1), time(9), "2027-01-01T07:00:00+00:00"),
        (date(2027, 1, 1), time(0, 30), "2026-12-31T22:30:00+00:00"),
    ],
)
def test_nine_stays_nine_across_clock_changes_and_new_year(hall, day, begins, starts_at):
    meeting = draft(hall, day=day, begins=begins, ends=time(11))

    assert meeting.starts_at.isoformat() == starts_at
    assert meeting.begins == begins


@pytest.mark.parametrize("fields", [{"title_sv": "", "title_fi": ""}, {"zone": "Asia/Tokyo"}])
def test_a_meeting_needs_a_title_and_a_known_zone(hall, fields):
    with pytest.raises(ValidationError):
        draft(hall, **fields)

    assert not Meeting.objects.exists()


def test_a_meeting_whose_time_has_passed_is_not_called(hall):
    meeting = draft(hall, days=-1)

    with pytest.raises(ValidationError):
        call_meeting(meeting_id=meeting.pk, by=hall.coordinator, now=timezone.now())

    meeting.refresh_from_db()
    assert meeting.state == "draft"


def test_a_called_meeting_is_not_moved_into_the_past(hall):
    meeting = called(hall)

    with pytest.raises(ValidationError):
        change(hall, meeting, days=-1)

    meeting.refresh_from_db()
    assert meeting.day == today() + timedelta(days=10)


def test_a_second_editor_is_stopped_and_nothing_is_lost(hall):
    meeting = draft(hall)
    change(hall, meeting, place="Vasa")

    with pytest.raises(StaleEdit) as stale:
        change(hall, meeting, version=0, place="Jakobstad")

    assert stale.value.current.place == "Vasa"
    meeting.refresh_from_db()
    assert (meeting.place, meeting.version) == ("Vasa", 1)


def test_saving_what_is_there_changes_nothing(hall):
    meeting = called(hall)
    events = AuditEvent.objects.count()

    same = change_meeting(
        meeting_id=meeting.pk,
        version=meeting.version,
        values=values_of(meeting=meeting),
        by=hall.coordinator,
        now=timezone.now(),
    )

    assert (same.version, same.sequence) == (meeting.version, 0)
    assert AuditEvent.objects.count() == events
    assert owed("meeting_changed") == set()


def test_each_change_after_the_call_raises_the_calendar_version_and_keeps_the_uid(hall):
    meeting = called(hall)

    moved = change(hall, meeting, days=12)
    renamed = change(hall, moved, days=12, about_sv="Ta med kartan")

    assert (moved.sequence, renamed.sequence) == (1, 2)
    assert meeting.uid == moved.uid == renamed.uid
    assert moved.moved_at is not None
    assert Owed.objects.filter(kind="meeting_changed", params__became__has_key="day").exists()
    assert not Owed.objects.filter(dedup_key__contains="changed:2").exists()


def test_a_draft_is_changed_without_a_word(hall):
    meeting = change(hall, draft(hall), days=12)

    assert meeting.sequence == 0
    assert not Owed.objects.filter(kind__startswith="meeting").exists()


def test_raising_visibility_is_an_act_of_its_own_in_the_log(hall):
    meeting = draft(hall)

    wide = change(hall, meeting, visibility=Visibility.PUBLIC)
    change(hall, wide, visibility=Visibility.BODY)

    opened = [event.data["opened"] for event in AuditEvent.objects.all() if "opened" in event.data]
    assert opened == [["body", "public"]]


def test_an_agenda_keeps_the_ids_of_its_items_when_they_move(hall):
    first, second = ItemValues(title_sv="A"), ItemValues(title_sv="B", minutes=5)
    meeting = draft(hall, items=(first, second))
    ids = {item.title_sv: item.pk for item in meeting.items.all()}

    change(
        hall,
        meeting,
        items=(
            ItemValues(id=ids["B"], title_sv="B"),
            ItemValues(title_sv="C"),
            ItemValues(id=ids["A"], title_sv="A"),
        ),
    )

    found = list(meeting.items.values_list("number", "title_sv", "pk"))
    assert [row[:2] for row in found] == [(1, "B"), (2, "C"), (3, "A")]
    assert (found[0][2], found[2][2]) == (ids["B"], ids["A"])


def test_an_item_of_another_meeting_is_not_taken_over(hall):
    other = draft(hall)
    foreign = other.items.get()

    meeting = draft(hall, items=(ItemValues(id=foreign.pk, title_sv="Stulet"),))

    foreign.refresh_from_db()
    assert foreign.meeting_id == other.pk
    assert meeting.items.get().pk != foreign.pk


def test_one_item_sent_twice_becomes_two(hall):
    meeting = draft(hall)
    item = meeting.items.get()

    change(hall, meeting, items=(ItemValues(id=item.pk, title_sv="A"),) * 2)

    assert meeting.items.count() == 2


def test_an_item_without_a_title_and_too_many_items_are_refused(hall):
    for items in ((ItemValues(minutes=5),), (ItemValues(title_sv="A"),) * 41):
        with pytest.raises(ValidationError):
            draft(hall, items=items)


def test_a_cancelled_meeting_tells_all_and_changes_no_more(hall):
    meeting = called(hall)

    gone = cancel_meeting(
        meeting_id=meeting.pk, reason="Snöstorm", by=hall.coordinator, now=timezone.now()
    )

    assert (gone.state, gone.sequence) == ("cancelled", 1)
    assert {member.pk for member in hall.members} <= owed("meeting_cancelled")
    with pytest.raises(PermissionDenied):
        change(hall, gone, days=12)


def test_a_meeting_that_is_over_is_neither_changed_nor_cancelled(hall):
    meeting = called(hall)
    after = meeting.ends_at + timedelta(minutes=1)

    with pytest.raises(PermissionDenied):
        cancel_meeting(meeting_id=meeting.pk, reason="", by=hall.coordinator, now=after)
    with pytest.raises(PermissionDenied):
        change_meeting(
            meeting_id=meeting.pk,
            version=meeting.version,
            values=values(days=30),
            by=hall.coordinator,
            now=after,
        )


def test_calling_twice_has_one_effect(hall):
    meeting = called(hall)
    rows = Owed.objects.count()

    with pytest.raises(PermissionDenied):
        call_meeting(meeting_id=meeting.pk, by=hall.coordinator, now=timezone.now())

    assert Owed.objects.count() == rows


def test_only_those_who_lead_the_body_draft(hall):
    for person in (
        hall.members[0],
        make_actor(role=Role.COORDINATOR),
        make_actor(role=Role.NATIONAL),
    ):
        with pytest.raises(PermissionDenied):
            draft_meeting(body=hall.body, values=values(), by=person, now=timezone.now())
