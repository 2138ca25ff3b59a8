"""Series of events, each with its thread over the years, and the national events by series."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import form_page, made, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.http import address
from elo_platform.lib.text import language_used
from groups.forms.event_series import NewSeriesForm, SeriesForm
from groups.models import EloGroup, Event, EventSeries
from groups.panels.event_national import event_lines, events_tabs, national_series
from groups.panels.event_series import new_event_url, owner_name, owner_stays
from groups.policies.events import can_draft
from groups.services.event_series import change_series, start_series
from groups.views.events import events_crumbs
from groups.views.frame import seen_group


@public("national events may be open to everyone; visible_to decides")
def national_events(request: HttpRequest) -> HttpResponse:
    may_draft = bool(can_draft(request.user, None))
    context = {
        "may_draft": may_draft,
        "tabs": events_tabs("national_events"),
        **national_series(request.user, timezone.now(), shows_empty=may_draft),
    }
    return render(request, "groups/national_events.html", context)


@public("a national series may have events that are open to everyone; visible_to decides")
def event_series(request: HttpRequest, pk: int) -> HttpResponse:
    series = _series(request, pk)
    events = Event.objects.visible_to(request.user).filter(series=series)
    context = {
        "series": series,
        "title": language_used(series, "title"),
        "about": language_used(series, "about"),
        "owner": owner_name(series, request.user),
        "owner_stays": owner_stays(series),
        "crumbs": events_crumbs(series.group),
        "rows": event_lines(events, request.user, timezone.now()),
        "may_change": bool(can_draft(request.user, series.group_id)),
        "new_url": new_event_url(series),
    }
    return render(request, "groups/event_series_detail.html", context)


@members_only
@once
def event_series_new(request: HttpRequest, pk: int) -> HttpResponse:
    return _new(request, seen_group(request, pk))


@members_only
@once
def national_series_new(request: HttpRequest) -> HttpResponse:
    return _new(request, None)


@members_only
@once
def event_series_edit(request: HttpRequest, pk: int) -> HttpResponse:
    series = _series(request, pk)
    require(can_draft(request.user, series.group_id))
    own = {"url": address("groups:event_series", pk), "label": series.title}
    context = {"series": series, "crumbs": [*events_crumbs(series.group), own]}
    page = partial(form_page, request, "groups/event_series_edit.html", **context)
    given: dict[str, Any] = {"series_id": pk, "now": timezone.now()}
    given["made_with"] = {"group_id": series.group_id, "owner_id": series.owner_id}
    if answer := unsaved(request, SeriesForm, series, page, change_series, **given):
        return answer
    messages.success(request, gettext("The series is changed."))
    return redirect("groups:event_series", pk=pk)


def _new(request: HttpRequest, group: EloGroup | None) -> HttpResponse:
    """Show the form of a new series, or begin it; who begins it is offered as who looks after."""
    group_id = group and group.pk
    require(can_draft(request.user, group_id))
    begun = {"initial": {"owner": request.user}, "group_id": group_id}
    form = NewSeriesForm(request.POST or None, **begun)
    given: dict[str, Any] = {"group_id": group_id, "by": request.user, "now": timezone.now()}
    if form.is_valid() and (series := made(form, start_series, **given, **form.given())):
        messages.success(request, gettext("The series is begun. Choose it when you plan an event."))
        return redirect("groups:event_series", pk=series.pk)
    crumbs = events_crumbs(group)
    lead = group.name if group else gettext("National events")
    context = {"lead": lead, "crumbs": crumbs, "back_url": crumbs[-1]["url"]}
    return form_page(request, "groups/event_series.html", form, **context)


def _series(request: HttpRequest, pk: int) -> EventSeries:
    rows = EventSeries.objects.visible_to(request.user).select_related("group", "owner")
    series = get_object_or_404(rows, pk=pk)
    request.elo_group_id = series.group_id
    return series
