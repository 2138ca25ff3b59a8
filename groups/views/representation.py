from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from elo_platform.lib.access import members_only
from elo_platform.lib.dates import is_within
from elo_platform.lib.text import day
from groups.forms.as_of import RepresentationForm
from groups.models import Body, EloGroup
from groups.page import group_crumbs, group_tabs
from groups.panels.history import body_rows, history_rows
from groups.panels.representation import candidate_rows, gap_rows, key_figures, scope_names
from groups.permissions import GroupPermission
from groups.querysets.coverage import (
    SeatLine,
    coverage,
    half_years,
    read_kinds,
    read_seats,
    usual_scope,
)
from groups.querysets.permitted import rights_in
from groups.views.frame import state_of, today

ONE_YEAR = 2  # half-years


@members_only
def group_representation(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(EloGroup.objects.comparable_by(request.user), pk=pk)
    request.elo_group_id = group.pk
    rights = rights_in(request.user, pk)
    bodies = list(Body.objects.countable_by(request.user).filter(group=group).in_order())
    choices = [(body.pk, body.name) for body in bodies if body.is_visible]
    form = RepresentationForm(request.GET or None, bodies=choices)
    on = form.day(today())
    scope = _scope(form, [body for body in bodies if _exists(body, on)], bodies)
    context = {
        "group": group,
        "on": on,
        "is_today": on == today(),
        "form": RepresentationForm(
            {"on": on, "body": scope[0].pk if len(scope) == 1 else 0}, bodies=choices
        ),
        "scope": scope_names(scope),
        "crumbs": group_crumbs(group),
        "status": state_of(group),
        "tabs": group_tabs(group, rights, "group_representation", is_comparable=True),
        **_tables(request, group, bodies, scope, on, GroupPermission.MANAGE_SEATS in rights),
    }
    return render(request, "groups/group_representation.html", context)


def _exists(body: Body, on: date) -> bool:
    return is_within(on, body.starts_on, body.ends_on)


def _scope(form: RepresentationForm, current: list[Body], bodies: list[Body]) -> list[Body]:
    """Return the bodies asked for: one, all, or those that usually stand for the group."""
    if "body" in form.errors:
        raise Http404
    chosen = form.cleaned_data.get("body") if form.is_bound else None
    if chosen == 0:
        return current
    return [body for body in bodies if body.pk == chosen] if chosen else usual_scope(current)


def _tables(
    request: HttpRequest,
    group: EloGroup,
    bodies: list[Body],
    scope: list[Body],
    on: date,
    may_invite: bool,
) -> dict[str, object]:
    days = half_years(on)
    kinds = read_kinds(on)
    earlier = {kind.id: kind.name for kind in read_kinds(days[0])}
    seats = read_seats([body.pk for body in bodies], timezone.now())
    own = _of(seats, scope)
    found = {
        each: coverage(kinds=kinds, seats=own, on=each, asked=each >= today()) for each in days
    }
    body_id = scope[0].pk if len(scope) == 1 else None
    ask = {"group_id": group.pk, "body_id": body_id, "may_invite": may_invite}
    shown = [body for body in bodies if body.is_visible and _exists(body, on)]
    return {
        "coverage": found[on],
        "figures": key_figures(found[on], found[days[-1 - ONE_YEAR]]),
        "gaps": gap_rows(found[on].gaps, **ask),
        "candidates": candidate_rows(request.user, group, scope, found[on], body_id)
        if may_invite
        else [],
        "may_invite": may_invite,
        "days": [_half(each) for each in days],
        "history": history_rows(found, days, earlier, scope, ask),
        "by_body": body_rows(kinds, seats, shown, days),
        "day": day(on),
    }


def _of(seats: list[SeatLine], scope: list[Body]) -> list[SeatLine]:
    inside = {body.pk for body in scope}
    return [seat for seat in seats if seat.body_id in inside]


def _half(on: date) -> str:
    return f"{1 if on.month <= 6 else 2}/{on:%y}"
