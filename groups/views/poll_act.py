"""Which day suits, answered from a mail's link, without signing in."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from elo_platform.audit.receipts import once
from elo_platform.lib.access import public
from elo_platform.lib.acting import by_link, form_page, undone
from elo_platform.lib.text import day
from elo_platform.notifications.acts import Act
from groups.forms.polls import PollAnswerForm
from groups.models import PollAsked
from groups.policies.series import can_answer_poll_by_link
from groups.services.polls import answer_poll_by_link
from groups.views.frame import link_closed


@public("one-act link")
@once
def answer_by_mail(request: HttpRequest, act: Act) -> HttpResponse:
    """Show the times, or record the answers; what no longer holds gets a friendly page."""
    asked = PollAsked.objects.for_act(act.object_id).first()
    now = timezone.now()
    if asked is None:
        return link_closed(request)
    if not (decision := can_answer_poll_by_link(act.subject, asked, now)):
        return link_closed(request, str(decision.reason))
    form = PollAnswerForm(request.POST or None, asked=asked)
    given = {"asked_id": asked.pk, "subject": act.subject, "now": now}
    context = {
        "asked": asked,
        "poll": asked.poll,
        "closes_on": day(asked.poll.closes_on),
        "is_saved": "saved" in request.GET and asked.answered_at is not None,
    }
    page = partial(form_page, request, "groups/poll_act.html", **context)
    press = partial(undone, form, page, answer_poll_by_link, **given)
    return by_link(request, partial(link_closed, request), press)
