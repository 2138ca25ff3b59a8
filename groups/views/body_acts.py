from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.decisions import require
from groups.forms.bodies import CloseBodyForm, CommissionForm, EndCommissionForm
from groups.models import Body, Commission
from groups.policies.settings import can_set_up_body
from groups.services.bodies import close_body
from groups.services.commissions import add_commission, end_commission
from groups.views.bodies import body_crumbs
from groups.views.frame import seen_body, today


@members_only
@once
def commission_new(request: HttpRequest, pk: int) -> HttpResponse:
    body = _set_up(request, pk)
    initial = {"starts_on": today()}
    form = CommissionForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = {"body_id": pk, "given": form.commissioned(), "by": request.user}
        if done(form, add_commission, **given, now=timezone.now()):
            messages.success(request, gettext("The commission is added."))
            return redirect("groups:body_detail", pk=pk)
    crumbs = body_crumbs(body)
    return form_page(request, "groups/commission_new.html", form, body=body, crumbs=crumbs)


@members_only
@once
def commission_end(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Commission.objects.visible_to(request.user).select_related("body__group")
    row = get_object_or_404(rows, pk=pk)
    _allow(request, row.body)
    form = EndCommissionForm(request.POST or None, initial={"last_day": today()})
    if request.method == "POST" and form.is_valid():
        given = {"commission_id": pk, "last_day": form.cleaned_data["last_day"]}
        if done(form, end_commission, **given, by=request.user, now=timezone.now()):
            messages.success(request, gettext("The commission is ended."))
            return redirect("groups:body_detail", pk=row.body_id)
    context = {"row": row, "body": row.body, "crumbs": body_crumbs(row.body)}
    return form_page(request, "groups/commission_end.html", form, **context)


@members_only
@once
def body_close(request: HttpRequest, pk: int) -> HttpResponse:
    body = _set_up(request, pk)
    last_day = min(body.ends_on or today(), today())
    form = CloseBodyForm(request.POST or None, initial={"last_day": last_day})
    if request.method == "POST" and form.is_valid():
        names = ("last_day", "closing_note_sv", "closing_note_fi")
        given = {name: form.cleaned_data[name] for name in names}
        if done(form, close_body, body_id=pk, **given, by=request.user, now=timezone.now()):
            messages.success(request, gettext("The body is closed."))
            return redirect("groups:body_detail", pk=pk)
    seats = body.seats.open_on(today()).count()
    context = {"body": body, "seats": seats, "crumbs": body_crumbs(body)}
    return form_page(request, "groups/body_close.html", form, **context)


def _set_up(request: HttpRequest, pk: int) -> Body:
    body = seen_body(request, pk)
    _allow(request, body)
    return body


def _allow(request: HttpRequest, body: Body) -> None:
    request.elo_group_id = body.group_id
    require(can_set_up_body(request.user, body.group, body.kind))
