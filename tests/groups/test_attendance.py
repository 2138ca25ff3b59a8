"""Answers: from the mail without a password, signed in, and entered for somebody else."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from elo_platform.audit.models import AuditEvent
from elo_platform.notifications.acts import make_token
from elo_platform.notifications.models import Owed
from groups.models import Attendance, Meeting
from groups.notices import deputy_spared
from groups.notices import meeting as meeting_values
from groups.permissions import Role
from groups.services.attendance import (
    answer_by_link,
    answer_meeting,
    invite_guest,
    remove_guest,
)
from groups.services.meetings import call_meeting, cancel_meeting, change_meeting
from groups.services.seats import end_mandate
from tests.factories import make_actor, make_user
from tests.groups.meetings import called, draft, row_of, values

pytestmark = pytest.mark.django_db


def link(row, *, subject=None, kind="attendance", expires=timedelta(days=9)) -> str:
    subject = subject or row.user_id or row.guest_address
    token = make_token(
        kind=kind, object_id=row.pk, subject=subject, expires_at=timezone.now() + expires
    )
    return reverse("notifications:act", kwargs={"token": token})


def press(path, answer="yes", **more):
    """Open the page as a mail's button does, then press its button."""
    client = Client()
    page = client.get(f"{path}?answer={answer}")
    if page.status_code != 200:
        return page
    key = page.context["form"]["form_key"].value()
    return client.post(path, {"form_key": str(key), "answer": answer, "comment": "", **more})


def guest_of(hall, meeting, *, address="guest@elo.example", name="Elsa Gast") -> Attendance:
    return invite_guest(
        meeting_id=meeting.pk,
        name=name,
        address=address,
        language="sv",
        by=hall.coordinator,
        now=timezone.now(),
    )


@pytest.mark.parametrize("answer", ["yes", "deputy", "no"])
def test_a_press_on_the_page_of_the_mail_records_the_answer(hall, answer):
    row = row_of(called(hall), hall.members[0])

    done = press(link(row), answer, comment="Kommer lite senare")

    row.refresh_from_db()
    assert done.status_code == 302
    assert (row.answer, row.comment, row.is_on_behalf) == (answer, "Kommer lite senare", False)
    assert row.answered_by == hall.members[0]
    assert AuditEvent.objects.filter(kind="answered", target_id=row.pk).count() == 1


def test_opening_the_page_changes_nothing_and_fills_the_named_button(hall):
    row = row_of(called(hall), hall.members[0])

    page = Client().get(f"{link(row)}?answer=no")

    row.refresh_from_db()
    assert row.answer == "none"
    assert page.context["answers"][0]["value"] == "no"
    assert [each["variant"] for each in page.context["answers"]] == [
        "primary",
        "secondary",
        "secondary",
    ]


def test_the_page_says_what_was_recorded_and_the_link_changes_it_again(hall):
    row = row_of(called(hall), hall.members[1])
    path = link(row)

    press(path, "no")
    page = Client().get(f"{path}?saved=1&lang=en")
    press(path, "yes")
    press(path, "no")

    row.refresh_from_db()
    assert "recorded" in page.content.decode()
    assert page.context["answers"][0]["value"] == "no"
    assert row.answer == "no"


def test_the_same_press_twice_has_one_effect(hall):
    row = row_of(called(hall), hall.members[0])
    path, client = link(row), Client()
    data = {
        "form_key": str(client.get(path).context["form"]["form_key"].value()),
        "answer": "yes",
        "comment": "",
    }

    first, second = client.post(path, data), client.post(path, data)

    assert first["Location"] == second["Location"]
    assert AuditEvent.objects.filter(kind="answered").count() == 1


def _foreign(hall, row):
    return link(row, subject=hall.members[1].pk)


def _forged(_hall, row):
    return link(row)[:-3] + "AA/"


def _expired(_hall, row):
    return link(row, expires=-timedelta(minutes=1))


def _other_kind(_hall, row):
    return link(row, kind="invitation")


def _by_address(hall, row):
    return link(row, subject=hall.members[0].email)


@pytest.mark.parametrize("wrong", [_foreign, _forged, _expired, _other_kind, _by_address])
def test_a_link_that_is_not_the_persons_own_changes_nothing(hall, wrong):
    row = row_of(called(hall), hall.members[0])

    answer = press(wrong(hall, row))

    row.refresh_from_db()
    assert answer.status_code in {404, 410}
    assert row.answer == "none"
    assert "ELO" in answer.content.decode()


def _cancel(hall, meeting):
    cancel_meeting(meeting_id=meeting.pk, reason="Snö", by=hall.coordinator, now=timezone.now())


def _start(_hall, meeting):
    now = timezone.now()
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=now - timedelta(minutes=1), ends_at=now + timedelta(hours=1)
    )


def _end_mandate(hall, _meeting):
    mandate = hall.members[0].mandates.get()
    end_mandate(holder_id=mandate.pk, by=None, now=timezone.now())


def _deactivate(hall, _meeting):
    hall.members[0].is_active = False
    hall.members[0].save()


@pytest.mark.parametrize("change", [_cancel, _start, _end_mandate, _deactivate])
def test_what_no_longer_holds_gets_a_friendly_page_and_changes_nothing(hall, change):
    meeting = called(hall)
    row = row_of(meeting, hall.members[0])
    path, client = link(row), Client()
    key = str(client.get(path).context["form"]["form_key"].value())
    change(hall, meeting)

    pages = [
        client.get(path),
        client.post(path, {"form_key": key, "answer": "yes", "comment": ""}),
    ]

    row.refresh_from_db()
    assert [page.status_code for page in pages] == [410, 410]
    assert row.answer == "none"
    is_named = change in {_cancel, _start}
    assert (meeting.title_fi in pages[0].content.decode()) is is_named


def test_a_guest_answers_from_the_mail_alone(hall):
    row = guest_of(hall, called(hall))

    press(link(row), "yes")

    row.refresh_from_db()
    assert (row.answer, row.answered_by, row.is_on_behalf) == ("yes", None, False)
    assert Owed.objects.filter(kind="meeting_called", address="guest@elo.example").count() == 1


def test_a_guest_has_no_deputy_to_send(hall):
    row = guest_of(hall, called(hall))

    page = press(link(row), "deputy")

    row.refresh_from_db()
    assert page.status_code == 422
    assert row.answer == "none"
    with pytest.raises(ValidationError):
        answer_by_link(
            attendance_id=row.pk,
            subject=row.guest_address,
            answer="deputy",
            comment="",
            now=timezone.now(),
        )


def test_a_removed_guest_finds_a_closed_door(hall):
    row = guest_of(hall, called(hall))
    path = link(row)

    remove_guest(attendance_id=row.pk, by=hall.coordinator, now=timezone.now())

    assert Client().get(path).status_code == 410
    assert not Attendance.objects.filter(pk=row.pk).exists()


def test_a_guest_with_an_account_may_open_this_meeting_and_no_other(hall):
    meeting, other = called(hall), called(hall)
    guest = make_user(email="guest@elo.example")
    assert not Meeting.objects.visible_to(guest).exists()

    row = guest_of(hall, meeting)

    assert set(Meeting.objects.visible_to(guest)) == {meeting}
    assert (row.user, row.guest_address) == (guest, "")
    assert other.pk != meeting.pk
    remove_guest(attendance_id=row.pk, by=hall.coordinator, now=timezone.now())
    assert not Meeting.objects.visible_to(guest).exists()


def test_a_moved_meeting_stays_open_to_its_guest(hall):
    meeting = called(hall)
    guest = make_user(email="guest@elo.example")
    guest_of(hall, meeting)

    moved = change_meeting(
        meeting_id=meeting.pk,
        version=meeting.version,
        values=values(days=200),
        by=hall.coordinator,
        now=timezone.now(),
    )

    assert guest.meetinguserobjectpermission_set.get().ends_on > moved.day


@pytest.mark.parametrize("address", ["guest@elo.example", "GUEST@elo.example"])
def test_an_address_is_invited_once(hall, address):
    meeting = called(hall)
    guest_of(hall, meeting)

    with pytest.raises(ValidationError) as refusal:
        guest_of(hall, meeting, address=address)

    assert list(refusal.value.message_dict) == ["address"]


def test_a_member_is_not_invited_as_a_guest_and_not_removed_as_one(hall):
    meeting = called(hall)

    with pytest.raises(ValidationError):
        guest_of(hall, meeting, address=hall.members[0].email)
    with pytest.raises(ValidationError):
        remove_guest(
            attendance_id=row_of(meeting, hall.members[0]).pk,
            by=hall.coordinator,
            now=timezone.now(),
        )


def test_a_guest_of_a_draft_is_told_with_the_call(hall):
    meeting = draft(hall)
    guest_of(hall, meeting)
    assert not Owed.objects.filter(kind="meeting_called").exists()

    call_meeting(meeting_id=meeting.pk, by=hall.coordinator, now=timezone.now())

    assert Owed.objects.filter(kind="meeting_called", address="guest@elo.example").count() == 1


def test_an_answer_entered_for_somebody_is_marked_and_theirs_replaces_it(hall):
    meeting = called(hall)
    row = row_of(meeting, hall.members[0])

    by_other = answer_meeting(
        attendance_id=row.pk, answer="yes", comment="", by=hall.coordinator, now=timezone.now()
    )
    assert (by_other.is_on_behalf, by_other.answered_by) == (True, hall.coordinator)
    client = Client()
    client.force_login(hall.members[1])
    page = client.get(reverse("groups:meeting_detail", args=[meeting.pk]), {"lang": "en"})
    own = answer_meeting(
        attendance_id=row.pk, answer="no", comment="", by=hall.members[0], now=timezone.now()
    )

    assert "Entered by Siri Lund" in page.content.decode()
    assert (own.is_on_behalf, own.answer) == (False, "no")


def test_nobody_else_answers_for_a_member(hall):
    meeting = called(hall)
    row = row_of(meeting, hall.members[0])
    strangers = [
        hall.members[1],
        hall.deputy,
        make_actor(role=Role.COORDINATOR),
        make_actor(role=Role.NATIONAL),
    ]

    for stranger in strangers:
        with pytest.raises(PermissionDenied):
            answer_meeting(
                attendance_id=row.pk, answer="yes", comment="", by=stranger, now=timezone.now()
            )

    row.refresh_from_db()
    assert row.answer == "none"


def say(row, answer, by):
    given = {"attendance_id": row.pk, "comment": "", "by": by, "now": timezone.now()}
    answer_meeting(answer=answer, **given)


def test_a_deputy_is_called_when_the_member_sends_one(hall):
    meeting = called(hall)
    row = row_of(meeting, hall.members[0])

    for answer in ("deputy", "deputy", "yes", "no", "deputy"):
        say(row, answer, hall.members[0])

    assert row_of(meeting, hall.deputy).answer == "none"
    asked = Owed.objects.filter(kind="meeting_called", reader=hall.deputy)
    assert asked.filter(dedup_key__contains=":deputy:").count() == 2


@pytest.mark.parametrize("said", ["none", "yes"])
def test_a_deputy_is_told_that_the_member_comes_after_all(hall, said):
    meeting = called(hall)
    row = row_of(meeting, hall.members[0])
    say(row, "deputy", hall.members[0])
    if said != "none":
        say(row_of(meeting, hall.deputy), said, hall.deputy)

    say(row, "yes", hall.members[0])

    assert not meeting.attendances.filter(user=hall.deputy).exists()
    owed = Owed.objects.get(kind="deputy_spared")
    assert owed.reader == hall.deputy
    values = deputy_spared(owed.params, hall.deputy)
    _name, content, kind = values["attachments"][0]
    entry = Calendar.from_ical(content).walk("VEVENT")[0]
    assert (entry["STATUS"], "method=CANCEL" in kind) == ("CANCELLED", True)
    assert entry["ATTENDEE"] == f"mailto:{hall.deputy.email}"
    assert values["acts"] == []

    say(row, "deputy", hall.members[0])
    assert deputy_spared(owed.params, hall.deputy) is None


def test_a_deputy_who_cannot_come_is_left_in_peace(hall):
    meeting = called(hall)
    row = row_of(meeting, hall.members[0])
    say(row, "deputy", hall.members[0])
    say(row_of(meeting, hall.deputy), "no", hall.deputy)

    say(row, "yes", hall.members[0])

    assert row_of(meeting, hall.deputy).answer == "no"
    assert not Owed.objects.filter(kind="deputy_spared").exists()


def test_a_deputy_has_no_deputy_to_send(hall):
    meeting = called(hall)
    say(row_of(meeting, hall.members[0]), "deputy", hall.members[0])
    row = row_of(meeting, hall.deputy)

    page = press(link(row), "deputy")

    assert page.status_code == 422
    with pytest.raises(ValidationError):
        say(row, "deputy", hall.deputy)
    row.refresh_from_db()
    assert row.answer == "none"
    client = Client()
    client.force_login(hall.deputy)
    shown = client.get(f"/meetings/{meeting.pk}/").content
    assert (b'value="yes"' in shown, b'value="deputy"' in shown) == (True, False)
    mail = meeting_values({"meeting": meeting.pk}, hall.deputy)
    asked = [each["url"].rpartition("=")[2] for each in mail["acts"]]
    assert asked == ["yes", "no"]


def test_an_answer_of_nothing_is_refused(hall):
    row = row_of(called(hall), hall.members[0])

    with pytest.raises(ValidationError):
        answer_meeting(
            attendance_id=row.pk,
            answer="none",
            comment="",
            by=hall.members[0],
            now=timezone.now(),
        )


def test_there_is_no_limit_to_how_many_come(hall):
    meeting = called(hall)
    for number in range(30):
        press(link(guest_of(hall, meeting, address=f"guest{number}@elo.example")), "yes")

    assert meeting.attendances.filter(answer="yes").count() == 30
