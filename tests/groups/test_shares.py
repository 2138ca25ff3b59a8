"""Shares: one meeting opened by hand to one person, until a day."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from elo_platform.audit.models import AuditEvent
from groups.models import Meeting, MeetingUserObjectPermission
from groups.permissions import Role
from groups.services.shares import end_share, give_share
from tests.factories import make_actor, make_mandate, make_user, today
from tests.world import make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(body, coordinator):
    return make_meeting(body=body, by=coordinator)


def share(meeting, user, *, by, ends_on=None, reason="expert"):
    return give_share(
        meeting=meeting, user=user, ends_on=ends_on, reason=reason, by=by, now=timezone.now()
    )


def test_a_share_opens_one_meeting_to_one_person(meeting, coordinator):
    make_meeting(body=meeting.body, by=coordinator, days=20)
    guest, other = make_user(), make_user()

    given = share(meeting, guest, by=coordinator, ends_on=today())

    assert (given.given_by, given.reason) == (coordinator, "expert")
    assert list(Meeting.objects.visible_to(guest)) == [meeting]
    assert not Meeting.objects.visible_to(other).exists()
    assert AuditEvent.objects.get(kind="share_given").data["user"] == guest.pk


def test_a_share_that_has_run_out_opens_nothing(meeting, coordinator):
    guest = make_user()
    share(meeting, guest, by=coordinator, ends_on=today())

    MeetingUserObjectPermission.objects.update(ends_on=today() - timedelta(days=1))

    assert not Meeting.objects.visible_to(guest).exists()


def test_a_share_opens_nothing_to_a_closed_account(meeting, coordinator):
    guest = make_user()
    share(meeting, guest, by=coordinator)

    guest.is_active = False

    assert not Meeting.objects.visible_to(guest).exists()


def test_given_again_it_changes_its_end(meeting, coordinator):
    guest = make_user()
    share(meeting, guest, by=coordinator, ends_on=today())

    share(meeting, guest, by=coordinator, ends_on=today() + timedelta(days=9), reason="again")

    kept = MeetingUserObjectPermission.objects.get()
    assert (kept.ends_on, kept.reason) == (today() + timedelta(days=9), "again")


def test_a_share_ends_at_once(meeting, coordinator):
    guest = make_user()
    share(meeting, guest, by=coordinator)
    given = {"meeting": meeting, "user": guest, "by": coordinator}

    assert end_share(**given, now=timezone.now()) is True

    assert not Meeting.objects.visible_to(guest).exists()
    assert end_share(**given, now=timezone.now()) is False
    assert AuditEvent.objects.filter(kind="share_ended").count() == 1


def test_a_share_cannot_begin_past_its_end(meeting, coordinator):
    with pytest.raises(ValidationError):
        share(meeting, make_user(), by=coordinator, ends_on=today() - timedelta(days=1))


def test_only_who_edits_the_meetings_shares_them(meeting, body):
    guest = make_user()
    share(meeting, guest, by=make_actor(role=Role.CHAIR, body=body))

    for by in (make_mandate(body=body).user, make_actor(role=Role.COORDINATOR), guest):
        with pytest.raises(PermissionDenied):
            share(meeting, make_user(), by=by)
        with pytest.raises(PermissionDenied):
            end_share(meeting=meeting, user=guest, by=by, now=timezone.now())


def test_shares_leave_no_rows_behind_when_the_meeting_goes(meeting, coordinator):
    share(meeting, make_user(), by=coordinator)

    meeting.delete()

    assert not MeetingUserObjectPermission.objects.exists()
