"""Minutes go their way: sent for checking, checked, approved, opened again."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.forms.minutes import (
    ApproveMinutesForm,
    AskCheckersForm,
    CheckForm,
    ReopenMinutesForm,
    SendMinutesForm,
    TakeBackForm,
)
from groups.models import Minutes, MinutesChecker
from groups.panels.minutes import changed_since
from groups.policies.minutes import can_check, can_step, can_write
from groups.querysets.minutes import possible_checkers
from groups.querysets.minutes_content import content_of
from groups.services.minutes_steps import (
    answer_check,
    approve_minutes,
    ask_checkers,
    reopen_minutes,
    send_minutes,
    take_back_minutes,
)
from groups.states import MinutesAction
from groups.views.minutes import minutes_crumbs, minutes_or_404, minutes_page


@members_only
@once
def minutes_send(request: HttpRequest, pk: int) -> HttpResponse:
    minutes, now = minutes_or_404(request, pk), timezone.now()
    require(can_step(request.user, minutes, MinutesAction.SEND, now))
    candidates = possible_checkers(minutes.meeting)
    named = minutes.checkers.values_list("user", flat=True)
    form = SendMinutesForm(
        request.POST or None, candidates=candidates, initial={"checkers": list(named)}
    )
    given = {"minutes_id": minutes.pk, "by": request.user, "now": now}
    if form.is_valid() and done(form, send_minutes, **given, **form.given()):
        messages.success(request, gettext("The minutes are sent to be checked."))
        return redirect("groups:minutes_detail", pk=pk)
    return form_page(request, "groups/minutes_send.html", form, **_around(minutes))


@require_POST
@members_only
@once
def minutes_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    minutes, now = minutes_or_404(request, pk), timezone.now()
    require(can_step(request.user, minutes, MinutesAction.TAKE_BACK, now))
    if TakeBackForm(request.POST).is_valid():
        take_back_minutes(minutes_id=minutes.pk, by=request.user, now=now)
        messages.success(request, gettext("The minutes are taken back to be written."))
    return redirect("groups:minutes_detail", pk=pk)


@require_POST
@members_only
@once
def minutes_ask(request: HttpRequest, pk: int) -> HttpResponse:
    minutes = minutes_or_404(request, pk)
    require(can_write(request.user, minutes))
    form = AskCheckersForm(request.POST)
    try:
        given = {"minutes_id": minutes.pk, "by": request.user, "now": timezone.now()}
        if form.is_valid():
            asked = ask_checkers(**given)
            text = ngettext("%(number)s person is asked.", "%(number)s people are asked.", asked)
            messages.success(request, text % {"number": asked})
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("groups:minutes_detail", pk=pk)


@require_POST
@members_only
@once
def minutes_approve(request: HttpRequest, pk: int) -> HttpResponse:
    minutes, now = minutes_or_404(request, pk), timezone.now()
    require(can_step(request.user, minutes, MinutesAction.APPROVE, now))
    form = ApproveMinutesForm(request.POST)
    given = {"minutes_id": minutes.pk, "by": request.user, "now": now}
    try:
        if form.is_valid() and done(
            form, approve_minutes, version=form.cleaned_data["version"], **given, **form.given()
        ):
            messages.success(request, gettext("The minutes are approved and locked."))
            return redirect("groups:minutes_detail", pk=pk)
    except StaleEdit:
        changed = changed_since(_seen(form), content_of(minutes))
        return minutes_page(request, minutes.meeting, status=409, is_stale=True, changed=changed)
    refused = [sentence for errors in form.errors.values() for sentence in errors]
    return minutes_page(request, minutes.meeting, status=422, refused=refused)


@members_only
@once
def minutes_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    minutes, now = minutes_or_404(request, pk), timezone.now()
    require(can_step(request.user, minutes, MinutesAction.REOPEN, now))
    form = ReopenMinutesForm(request.POST or None)
    given = {"minutes_id": minutes.pk, "by": request.user, "now": now}
    if form.is_valid() and done(form, reopen_minutes, **given, **form.given()):
        messages.success(request, gettext("The minutes are open again."))
        return redirect("groups:minutes_detail", pk=pk)
    return form_page(request, "groups/minutes_reopen.html", form, **_around(minutes))


@require_POST
@members_only
@once
def minutes_check(request: HttpRequest, pk: int) -> HttpResponse:
    minutes = minutes_or_404(request, pk)
    rows = MinutesChecker.objects.visible_to(request.user).filter(minutes=minutes)
    checker = get_object_or_404(rows.select_related("minutes"), user=request.user)
    require(can_check(request.user, checker))
    form = CheckForm(request.POST, auto_id="check_%s")
    given = {"checker_id": checker.pk, "by": request.user, "now": timezone.now()}
    try:
        if form.is_valid() and done(
            form, answer_check, version=form.cleaned_data["version"], **given, **form.given()
        ):
            messages.success(request, gettext("Your answer is recorded."))
            return redirect("groups:minutes_detail", pk=pk)
    except StaleEdit:
        return minutes_page(request, minutes.meeting, status=409, is_stale=True, changed=[])
    return minutes_page(request, minutes.meeting, status=422, check_form=form)


def _around(minutes: Minutes) -> dict[str, Any]:
    meeting = minutes.meeting
    return {"minutes": minutes, "meeting": meeting, "crumbs": minutes_crumbs(meeting)}


def _seen(form: ApproveMinutesForm) -> dict[str, int]:
    """Return the versions that the form says were read; none where it was tampered with."""
    try:
        seen = json.loads(form.cleaned_data["seen"])
    except (ValueError, RecursionError):
        return {}
    return seen if isinstance(seen, dict) else {}
