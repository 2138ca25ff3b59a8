from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import OnceForm
from elo_platform.lib.http import address
from elo_platform.lib.text import whole_number
from groups.forms.handover import AREA, CHAIR, HandoverForm, HandoverNoteForm
from groups.models import (
    EloGroup,
    Handover,
    HandoverNote,
    Responsibility,
    RoleGrant,
    SeatHolder,
)
from groups.page import group_tabs, working_crumbs
from groups.panels.handover import document_of, note_parts, pack, steps
from groups.permissions import GroupPermission, Role
from groups.policies.people import can_appoint
from groups.querysets.permitted import rights_in
from groups.querysets.readers import people_permitted_in_group
from groups.services.appointing import Appointee
from groups.services.handover import hand_over, withdraw_handover, write_handover_note
from groups.views.frame import group_with, today
from groups.views.paper_out import document_paper


@members_only
def group_handover(request: HttpRequest, pk: int) -> HttpResponse:
    group, note = _group(request, pk), _note(request, pk)
    planned = _planned(request).filter(group=group).order_by("-day", "-pk")[:3]
    coordinating = RoleGrant.objects.visible_to(request.user).coordinating(pk)
    sections = pack(request.user, group, on=today(), now=timezone.now())
    context = {
        "group": group,
        "on": today(),
        "sections": sections,
        "note": note,
        "parts": note_parts(note),
        "steps": steps(planned, today()),
        "coordinators": coordinating,
        "crumbs": working_crumbs(group),
        "tabs": group_tabs(group, rights_in(request.user, pk), "group_working"),
    }
    return render(request, "groups/group_handover.html", context)


@members_only
def handover_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    group = _group(request, pk)

    def document() -> dict[str, Any]:
        sections = pack(request.user, group, on=today(), now=timezone.now())
        return document_of(group, sections, _note(request, pk), today())

    return document_paper(request, f"elo-handover-{pk}", document)


@members_only
@once
def handover_notes(request: HttpRequest, pk: int) -> HttpResponse:
    group, note = _group(request, pk), _note(request, pk)
    context = {"group": group, "crumbs": handover_crumbs(group)}
    page = partial(form_page, request, "groups/handover_notes.html", **context)
    given = {"group_id": pk, "now": timezone.now()}
    if answer := unsaved(request, HandoverNoteForm, note, page, write_handover_note, **given):
        return answer
    messages.success(request, gettext("The notes are saved."))
    return redirect("groups:group_handover", pk=pk)


@members_only
@once
def handover_new(request: HttpRequest, pk: int) -> HttpResponse:
    group = _group(request, pk)
    grants = RoleGrant.objects.visible_to(request.user).coordinating(pk)
    wanted = whole_number(request.GET.get("grant"))
    grant = get_object_or_404(grants, pk=wanted) if wanted else grants.filter(user=request.user)[0]
    people = people_permitted_in_group(pk, GroupPermission.TAKE_PART)
    form = HandoverForm(
        request.POST or None,
        people=people.exclude(pk=grant.user_id).order_by("name", "pk"),
        held=_held(request, group, grant),
        initial={"language": request.user.language},
    )
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and done(form, hand_over, grant_id=grant.pk, **_given(request, form)):
        messages.success(request, gettext("The handover is planned."))
        return redirect("groups:group_handover", pk=pk)
    seats = SeatHolder.objects.visible_to(request.user).current().filter(user=grant.user_id)
    mandates = seats.filter(seat__body__group=group).with_seat(today())
    context = {"group": group, "grant": grant, "mandates": mandates}
    context["crumbs"] = handover_crumbs(group)
    return form_page(request, "groups/handover_new.html", form, **context)


@members_only
@once
def handover_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(_planned(request), pk=pk)
    request.elo_group_id = row.group_id
    require(can_appoint(request.user, Role.COORDINATOR, row.group))
    form = OnceForm(request.POST or None)
    given = {"handover_id": pk, "by": request.user, "now": timezone.now()}
    if request.method == "POST" and form.is_valid() and done(form, withdraw_handover, **given):
        messages.success(request, gettext("The handover is withdrawn."))
        return redirect("groups:group_handover", pk=row.group_id)
    context = {"row": row, "crumbs": handover_crumbs(row.group)}
    return form_page(request, "groups/handover_withdraw.html", form, **context)


def _given(request: HttpRequest, form: HandoverForm) -> dict[str, Any]:
    clean = form.cleaned_data
    person = clean["user"] or Appointee(clean["address"], clean["name"], clean["language"])
    given = {"successor": person, "day": clean["day"], "passed": form.passed()}
    return given | {"by": request.user, "now": timezone.now()}


def _held(request: HttpRequest, group: EloGroup, grant: RoleGrant) -> list[tuple[str, str]]:
    """Return what the one who leaves has, beside the coordination, that can pass on."""
    mine = RoleGrant.objects.visible_to(request.user).current().filter(user=grant.user_id)
    chairs = mine.filter(role=Role.CHAIR, body__group=group).select_related("body")
    areas = Responsibility.objects.visible_to(request.user).not_over()
    areas = areas.filter(group=group, user=grant.user_id).order_by("pk")
    return [
        *((f"{CHAIR}:{row.body_id}", f"{row.title}: {row.body.name}") for row in chairs),
        *((f"{AREA}:{row.pk}", row.area) for row in areas),
    ]


def handover_crumbs(group: EloGroup) -> list[dict[str, str]]:
    """Return the way to a page under a group's handover."""
    url = address("groups:group_handover", group.pk)
    return [*working_crumbs(group), {"url": url, "label": gettext("Handover")}]


def _group(request: HttpRequest, pk: int) -> EloGroup:
    return group_with(request, pk, GroupPermission.MANAGE_GROUP)


def _note(request: HttpRequest, pk: int) -> HandoverNote | None:
    notes = HandoverNote.objects.visible_to(request.user).filter(group=pk)
    return notes.select_related("by").order_by("number").last()


def _planned(request: HttpRequest) -> QuerySet[Handover]:
    planned = Handover.objects.visible_to(request.user).planned()
    return planned.select_related("group", "leaving", "successor")
