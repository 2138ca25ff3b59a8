"""The template of a group's year, line by line."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import form_page, made, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import ConfirmForm
from groups.forms.year import RuleEditForm, RuleForm
from groups.models import EloGroup, YearRule
from groups.panels.year import rule_rows
from groups.permissions import GroupPermission
from groups.policies.settings import can_manage_group
from groups.services.year_rules import (
    add_rule,
    begin_usual,
    change_rule,
    move_rule,
    remove_rule,
)
from groups.views.frame import group_with, today
from groups.views.year import year_crumbs


@members_only
def year_rules(request: HttpRequest, pk: int) -> HttpResponse:
    return _rules(request, _managed(request, pk), ConfirmForm())


@require_POST
@members_only
@once
def year_usual(request: HttpRequest, pk: int) -> HttpResponse:
    group = _managed(request, pk)
    form = ConfirmForm(request.POST)
    given = {"group_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and made(form, begin_usual, **given):
        messages.success(request, gettext("The usual year is in place. Change what you want."))
        return redirect("groups:year_rules", pk=pk)
    return _rules(request, group, form)


@members_only
@once
def year_rule_new(request: HttpRequest, pk: int) -> HttpResponse:
    group = _managed(request, pk)
    initial = {"length": 1, "skips_july": True, "skips_holidays": True, "rule": "weekday"}
    form = RuleForm(request.POST or None, group=group, initial=initial)
    given = {"group_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and made(form, add_rule, **given, **form.given()):
        messages.success(request, gettext("The rule is added."))
        return redirect("groups:year_rules", pk=pk)
    context = {"group": group, "crumbs": year_crumbs(group), "row": None}
    return form_page(request, "groups/year_rule.html", form, **context)


@members_only
@once
def year_rule_edit(request: HttpRequest, pk: int) -> HttpResponse:
    rule = _rule(request, pk)
    context = {"group": rule.group, "crumbs": year_crumbs(rule.group), "row": rule}
    context["remove_form"] = ConfirmForm()
    page = partial(form_page, request, "groups/year_rule.html", **context)
    given = {"rule_id": pk, "now": timezone.now()}
    given["made_with"] = {"group": rule.group, "row": rule}
    if answer := unsaved(request, RuleEditForm, rule, page, change_rule, **given):
        return answer
    messages.success(request, gettext("The rule is saved."))
    return redirect("groups:year_rules", pk=rule.group_id)


@require_POST
@members_only
@once
def year_rule_remove(request: HttpRequest, pk: int) -> HttpResponse:
    rule = _rule(request, pk)
    form = ConfirmForm(request.POST)
    given = {"rule_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and made(form, remove_rule, **given):
        messages.success(request, gettext("The rule is removed. What it made stays."))
        return redirect("groups:year_rules", pk=rule.group_id)
    return _rules(request, rule.group, form)


@require_POST
@members_only
@once
def year_rule_move(request: HttpRequest, pk: int) -> HttpResponse:
    rule = _rule(request, pk)
    form = ConfirmForm(request.POST)
    given = {"rule_id": pk, "is_up": "up" in request.POST, "by": request.user}
    if form.is_valid() and made(form, move_rule, **given):
        messages.success(request, gettext("The rule is moved."))
        return redirect("groups:year_rules", pk=rule.group_id)
    return _rules(request, rule.group, form)


def _managed(request: HttpRequest, pk: int) -> EloGroup:
    group = group_with(request, pk, GroupPermission.VIEW_PEOPLE)
    require(can_manage_group(request.user, group))
    return group


def _rule(request: HttpRequest, pk: int) -> YearRule:
    rows = YearRule.objects.visible_to(request.user).select_related("group")
    rule = get_object_or_404(rows, pk=pk)
    request.elo_group_id = rule.group_id
    return rule


def _rules(request: HttpRequest, group: EloGroup, form: ConfirmForm) -> HttpResponse:
    rules = YearRule.objects.visible_to(request.user).in_order(group.pk)
    year = today().year
    context = {
        "group": group,
        "crumbs": year_crumbs(group),
        "rows": rule_rows(rules),
        "years": [year, year + 1],
    }
    return form_page(request, "groups/year_rules.html", form, **context)
