"""A group's timeline: its founding, its states, and what happened year by year."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import form_page, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.http import address
from elo_platform.ports import entries
from groups.forms.timeline import LifeForm, LifeRemoveForm
from groups.models import (
    Agreement,
    Authority,
    Body,
    Coordination,
    EloGroup,
    LifeEvent,
    Outcome,
)
from groups.page import group_tabs, working_crumbs
from groups.panels.timeline import (
    Happening,
    agreement_happenings,
    body_happenings,
    by_year,
    coordination_happenings,
    figure,
    leader_rows,
    life_happenings,
    spans_of,
)
from groups.permissions import GroupPermission
from groups.policies.settings import can_manage_group
from groups.querysets.permitted import rights_in
from groups.querysets.timeline import read_leaders
from groups.services.timeline import add_life_event, remove_life_event
from groups.views.frame import seen_group, state_of, today


@public("the years of a group are public; each part asks what its reader may see")
def group_timeline(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    rights = rights_in(request.user, pk)
    outcomes = _outcomes(request, group)
    found, spans = _happenings(request, group, rights)
    context = {
        "group": group,
        "status": state_of(group),
        "crumbs": working_crumbs(group),
        "tabs": group_tabs(group, rights, "group_working"),
        "years": by_year(found, outcomes),
        "figure": figure(spans, outcomes, today()),
        "leaders": leader_rows(read_leaders(request.user, pk)),
        "may_manage": GroupPermission.MANAGE_GROUP in rights,
    }
    return render(request, "groups/group_timeline.html", context)


def _outcomes(request: HttpRequest, group: EloGroup) -> dict[int, int]:
    rows = Outcome.objects.visible_to(request.user).filter(body__group=group)
    counted = rows.order_by().values("year").annotate(number=Count("pk"))
    return dict(counted.values_list("year", "number"))


def _happenings(
    request: HttpRequest, group: EloGroup, rights: frozenset[GroupPermission]
) -> tuple[list[Happening], list[Any]]:
    """Return what happened, and what lasted, as far as the reader may see it."""
    user = request.user
    named = Prefetch("authority", Authority.objects.visible_to(user).named(today()))
    coordinations = Coordination.objects.visible_to(user).filter(group=group)
    coordinations = list(coordinations.prefetch_related(named).order_by("starts_on"))
    bodies = list(Body.objects.visible_to(user).filter(group=group).order_by("starts_on", "pk"))
    agreements = list(Agreement.objects.visible_to(user).filter(group=group))
    life = list(LifeEvent.objects.visible_to(user).filter(group=group).select_related("document"))
    found = life_happenings(
        life,
        sees_documents=GroupPermission.VIEW_PEOPLE in rights,
        may_manage=GroupPermission.MANAGE_GROUP in rights,
    )
    if group.founded_on and all(row.kind != LifeEvent.Kind.FOUNDED for row in life):
        found.append(Happening(group.founded_on, gettext("Founded")))
    found += coordination_happenings(coordinations)
    found += body_happenings(bodies, today())
    found += agreement_happenings(agreements)
    for entry in entries("TIMELINE").values():
        found += [Happening(**each) for each in entry(group.pk, user)]
    return found, spans_of(coordinations, bodies, agreements)


@members_only
@once
def life_new(request: HttpRequest, pk: int) -> HttpResponse:
    group = _managed(request, pk)
    page = partial(form_page, request, "groups/life_new.html", **_context(group))
    given = {"group_id": pk, "now": timezone.now(), "made_with": {"group": group, "on": today()}}
    if answer := unsaved(request, LifeForm, group, page, add_life_event, **given):
        return answer
    messages.success(request, gettext("The day is recorded."))
    return redirect("groups:group_timeline", pk=pk)


@members_only
@once
def life_remove(request: HttpRequest, pk: int) -> HttpResponse:
    event = get_object_or_404(LifeEvent.objects.visible_to(request.user), pk=pk)
    group = _managed(request, event.group_id)
    context = {**_context(group), "event": event}
    page = partial(form_page, request, "groups/life_remove.html", **context)
    given = {"event_id": pk, "now": timezone.now()}
    if answer := unsaved(request, LifeRemoveForm, group, page, remove_life_event, **given):
        return answer
    messages.success(request, gettext("The day is removed."))
    return redirect("groups:group_timeline", pk=group.pk)


def _managed(request: HttpRequest, pk: int) -> EloGroup:
    """Return the group: hidden is not found, seen but not the reader's to manage is refused."""
    group = seen_group(request, pk)
    require(can_manage_group(request.user, group))
    return group


def _context(group: EloGroup) -> dict[str, Any]:
    url = address("groups:group_timeline", group.pk)
    crumbs = [*working_crumbs(group), {"url": url, "label": gettext("Timeline")}]
    return {"group": group, "back_url": url, "crumbs": crumbs}
