"""What waits for a body: the list, a new matter, and what who leads the body does with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.text import whole_number
from groups.forms.backlog import DropForm, MatterEditForm, MatterForm, MoveForm, TakeForm
from groups.models import BacklogItem, Body
from groups.page import group_crumbs
from groups.panels.backlog import dropped_rows, matter_rows, waiting_needs
from groups.permissions import BodyPermission
from groups.policies.backlog import can_arrange, can_suggest
from groups.querysets.permitted import rights_in_body
from groups.services.backlog import (
    change_matter,
    drop_matter,
    move_matter,
    suggest_matter,
    take_matter,
)
from groups.views.items import coming_of


@members_only
def body_backlog(request: HttpRequest, pk: int) -> HttpResponse:
    body = _body(request, pk)
    rights = rights_in_body(request.user, body)
    rows = BacklogItem.objects.visible_to(request.user).filter(body=body)
    leads = can_arrange(request.user, body, rights)
    matters = matter_rows(rows, body, request.user)
    if meeting := whole_number(request.GET.get("meeting", "")):
        for row in matters:
            row["take_url"] += f"?meeting={meeting}"
    context = {
        "rows": matters,
        "needs": waiting_needs(body, request.user),
        "dropped": dropped_rows(rows),
        "leads": leads,
        "may_suggest": can_suggest(request.user, body, rights),
        **_page_of(body),
    }
    return render(request, "groups/body_backlog.html", context)


@members_only
@once
def matter_new(request: HttpRequest, pk: int) -> HttpResponse:
    body = _body(request, pk)
    require(can_suggest(request.user, body))
    form = MatterForm(request.POST or None)
    given = {"body_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, suggest_matter, **given, **form.given()):
        messages.success(request, gettext("The matter is suggested."))
        return redirect("groups:body_backlog", pk=pk)
    context = _page_of(body, with_page=True)
    return form_page(request, "groups/matter_new.html", form, **context)


@members_only
@once
def matter_edit(request: HttpRequest, pk: int) -> HttpResponse:
    matter = _matter(request, pk)

    def page(form: MatterEditForm, **more: Any) -> HttpResponse:
        context = _page_of(matter.body, with_page=True) | {"matter": matter} | more
        return form_page(request, "groups/matter_edit.html", form, **context)

    given = {"matter_id": pk, "now": timezone.now()}
    if answer := unsaved(request, MatterEditForm, matter, page, change_matter, **given):
        return answer
    messages.success(request, gettext("The matter is saved."))
    return redirect("groups:body_backlog", pk=matter.body_id)


@require_POST
@members_only
@once
def matter_move(request: HttpRequest, pk: int) -> HttpResponse:
    matter = _matter(request, pk)
    form = MoveForm(request.POST)
    given = {"matter_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, move_matter, **given, up=form.cleaned_data["up"]):
        messages.success(request, gettext("The matter is moved."))
    return redirect("groups:body_backlog", pk=matter.body_id)


@members_only
@once
def matter_drop(request: HttpRequest, pk: int) -> HttpResponse:
    matter = _matter(request, pk)
    form = DropForm(request.POST or None)
    given = {"matter_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, drop_matter, **given, **form.given()):
        messages.success(request, gettext("The matter is dropped."))
        return redirect("groups:body_backlog", pk=matter.body_id)
    context = _page_of(matter.body, with_page=True) | {"matter": matter}
    return form_page(request, "groups/matter_drop.html", form, **context)


@members_only
@once
def matter_take(request: HttpRequest, pk: int) -> HttpResponse:
    matter = _matter(request, pk)
    meetings = coming_of(request, matter.body_id)
    chosen = {"meeting": request.GET.get("meeting", "")}
    form = TakeForm(request.POST or None, meetings=meetings, initial=chosen)
    given = {"matter_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, take_matter, **given, **form.given()):
        messages.success(request, gettext("The matter is on the agenda."))
        return redirect("groups:meeting_detail", pk=form.cleaned_data["meeting"])
    context = _page_of(matter.body, with_page=True)
    context |= {"matter": matter, "has_meetings": bool(meetings)}
    return form_page(request, "groups/matter_take.html", form, **context)


def _body(request: HttpRequest, pk: int) -> Body:
    """Return a body whose meetings the reader sees from the inside."""
    rows = Body.objects.permitted(request.user, BodyPermission.VIEW_MEETINGS)
    body = get_object_or_404(rows.select_related("group"), pk=pk)
    request.elo_group_id = body.group_id
    return body


def _matter(request: HttpRequest, pk: int) -> BacklogItem:
    """Return a matter that waits, for who arranges the body's meetings."""
    rows = BacklogItem.objects.visible_to(request.user).waiting().select_related("body__group")
    matter = get_object_or_404(rows, pk=pk)
    request.elo_group_id = matter.body.group_id
    require(can_arrange(request.user, matter.body))
    return matter


def _page_of(body: Body, *, with_page: bool = False) -> dict[str, Any]:
    crumbs = [
        *group_crumbs(body.group),
        {"url": reverse("groups:body_detail", args=[body.pk]), "label": body.name},
    ]
    if with_page:
        url = reverse("groups:body_backlog", args=[body.pk])
        crumbs.append({"url": url, "label": gettext("What waits for a meeting")})
    return {"body": body, "crumbs": crumbs}
