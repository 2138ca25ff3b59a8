"""A follow-up is called done from the link of a mail, without signing in."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import public
from elo_platform.lib.acting import by_link, form_page, undone
from elo_platform.lib.text import day
from elo_platform.notifications.acts import Act
from groups.forms.backlog import DoneForm
from groups.models import FollowUp
from groups.policies.backlog import can_finish_by_link
from groups.services.follow_ups import finish_by_link
from groups.views.frame import link_closed


@public("one-act link")
@once
def finish_by_mail(request: HttpRequest, act: Act) -> HttpResponse:
    """Show what was to be done, or record that it is; what no longer holds is said kindly."""
    follow_up = FollowUp.objects.for_act(act.object_id).first()
    if follow_up is None:
        return link_closed(request, gettext("It has been removed."))
    if not (decision := can_finish_by_link(act.subject, follow_up)):
        return link_closed(request, str(decision.reason))
    form = DoneForm(request.POST or None)
    given = {"follow_up_id": follow_up.pk, "subject": act.subject, "now": timezone.now()}
    context = {"follow_up": follow_up, "due_on": day(follow_up.due_on)}
    page = partial(form_page, request, "groups/follow_up_act.html", **context)
    press = partial(undone, form, page, finish_by_link, **given)
    return by_link(request, partial(link_closed, request), press)
