from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page, unsaved
from elo_platform.lib.decisions import require
from groups.forms.responsibilities import ResponsibilityEditForm, ResponsibilityForm
from groups.models import EloGroup, Responsibility
from groups.page import group_tabs, working_crumbs
from groups.panels.responsibilities import responsibility_row
from groups.permissions import GroupPermission
from groups.policies.settings import can_manage_group
from groups.querysets.permitted import rights_in
from groups.services.responsibilities import add_responsibility, change_responsibility
from groups.views.frame import group_with, seen_group, today


@members_only
def group_responsibilities(request: HttpRequest, pk: int) -> HttpResponse:
    group = group_with(request, pk, GroupPermission.VIEW_PEOPLE)
    rights = rights_in(request.user, pk)
    may_act = GroupPermission.MANAGE_GROUP in rights
    found = Responsibility.objects.visible_to(request.user).filter(group=group).not_over()
    rows = found.with_people().order_by("starts_on", "pk")
    context = {
        "group": group,
        "rows": [responsibility_row(row, today(), may_act=may_act) for row in rows],
        "may_act": may_act,
        "crumbs": working_crumbs(group),
        "tabs": group_tabs(group, rights, "group_working"),
    }
    return render(request, "groups/group_responsibilities.html", context)


@members_only
@once
def responsibility_new(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    require(can_manage_group(request.user, group))
    initial = {"starts_on": today()}
    form = ResponsibilityForm(
        request.POST or None, request.FILES or None, group=group, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        given = {"group_id": pk, "values": form.values(), "by": request.user}
        if done(form, add_responsibility, **given, now=timezone.now()):
            messages.success(request, gettext("The responsibility is added."))
            return redirect("groups:group_responsibilities", pk=pk)
    return _page(request, group, form)


@members_only
@once
def responsibility_edit(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Responsibility.objects.visible_to(request.user).select_related("group", "document")
    row = get_object_or_404(rows, pk=pk)
    request.elo_group_id = row.group_id
    require(can_manage_group(request.user, row.group))
    page = partial(_page, request, row.group, row=row)
    given = {"responsibility_id": pk, "now": timezone.now()}
    given["made_with"] = {"group": row.group, "row": row}
    form = ResponsibilityEditForm
    if answer := unsaved(request, form, row, page, change_responsibility, **given):
        return answer
    messages.success(request, gettext("The responsibility is saved."))
    return redirect("groups:group_responsibilities", pk=row.group_id)


def _page(
    request: HttpRequest,
    group: EloGroup,
    form: ResponsibilityForm,
    *,
    status: int | None = None,
    **context: object,
) -> HttpResponse:
    crumbs = working_crumbs(group)
    shown = {"group": group, "crumbs": crumbs, **context}
    return form_page(request, "groups/responsibility_edit.html", form, status=status, **shown)
