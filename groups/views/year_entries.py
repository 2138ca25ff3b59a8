"""An entry of the year, its renewal round, and what the year is about."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import form_page, made, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.http import address
from groups.forms.year import EntryEditForm, EntryForm, PointForm, ThemeForm
from groups.models import RenewalCheck, YearEntry, YearTheme
from groups.models.year import YearKind
from groups.panels.renewals import point_rows
from groups.permissions import GroupPermission
from groups.policies.settings import can_manage_group
from groups.querysets.permitted import rights_in
from groups.services.renewals import check_point
from groups.services.year_entries import add_entry, change_entry, set_theme
from groups.views.frame import group_with
from groups.views.year import plannable, year_crumbs


@members_only
@once
def year_entry_new(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    group = group_with(request, pk, GroupPermission.VIEW_PEOPLE)
    require(can_manage_group(request.user, group))
    plannable(year)
    initial = _asked_for(request.GET.get("kind"))
    form = EntryForm(request.POST or None, group=group, initial=initial)
    given = {"group_id": pk, "year": year, "by": request.user, "now": timezone.now()}
    if form.is_valid() and made(form, add_entry, **given, **form.given()):
        messages.success(request, gettext("The entry is added as a silent draft."))
        return redirect("groups:group_year_of", pk=pk, year=year)
    context = {"group": group, "year": year, "crumbs": year_crumbs(group, year), "row": None}
    return form_page(request, "groups/year_entry.html", form, **context)


@members_only
@once
def year_entry_edit(request: HttpRequest, pk: int) -> HttpResponse:
    rows = YearEntry.objects.visible_to(request.user).with_held()
    entry = get_object_or_404(rows.select_related("group", "body"), pk=pk)
    group, year = entry.group, entry.year
    request.elo_group_id = group.pk
    require(can_manage_group(request.user, group))
    context = {"group": group, "year": year, "crumbs": year_crumbs(group, year), "row": entry}
    page = partial(form_page, request, "groups/year_entry.html", **context)
    given = {"entry_id": pk, "now": timezone.now()}
    given["made_with"] = {"group": group, "kept": entry.body_id}
    if answer := unsaved(request, EntryEditForm, entry, page, change_entry, **given):
        return answer
    messages.success(request, gettext("The entry is saved."))
    return redirect("groups:group_year_of", pk=group.pk, year=year)


@members_only
@once
def year_theme(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    group = group_with(request, pk, GroupPermission.VIEW_PEOPLE)
    require(can_manage_group(request.user, group))
    plannable(year)
    rows = YearTheme.objects.visible_to(request.user).filter(group=group, year=year)
    theme = rows.first() or YearTheme(group=group, year=year)
    context = {"group": group, "year": year, "crumbs": year_crumbs(group, year)}
    page = partial(form_page, request, "groups/year_theme.html", **context)
    given = {"group_id": pk, "year": year, "now": timezone.now()}
    if answer := unsaved(request, ThemeForm, theme, page, set_theme, **given):
        return answer
    messages.success(request, gettext("The theme is saved."))
    return redirect("groups:group_year_of", pk=pk, year=year)


@members_only
@once
def year_renewal(request: HttpRequest, pk: int) -> HttpResponse:
    rounds = YearEntry.objects.visible_to(request.user).filter(kind=YearKind.RENEWAL)
    entry = get_object_or_404(rounds.select_related("group"), pk=pk)
    group = entry.group
    request.elo_group_id = group.pk
    manages = can_manage_group(request.user, group)
    form = PointForm(request.POST or None)
    if request.method == "POST":
        require(manages)
        given = {"entry_id": pk, "by": request.user, "now": timezone.now()}
        if form.is_valid() and made(form, check_point, **given, **form.given()):
            messages.success(request, gettext("Your answer is saved."))
            return redirect("groups:year_renewal", pk=pk)
    checks = RenewalCheck.objects.visible_to(request.user).filter(entry=entry)
    rights = rights_in(request.user, group.pk)
    context = {
        "entry": entry,
        "points": point_rows(checks.select_related("by"), group.pk, rights),
        "manages": bool(manages),
        "crumbs": year_crumbs(group, entry.year),
        "back_url": address("groups:group_year_of", group.pk, entry.year),
    }
    return form_page(request, "groups/year_renewal.html", form, **context)


def _asked_for(kind: str | None) -> dict[str, str]:
    """Return what the form of a new entry begins with: a kind, and its name as the title."""
    return {"kind": kind} if kind in YearKind.values else {}
