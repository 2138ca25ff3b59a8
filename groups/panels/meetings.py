"""What meetings bring to a person's calendar and to what waits for them."""

from datetime import datetime, timedelta

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from elo_platform.accounts.models import User
from elo_platform.lib.calendars import Entry
from groups.models import Attendance, Body, Meeting
from groups.permissions import BodyPermission
from groups.querysets.waiting import nothing_waits
from groups.services.calendar import meeting_entry
from groups.states import Answer, MeetingState

# How far back a calendar feed reaches.
PAST_DAYS = 180


def calendar_entries(user: User, now: datetime) -> list[Entry]:
    """Return the meetings that `user` is called to, and those of the own bodies."""
    own = Attendance.objects.visible_to(user).filter(user=user).select_related("user")
    meetings = (
        Meeting.objects.visible_to(user)
        .of_interest(user)
        .filter(starts_at__gt=now - timedelta(days=PAST_DAYS))
        .select_related("body")
        .prefetch_related(Prefetch("attendances", own, to_attr="own_rows"))
        .order_by("starts_at", "pk")
    )
    return [
        meeting_entry(meeting=meeting, attendance=next(iter(meeting.own_rows), None))
        for meeting in meetings
    ]


def group_entries(user: User, group_id: int, now: datetime) -> list[Entry]:
    """Return the meetings of a group's bodies, as far as `user` may see them."""
    meetings = (
        Meeting.objects.visible_to(user)
        .filter(body__group=group_id, starts_at__gt=now - timedelta(days=PAST_DAYS))
        .exclude(state=MeetingState.DRAFT)
        .select_related("body")
        .order_by("starts_at", "pk")
    )
    own = Body.objects.permitted(user, BodyPermission.VIEW_MEETINGS).filter(group=group_id)
    inside = set(own.values_list("pk", flat=True))
    return [
        meeting_entry(meeting=meeting, is_inside=meeting.body_id in inside) for meeting in meetings
    ]


def due_answers(user: User, now: datetime) -> list[dict[str, object]]:
    """Return the meetings to which `user` has not yet answered, soonest first."""
    if nothing_waits(user, "answers", now):
        return []
    rows = (
        Attendance.objects.visible_to(user)
        .still_called(user)
        .filter(
            answer=Answer.NONE,
            meeting__state=MeetingState.CALLED,
            meeting__starts_at__gt=now,
            meeting__in=Meeting.objects.visible_to(user).values("pk"),
        )
        .select_related("meeting__body")
        .order_by("meeting__starts_at", "pk")
    )
    return [
        {
            "title": _("Do you come? %(meeting)s") % {"meeting": row.meeting.title},
            "why": f"{row.meeting.body.name}, {row.meeting.when}",
            "due_at": row.meeting.starts_at,
            "url": reverse("groups:attendance_answer", args=[row.pk]),
            "label": pgettext("button", "Answer"),
        }
        for row in rows
    ]
