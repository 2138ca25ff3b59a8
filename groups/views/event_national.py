"""The national events and their series: the list, and a series that begins."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import form_page, made
from elo_platform.lib.decisions import require
from elo_platform.lib.http import address
from groups.forms.events import SeriesForm
from groups.panels.event_national import events_tabs, national_series
from groups.policies.events import can_draft
from groups.services.event_after import start_series


@public("national events may be open to everyone; visible_to decides")
def national_events(request: HttpRequest) -> HttpResponse:
    may_draft = bool(can_draft(request.user, None))
    context = {
        "may_draft": may_draft,
        "tabs": events_tabs("national_events"),
        **national_series(request.user, shows_empty=may_draft),
    }
    return render(request, "groups/national_events.html", context)


@members_only
@once
def national_series_new(request: HttpRequest) -> HttpResponse:
    require(can_draft(request.user, None))
    form = SeriesForm(request.POST or None, use_required_attribute=False)
    given = {"group_id": None, "by": request.user, "now": timezone.now()}
    if form.is_valid() and made(form, start_series, **given, **form.given()):
        messages.success(request, gettext("The series is begun. Choose it when you plan an event."))
        return redirect("groups:national_events")
    url = address("groups:national_events")
    crumbs = [{"url": url, "label": gettext("National events")}]
    context = {"lead": gettext("National events"), "crumbs": crumbs, "back_url": url}
    return form_page(request, "groups/event_series.html", form, **context)
