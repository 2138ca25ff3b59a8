from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.decisions import require
from groups.forms.meetings import AnswerForm, GuestForm, RemoveForm
from groups.models import Attendance
from groups.policies.meetings import can_answer, can_edit
from groups.policies.minutes import can_remove_walk_in
from groups.services.attendance import answer_meeting, invite_guest, remove_guest
from groups.services.presence import remove_walk_in
from groups.views.frame import seen_meeting
from groups.views.meetings import meeting_crumbs


@members_only
@once
def attendance_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer for oneself, or for the person whom one leads."""
    row = _row(request, pk)
    now = timezone.now()
    require(can_answer(request.user, row, now))
    initial = {"answer": row.answer, "comment": row.comment}
    form = AnswerForm(request.POST or None, initial=initial, has_deputy=row.has_deputy)
    given = {"attendance_id": row.pk, "by": request.user, "now": now}
    if form.is_valid() and done(form, answer_meeting, **given, **form.given()):
        messages.success(request, gettext("The answer is recorded."))
        return redirect("groups:meeting_detail", pk=row.meeting_id)
    context = {
        "row": row,
        "meeting": row.meeting,
        "is_own": row.user_id == request.user.pk,
        "crumbs": meeting_crumbs(row.meeting, with_page=True),
    }
    return form_page(request, "groups/attendance_answer.html", form, **context)


@members_only
@once
def attendance_guest(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = seen_meeting(request, pk)
    now = timezone.now()
    require(can_edit(request.user, meeting, now))
    form = GuestForm(request.POST or None)
    given = {"meeting_id": meeting.pk, "by": request.user, "now": now}
    if form.is_valid() and done(form, invite_guest, **given, **form.given()):
        messages.success(request, gettext("The guest is invited."))
        return redirect("groups:meeting_detail", pk=meeting.pk)
    crumbs = meeting_crumbs(meeting, with_page=True)
    return form_page(request, "groups/attendance_guest.html", form, meeting=meeting, crumbs=crumbs)


@members_only
@once
def attendance_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = _row(request, pk)
    now = timezone.now()
    may, remove = (
        (can_remove_walk_in(request.user, row, now), remove_walk_in)
        if row.is_walk_in
        else (can_edit(request.user, row.meeting, now), remove_guest)
    )
    require(may)
    form = RemoveForm(request.POST or None)
    given = {"attendance_id": row.pk, "by": request.user, "now": now}
    if form.is_valid() and done(form, remove, **given):
        messages.success(request, gettext("The guest is removed."))
        return redirect("groups:meeting_detail", pk=row.meeting_id)
    context = {
        "row": row,
        "meeting": row.meeting,
        "crumbs": meeting_crumbs(row.meeting, with_page=True),
    }
    return form_page(request, "groups/attendance_remove.html", form, **context)


def _row(request: HttpRequest, pk: int) -> Attendance:
    rows = Attendance.objects.visible_to(request.user).for_answers_by(request.user)
    rows = rows.select_related("meeting__body__group", "user", "seat__organisation")
    row = get_object_or_404(rows, pk=pk)
    request.elo_group_id = row.meeting.body.group_id
    return row
