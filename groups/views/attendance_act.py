"""The page behind a mail's buttons: one question, answered without signing in."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from elo_platform.audit.receipts import once
from elo_platform.lib.access import public
from elo_platform.lib.acting import by_link, undone
from elo_platform.notifications.acts import Act
from groups.forms.meetings import AnswerForm
from groups.models import Attendance
from groups.panels.attendance import answer_status, deputy_names
from groups.policies.meetings import can_answer_by_link
from groups.services.attendance import answer_by_link
from groups.states import Answer


@public("one-act link")
@once
def answer_meeting(request: HttpRequest, act: Act) -> HttpResponse:
    """Show the question, or record the answer; what no longer holds gets a friendly page."""
    row = Attendance.objects.for_act(act.object_id).first()
    now = timezone.now()
    if row is None:
        return _closed(request)
    if not (decision := can_answer_by_link(act.subject, row, now)):
        return _closed(request, row if row.is_of(act.subject) else None, str(decision.reason))
    form = AnswerForm(request.POST or None, has_deputy=row.has_deputy)
    given = {"attendance_id": row.pk, "subject": act.subject, "now": now}
    press = partial(undone, form, partial(_ask, request, row), answer_by_link, **given)
    return by_link(request, partial(_closed, request, None), press)


def _ask(request: HttpRequest, row: Attendance, form: AnswerForm) -> HttpResponse:
    """Show the question; the answer that the mail's button named is the filled button."""
    asked = request.GET.get("answer", "")
    context = {
        "row": row,
        "meeting": row.meeting,
        "form": form,
        "items": row.meeting.items.all(),
        "answers": _answers(row, asked),
        "is_preset": asked in Answer.values and asked != Answer.NONE,
        "is_saved": "saved" in request.GET and row.answer != Answer.NONE,
        "own_status": answer_status(row),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "groups/attendance_act.html", context, status=status)


def _answers(row: Attendance, asked: str) -> list[dict[str, object]]:
    """Return the buttons, first and filled the named one, else the answer that is given."""
    icons = {Answer.YES: "check", Answer.DEPUTY: "users", Answer.NO: "x"}
    given = [answer for answer in icons if answer != Answer.DEPUTY or row.has_deputy]
    first = next((answer for answer in given if answer == (asked or row.answer)), Answer.YES)
    given.sort(key=lambda answer: answer != first)
    return [
        {
            "value": answer,
            "icon": icons[answer],
            "variant": "primary" if answer == first else "secondary",
            "is_yes": answer == Answer.YES,
            "is_deputy": answer == Answer.DEPUTY,
            "deputies": deputy_names(row, row.user) if answer == Answer.DEPUTY and row.user else "",
        }
        for answer in given
    ]


def _closed(request: HttpRequest, row: Attendance | None = None, reason: str = "") -> HttpResponse:
    """Say kindly why nothing can be answered; the meeting is named to its own people only."""
    is_named = row and Attendance.objects.for_act(row.pk).standing().exists()
    context = {"meeting": row.meeting if is_named else None, "reason": reason}
    return render(request, "groups/attendance_closed.html", context, status=410)
