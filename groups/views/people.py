from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.dates import is_within
from elo_platform.lib.decisions import require
from elo_platform.notifications.refusals import came_back
from groups.forms.people import CloseSeatForm, EndMandateForm, PeopleForm
from groups.models import Body, EloGroup, Invitation, RoleGrant, Seat, SeatHolder
from groups.page import group_crumbs, group_tabs
from groups.panels.bodies import leaderless, members_on, refill_rows, standing
from groups.panels.people import Sight, body_rows, ending_rows, figures, invitation_row
from groups.permissions import GroupPermission, Role
from groups.policies.people import can_manage_seats
from groups.querysets.permitted import rights_in
from groups.querysets.sittings import read_sittings
from groups.services.seats import close_seat, end_mandate
from groups.states import InvitationState
from groups.views.frame import group_with, today

ASKED_PER_PAGE = 25


@members_only
def group_people(request: HttpRequest, pk: int) -> HttpResponse:
    group = group_with(request, pk, GroupPermission.VIEW_PEOPLE)
    rights = rights_in(request.user, pk)
    known = list(Body.objects.visible_to(request.user).filter(group=group).in_order())
    form = PeopleForm(request.GET or None, bodies=known, initial={"on": today()})
    may_manage = GroupPermission.MANAGE_SEATS in rights
    shown = shown_bodies(known, form)
    holders = SeatHolder.objects.visible_to(request.user).filter(seat__body__in=shown)
    refused = came_back(users=holders.values("user")) if may_manage else {}
    sight = Sight(form.day(today()), today(), group.pk, may_manage, refused)
    context = {
        "group": group,
        "form": form,
        "sight": sight,
        "crumbs": group_crumbs(group),
        "tabs": group_tabs(group, rights, "group_people"),
        **_people(request, group, shown, sight),
        **(_asked(request, group) if may_manage else {}),
    }
    return render(request, "groups/group_people.html", context)


def shown_bodies(known: list[Body], form: PeopleForm) -> list[Body]:
    """Return the bodies that are asked for: one, or all that exist on the day."""
    on, chosen = form.day(today()), form.chosen()
    if chosen:
        return [body for body in known if body.pk == chosen]
    return [body for body in known if is_within(on, body.starts_on, body.ends_on)]


def _people(
    request: HttpRequest, group: EloGroup, shown: list[Body], sight: Sight
) -> dict[str, object]:
    seats = Seat.objects.visible_to(request.user).filter(body__in=shown)
    asked = Invitation.objects.visible_to(request.user).waiting(timezone.now())
    responsible = list(
        RoleGrant.objects.responsible(request.user, sight.group_id, sight.on)
        .select_related("user", "body")
        .order_by("starts_on", "pk")
    )
    taken = read_sittings(seats.open_on(sight.on), sight.on)
    waiting = asked.filter(seat__body__in=shown) if sight.may_act else []
    bodies = body_rows(shown, taken, responsible, waiting, sight)
    refill = seats.to_refill(sight.on).with_category(sight.on) if sight.may_act else []
    return {
        "bodies": bodies,
        "figures": figures(bodies),
        "standing": standing(members_on(taken, sight.on)),
        "ending": ending_rows(bodies) if sight.may_act else [],
        "refill": refill_rows(refill, group.pk),
        "leaderless": leaderless(group, shown, responsible, may_act=sight.may_act),
        "coordinators": [row for row in responsible if row.role == Role.COORDINATOR],
    }


def _asked(request: HttpRequest, group: EloGroup) -> dict[str, object]:
    asked = Invitation.objects.visible_to(request.user).filter(seat__body__group=group)
    pages = Paginator(asked.with_seat(today()).order_by("-invited_at", "-pk"), ASKED_PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    asked_rows, now = list(page), timezone.now()
    addresses = {row.address for row in asked_rows if row.state == InvitationState.PENDING}
    back = came_back(addresses=addresses)
    rows = [invitation_row(each, now, back.get(each.address)) for each in asked_rows]
    return {"page_obj": page, "asked": rows}


@members_only
@once
def mandate_end(request: HttpRequest, pk: int) -> HttpResponse:
    mandates = SeatHolder.objects.visible_to(request.user).with_seat(today())
    holder = get_object_or_404(mandates, pk=pk)
    group = holder.seat.body.group
    request.elo_group_id = group.pk
    require(can_manage_seats(request.user, group))
    form = EndMandateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        last_day = form.cleaned_data["last_day"]
        given = {"holder_id": pk, "last_day": last_day, "by": request.user}
        if done(form, end_mandate, **given, now=timezone.now()):
            messages.success(request, _ended(holder, last_day))
            return redirect("groups:group_people", pk=group.pk)
    context = {"holder": holder, "group": group, "crumbs": people_crumbs(group)}
    return form_page(request, "groups/mandate_end.html", form, **context)


def _ended(holder: SeatHolder, last_day: date | None) -> str:
    if last_day is None:
        return gettext("The mandate of %(name)s has ended.") % {"name": holder.user.name}
    return gettext("The mandate of %(name)s ends on %(day)s.") % {
        "name": holder.user.name,
        "day": date_format(last_day, "SHORT_DATE_FORMAT"),
    }


@members_only
@once
def seat_close(request: HttpRequest, pk: int) -> HttpResponse:
    seats = Seat.objects.visible_to(request.user).with_people(today())
    seat = get_object_or_404(seats.select_related("body__group", "organisation"), pk=pk)
    group = seat.body.group
    request.elo_group_id = group.pk
    require(can_manage_seats(request.user, group))
    form = CloseSeatForm(request.POST or None, initial={"closed_on": today()})
    if request.method == "POST" and form.is_valid():
        given = {"seat_id": pk, "closed_on": form.cleaned_data["closed_on"], "by": request.user}
        if done(form, close_seat, **given, now=timezone.now()):
            messages.success(request, gettext("The seat is closed."))
            return redirect("groups:group_people", pk=group.pk)
    holders = [
        each for each in seat.holders.all() if each.ends_on is None or each.ends_on >= today()
    ]
    context = {"seat": seat, "holders": holders, "crumbs": people_crumbs(group)}
    return form_page(request, "groups/seat_close.html", form, group=group, **context)


def people_crumbs(group: EloGroup) -> list[dict[str, str]]:
    """Return the way to a page that belongs to a group's people."""
    url = reverse("groups:group_people", args=[group.pk])
    return [*group_crumbs(group), {"url": url, "label": gettext("People")}]
