from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from elo_platform.audit.models import AuditEvent
from elo_platform.lib.access import public
from elo_platform.lib.text import alphabetical, language_used
from groups.kinds import SuccessionOf
from groups.models import Body, EloGroup, Meeting, RoleGrant, YearTheme
from groups.page import group_crumbs, group_tabs
from groups.panels.levels import levels_of
from groups.panels.representation import representation_card, scope_names, usual_coverage
from groups.panels.successors import leads_on
from groups.permissions import GroupPermission
from groups.querysets.coverage import coverage, read_kinds, read_seats, usual_scope
from groups.querysets.permitted import rights_in
from groups.states import GroupState
from groups.views.frame import (
    AsOf,
    as_of,
    coordinator_of,
    language_names,
    pictures,
    state_of,
    territory_name,
    today,
)

Rights = frozenset[GroupPermission]
EVENTS_SHOWN = 6


@public("the list of groups: names, states and who coordinates them")
def group_list(request: HttpRequest) -> HttpResponse:
    on = today()
    groups = list(
        EloGroup.objects.visible_to(request.user)
        .with_coordinator(on)
        .with_territory(on)
        .marked_comparable(request.user)
    )
    groups.sort(key=lambda group: alphabetical(group.name))
    compared = [group.pk for group in groups if group.is_comparable]
    found = usual_coverage(request.user, compared, on=on, now=timezone.now()) if compared else {}
    rows = [
        {
            "name": group.name,
            "url": reverse("groups:group_detail", args=[group.pk]),
            "status": state_of(group),
            "regions": ", ".join(territory_name(row) for row in group.regions_then),
            "coordinator": coordinator_of(group),
            "rate": found[group.pk].listed if group.pk in found else None,
        }
        for group in groups
    ]
    context = {"rows": rows, "has_coverage": bool(compared), "on": on}
    return render(request, "groups/group_list.html", context)


@public("the card of a group; each part of it asks what its reader may see")
def group_detail(request: HttpRequest, pk: int) -> HttpResponse:
    shown = as_of(request)
    on = shown.on
    groups = EloGroup.objects.visible_to(request.user).marked_comparable(request.user)
    [group] = shown.named(
        [get_object_or_404(groups.with_coordinator(on).with_territory(on), pk=pk)]
    )
    request.elo_group_id = group.pk
    rights = rights_in(request.user, group.pk)
    context = {
        "group": group,
        "on": on,
        "as_of": shown,
        "status": state_of(group),
        "leads_on": leads_on(request.user, SuccessionOf.GROUP, pk)
        if group.state == GroupState.ENDED
        else [],
        "coordinator": coordinator_of(group),
        "languages": language_names(group.languages),
        "about": language_used(group, "about"),
        "crumbs": group_crumbs(),
        "tabs": group_tabs(group, rights, "group_detail", is_comparable=group.is_comparable),
        "may_invite": GroupPermission.MANAGE_SEATS in rights,
        "is_member": GroupPermission.VIEW_PEOPLE in rights,
        "responsible": RoleGrant.objects.responsible(request.user, pk).select_related(
            "user", "body"
        ),
        **_figures(request, group, rights, shown),
        **_news(request, group, rights),
    }
    return render(request, "groups/group_detail.html", context)


def _figures(
    request: HttpRequest, group: EloGroup, rights: Rights, shown: AsOf
) -> dict[str, object]:
    """Return the levels, and for those who may compare groups the representation."""
    on, countable = shown.on, Body.objects.countable_by(request.user).filter(group=group)
    bodies = shown.named(countable.on(on).in_order())
    seats = read_seats([body.pk for body in bodies], timezone.now())
    is_inside = GroupPermission.VIEW_GROUP in rights
    levels = levels_of(request.user, group, bodies, seats, on=on, is_inside=is_inside)
    found = {
        "levels": levels,
        "pictures": pictures(request, "groups:levels_picture", group.pk),
        "has_seats": any(body["dots"] for level in levels for body in level["bodies"]),
    }
    if not group.is_comparable:
        return found
    scope = usual_scope(bodies)
    inside = {body.pk for body in scope}
    rates = coverage(
        kinds=read_kinds(on), seats=[seat for seat in seats if seat.body_id in inside], on=on
    )
    card = representation_card(
        rates,
        group_id=group.pk,
        body_id=scope[0].pk if len(scope) == 1 else None,
        may_invite=GroupPermission.MANAGE_SEATS in rights,
    )
    return found | {"representation": card, "scope": scope_names(scope)}


def _news(request: HttpRequest, group: EloGroup, rights: Rights) -> dict[str, object]:
    meetings = Meeting.objects.visible_to(request.user).filter(body__group=group)
    found = {"meeting": meetings.upcoming(timezone.now()).select_related("body").first()}
    if GroupPermission.VIEW_GROUP in rights:
        themes = YearTheme.objects.visible_to(request.user)
        found["theme"] = themes.filter(group=group, year=today().year).first()
    if GroupPermission.VIEW_PEOPLE in rights:
        found["events"] = AuditEvent.objects.activity([group.pk])[:EVENTS_SHOWN]
    return found
