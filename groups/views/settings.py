from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import made, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit, VersionedForm
from elo_platform.lib.stale import renewed_data
from groups.forms.settings import BodyForm, GroupForm, LevelsForm, NewBodyForm, VisibilityForm
from groups.models import Body, EloGroup, RoleGrant
from groups.models.group import BodyKind
from groups.page import group_crumbs, group_tabs
from groups.permissions import GroupPermission
from groups.policies.settings import can_manage_group, can_set_up_body
from groups.querysets.permitted import rights_in
from groups.services.group_settings import (
    change_body,
    change_group,
    change_levels,
    create_body,
    open_body,
)
from groups.views.frame import seen_group, state_of, today


@members_only
@once
def group_settings(request: HttpRequest, pk: int) -> HttpResponse:
    group = _managed(request, pk)
    page = partial(_page, request, group, "group_settings")
    given = {"group_id": pk, "now": timezone.now()}
    if answer := unsaved(request, GroupForm, group, page, change_group, **given):
        return answer
    messages.success(request, gettext("The settings are saved."))
    return redirect("groups:group_settings", pk=pk)


@members_only
@once
def group_levels(request: HttpRequest, pk: int) -> HttpResponse:
    group = _managed(request, pk)
    if request.method != "POST":
        form = LevelsForm.of(group.version, LevelsForm.rows_of(group))
        return _page(request, group, "group_levels", form)
    form = LevelsForm.sent(request.POST)
    rows = form.rearranged(request.POST.get("act", ""))
    if rows is not None:
        form = LevelsForm.of(form["version"].value(), rows)
        return _page(request, group, "group_levels", form)
    if not form.is_valid():
        return _page(request, group, "group_levels", form)
    return _save_levels(request, group, form)


def _save_levels(request: HttpRequest, group: EloGroup, form: LevelsForm) -> HttpResponse:
    try:
        change_levels(
            group_id=group.pk,
            version=form.cleaned_data["version"],
            levels=form.values(),
            by=request.user,
            now=timezone.now(),
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _page(request, group, "group_levels", form)
    except StaleEdit as stale:
        again = LevelsForm.sent(renewed_data(request.POST, stale.current.version))
        row = {
            "label": gettext("Levels"),
            "mine": "\n".join(values.name_sv for values in form.values()),
            "theirs": "\n".join(level.name_sv for level in stale.current.levels.all()),
        }
        return _stale(request, stale.current, "group_levels", again, [row])
    messages.success(request, gettext("The levels are saved."))
    return redirect("groups:group_settings", pk=group.pk)


@members_only
@once
def body_create(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    require(can_set_up_body(request.user, group, BodyKind.WORKING))
    given = {"group": group, "is_all": bool(can_manage_group(request.user, group))}
    initial = {"version": group.version, "starts_on": today(), "kind": BodyKind.WORKING}
    form = NewBodyForm(request.POST or None, **given, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return _page(request, group, "body_create", form)
    about = {"group_id": pk, "by": request.user, "now": timezone.now()}
    try:
        body = made(form, create_body, **form.given(), **about)
    except StaleEdit as stale:
        again = NewBodyForm(renewed_data(request.POST, stale.current.version), **given)
        return _stale(request, stale.current, "body_create", again, [])
    if body is None:
        return _page(request, group, "body_create", form)
    messages.success(request, gettext("The body is added."))
    return redirect("groups:body_detail", pk=body.pk)


@members_only
@once
def body_edit(request: HttpRequest, pk: int) -> HttpResponse:
    body = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    group = _managed(request, body.group_id)
    page = partial(_page, request, group, "body_edit", body=body)
    given = {"body_id": pk, "now": timezone.now(), "made_with": {"group": group}}
    given["initial_of"] = lambda row: BodyForm.initial_of(body) | {"version": row.version}
    if answer := unsaved(request, BodyForm, group, page, change_body, **given):
        return answer
    messages.success(request, gettext("The body is saved."))
    return redirect("groups:group_settings", pk=group.pk)


@members_only
@once
def body_open(request: HttpRequest, pk: int) -> HttpResponse:
    body = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    group = _managed(request, body.group_id)
    page = partial(_page, request, group, "body_open", body=body)
    given = {"body_id": pk, "now": timezone.now()}
    given["initial_of"] = lambda row: {"version": row.version, "visibility": body.visibility}
    if answer := unsaved(request, VisibilityForm, group, page, open_body, **given):
        return answer
    messages.success(request, gettext("The change of who may see is saved."))
    return redirect("groups:group_settings", pk=group.pk)


def _managed(request: HttpRequest, pk: int) -> EloGroup:
    """Return the group: hidden is not found, seen but not the reader's to set up is refused."""
    group = seen_group(request, pk)
    require(can_manage_group(request.user, group))
    return group


def _page(
    request: HttpRequest,
    group: EloGroup,
    page: str,
    form: VersionedForm,
    *,
    status: int = 200,
    **context: object,
) -> HttpResponse:
    if status == 200 and form.is_bound and not form.is_valid():
        status = 422
    rights = rights_in(request.user, group.pk)
    # Who chairs the leading group sets up working groups, and has no settings to go back to.
    back = "group_settings" if GroupPermission.MANAGE_GROUP in rights else "group_people"
    bodies = Body.objects.visible_to(request.user)
    context |= {
        "group": group,
        "form": form,
        "status": state_of(group),
        "back_url": reverse(f"groups:{back}", args=[group.pk]),
        "crumbs": group_crumbs(group),
        "tabs": group_tabs(group, rights, "group_settings"),
        "bodies": bodies.filter(group=group).select_related("level").in_order(),
        "levels": group.levels.all(),
        "coordinators": RoleGrant.objects.visible_to(request.user).coordinating(group.pk),
    }
    return render(request, f"groups/{page}.html", context, status=status)


def _stale(
    request: HttpRequest,
    group: EloGroup,
    page: str,
    form: VersionedForm,
    found: list[dict[str, str]],
) -> HttpResponse:
    """Show what was typed on top of what stands now, with both texts; nothing is lost."""
    return _page(request, group, page, form, status=409, is_stale=True, differences=found)
