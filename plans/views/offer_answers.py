"""What the page of an offer and the page behind its mail have in common: three answers."""

from typing import Any

from django.http import HttpRequest

from plans.forms.offers import FORMS, AnswerForm
from plans.models import Offer
from plans.states import OfferAction


def answer_forms(offer: Offer, sent: AnswerForm | None = None) -> dict[str, Any]:
    """Return the three forms by action; the one that was sent as it was sent."""
    blank = {
        action: form(
            initial={"version": offer.version, "due_on": offer.due_on},
            auto_id=f"id_{action}_%s",
        )
        for action, form in FORMS.items()
    }
    if sent is not None:
        action = next(action for action, form in FORMS.items() if type(sent) is form)
        blank[action] = sent
    return {action.value: form for action, form in blank.items()}


def sent_form(request: HttpRequest) -> AnswerForm | None:
    """Return the form whose button was pressed, with what was sent; None for none of them."""
    action = request.POST.get("answer", "")
    if action not in FORMS:
        return None
    return FORMS[OfferAction(action)](request.POST, auto_id=f"id_{action}_%s")
