"""Signing up to an event, with an account or without one; the list for who arranges it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import done, form_page, made
from elo_platform.lib.decisions import require
from elo_platform.lib.http import table_file
from elo_platform.lib.middleware import network_of
from elo_platform.lib.senders import SECONDS, Sender
from groups.forms.events import PresenceForm, VisitorForm, WithdrawForm
from groups.models import Event, SignUp
from groups.panels.event_lists import participant_rows, participants_table
from groups.panels.events import is_full
from groups.policies.events import (
    can_arrange,
    can_mark_presence,
    can_sign_up,
    can_sign_up_openly,
    can_withdraw,
)
from groups.services.export_lists import record_export
from groups.services.signups import (
    ask_for_place,
    mark_presence,
    sign_up,
    strike_signup,
    withdraw,
)
from groups.states import SignUpState
from groups.views.event_edit import page_of
from groups.views.events import event_or_404, sign_up_form


@members_only
@once
def event_sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    event, now = event_or_404(request, pk), timezone.now()
    require(can_sign_up(request.user, event, now))
    form = sign_up_form(request)
    given = {"event_id": pk, "by": request.user, "now": now}
    if form.is_valid() and (row := made(form, sign_up, **given, **form.given())):
        has_place = row.state == SignUpState.COMING
        text = gettext("You have signed up and have a place.")
        if not has_place:
            text = gettext("You have signed up and are on the waiting list.")
        messages.success(request, text)
        return redirect("groups:event_detail", pk=pk)
    return form_page(request, "groups/event_sign_up.html", form, **page_of(event))


@members_only
@once
def event_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_or_404(request, pk)
    own = get_object_or_404(SignUp.objects.visible_to(request.user).of(request.user), event=event)
    own.event = event
    require(can_withdraw(own, timezone.now()))
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        withdraw(event_id=pk, by=request.user, now=timezone.now())
        messages.success(request, gettext("Your sign-up is withdrawn."))
        return redirect("groups:event_detail", pk=pk)
    return form_page(request, "groups/event_withdraw.html", form, own=own, **page_of(event))


@public("sign-up of people without an account, where the event allows it")
@once
def event_visit(request: HttpRequest, pk: int) -> HttpResponse:
    event, now = event_or_404(request, pk), timezone.now()
    require(can_sign_up_openly(event, now))
    form = VisitorForm(request.POST or None, initial={"language": get_language()})
    context = {**page_of(event), "is_full": is_full(event)}
    page = partial(form_page, request, "groups/event_visit.html", form, **context)
    if not form.is_valid():
        return page()
    if not Sender(network=network_of(request), path="event_visit").may_send():
        response = page(status=429, is_too_many=True)
        response.headers["Retry-After"] = str(SECONDS)
        return response
    ask_for_place(event_id=pk, now=now, **form.given())
    return redirect("groups:event_visited", pk=pk)


@public("says that a mail is on its way, and nothing of anybody")
def event_visited(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "groups/event_visited.html", page_of(event_or_404(request, pk)))


@members_only
@once
def event_participants(request: HttpRequest, pk: int) -> HttpResponse:
    event, now = event_or_404(request, pk), timezone.now()
    require(can_arrange(request.user, event))
    rows = _signups(request, event)
    placed = [row.pk for row in rows if row.state == SignUpState.COMING]
    form = PresenceForm(request.POST or None, ids=placed)
    may_mark = can_mark_presence(request.user, event, now)
    if request.method == "POST":
        require(may_mark)
    given = {"event_id": pk, "by": request.user, "now": now}
    if form.is_valid() and done(form, mark_presence, **given, **form.given()):
        messages.success(request, gettext("It is saved who came."))
        return redirect("groups:event_participants", pk=pk)
    context = {**page_of(event), "may_mark": may_mark, **participant_rows(event, rows)}
    return form_page(request, "groups/event_participants.html", form, **context)


@members_only
def participants_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    event = event_or_404(request, pk)
    require(can_arrange(request.user, event))
    table = participants_table(event, _signups(request, event))
    response = table_file(table, ending)
    given = {"table": table, "ending": ending, "group": event.group}
    record_export(**given, by=request.user, now=timezone.now())
    return response


@members_only
@once
def signup_strike(request: HttpRequest, pk: int) -> HttpResponse:
    rows = SignUp.objects.visible_to(request.user).select_related("user", "event")
    row = get_object_or_404(rows, pk=pk)
    event = event_or_404(request, row.event_id)
    require(can_arrange(request.user, event))
    require(can_withdraw(row, timezone.now()))
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        strike_signup(signup_id=pk, by=request.user, now=timezone.now())
        messages.success(request, gettext("The sign-up is withdrawn."))
        return redirect("groups:event_participants", pk=event.pk)
    context: dict[str, Any] = {"name": row.who, **page_of(event)}
    return form_page(request, "groups/event_strike.html", form, **context)


def _signups(request: HttpRequest, event: Event) -> list[SignUp]:
    rows = SignUp.objects.visible_to(request.user).filter(event=event).standing()
    rows = rows.marked_national()
    return list(rows.select_related("user", "organisation__category"))
