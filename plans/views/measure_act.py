"""The page behind a reminder: how an action stands, said without signing in."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from elo_platform.accounts.models import User
from elo_platform.audit.receipts import once
from elo_platform.lib.access import public
from elo_platform.lib.acting import by_link, form_page, undone
from elo_platform.lib.text import day
from elo_platform.notifications.acts import Act
from plans.forms.measures import ReportForm
from plans.models import Measure
from plans.policies.plans import OVER, can_move_measure, can_report_by_link
from plans.services.progress import report_by_link
from plans.states import MeasureAction


@public("one-act link")
@once
def report_by_mail(request: HttpRequest, act: Act) -> HttpResponse:
    """Show the question, or record the report; what no longer holds gets a friendly page."""
    measure = Measure.objects.for_act(act.object_id).first()
    if measure is None:
        return _closed(request)
    decision = can_report_by_link(act.subject, measure)
    is_named = bool(decision) or decision.reason == OVER
    if is_named and request.method == "GET" and "saved" in request.GET:
        return _closed(request, measure, is_thanks=True)
    if not decision:
        return _closed(request, measure if is_named else None, str(decision.reason))
    form = _form(request, measure, User.objects.for_act(act.user_id).get())
    given = {"measure_id": measure.pk, "subject": act.subject, "now": timezone.now()}
    context = {"measure": measure, "due": day(measure.deadline)}
    page = partial(form_page, request, "plans/measure_act.html", **context)
    press = partial(undone, form, page, report_by_link, **given)
    return by_link(request, partial(_closed, request, None), press)


def _form(request: HttpRequest, measure: Measure, person: User) -> ReportForm:
    """Return the form; what the mail's button named is chosen."""
    return ReportForm(
        request.POST or None,
        status=measure.get_status_display(),
        acts=[act for act in MeasureAction if can_move_measure(person, measure, act)],
        steps=[],
        initial={"action": request.GET.get("answer", "")},
    )


def _closed(
    request: HttpRequest,
    measure: Measure | None = None,
    reason: str = "",
    *,
    is_thanks: bool = False,
) -> HttpResponse:
    """Say kindly what became of it; the action is named to its own people only."""
    context = {"measure": measure, "reason": reason, "is_thanks": is_thanks}
    status = 200 if is_thanks else 410
    return render(request, "plans/measure_closed.html", context, status=status)
