"""An event is drafted, changed, shown to more people, opened and cancelled."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page, made, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.text import whole_number
from groups.forms.events import (
    CancelEventForm,
    EventForm,
    MaterialForm,
    NewEventForm,
    OpenEventForm,
    ProgrammeForm,
    ShowEventForm,
    WithdrawForm,
)
from groups.models import (
    Body,
    EloGroup,
    Event,
    EventMaterial,
    EventSeries,
    Need,
    Organisation,
    ProgrammeItem,
)
from groups.models.event import EventKind
from groups.permissions import BodyPermission
from groups.policies.events import can_arrange, can_draft, can_edit, can_move, can_widen
from groups.services.event_parts import (
    add_material,
    add_programme,
    remove_material,
    remove_programme,
)
from groups.services.event_telling import told_of
from groups.services.events import (
    cancel_event,
    change_event,
    draft_event,
    open_event,
    show_event,
)
from groups.states import EventAction
from groups.views.events import event_crumbs, event_or_404, events_crumbs
from groups.views.frame import seen_group


@members_only
@once
def event_new(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    require(can_draft(request.user, pk))
    needs = Need.objects.visible_to(request.user).filter(group=group).live()
    need = needs.filter(pk=whole_number(request.GET.get("need", ""))).first()
    return _new(request, group, need)


@members_only
@once
def national_event_new(request: HttpRequest) -> HttpResponse:
    require(can_draft(request.user, None))
    return _new(request, None)


@members_only
@once
def event_edit(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_or_404(request, pk)
    require(can_edit(request.user, event, timezone.now()))
    page = partial(form_page, request, "groups/event_edit.html", **page_of(event))
    given: dict[str, Any] = {"event_id": pk, "now": timezone.now()}
    given["made_with"] = _choices(request, event.group)
    if answer := unsaved(request, EventForm, event, page, change_event, **given):
        return answer
    messages.success(request, gettext("The event is saved."))
    return redirect("groups:event_detail", pk=pk)


@members_only
@once
def event_show(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_or_404(request, pk)
    require(can_widen(request.user, event, timezone.now()))
    page = partial(form_page, request, "groups/event_show.html", **page_of(event))
    given = {"event_id": pk, "now": timezone.now()}
    if answer := unsaved(request, ShowEventForm, event, page, show_event, **given):
        return answer
    messages.success(request, gettext("The change of who may see is saved."))
    return redirect("groups:event_detail", pk=pk)


@members_only
@once
def event_open(request: HttpRequest, pk: int) -> HttpResponse:
    event, now = event_or_404(request, pk), timezone.now()
    require(can_move(request.user, event, EventAction.OPEN, now))
    form = OpenEventForm(request.POST or None)
    given = {"event_id": pk, "by": request.user, "now": now}
    if form.is_valid() and done(form, open_event, **given):
        messages.success(request, gettext("The event is open for sign-up."))
        return redirect("groups:event_detail", pk=pk)
    told = told_of(event=event, by=request.user).count()
    return form_page(request, "groups/event_open.html", form, told=told, **page_of(event))


@members_only
@once
def event_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    event, now = event_or_404(request, pk), timezone.now()
    require(can_move(request.user, event, EventAction.CANCEL, now))
    form = CancelEventForm(request.POST or None)
    given = {"event_id": pk, "by": request.user, "now": now}
    if form.is_valid() and done(form, cancel_event, **given, **form.given()):
        messages.success(request, gettext("The event is cancelled. Everyone is told now."))
        return redirect("groups:event_detail", pk=pk)
    return form_page(request, "groups/event_cancel.html", form, **page_of(event))


@members_only
@once
def event_programme_new(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_or_404(request, pk)
    require(can_arrange(request.user, event))
    form = ProgrammeForm(request.POST or None, use_required_attribute=False)
    given = {"event_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, add_programme, **given, **form.given()):
        messages.success(request, gettext("The point is added to the programme."))
        return redirect("groups:event_detail", pk=pk)
    return form_page(request, "groups/event_programme.html", form, **page_of(event))


@members_only
@once
def event_programme_remove(request: HttpRequest, pk: int) -> HttpResponse:
    rows = ProgrammeItem.objects.visible_to(request.user).select_related("event")
    item = get_object_or_404(rows, pk=pk)
    event = event_or_404(request, item.event_id)
    require(can_arrange(request.user, event))
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        remove_programme(item_id=pk, by=request.user, now=timezone.now())
        messages.success(request, gettext("The point is removed from the programme."))
        return redirect("groups:event_detail", pk=event.pk)
    context = {"what": item.title, **page_of(event)}
    return form_page(request, "groups/event_remove.html", form, **context)


@members_only
@once
def event_material_new(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_or_404(request, pk)
    require(can_arrange(request.user, event))
    form = MaterialForm(request.POST or None, request.FILES or None)
    given = {"event_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, add_material, **given, **form.given()):
        messages.success(request, gettext("The file is added."))
        return redirect("groups:event_detail", pk=pk)
    return form_page(request, "groups/event_material.html", form, **page_of(event))


@members_only
@once
def event_material_remove(request: HttpRequest, pk: int) -> HttpResponse:
    rows = EventMaterial.objects.visible_to(request.user).select_related("document")
    material = get_object_or_404(rows, pk=pk)
    event = event_or_404(request, material.event_id)
    require(can_arrange(request.user, event))
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        remove_material(material_id=pk, by=request.user, now=timezone.now())
        messages.success(request, gettext("The file is removed."))
        return redirect("groups:event_detail", pk=event.pk)
    context = {"what": material.document.name, **page_of(event)}
    return form_page(request, "groups/event_remove.html", form, **context)


def page_of(event: Event) -> dict[str, Any]:
    """Return what every page under an event shows."""
    return {"event": event, "crumbs": event_crumbs(event, with_page=True)}


def _new(request: HttpRequest, group: EloGroup | None, need: Need | None = None) -> HttpResponse:
    """Show the form of a new event, or make it.

    What is known already is filled in: the series, and the title of the need that it answers.
    """
    kind = EventKind.NATIONAL if group is None else EventKind.SEMINAR
    initial: dict[str, Any] = {"kind": kind}
    initial |= {"series": whole_number(request.GET.get("series", ""))}
    if need:
        initial |= {"kind": EventKind.TRAINING}
        initial |= {"title_sv": need.title_sv, "title_fi": need.title_fi}
    form = NewEventForm(request.POST or None, initial=initial, **_choices(request, group))
    given: dict[str, Any] = {"group_id": group and group.pk, "need_id": need and need.pk}
    given |= {"by": request.user, "now": timezone.now()}
    if form.is_valid() and (event := made(form, draft_event, **given, **form.given())):
        messages.success(request, gettext("The draft is saved."))
        return redirect("groups:event_detail", pk=event.pk)
    context = {"group": group, "need": need, "crumbs": events_crumbs(group)}
    return form_page(request, "groups/event_new.html", form, **context)


def _choices(request: HttpRequest, group: EloGroup | None) -> dict[str, Any]:
    """Return what the form offers: the own bodies, organisations of the group, its series."""
    user = request.user
    bodies = Body.objects.permitted(user, BodyPermission.EDIT_MEETINGS).filter(group=group)
    known = Organisation.objects.visible_to(user).filter(ended_on=None)
    if group is not None:
        known = known.members_of(group_id=group.pk).filter(ended_on=None)
    series = EventSeries.objects.visible_to(user).filter(group=group).order_by("pk")
    return {
        "bodies": bodies.current().in_order(),
        "organisations": known.order_by("name_sv", "name_fi", "pk").distinct(),
        "series": series,
    }
