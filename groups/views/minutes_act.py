"""Minutes checked from a mail's link, without signing in."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from elo_platform.audit.receipts import once
from elo_platform.lib.access import public
from elo_platform.lib.acting import by_link, form_page, unsaved
from elo_platform.notifications.acts import Act
from groups.forms.minutes import CheckForm
from groups.models import MinutesChecker
from groups.panels.minutes import checker_rows, outcome_ids, outcome_rows, part_rows, people_rows
from groups.policies.minutes import can_check_by_link
from groups.querysets.minutes_content import content_of
from groups.services.minutes_steps import answer_check_by_link
from groups.views.frame import link_closed


@public("one-act link")
@once
def check_by_mail(request: HttpRequest, act: Act) -> HttpResponse:
    """Show the minutes, or record what the checker says; what no longer holds says so kindly."""
    checker = MinutesChecker.objects.for_act(act.object_id).first()
    if checker is None:
        return link_closed(request)
    if not (decision := can_check_by_link(act.subject, checker)):
        return link_closed(request, str(decision.reason))
    page = partial(_page, request, checker)
    given = {"checker_id": checker.pk, "subject": act.subject, "now": timezone.now()}
    press = partial(
        unsaved, request, CheckForm, checker.minutes, page, answer_check_by_link, **given
    )
    return by_link(request, partial(link_closed, request), press)


def _page(
    request: HttpRequest,
    checker: MinutesChecker,
    form: CheckForm,
    *,
    is_stale: bool = False,
    **more: Any,
) -> HttpResponse:
    """Show the minutes whole: who was named to check them reads all that they say."""
    minutes = checker.minutes
    if is_stale:
        minutes.refresh_from_db(fields=["version"])
    content = content_of(minutes)
    shown = outcome_ids(content)
    context = {
        "meeting": minutes.meeting,
        "checker": checker,
        "is_stale": is_stale,
        "is_saved": "saved" in request.GET and checker.answered_at is not None,
        "own": checker_rows([checker], minutes.version)[0],
        "parts": part_rows(content, shown),
        "other_outcomes": outcome_rows(content["outcomes"], shown),
        "people": people_rows(content),
    }
    return form_page(request, "groups/minutes_act.html", form, **context, **more)
