from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.dates import is_within
from elo_platform.lib.decisions import require
from groups.forms.people import MandateForm, OpenSeatForm, ReplaceForm
from groups.models import SeatHolder
from groups.policies.people import can_manage_seats, can_open_seat
from groups.querysets.readers import people_of
from groups.services.invitations import Invitee
from groups.services.replacing import replace_by_invitation
from groups.services.seats import change_mandate, open_seat, replace_holder
from groups.views.frame import seen_body, today
from groups.views.people import people_crumbs

FACTS = ("position", "may_commit", "ends_on")


@members_only
@once
def mandate_edit(request: HttpRequest, pk: int) -> HttpResponse:
    holder = _managed(request, pk)
    group = holder.seat.body.group
    initial = {name: getattr(holder, name) for name in FACTS}
    form = MandateForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = {"holder_id": pk, "values": form.values(), "by": request.user}
        if done(form, change_mandate, **given, now=timezone.now()):
            messages.success(request, gettext("The mandate is saved."))
            return redirect("groups:group_people", pk=group.pk)
    context = {"holder": holder, "group": group, "crumbs": people_crumbs(group)}
    return form_page(request, "groups/mandate_edit.html", form, **context)


@members_only
@once
def mandate_replace(request: HttpRequest, pk: int) -> HttpResponse:
    holder = _managed(request, pk)
    group = holder.seat.body.group
    people = people_of(group.pk).exclude(pk=holder.user_id)
    initial = {"language": request.user.language, "starts_on": _next_day(holder)}
    form = ReplaceForm(request.POST or None, people=people, initial=initial)
    if request.method == "POST" and form.is_valid() and _replaced(request, holder, form):
        messages.success(request, _told(form))
        return redirect("groups:group_people", pk=group.pk)
    context = {"holder": holder, "group": group, "crumbs": people_crumbs(group)}
    return form_page(request, "groups/mandate_replace.html", form, **context)


def _next_day(holder: SeatHolder) -> date:
    """Return the day after the mandate, or today where that has passed or the seat is no more."""
    if holder.ends_on is None:
        return today()
    after, seat = holder.ends_on + timedelta(days=1), holder.seat
    lasts = all(is_within(after, today(), last) for last in (seat.closed_on, seat.body.ends_on))
    return after if lasts else today()


def _replaced(request: HttpRequest, holder: SeatHolder, form: ReplaceForm) -> bool:
    clean = form.cleaned_data
    given = {"holder_id": holder.pk, "starts_on": clean["starts_on"], "by": request.user}
    given["now"] = timezone.now()
    if clean["user"]:
        return done(form, replace_holder, user=clean["user"], **given)
    person = Invitee(**{name: clean[name] for name in ("address", "name", "language")})
    return done(form, replace_by_invitation, person=person, **given)


def _told(form: ReplaceForm) -> str:
    if person := form.cleaned_data["user"]:
        return gettext("%(name)s takes over the seat.") % {"name": person.name}
    return gettext("%(name)s is invited to take over.") % {"name": form.cleaned_data["name"]}


@members_only
@once
def seat_new(request: HttpRequest, pk: int) -> HttpResponse:
    body = seen_body(request, pk)
    require(can_open_seat(request.user, body, today()))
    given = {"group": body.group, "reader": request.user, "on": today()}
    form = OpenSeatForm(request.POST or None, **given, initial={"opened_on": today()})
    if request.method == "POST" and form.is_valid():
        names = ("organisation", "category", "opened_on")
        values = {name: form.cleaned_data[name] for name in names}
        if done(form, open_seat, body=body, **values, by=request.user, now=timezone.now()):
            messages.success(request, gettext("The seat is opened."))
            return redirect("groups:group_people", pk=body.group_id)
    context = {"body": body, "crumbs": people_crumbs(body.group)}
    return form_page(request, "groups/seat_new.html", form, **context)


def _managed(request: HttpRequest, pk: int) -> SeatHolder:
    mandates = SeatHolder.objects.visible_to(request.user).with_seat(today())
    holder = get_object_or_404(mandates.select_related("appointment"), pk=pk)
    request.elo_group_id = holder.seat.body.group_id
    require(can_manage_seats(request.user, holder.seat.body.group))
    return holder
