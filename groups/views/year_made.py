"""A year out of its rules, or out of the year before: the days are shown first."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import form_page, made
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import ConfirmForm
from groups.models import YearRule
from groups.panels.year import rule_text, when
from groups.permissions import GroupPermission
from groups.policies.settings import can_manage_group
from groups.services.year_making import copy_year, make_year, to_copy, to_make
from groups.views.frame import group_with
from groups.views.year import plannable, year_crumbs


@members_only
@once
def year_make(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    group = group_with(request, pk, GroupPermission.VIEW_PEOPLE)
    require(can_manage_group(request.user, group))
    plannable(year)
    form = ConfirmForm(request.POST or None)
    given = {"group_id": pk, "year": year, "by": request.user, "now": timezone.now()}
    if form.is_valid() and (count := made(form, make_year, **given)):
        messages.success(request, _told(count))
        return redirect("groups:group_year_of", pk=pk, year=year)
    rows = [
        {
            "title": each.rule.title,
            "when": when(each.day, each.last_day) if each.day else "",
            "why": rule_text(each.rule),
        }
        for each in to_make(group_id=pk, year=year)
    ]
    context = {"group": group, "year": year, "rows": rows, "crumbs": year_crumbs(group, year)}
    context["has_rules"] = YearRule.objects.visible_to(request.user).filter(group=group).exists()
    return form_page(request, "groups/year_make.html", form, **context)


@members_only
@once
def year_copy(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    group = group_with(request, pk, GroupPermission.VIEW_PEOPLE)
    require(can_manage_group(request.user, group))
    plannable(year + 1)
    form = ConfirmForm(request.POST or None)
    given = {"group_id": pk, "year": year, "by": request.user, "now": timezone.now()}
    if form.is_valid() and (count := made(form, copy_year, **given)):
        messages.success(request, _told(count))
        return redirect("groups:group_year_of", pk=pk, year=year + 1)
    rows = [
        {
            "title": entry.title,
            "when": when(day),
            "why": when(entry.on, form="SHORT_DATE_FORMAT"),
        }
        for entry, day in to_copy(group_id=pk, year=year)
    ]
    context = {"group": group, "year": year + 1, "source": year, "rows": rows}
    context["crumbs"] = year_crumbs(group, year)
    return form_page(request, "groups/year_make.html", form, **context)


def _told(count: int) -> str:
    text = ngettext(
        "One silent draft is made. Only who manages the group sees it.",
        "%(number)s silent drafts are made. Only who manages the group sees them.",
        count,
    )
    return text % {"number": count}
