"""The page behind the mail of an offer: three answers, given without signing in."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from elo_platform.accounts.models import User
from elo_platform.audit.receipts import once
from elo_platform.lib.access import public
from elo_platform.lib.acting import by_link, undone
from elo_platform.notifications.acts import Act
from plans.forms.offers import AnswerForm
from plans.models import Offer
from plans.notices.offers import facts_of
from plans.policies.offers import can_answer_by_link, is_own
from plans.services.offers import answer_by_link
from plans.states import OfferAction, OfferState
from plans.views.offer_answers import answer_forms, sent_form


@public("one-act link")
@once
def answer_offer_by_mail(request: HttpRequest, act: Act) -> HttpResponse:
    """Show the offer, or record the answer; what no longer holds gets a friendly page."""
    offer = _offer(act.object_id)
    person = User.objects.for_act(act.user_id).first()
    if offer is None or person is None:
        return _closed(request)
    if not (decision := can_answer_by_link(act.subject, offer, OfferAction.ACCEPT)):
        return _closed(request, offer, person, str(decision.reason))
    if request.method != "POST":
        return _ask(request, offer, person, status=200)
    page = partial(_ask, request, offer, person)
    if (form := sent_form(request)) is None:
        return page()
    given = {"offer_id": offer.pk, "subject": act.subject, "now": timezone.now()}
    press = partial(undone, form, page, answer_by_link, **given)
    return by_link(
        request, lambda reason: _closed(request, _offer(offer.pk), person, reason), press
    )


def _offer(pk: int) -> Offer | None:
    found: Offer | None = Offer.objects.for_act(pk).first()
    return found


def _ask(
    request: HttpRequest,
    offer: Offer,
    person: User,
    form: AnswerForm | None = None,
    *,
    status: int = 422,
) -> HttpResponse:
    """Show the terms above the three answers; where they are others now, as they stand."""
    if status == 409:
        offer = _offer(offer.pk) or offer
    asked = request.POST.get("answer") or request.GET.get("answer", "")
    context: dict[str, Any] = {
        "offer": offer,
        "due_on": offer.offered_day,
        "facts": facts_of(offer, person),
        "forms": answer_forms(offer, form),
        "open": asked if asked in set(OfferAction) else "",
        "is_stale": status == 409,
        "is_saved": "saved" in request.GET and offer.state == OfferState.NEGOTIATING,
        "is_own": is_own(person, offer),
    }
    return render(request, "plans/offer_act.html", context, status=status)


def _closed(
    request: HttpRequest, offer: Offer | None = None, person: User | None = None, reason: str = ""
) -> HttpResponse:
    """Say kindly what the answer was, or why none can be given; named to its own people only."""
    is_named = offer is not None and person is not None and is_own(person, offer)
    is_thanks = is_named and "saved" in request.GET and request.method == "GET"
    context = {"offer": offer if is_named else None, "reason": reason, "is_thanks": is_thanks}
    return render(request, "plans/offer_closed.html", context, status=200 if is_thanks else 410)
