"""Who carries an action, and how far a plan has come on its way to approval, as pages show it."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.forms import ConfirmForm
from elo_platform.lib.text import day, initials
from groups.models import Meeting
from groups.permissions import GroupPermission
from plans.models import Measure, Offer, Plan
from plans.policies.approval import can_place
from plans.policies.offers import can_offer, can_offer_in
from plans.querysets.approval import items_of
from plans.querysets.offers import measures_to_offer
from plans.states import LIVE_OFFERS, OfferState, PlanState

Rights = frozenset[GroupPermission]
TONES = {
    OfferState.OFFERED: ("hjortron", "hourglass"),
    OfferState.NEGOTIATING: ("info", "message-square"),
    OfferState.ACCEPTED: ("success", "circle-check"),
    OfferState.DECLINED: ("danger", "circle-slash"),
    OfferState.WITHDRAWN: ("neutral", "circle-slash"),
}


def responsibility(
    measure: Measure, reader: User | AnonymousUser, rights: Rights
) -> dict[str, Any]:
    """Return who is named, who was asked and what they answered; one query for who reads drafts."""
    offers = list(
        Offer.objects.visible_to(reader)
        .filter(measure=measure)
        .exclude(state=OfferState.WITHDRAWN)
        .select_related("organisation")
        .order_by("-pk")
    )
    is_asked = any(offer.state in LIVE_OFFERS for offer in offers)
    return {
        "organisation": measure.responsible.name,
        "initials": initials(measure.responsible.name),
        "offers": [_line(offer, measure) for offer in offers],
        "may_offer": not is_asked and bool(can_offer(reader, measure, rights)),
    }


def approval(
    plan: Plan, reader: User | AnonymousUser, rights: Rights, *, today: date
) -> dict[str, Any]:
    """Return where a plan is on an agenda, and what `reader` can do to take it further."""
    found: dict[str, Any] = {
        "state": plan.state,
        "may_place": bool(can_place(reader, plan, rights)),
    }
    if plan.state == PlanState.PROPOSED:
        items = list(items_of(plan.pk))
        seen = Meeting.objects.visible_to(reader).filter(pk__in=[each.meeting_id for each in items])
        open_to = set(seen.values_list("pk", flat=True))
        found["items"] = [
            {
                "title": f"{item.meeting.title}, {day(item.meeting.day)}",
                "url": f"{reverse('groups:meeting_detail', args=[item.meeting_id])}#item-{item.pk}",
            }
            for item in items
            if item.meeting_id in open_to
        ]
        found["take_back"] = ConfirmForm() if found["may_place"] else None
    if can_offer_in(reader, plan, rights):
        found["to_offer"] = measures_to_offer(plan.pk, today).count()
    return found


def _line(offer: Offer, measure: Measure) -> dict[str, Any]:
    tone, icon = TONES[OfferState(offer.state)]
    text = str(offer.get_state_display())
    if offer.state == OfferState.ACCEPTED and offer.answered_at:
        text = gettext("Accepted %(day)s") % {"day": day(offer.answered_at.date())}
    elif offer.state == OfferState.OFFERED:
        text = gettext("Answer wanted by %(day)s") % {"day": day(offer.answer_by)}
    is_other = offer.organisation_id != measure.responsible_id
    return {
        "name": offer.organisation.name if is_other else "",
        "tone": tone,
        "icon": icon,
        "text": text,
        "on_behalf": offer.is_on_behalf,
        "url": reverse("plans:offer_detail", args=[offer.pk]),
    }
