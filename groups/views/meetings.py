from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from groups.forms.meetings import AnswerForm, CallForm, CancelForm
from groups.models import Attendance, Body, Meeting, SeatHolder
from groups.page import group_crumbs
from groups.panels.agenda import agenda
from groups.panels.arranging import agenda_ways
from groups.panels.attendance import answer_status, attendance, deputy_names
from groups.panels.meeting_call import call_points
from groups.panels.meeting_life import life_of, meeting_status
from groups.permissions import BodyPermission
from groups.policies.meetings import Rights, can_answer, can_edit, can_keep_papers, can_move
from groups.querysets.permitted import rights_in_body
from groups.querysets.standing import with_agenda
from groups.services.meetings import call_meeting, cancel_meeting
from groups.states import MeetingAction, MeetingState
from groups.views.frame import or_404


@public("a meeting may be open to everyone; visible_to decides")
def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    now = timezone.now()
    rights = rights_in_body(request.user, meeting.body)
    people = _people(request, meeting)
    own = next((row for row in people if row.user_id and row.user_id == request.user.pk), None)
    moves = _moves(request, meeting, rights)
    context = {
        "meeting": meeting,
        "status": meeting_status(meeting, now),
        "crumbs": meeting_crumbs(meeting),
        **agenda(meeting, request.user, rights, now),
        "is_inside": BodyPermission.VIEW_MEETINGS in rights or own is not None,
        "moves": moves,
        "ways": agenda_ways(meeting, request.user, now, may_edit=bool(moves["edit"])),
        "life": life_of(meeting, request.user, rights, now),
        **attendance(people, may_answer_for=moves["answer_for"], may_edit=bool(moves["edit"])),
        **_own_answer(request, meeting, own),
    }
    return render(request, "groups/meeting_detail.html", context)


@members_only
@once
def meeting_call(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    now = timezone.now()
    require(can_move(request.user, meeting, MeetingAction.CALL, now))
    form = CallForm(request.POST or None)
    if form.is_valid() and done(
        form, call_meeting, meeting_id=meeting.pk, by=request.user, now=now
    ):
        messages.success(request, gettext("The meeting is called. The invitations go out now."))
        return redirect("groups:meeting_detail", pk=meeting.pk)
    context = {
        "meeting": meeting,
        "crumbs": meeting_crumbs(meeting, with_page=True),
        "guests": Attendance.objects.visible_to(request.user).filter(meeting=meeting).count(),
        "members": members_to_call(request, meeting.body, meeting.day),
        **call_points(meeting, now),
    }
    return form_page(request, "groups/meeting_call.html", form, **context)


@members_only
@once
def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    now = timezone.now()
    require(can_move(request.user, meeting, MeetingAction.CANCEL, now))
    form = CancelForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        cancel_meeting(meeting_id=meeting.pk, reason=reason, by=request.user, now=now)
        messages.success(request, gettext("The meeting is cancelled. Everyone is told now."))
        return redirect("groups:meeting_detail", pk=meeting.pk)
    crumbs = meeting_crumbs(meeting, with_page=True)
    return form_page(request, "groups/meeting_cancel.html", form, meeting=meeting, crumbs=crumbs)


def meeting_crumbs(meeting: Meeting, *, with_page: bool = False) -> list[dict[str, str]]:
    """Return the way to a meeting, and to the pages under it with `with_page`."""
    group = meeting.body.group
    url = reverse("groups:group_meetings", args=[group.pk])
    crumbs = [*group_crumbs(group), {"url": url, "label": gettext("Meetings")}]
    if with_page:
        url = reverse("groups:meeting_detail", args=[meeting.pk])
        crumbs.append({"url": url, "label": meeting.title})
    return crumbs


def members_to_call(request: HttpRequest, body: Body, day: date | None) -> int:
    """Return how many members a call to a meeting on `day`, or else today, would reach."""
    today = helsinki_day(timezone.now())
    holders = SeatHolder.objects.visible_to(request.user).filter(seat__body=body)
    return holders.to_call(today=today, until=day or today).values("user").distinct().count()


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    meeting = or_404(Meeting.objects.seen_by(request.user, pk))
    prefetch_related_objects([meeting], with_agenda(), "papers")
    request.elo_group_id = meeting.body.group_id
    return meeting


def _people(request: HttpRequest, meeting: Meeting) -> list[Attendance]:
    rows = Attendance.objects.visible_to(request.user).filter(meeting=meeting).with_people()
    for row in rows:
        row.meeting = meeting
    return list(rows)


def _own_answer(request: HttpRequest, meeting: Meeting, own: Attendance | None) -> dict[str, Any]:
    """Return what the reader needs in order to answer; nothing where they are not called."""
    if own is None:
        return {"own": None}
    answering = can_answer(request.user, own, timezone.now())
    return {
        "own": own,
        "own_status": answer_status(own),
        "answering": answering,
        "answer_form": AnswerForm(),
        "deputies": deputy_names(own, request.user) if answering else "",
    }


def _moves(request: HttpRequest, meeting: Meeting, rights: Rights) -> dict[str, Any]:
    """Return what the reader may do to the meeting, each as a decision with its reason."""
    user, now = request.user, timezone.now()
    return {
        "edit": can_edit(user, meeting, now, rights),
        "papers": can_keep_papers(user, meeting, rights),
        "answer_for": BodyPermission.ANSWER_FOR_OTHERS in rights
        and meeting.state == MeetingState.CALLED
        and not meeting.has_begun(now),
        **{action.value: can_move(user, meeting, action, now, rights) for action in MeetingAction},
    }
