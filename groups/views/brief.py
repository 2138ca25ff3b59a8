"""What a meeting agreed, cut to one organisation: read, taken along, and ticked as spread."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from elo_platform.accounts.models import User
from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.http import address
from groups.forms.outcomes import SpreadForm
from groups.models import Echo, Meeting, Organisation
from groups.page import group_crumbs
from groups.panels.brief import asked_in, brief
from groups.policies.outcomes import can_answer_echo
from groups.querysets.answerers import own_organisations
from groups.services.echo import EchoValues, answer_echo
from groups.states import EchoAnswer
from groups.views.paper_out import document_paper, paper_links


@members_only
def meeting_brief(request: HttpRequest, pk: int, organisation: int) -> HttpResponse:
    meeting, whose = _asked(request, pk, organisation)
    group = meeting.body.group
    outcomes = {"url": address("groups:group_outcomes", group.pk), "label": gettext("Outcomes")}
    context = {
        "pack": brief(meeting, whose, request.user, timezone.now()),
        "organisation": whose,
        "crumbs": [*group_crumbs(group), outcomes],
        "ticks": _ticks(request, meeting, whose),
        "papers": paper_links("groups:meeting_brief_pdf", pk, organisation),
    }
    return render(request, "groups/meeting_brief.html", context)


@members_only
def meeting_brief_pdf(request: HttpRequest, pk: int, organisation: int) -> HttpResponse:
    meeting, whose = _asked(request, pk, organisation)
    return brief_paper(request, meeting, whose, request.user)


def brief_paper(
    request: HttpRequest, meeting: Meeting, organisation: Organisation, reader: User
) -> HttpResponse:
    """Return the page as a PDF, as `reader` may read it: they may have come by a link."""
    now = timezone.now()
    name = f"elo-{meeting.pk}-{organisation.pk}"
    return document_paper(request, name, lambda: brief(meeting, organisation, reader, now))


@require_POST
@members_only
@once
def echo_spread(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick that the outcome has been spread at home: the shortest answer."""
    echo = get_object_or_404(Echo.objects.editable_by(request.user), pk=pk)
    request.elo_group_id = echo.outcome.body.group_id
    now = timezone.now()
    require(can_answer_echo(request.user, echo, now))
    form = SpreadForm(request.POST)
    if not form.is_valid():
        return redirect("groups:echo_answer", pk=pk)
    given = {"version": form.cleaned_data["version"], "by": request.user, "now": now}
    try:
        answer_echo(echo_id=pk, values=EchoValues(answer=EchoAnswer.SPREAD), **given)
    except StaleEdit:
        messages.info(request, gettext("Somebody has answered in between. See what stands now."))
        return redirect("groups:echo_answer", pk=pk)
    messages.success(request, gettext("It is marked as spread at home."))
    return redirect(
        "groups:meeting_brief", pk=echo.outcome.meeting_id, organisation=echo.organisation_id
    )


def _asked(request: HttpRequest, pk: int, organisation: int) -> tuple[Meeting, Organisation]:
    """Return the meeting and the organisation that was asked about its outcomes; else 404."""
    rows = asked_in(pk, organisation, request.user).select_related("outcome__meeting__body__group")
    echo = rows.first()
    if echo is None:
        raise Http404
    request.elo_group_id = echo.outcome.meeting.body.group_id
    return echo.outcome.meeting, echo.organisation


def _ticks(
    request: HttpRequest, meeting: Meeting, organisation: Organisation
) -> list[dict[str, object]]:
    """Return what of it the reader may tick as spread, each with its form."""
    if organisation.pk not in own_organisations(request.user, meeting.body.group_id):
        return []
    waiting = asked_in(meeting.pk, organisation.pk, request.user).unanswered().still_open()
    return [
        {
            "title": echo.outcome.title,
            "url": address("groups:echo_spread", echo.pk),
            "answer_url": address("groups:echo_answer", echo.pk),
            "form": SpreadForm(initial={"version": echo.version}),
        }
        for echo in waiting
    ]
