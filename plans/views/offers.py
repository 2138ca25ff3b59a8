from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit, VersionedForm
from groups.page import group_crumbs
from plans.forms.offers import AnswerForm, OfferForm, RepeatForm, TermsForm
from plans.models import Measure, Offer, Plan
from plans.notices.offers import facts_of
from plans.policies.offers import can_move, can_offer, can_offer_in, is_own
from plans.querysets.offers import measures_to_offer
from plans.services.offers import (
    answer_offer,
    offer_all,
    offer_measure,
    repeat_offer,
    settle_offer,
    withdraw_offer,
)
from plans.states import OfferAction, OfferState
from plans.views.offer_answers import answer_forms, offered_date, sent_form

STATES = {
    OfferState.OFFERED: ("hjortron", "hourglass"),
    OfferState.NEGOTIATING: ("info", "message-square"),
    OfferState.ACCEPTED: ("success", "circle-check"),
    OfferState.DECLINED: ("danger", "circle-slash"),
    OfferState.WITHDRAWN: ("neutral", "circle-slash"),
}


@members_only
@once
def offer_new(request: HttpRequest, pk: int) -> HttpResponse:
    measures = Measure.objects.visible_to(request.user).select_related("plan__group", "goal")
    measure = get_object_or_404(measures.prefetch_related("partners"), pk=pk)
    require(can_offer(request.user, measure))
    now = timezone.now()
    form = OfferForm(request.POST or None, measure=measure, today=helsinki_day(now))
    given = {"measure_id": measure.pk, "by": request.user, "now": now}
    if form.is_valid():
        given |= {"organisation_id": form.cleaned_data["organisation"].pk, "terms": form.terms()}
        if done(form, offer_measure, **given):
            messages.success(request, gettext("The responsibility is offered. The mail goes out."))
            return redirect("plans:measure_detail", pk=measure.pk)
    request.elo_group_id = measure.plan.group_id
    crumbs = _crumbs(measure)
    return form_page(request, "plans/offer_new.html", form, measure=measure, crumbs=crumbs)


@members_only
@once
def plan_offers(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Plan.objects.visible_to(request.user).select_related("group")
    plan = get_object_or_404(rows, pk=pk)
    require(can_offer_in(request.user, plan))
    now = timezone.now()
    form = TermsForm(request.POST or None, today=helsinki_day(now))
    free = measures_to_offer(plan.pk, helsinki_day(now)).select_related("responsible")
    free = list(free.order_by("goal", "number"))
    if form.is_valid():
        given = {"plan_id": plan.pk, "terms": form.terms(), "by": request.user, "now": now}
        if done(form, offer_all, **given):
            text = ngettext("%(n)s offer goes out.", "%(n)s offers go out.", len(free))
            messages.success(request, text % {"n": len(free)})
            return redirect("plans:plan_detail", pk=plan.pk)
    request.elo_group_id = plan.group_id
    context = {"plan": plan, "measures": free, "crumbs": _plan_crumbs(plan)}
    return form_page(request, "plans/plan_offers.html", form, **context)


@members_only
def offer_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _offer(request, pk))


@require_POST
@members_only
@once
def offer_answer(request: HttpRequest, pk: int) -> HttpResponse:
    offer = _offer(request, pk)
    form = sent_form(request)
    require(can_move(request.user, offer, OfferAction(_action(request))))
    if form is None or not form.is_valid():
        return _page(request, offer, sent=form, status=422)
    given = {"answer": form.answer(), "done_text": gettext("The answer is recorded.")}
    return _act(request, offer, form, answer_offer, **given)


@require_POST
@members_only
@once
def offer_settle(request: HttpRequest, pk: int) -> HttpResponse:
    offer = _offer(request, pk)
    require(can_move(request.user, offer, OfferAction.SETTLE))
    form = VersionedForm(request.POST)
    return _act(
        request, offer, form, settle_offer, done_text=gettext("The proposed date is agreed.")
    )


@require_POST
@members_only
@once
def offer_repeat(request: HttpRequest, pk: int) -> HttpResponse:
    offer = _offer(request, pk)
    require(can_move(request.user, offer, OfferAction.REPEAT))
    form = RepeatForm(request.POST, today=helsinki_day(timezone.now()), auto_id="id_repeat_%s")
    if not form.is_valid():
        return _page(request, offer, repeat=form, status=422)
    given = {"terms": form.terms(), "done_text": gettext("The offer is made again.")}
    return _act(request, offer, form, repeat_offer, **given)


@require_POST
@members_only
@once
def offer_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    offer = _offer(request, pk)
    require(can_move(request.user, offer, OfferAction.WITHDRAW))
    form = VersionedForm(request.POST)
    return _act(request, offer, form, withdraw_offer, done_text=gettext("The offer is withdrawn."))


def _action(request: HttpRequest) -> OfferAction:
    """Return the answer whose button was pressed; any of them where none is named."""
    named = request.POST.get("answer", "")
    return OfferAction(named) if named in set(OfferAction) else OfferAction.ACCEPT


def _act(
    request: HttpRequest,
    offer: Offer,
    form: Any,
    service: Any,
    *,
    done_text: str,
    **given: Any,
) -> HttpResponse:
    """Do `service` to the offer as it stood when it was read; else show the page again."""
    is_repeat = isinstance(form, RepeatForm)
    shown: dict[str, Any] = {"repeat": form} if is_repeat else {"sent": _answer_of(form)}
    if not form.is_valid():
        return _page(request, offer, status=422)
    given |= {"offer_id": offer.pk, "version": form.cleaned_data["version"]}
    try:
        if not done(form, service, by=request.user, now=timezone.now(), **given):
            return _page(request, offer, status=422, **shown)
    except StaleEdit:
        return _page(request, _offer(request, offer.pk), status=409)
    messages.success(request, done_text)
    return HttpResponseRedirect(reverse("plans:offer_detail", args=[offer.pk]))


def _answer_of(form: Any) -> AnswerForm | None:
    return form if hasattr(form, "answer") else None


def _offer(request: HttpRequest, pk: int) -> Offer:
    rows = Offer.objects.visible_to(request.user).select_related(
        "measure__plan__group", "measure__goal", "organisation", "offered_by", "answered_by"
    )
    offer: Offer = get_object_or_404(rows.prefetch_related("measure__partners"), pk=pk)
    request.elo_group_id = offer.measure.plan.group_id
    return offer


def _page(
    request: HttpRequest,
    offer: Offer,
    *,
    sent: AnswerForm | None = None,
    repeat: RepeatForm | None = None,
    status: int = 200,
) -> HttpResponse:
    tone, icon = STATES[OfferState(offer.state)]
    today = helsinki_day(timezone.now())
    initial = {"version": offer.version, "due_on": offer.proposed_due_on}
    context = {
        "offer": offer,
        "status": {"tone": tone, "icon": icon, "text": offer.get_state_display()},
        "crumbs": _crumbs(offer.measure),
        "facts": facts_of(offer, request.user),
        "due_on": offered_date(offer),
        "moves": {each.value: can_move(request.user, offer, each) for each in OfferAction},
        "is_own": is_own(request.user, offer),
        "forms": answer_forms(offer, sent),
        "open": request.POST.get("answer", ""),
        "repeat": repeat or RepeatForm(initial=initial, today=today, auto_id="id_repeat_%s"),
        "plain": VersionedForm(initial={"version": offer.version}),
        "is_stale": status == 409,
        "is_late": offer.state == OfferState.OFFERED and offer.answer_by < today,
    }
    return render(request, "plans/offer_detail.html", context, status=status)


def _plan_crumbs(plan: Plan) -> list[dict[str, str]]:
    url = reverse("plans:plan_detail", args=[plan.pk])
    return [*group_crumbs(plan.group), {"url": url, "label": plan.title}]


def _crumbs(measure: Measure) -> list[dict[str, str]]:
    url = reverse("plans:measure_detail", args=[measure.pk])
    return [*_plan_crumbs(measure.plan), {"url": url, "label": measure.title}]
