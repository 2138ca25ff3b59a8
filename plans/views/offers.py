from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from plans.forms.offers import AnswerForm, OfferForm, RepeatForm, StandForm, TermsForm
from plans.models import Offer
from plans.notices.offers import facts_of
from plans.panels.responsibility import TONES
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
from plans.views.editing import edited, under_measure, under_plan
from plans.views.frame import measure_crumbs, seen_measure, seen_plan
from plans.views.offer_answers import answer_forms, sent_form


@members_only
@once
def offer_new(request: HttpRequest, pk: int) -> HttpResponse:
    measure = seen_measure(request, pk)
    require(can_offer(request.user, measure))
    today = helsinki_day(timezone.now())
    page = under_measure(
        measure,
        template="plans/offer_new.html",
        message=gettext("The responsibility is offered. The mail goes out."),
        form=lambda data: OfferForm(data, measure=measure, today=today),
    )
    return edited(request, page, offer_measure, measure_id=pk)


@members_only
@once
def plan_offers(request: HttpRequest, pk: int) -> HttpResponse:
    plan = seen_plan(request, pk)
    require(can_offer_in(request.user, plan))
    today = helsinki_day(timezone.now())
    free = measures_to_offer(pk, today).select_related("responsible").order_by("goal", "number")
    measures = list(free)
    text = ngettext("%(n)s offer goes out.", "%(n)s offers go out.", len(measures))
    page = under_plan(
        plan,
        template="plans/plan_offers.html",
        message=text % {"n": len(measures)},
        form=lambda data: TermsForm(data, today=today),
        context={"measures": measures},
    )
    return edited(request, page, offer_all, plan_id=pk)


@members_only
def offer_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _offer(request, pk))


@require_POST
@members_only
@once
def offer_answer(request: HttpRequest, pk: int) -> HttpResponse:
    offer = _offer(request, pk)
    require(can_move(request.user, offer, _pressed(request)))
    form = sent_form(request)
    text = gettext("The answer is recorded.")
    return _act(request, offer, form, answer_offer, text, sent=form)


@require_POST
@members_only
@once
def offer_settle(request: HttpRequest, pk: int) -> HttpResponse:
    offer = _offer(request, pk)
    require(can_move(request.user, offer, OfferAction.SETTLE))
    text = gettext("The proposed date is agreed.")
    return _act(request, offer, StandForm(request.POST), settle_offer, text)


@require_POST
@members_only
@once
def offer_repeat(request: HttpRequest, pk: int) -> HttpResponse:
    offer = _offer(request, pk)
    require(can_move(request.user, offer, OfferAction.REPEAT))
    form = RepeatForm(request.POST, today=helsinki_day(timezone.now()), auto_id="id_repeat_%s")
    text = gettext("The offer is made again.")
    return _act(request, offer, form, repeat_offer, text, repeat=form)


@require_POST
@members_only
@once
def offer_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    offer = _offer(request, pk)
    require(can_move(request.user, offer, OfferAction.WITHDRAW))
    text = gettext("The offer is withdrawn.")
    return _act(request, offer, StandForm(request.POST), withdraw_offer, text)


def _pressed(request: HttpRequest) -> OfferAction:
    """Return the answer whose button was pressed; any of them where none is named."""
    named = request.POST.get("answer", "")
    return OfferAction(named) if named in set(OfferAction) else OfferAction.ACCEPT


def _act(
    request: HttpRequest,
    offer: Offer,
    form: Any,
    service: Callable[..., Offer],
    message: str,
    **shown: Any,
) -> HttpResponse:
    """Do `service` to the offer as it stood when it was read; else show the page with `shown`."""
    if form is None or not form.is_valid():
        return _page(request, offer, status=422, **shown)
    given = {"offer_id": offer.pk, "version": form.cleaned_data["version"], **form.given()}
    try:
        if not done(form, service, by=request.user, now=timezone.now(), **given):
            return _page(request, offer, status=422, **shown)
    except StaleEdit:
        return _page(request, _offer(request, offer.pk), status=409)
    messages.success(request, message)
    return redirect("plans:offer_detail", pk=offer.pk)


def _offer(request: HttpRequest, pk: int) -> Offer:
    offer: Offer = get_object_or_404(Offer.objects.visible_to(request.user).with_terms(), pk=pk)
    request.elo_group_id = offer.measure.plan.group_id  # type: ignore[attr-defined]
    return offer


def _page(
    request: HttpRequest,
    offer: Offer,
    *,
    sent: AnswerForm | None = None,
    repeat: RepeatForm | None = None,
    status: int = 200,
) -> HttpResponse:
    tone, icon = TONES[OfferState(offer.state)]
    today = helsinki_day(timezone.now())
    initial = {"version": offer.version, "due_on": offer.proposed_due_on}
    context = {
        "offer": offer,
        "status": {"tone": tone, "icon": icon, "text": offer.get_state_display()},
        "crumbs": measure_crumbs(offer.measure, with_page=True),
        "facts": facts_of(offer, request.user),
        "due_on": offer.offered_day,
        "moves": {each.value: can_move(request.user, offer, each) for each in OfferAction},
        "is_own": is_own(request.user, offer),
        "forms": answer_forms(offer, sent),
        "open": request.POST.get("answer", ""),
        "repeat": repeat or RepeatForm(initial=initial, today=today, auto_id="id_repeat_%s"),
        "plain": StandForm(initial={"version": offer.version}),
        "is_stale": status == 409,
        "is_late": offer.state == OfferState.OFFERED and offer.answer_by < today,
    }
    return render(request, "plans/offer_detail.html", context, status=status)
