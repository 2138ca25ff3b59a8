"""The welcome pack of a group, read and printed, and the first steps of somebody new."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import form_page, unsaved
from elo_platform.lib.decisions import require
from groups.forms.welcome import MarkForm, WelcomeForm
from groups.models import EloGroup, Welcome
from groups.page import working_crumbs
from groups.panels.welcome import welcome_pack
from groups.policies.networks import can_keep
from groups.querysets.onboarding import MARKS
from groups.querysets.permitted import rights_in
from groups.services.welcome import change_welcome, mark_step
from groups.views.frame import coordinator_of, today
from groups.views.network_frame import frame, group_inside
from groups.views.paper_out import document_paper, paper_links


@public("the welcome pack is as open as the group's card; each part asks what its reader may see")
def group_welcome(request: HttpRequest, pk: int) -> HttpResponse:
    group = _group(request, pk)
    pack = welcome_pack(group, coordinator_of(group), request.user, today())
    context = frame(group, rights_in(request.user, pk)) | {
        "pack": pack,
        "papers": paper_links("groups:welcome_pdf", pk),
    }
    return render(request, "groups/welcome.html", context)


@public("the same as the page")
def welcome_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    group = _group(request, pk)
    day, reader = today(), request.user
    return document_paper(
        # Names and all are asked for in the language of the paper.
        request,
        f"welcome-{pk}",
        lambda: welcome_pack(group, coordinator_of(group), reader, day),
    )


@members_only
@once
def welcome_edit(request: HttpRequest, pk: int) -> HttpResponse:
    group, rights = group_inside(request, pk)
    require(can_keep(request.user, pk, rights))
    rows = Welcome.objects.visible_to(request.user).filter(group=group)
    url = reverse("groups:group_welcome", args=[pk])
    crumbs = [*working_crumbs(group), {"url": url, "label": gettext("Welcome pack")}]
    context = {"group": group, "crumbs": crumbs, "back_url": url}
    page = partial(form_page, request, "groups/welcome_edit.html", **context)
    welcome = rows.first() or Welcome(group=group)
    given = {"group_id": pk, "now": timezone.now()}
    if answer := unsaved(request, WelcomeForm, welcome, page, change_welcome, **given):
        return answer
    messages.success(request, gettext("The greeting is saved."))
    return redirect(url)


@require_POST
@members_only
@once
def onboarding_mark(request: HttpRequest, key: str) -> HttpResponse:
    if key not in MARKS:
        raise Http404
    if MarkForm(request.POST).is_valid():
        mark_step(key=key, by=request.user, now=timezone.now())
        away = gettext("The first steps are put away.")
        messages.success(request, away if key.endswith("away") else gettext("Marked as read."))
    return redirect("overview:my_work")


def _group(request: HttpRequest, pk: int) -> EloGroup:
    groups = EloGroup.objects.visible_to(request.user).with_coordinator(today())
    group = get_object_or_404(groups, pk=pk)
    request.elo_group_id = group.pk
    return group
