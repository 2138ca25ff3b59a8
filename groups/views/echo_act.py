"""What became of an outcome at one organisation: answered from a mail's link, or signed in."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import by_link, form_page, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.text import day
from elo_platform.notifications.acts import Act
from groups.forms.outcomes import EchoForm
from groups.models import Echo
from groups.panels.outcomes import echo_status, progress, trial_words
from groups.policies.outcomes import (
    CLOSED,
    answers_on_behalf,
    can_answer_echo,
    can_answer_echo_by_link,
    closes_on,
)
from groups.querysets.answerers import person_of_link
from groups.services.echo import answer_echo, answer_echo_by_link
from groups.states import EchoAnswer
from groups.views.brief import brief_paper
from groups.views.frame import today
from groups.views.outcomes import outcome_crumbs


@public("one-act link")
@once
def answer_by_mail(request: HttpRequest, act: Act) -> HttpResponse:
    """Show the question, or record the answer; what no longer holds gets a friendly page."""
    echo = Echo.objects.for_act(act.object_id).first()
    if echo is None:
        return _closed(request)
    now = timezone.now()
    if not (decision := can_answer_echo_by_link(act.subject, echo, now)):
        return _closed(request, echo if decision.reason == CLOSED else None, str(decision.reason))
    if "language" in request.GET:
        return _paper(request, act, echo)
    page = partial(_page, request, "groups/echo_act.html", echo)
    given: dict[str, Any] = {"echo_id": echo.pk, "subject": act.subject, "now": now}
    given["initial_of"] = partial(_initial, request)
    press = partial(unsaved, request, EchoForm, echo, page, answer_echo_by_link, **given)
    return by_link(request, partial(_closed, request, None), press)


def _paper(request: HttpRequest, act: Act, echo: Echo) -> HttpResponse:
    """Return the half page to take home, as the person of the link may read it."""
    person = person_of_link(act.subject)
    if person is None:
        return _closed(request)
    return brief_paper(request, echo.outcome.meeting, echo.organisation, person)


@members_only
@once
def echo_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer for one's organisation, or enter what an organisation has told."""
    echo = get_object_or_404(Echo.objects.editable_by(request.user).with_outcome(), pk=pk)
    request.elo_group_id = echo.outcome.body.group_id
    now = timezone.now()
    require(can_answer_echo(request.user, echo, now))
    extra = {
        "on_behalf": answers_on_behalf(request.user, echo),
        "crumbs": outcome_crumbs(echo.outcome, with_page=True),
    }
    page = partial(_page, request, "groups/echo_answer.html", echo, **extra)
    if answer := unsaved(request, EchoForm, echo, page, answer_echo, echo_id=pk, now=now):
        return answer
    messages.success(request, gettext("The answer is recorded."))
    return redirect("groups:outcome_detail", pk=echo.outcome_id)


def _initial(request: HttpRequest, echo: Echo) -> dict[str, object]:
    """Begin with the answer as it stands, or with the one that the mail's button named."""
    initial = EchoForm.initial_of(echo)
    asked = request.GET.get("answer", "") if request.method == "GET" else ""
    is_choice = asked in EchoAnswer.values and asked != EchoAnswer.NONE
    return initial | {"answer": asked} if is_choice and not initial["answer"] else initial


def _page(
    request: HttpRequest, template: str, echo: Echo, form: EchoForm, **context: Any
) -> HttpResponse:
    """Show the form, with the outcome that is asked about."""
    last_day = closes_on(echo.outcome)
    context |= {
        "echo": echo,
        "outcome": echo.outcome,
        "stands": echo_status(echo, today()),
        "trial": trial_words(echo),
        "is_answered": echo.answer != EchoAnswer.NONE,
        "is_saved": "saved" in request.GET and echo.answer != EchoAnswer.NONE,
        "answer_by": day(echo.outcome.answer_by) if echo.outcome.answer_by else "",
        "closes_on": day(last_day) if last_day else "",
        "decided_on": day(echo.outcome.decided_on),
        "progress": progress(**echo.outcome.echoes.progress()),
        "papers": settings.LANGUAGES,
    }
    return form_page(request, template, form, **context)


def _closed(request: HttpRequest, echo: Echo | None = None, reason: str = "") -> HttpResponse:
    """Say kindly why nothing can be answered; the outcome is named to its own people only."""
    context = {"outcome": echo.outcome if echo else None, "reason": reason}
    return render(request, "groups/echo_closed.html", context, status=410)
