"""A meeting is opened, closed and, while it is a draft, removed; who was there is entered."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page, unsaved
from elo_platform.lib.decisions import require
from groups.forms.minutes import (
    CloseMeetingForm,
    OpenMeetingForm,
    PresenceForm,
    RemoveMeetingForm,
    WalkInForm,
    presence_initial,
)
from groups.models import Attendance, Meeting, Organisation, SeatHolder
from groups.policies.minutes import (
    can_close_meeting,
    can_enter_presence,
    can_open_meeting,
    can_remove_draft,
)
from groups.services.meeting_life import close_meeting, open_meeting, remove_meeting_draft
from groups.services.presence import add_walk_in, enter_presence
from groups.states import HolderKind
from groups.views.meetings import meeting_crumbs


@require_POST
@members_only
@once
def meeting_open(request: HttpRequest, pk: int) -> HttpResponse:
    meeting, now = meeting_or_404(request, pk), timezone.now()
    require(can_open_meeting(request.user, meeting, now))
    if OpenMeetingForm(request.POST).is_valid():
        open_meeting(meeting_id=pk, by=request.user, now=now)
        messages.success(request, gettext("The meeting is open."))
    return redirect("groups:meeting_detail", pk=pk)


@require_POST
@members_only
@once
def meeting_close(request: HttpRequest, pk: int) -> HttpResponse:
    meeting, now = meeting_or_404(request, pk), timezone.now()
    require(can_close_meeting(request.user, meeting, now))
    if CloseMeetingForm(request.POST).is_valid():
        close_meeting(meeting_id=pk, by=request.user, now=now)
        messages.success(request, gettext("The meeting is closed."))
    return redirect("groups:meeting_detail", pk=pk)


@members_only
@once
def meeting_remove(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_or_404(request, pk)
    require(can_remove_draft(request.user, meeting))
    form = RemoveMeetingForm(request.POST or None)
    given = {"meeting_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, remove_meeting_draft, **given):
        messages.success(request, gettext("The draft is removed."))
        return redirect("groups:group_meetings", pk=meeting.body.group_id)
    return form_page(request, "groups/meeting_remove.html", form, **_around(meeting))


@members_only
@once
def meeting_presence(request: HttpRequest, pk: int) -> HttpResponse:
    meeting, now = meeting_or_404(request, pk), timezone.now()
    require(can_enter_presence(request.user, meeting, now))
    people = _people(request, meeting)
    page = partial(form_page, request, "groups/meeting_presence.html", **_around(meeting))
    stands = partial(_stands, request)
    given = {"made_with": {"people": people}, "initial_of": stands, "meeting_id": pk, "now": now}
    if answer := unsaved(request, PresenceForm, meeting, page, enter_presence, **given):
        return answer
    messages.success(request, gettext("Who was present is saved."))
    return redirect("groups:meeting_detail", pk=pk)


@members_only
@once
def meeting_walk_in(request: HttpRequest, pk: int) -> HttpResponse:
    meeting, now = meeting_or_404(request, pk), timezone.now()
    require(can_enter_presence(request.user, meeting, now))
    organisations = Organisation.objects.visible_to(request.user).filter(ended_on=None)
    offered = organisations.order_by("name_sv", "name_fi", "pk")
    own = offered.filter(seats__body__group=meeting.body.group_id)
    form = WalkInForm(request.POST or None, organisations=offered, own=own)
    given = {"meeting_id": pk, "by": request.user, "now": now}
    if form.is_valid() and done(form, add_walk_in, **given, **form.given()):
        messages.success(request, gettext("The person is on the list."))
        return redirect("groups:meeting_presence", pk=pk)
    return form_page(request, "groups/meeting_walk_in.html", form, **_around(meeting))


def meeting_or_404(request: HttpRequest, pk: int) -> Meeting:
    """Return a meeting that the reader may open, with its group and its minutes."""
    rows = Meeting.objects.visible_to(request.user).select_related("body__group", "minutes")
    meeting = get_object_or_404(rows, pk=pk)
    request.elo_group_id = meeting.body.group_id
    return meeting


def _around(meeting: Meeting) -> dict[str, Any]:
    return {"meeting": meeting, "crumbs": meeting_crumbs(meeting, with_page=True)}


def _people(request: HttpRequest, meeting: Meeting) -> list[Attendance]:
    rows = Attendance.objects.visible_to(request.user).filter(meeting=meeting)
    rows = rows.select_related("user", "seat__organisation", "organisation")
    return sorted(rows, key=lambda row: (row.is_guest, row.name.casefold()))


def _stands(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """Return what stands now of who was there; a deputy's name where a seat has one."""
    people = _people(request, meeting)
    deputies = SeatHolder.objects.visible_to(request.user).on(meeting.day)
    seats = [row.seat_id for row in people if row.seat_id]
    rows = deputies.filter(seat__in=seats, kind=HolderKind.DEPUTY).select_related("user")
    return presence_initial(meeting, people, {row.seat_id: row.user.name for row in rows})
