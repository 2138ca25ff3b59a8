"""Minutes checked from a mail's link, without signing in."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from elo_platform.audit.receipts import once
from elo_platform.lib.access import public
from elo_platform.lib.acting import done
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.stale import renewed_data
from elo_platform.notifications.acts import Act
from groups.forms.minutes import CheckForm
from groups.models import MinutesChecker
from groups.panels.minutes import checker_rows, outcome_ids, outcome_rows, part_rows, people_rows
from groups.policies.minutes import can_check_by_link
from groups.querysets.minutes_content import content_of
from groups.services.minutes_steps import answer_check_by_link


@public("one-act link")
@once
def check_by_mail(request: HttpRequest, act: Act) -> HttpResponse:
    """Show the minutes, or record what the checker says; what no longer holds says so kindly."""
    checker = MinutesChecker.objects.for_act(act.object_id).first()
    if checker is None:
        return _closed(request)
    if not (decision := can_check_by_link(act.subject, checker)):
        return _closed(request, str(decision.reason))
    form = CheckForm(request.POST or None, initial={"version": checker.minutes.version})
    given = {"checker_id": checker.pk, "subject": act.subject, "now": timezone.now()}
    try:
        if form.is_valid() and done(
            form,
            answer_check_by_link,
            version=form.cleaned_data["version"],
            **given,
            **form.given(),
        ):
            return HttpResponseRedirect(f"{request.path}?saved=1")
    except StaleEdit as stale:
        checker.minutes.version = stale.current.version
        again = CheckForm(renewed_data(request.POST, stale.current.version))
        return _page(request, checker, again, status=409)
    except (PermissionDenied, MinutesChecker.DoesNotExist) as refusal:
        return _closed(request, str(refusal))
    return _page(request, checker, form, status=422 if form.errors else 200)


def _page(
    request: HttpRequest, checker: MinutesChecker, form: CheckForm, *, status: int
) -> HttpResponse:
    """Show the minutes whole: who was named to check them reads all that they say."""
    minutes = checker.minutes
    content = content_of(minutes)
    shown = outcome_ids(content)
    context = {
        "meeting": minutes.meeting,
        "checker": checker,
        "form": form,
        "is_stale": status == 409,
        "is_saved": "saved" in request.GET and checker.answered_at is not None,
        "own": checker_rows([checker], minutes.version)[0],
        "parts": part_rows(content, shown),
        "other_outcomes": outcome_rows(content["outcomes"], shown),
        "people": people_rows(content),
    }
    return render(request, "groups/minutes_act.html", context, status=status)


def _closed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "groups/link_closed.html", {"reason": reason}, status=410)
