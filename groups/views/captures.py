"""Needs on the spot, for the group: places, the page to project, notes and what becomes of them."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page, made
from elo_platform.lib.decisions import require
from elo_platform.lib.text import whole_number
from groups.forms.captures import CloseSpotForm, SettleForm, SpotForm
from groups.models import Body, Capture, CaptureSpot, EloGroup, Event, Meeting, Need
from groups.panels.captures import PAST_SHOWN, note_rows, short_link, spot_code, spot_rows
from groups.permissions import BodyPermission, GroupPermission
from groups.policies.captures import can_close_spot, can_open_spot, can_settle
from groups.querysets.permitted import rights_in
from groups.services.captures import LONGEST_DAYS, close_spot, open_spot, settle_capture
from groups.states import EventState
from groups.views.frame import seen_group, today
from groups.views.needs import needs_crumbs

MEETINGS_SHOWN = 12


@members_only
def group_spots(request: HttpRequest, pk: int) -> HttpResponse:
    group = _group(request, pk)
    notes = Capture.objects.visible_to(request.user).filter(spot__group=group)
    spots = CaptureSpot.objects.visible_to(request.user).filter(group=group).with_notes()
    settled = notes.exclude(settled_at=None).order_by("-settled_at", "-pk")[:PAST_SHOWN]
    context = {
        "group": group,
        "crumbs": needs_crumbs(group),
        "manages": GroupPermission.MANAGE_NEEDS in rights_in(request.user, pk),
        "waiting": note_rows(notes.filter(settled_at=None).order_by("at", "pk")),
        "settled": note_rows(settled),
        "spots": spot_rows(spots, today()),
    }
    return render(request, "groups/group_spots.html", context)


@members_only
@once
def spot_new(request: HttpRequest, pk: int) -> HttpResponse:
    group = _group(request, pk)
    manages = GroupPermission.MANAGE_NEEDS in rights_in(request.user, pk)
    led = Body.objects.permitted(request.user, BodyPermission.EDIT_MEETINGS).filter(group=group)
    meetings = Meeting.objects.visible_to(request.user).filter(body__in=led)
    coming = meetings.filter(day__gte=today()).select_related("body").order_by("starts_at")
    form = SpotForm(
        request.POST or None,
        initial={"closes_on": today()} | _asked_at(request, pk),
        meetings=coming[:MEETINGS_SHOWN],
        events=_events(request, pk)[:MEETINGS_SHOWN],
        manages=manages,
    )
    given = {"group_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and (spot := made(form, open_spot, values=form.values(), **given)):
        messages.success(request, gettext("The place is open. Show the code, or share the link."))
        return redirect("groups:spot_detail", pk=spot.pk)
    return form_page(request, "groups/spot_new.html", form, **_page_of(group))


@members_only
def spot_detail(request: HttpRequest, pk: int) -> HttpResponse:
    spot = _spot(request, pk)
    context = _page_of(spot.group) | {
        "spot": spot,
        "is_open": spot.is_open_on(today()),
        "link": short_link(spot),
        "code": spot_code(spot),
        "close_form": CloseSpotForm() if can_close_spot(request.user, spot, today()) else None,
    }
    return render(request, "groups/spot_detail.html", context)


@require_POST
@members_only
@once
def spot_close(request: HttpRequest, pk: int) -> HttpResponse:
    spot = _spot(request, pk)
    require(can_close_spot(request.user, spot, today()))
    form = CloseSpotForm(request.POST)
    given = {"spot_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, close_spot, **given):
        messages.success(request, gettext("The place is closed."))
    return redirect("groups:spot_detail", pk=pk)


@members_only
@once
def capture_settle(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Capture.objects.visible_to(request.user).select_related("spot__group")
    capture = get_object_or_404(rows, pk=pk)
    group = capture.spot.group
    request.elo_group_id = group.pk
    require(can_settle(request.user, capture))
    needs = Need.objects.visible_to(request.user).live().filter(group=group)
    form = SettleForm(request.POST or None, needs=needs)
    given = {"capture_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, settle_capture, settling=form.settling(), **given):
        messages.success(request, gettext("The note is settled."))
        return redirect("groups:group_spots", pk=group.pk)
    context = _page_of(group) | {"capture": capture}
    return form_page(request, "groups/capture_settle.html", form, **context)


def _events(request: HttpRequest, group_id: int) -> QuerySet[Event]:
    """Return the events of a group that the reader arranges and that are not over."""
    rows = Event.objects.visible_to(request.user).editable_by(request.user)
    rows = rows.filter(group=group_id, day__gte=today()).exclude(state=EventState.CANCELLED)
    return rows.order_by("starts_at", "pk")


def _asked_at(request: HttpRequest, group_id: int) -> dict[str, Any]:
    """Return what the form begins with: where the reader comes from, with its title and day."""
    event = _events(request, group_id).filter(pk=whole_number(request.GET.get("event"))).first()
    if event is None:
        return {"meeting": request.GET.get("meeting")}
    titles = {"title_sv": event.title_sv, "title_fi": event.title_fi}
    closes_on = min(event.day, today() + timedelta(days=LONGEST_DAYS))
    return {"event": event.pk, "closes_on": closes_on} | titles


def _group(request: HttpRequest, pk: int) -> EloGroup:
    """Return a group in which the reader may open places."""
    group = seen_group(request, pk)
    require(can_open_spot(request.user, group))
    return group


def _spot(request: HttpRequest, pk: int) -> CaptureSpot:
    rows = CaptureSpot.objects.visible_to(request.user).select_related(
        "group", "meeting__body", "event"
    )
    spot = get_object_or_404(rows, pk=pk)
    request.elo_group_id = spot.group_id
    return spot


def _page_of(group: EloGroup) -> dict[str, Any]:
    url = reverse("groups:group_spots", args=[group.pk])
    crumbs = [*needs_crumbs(group), {"url": url, "label": gettext("On the spot")}]
    return {"group": group, "crumbs": crumbs, "back_url": url}
