from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import form_page, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import ConfirmForm
from elo_platform.lib.http import with_query
from forums.forms import SpaceForm, SwitchForm
from forums.panels.spaces import neighbours, space_rows, topic_page
from forums.policies import can_moderate, can_start, rights_in_space
from forums.querysets import since_of
from forums.services.following import follow_space
from forums.services.reading import mark_space_read
from forums.services.spaces import change_space
from forums.views.acting import switch
from forums.views.frame import found_space, space_crumbs, spaces_crumbs
from groups.models import EloGroup
from groups.page import group_crumbs, group_tabs
from groups.permissions import GroupPermission
from groups.querysets.permitted import rights_in


@members_only
def group_spaces(request: HttpRequest, pk: int) -> HttpResponse:
    read = EloGroup.objects.permitted(request.user, GroupPermission.VIEW_DISCUSSIONS)
    group = get_object_or_404(read, pk=pk)
    request.elo_group_id = group.pk
    rows = space_rows(request.user, group.pk, timezone.now())
    context = {
        "group": group,
        "crumbs": group_crumbs(group),
        "tabs": group_tabs(group, rights_in(request.user, pk), "forums:group_spaces"),
        "rows": [row for row in rows if not row["is_archived"]],
        "archived": [row for row in rows if row["is_archived"]],
    }
    return render(request, "forums/group_spaces.html", context)


@members_only
def space_detail(request: HttpRequest, pk: int) -> HttpResponse:
    space = found_space(request, pk)
    now = timezone.now()
    only_unread = request.GET.get("show") == "unread"
    before = request.GET.get("before", "")
    rows, older = topic_page(request.user, space, now, before=before, only_unread=only_unread)
    rights = rights_in_space(request.user, space)
    context = {
        "space": space,
        "crumbs": spaces_crumbs(space.group),
        "rows": rows,
        "older_url": with_query(request, before=older) if older else "",
        "newest_url": with_query(request, before=None) if before else "",
        "only_unread": only_unread,
        "spaces": neighbours(request.user, space, now),
        "may_start": can_start(request.user, space, rights),
        "may_moderate": rights.may_moderate,
        "follow_form": SwitchForm.turning(not space.is_followed),
        "read_form": ConfirmForm(),
    }
    return render(request, "forums/space_detail.html", context)


@require_POST
@members_only
@once
def space_follow(request: HttpRequest, pk: int) -> HttpResponse:
    space = found_space(request, pk)
    switch(
        request,
        lambda on: follow_space(space=space, is_followed=on, by=request.user),
        on=gettext("You follow the space: new discussions come to you in a morning mail."),
        off=gettext("You no longer follow the space."),
    )
    return redirect("forums:space_detail", pk=pk)


@require_POST
@members_only
@once
def space_read(request: HttpRequest, pk: int) -> HttpResponse:
    space = found_space(request, pk)
    if ConfirmForm(request.POST).is_valid():
        mark_space_read(space=space, since=since_of(timezone.now()), by=request.user)
        messages.success(request, gettext("All is marked as read."))
    return redirect("forums:space_detail", pk=pk)


@members_only
@once
def space_edit(request: HttpRequest, pk: int) -> HttpResponse:
    space = found_space(request, pk)
    require(can_moderate(request.user, space))
    context = {"space": space, "crumbs": space_crumbs(space)}
    page = partial(form_page, request, "forums/space_edit.html", **context)
    given = {"space_id": pk, "now": timezone.now()}
    if answer := unsaved(request, SpaceForm, space, page, change_space, **given):
        return answer
    messages.success(request, gettext("The space is saved."))
    return redirect("forums:space_detail", pk=pk)
