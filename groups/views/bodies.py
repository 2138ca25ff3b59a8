from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.decisions import require
from elo_platform.lib.text import language_used
from groups.forms.people import ChairForm
from groups.kinds import SuccessionOf
from groups.models import (
    Body,
    BodyMessage,
    Commission,
    Meeting,
    RoleGrant,
    Seat,
)
from groups.models.group import BodyKind
from groups.page import group_crumbs, group_tabs
from groups.panels.bodies import commission_row, compared
from groups.panels.echo_results import echo_results_since, returned_outcomes
from groups.panels.messages import message_row
from groups.panels.people import invite_url
from groups.panels.successors import leads_on
from groups.permissions import BodyPermission, GroupPermission, Role
from groups.policies.people import can_appoint
from groups.policies.settings import can_set_up_body
from groups.querysets.permitted import rights_in, rights_in_body
from groups.querysets.sittings import read_sittings
from groups.services.roles import appoint
from groups.views.frame import group_with, seen_body, today

MESSAGES_PER_PAGE = 10
MEETINGS_SHOWN = 3
RESULTS_SHOWN, RESULTS_BACK = 5, timedelta(days=90)


@public("the card of a body; each part of it asks what its reader may see")
def body_detail(request: HttpRequest, pk: int) -> HttpResponse:
    bodies = Body.objects.visible_to(request.user).select_related("group", "level")
    body = get_object_or_404(bodies, pk=pk)
    request.elo_group_id = body.group_id
    rights = rights_in(request.user, body.group_id)
    written = BodyMessage.objects.visible_to(request.user).filter(body=body)
    pages = Paginator(written.select_related("sent_by").order_by("-sent_at"), MESSAGES_PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    # A body that has not begun shows who leads it and sits in it on its first day.
    on = max(today(), body.starts_on)
    responsible = RoleGrant.objects.responsible(request.user, body.group_id, on)
    seats = Seat.objects.visible_to(request.user).filter(body=body).open_on(on)
    meetings = Meeting.objects.visible_to(request.user).filter(body=body).select_related("body")
    may_manage = GroupPermission.MANAGE_SEATS in rights
    context = {
        "body": body,
        "invite_url": invite_url(body.group_id, body=pk) if may_manage else "",
        "crumbs": group_crumbs(body.group),
        "chairs": responsible.filter(body=body).select_related("user"),
        **seats.figures_on(on),
        "people_on": body.ends_on if body.ends_on and body.ends_on < on else on,
        "meetings": meetings.upcoming(timezone.now())[:MEETINGS_SHOWN],
        "page_obj": page,
        "messages_shown": [message_row(each) for each in page],
        "is_member": BodyPermission.VIEW_MEETINGS in rights_in_body(request.user, body),
        "may_message": GroupPermission.SEND_MESSAGES in rights,
        "may_manage": may_manage,
        "sees_people": GroupPermission.VIEW_PEOPLE in rights,
        **_results(request, body, is_inside=GroupPermission.VIEW_PEOPLE in rights),
        **_work(request, body, is_inside=GroupPermission.VIEW_PEOPLE in rights),
    }
    return render(request, "groups/body_detail.html", context)


def _results(request: HttpRequest, body: Body, *, is_inside: bool) -> dict[str, object]:
    """Return what organisations told lately that concerns the body, for people of the group."""
    if not is_inside:
        return {"returned": [], "results": []}
    since = timezone.now() - RESULTS_BACK
    results = echo_results_since(body, since, request.user, today=today())
    return {"returned": returned_outcomes(body, request.user), "results": results[-RESULTS_SHOWN:]}


def _work(request: HttpRequest, body: Body, *, is_inside: bool) -> dict[str, object]:
    """Return what the body was asked to do, who of it does not lead at home, and how it ended."""
    on = today()
    found: dict[str, object] = {
        "is_over": body.ends_on is not None and body.ends_on < on,
        "leads_on": leads_on(request.user, SuccessionOf.BODY, body.pk) if body.ends_on else [],
        "tasks": language_used(body, "tasks"),
        "closing_note": language_used(body, "closing_note"),
    }
    if not is_inside:
        return found
    rows = Commission.objects.visible_to(request.user).filter(body=body).select_related("document")
    return found | {
        "commissions": [commission_row(row, on) for row in rows.order_by("starts_on", "pk")],
        "may_set_up": bool(can_set_up_body(request.user, body.group, body.kind)),
        "may_add": body.kind == BodyKind.LEADING
        and bool(can_set_up_body(request.user, body.group, BodyKind.WORKING)),
    }


@members_only
def group_bodies(request: HttpRequest, pk: int) -> HttpResponse:
    group, on = group_with(request, pk, GroupPermission.VIEW_PEOPLE), today()
    bodies = list(Body.objects.visible_to(request.user).filter(group=group).on(on).in_order())
    seats = Seat.objects.visible_to(request.user).filter(body__in=bodies)
    commissions = Commission.objects.visible_to(request.user).filter(body__in=bodies).on(on)
    rows = compared(
        bodies,
        read_sittings(seats.open_on(on), on),
        list(commissions.select_related("document").order_by("starts_on", "pk")),
        on,
    )
    context = {
        "group": group,
        "bodies": bodies,
        "rows": rows,
        "crumbs": group_crumbs(group),
        "tabs": group_tabs(group, rights_in(request.user, pk), "group_people"),
    }
    return render(request, "groups/group_bodies.html", context)


@members_only
@once
def chair_appoint(request: HttpRequest, pk: int) -> HttpResponse:
    body = seen_body(request, pk)
    require(can_appoint(request.user, Role.CHAIR, body))
    form = ChairForm(request.POST or None, body=body, initial={"starts_on": today()})
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("user", "starts_on")}
        given |= {"role": Role.CHAIR, "held_in": body, "by": request.user}
        if done(form, appoint, **given, now=timezone.now()):
            messages.success(request, _appointed(body))
            return redirect("groups:body_detail", pk=pk)
    responsible = RoleGrant.objects.responsible(request.user, body.group_id)
    context = {
        "body": body,
        "chairs": responsible.filter(body=body).select_related("user"),
        "crumbs": body_crumbs(body),
    }
    return form_page(request, "groups/chair_appoint.html", form, **context)


def _appointed(body: Body) -> str:
    if body.kind == BodyKind.WORKING:
        return gettext("The convenor is appointed.")
    return gettext("The chair is appointed.")


def body_crumbs(body: Body) -> list[dict[str, str]]:
    """Return the way to a page that belongs to a body."""
    url = reverse("groups:body_detail", args=[body.pk])
    return [*group_crumbs(body.group), {"url": url, "label": body.name}]
