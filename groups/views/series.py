"""Series of meetings: a rule is shown with all its days before anything is made or changed."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page, made, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.stale import differences, renewed_data
from groups.forms.series import EndSeriesForm, NewSeriesForm, SeriesForm
from groups.models import Body, Meeting, Series
from groups.panels.series import (
    Preview,
    leads_still,
    preview_of_change,
    preview_of_new,
    rule_words,
    series_rows,
)
from groups.policies.series import can_keep_series, can_make_series
from groups.services.series import change_series, end_series, make_series
from groups.services.series_plan import ending_of
from groups.views.arranging import arranging_crumbs
from groups.views.frame import seen_body


@members_only
@once
def series_new(request: HttpRequest, pk: int) -> HttpResponse:
    body = seen_body(request, pk)
    require(can_make_series(request.user, body))
    form = NewSeriesForm(request.POST or None, body=body)
    preview = None
    if form.is_valid():
        now, values = timezone.now(), form.values()
        preview = made(form, preview_of_new, values=values, now=now)
        if _is_confirmed(request, preview):
            given = {"body": body, "values": values, "by": request.user, "now": now}
            if series := made(form, make_series, **given):
                messages.success(request, gettext("The drafts are made."))
                return redirect("groups:series_detail", pk=series.pk)
    return _page(request, "groups/series_new.html", form, body, preview=preview)


@members_only
def series_detail(request: HttpRequest, pk: int) -> HttpResponse:
    series = _series(request, pk)
    meetings = Meeting.objects.visible_to(request.user).filter(series=series)
    movable = meetings.editable_by(request.user).to_come(timezone.now())
    context = {
        "series": series,
        "body": series.body,
        "crumbs": arranging_crumbs(series.body),
        "rule": rule_words(series),
        "rows": series_rows(list(meetings), set(movable.values_list("pk", flat=True))),
        "may_keep": bool(can_keep_series(request.user, series)),
        "owner_leads": series.owner_id is not None and leads_still(series),
    }
    return render(request, "groups/series_detail.html", context)


@members_only
@once
def series_edit(request: HttpRequest, pk: int) -> HttpResponse:
    series = _series(request, pk)
    require(can_keep_series(request.user, series))
    given = {"body": series.body, "initial": SeriesForm.initial_of(series)}
    form = SeriesForm(request.POST or None, **given)
    preview = None
    if form.is_valid():
        shown = {"series": series, "values": form.values(), "now": timezone.now()}
        preview = made(form, preview_of_change, **shown)
        try:
            if _is_confirmed(request, preview) and _change(request, series, form):
                messages.success(request, gettext("The series is changed."))
                return redirect("groups:series_detail", pk=pk)
        except StaleEdit as stale:
            return _stale(request, form, stale.current)
    return _page(request, "groups/series_edit.html", form, series.body, series, preview=preview)


@members_only
@once
def series_end(request: HttpRequest, pk: int) -> HttpResponse:
    series = _series(request, pk)
    require(can_keep_series(request.user, series))
    now = timezone.now()
    changes = ending_of(series=series, now=now)
    context = {"body": series.body, "series": series, "changes": changes}
    page = partial(_page, request, "groups/series_end.html", **context)
    given: dict[str, Any] = {"series_id": pk, "now": now}
    given["made_with"] = {"has_called": bool(changes.called)}
    if answer := unsaved(request, EndSeriesForm, series, page, end_series, **given):
        return answer
    messages.success(request, gettext("The series is ended."))
    return redirect("groups:series_detail", pk=pk)


def _change(request: HttpRequest, series: Series, form: SeriesForm) -> bool:
    return done(
        form,
        change_series,
        series_id=series.pk,
        version=form.cleaned_data["version"],
        values=form.values(),
        moves_called="moves_called" in request.POST,
        by=request.user,
        now=timezone.now(),
    )


def _stale(request: HttpRequest, form: SeriesForm, current: Series) -> HttpResponse:
    """Show both texts, with what was typed on top of what stands now."""
    initial = SeriesForm.initial_of(current)
    again = SeriesForm(
        renewed_data(request.POST, current.version), body=current.body, initial=initial
    )
    context = {"is_stale": True, "differences": differences(form, initial), "status": 409}
    return _page(request, "groups/series_edit.html", again, current.body, current, **context)


def _is_confirmed(request: HttpRequest, preview: Preview | None) -> bool:
    """Tell whether what is sent was shown just so before: else it is shown first."""
    if preview is None or "save" not in request.POST:
        return False
    return request.POST.get("seen") == preview.mark


def _series(request: HttpRequest, pk: int) -> Series:
    rows = Series.objects.visible_to(request.user)
    series = get_object_or_404(
        rows.select_related("body__group", "owner", "template", "made_by"), pk=pk
    )
    request.elo_group_id = series.body.group_id
    return series


def _page(
    request: HttpRequest,
    template: str,
    form: NewSeriesForm | SeriesForm | EndSeriesForm,
    body: Body,
    series: Series | None = None,
    **context: object,
) -> HttpResponse:
    context |= {"body": body, "series": series, "crumbs": arranging_crumbs(body)}
    if series:
        url = f"/series/{series.pk}/"
        context["crumbs"] = [*arranging_crumbs(body), {"url": url, "label": series.title}]
    return form_page(request, template, form, **context)
