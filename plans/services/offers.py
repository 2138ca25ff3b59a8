"""Responsibility for an action: offered to an organisation, answered, negotiated, withdrawn."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.states import target_state
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import Organisation
from groups.permissions import GroupPermission
from groups.querysets.answerers import people_answering_for
from groups.querysets.readers import people_permitted_in_group
from plans.kinds import DeclineReason
from plans.models import Measure, Offer
from plans.policies.offers import can_answer_by_link, can_move, can_offer, can_offer_in, is_own
from plans.querysets.offers import measures_to_offer
from plans.services.measures import locked_measure
from plans.services.plans import locked_plan
from plans.states import (
    LIVE_OFFERS,
    MEASURE_TRANSITIONS,
    OFFER_TRANSITIONS,
    MeasureAction,
    MeasureStatus,
    OfferAction,
    OfferState,
)

_RECORDED = {
    OfferAction.ACCEPT: AuditKind.OFFER_ACCEPTED,
    OfferAction.NEGOTIATE: AuditKind.OFFER_NEGOTIATED,
    OfferAction.SETTLE: AuditKind.OFFER_SETTLED,
    OfferAction.REPEAT: AuditKind.OFFER_MADE,
    OfferAction.DECLINE: AuditKind.OFFER_DECLINED,
    OfferAction.WITHDRAW: AuditKind.OFFER_WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What is offered: until when an answer is wanted, and the date where it is not the plan's."""

    answer_by: date
    due_on: date | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class OfferAnswer:
    """What the organisation says: `action`, with a date and words, or a reason and words."""

    action: OfferAction
    due_on: date | None = None
    comment: str = ""
    reason: str = ""


@transaction.atomic
def offer_measure(
    *, measure_id: int, organisation_id: int, terms: Terms, by: User, now: datetime
) -> Offer:
    """Ask an organisation of the group to take responsibility; those who answer for it get mail.

    Raises:
        PermissionDenied: `by` does not write the group's plans, or the action is over.
        ValidationError: by field: somebody is asked or has accepted already, the organisation
            is none of the group's or the action's, or a day that has passed.
    """
    _plan, measure = locked_measure(measure_id=measure_id)
    require(can_offer(by, measure))
    _check_terms(terms, now)
    if measure.offers.filter(state__in=LIVE_OFFERS).exists():
        sentence = _("Somebody is asked or has accepted already. Withdraw that offer first.")
        raise ValidationError({"organisation": sentence})
    members = Organisation.objects.members_of(group_id=measure.plan.group_id)
    own = {measure.responsible_id, *measure.partners.values_list("pk", flat=True)}
    if organisation_id not in own and not members.filter(pk=organisation_id).exists():
        sentence = _("Choose among the organisations of the action and of the group.")
        raise ValidationError({"organisation": sentence})
    return _offer(measure, organisation_id, terms, by, now)


@transaction.atomic
def offer_all(*, plan_id: int, terms: Terms, by: User, now: datetime) -> int:
    """Offer each open action of a plan that nobody is asked for to the one that it names.

    Return how many were offered; done twice, the second time offers nothing.

    Raises:
        PermissionDenied: `by` does not write the group's plans, or the plan has ended.
        ValidationError: a day to answer by that has passed.
    """
    plan = locked_plan(plan_id=plan_id)
    require(can_offer_in(by, plan))
    _check_terms(terms, now)
    offered = list(
        measures_to_offer(plan_id, helsinki_day(now)).select_related("plan").order_by("pk")
    )
    for measure in offered:
        _offer(measure, measure.responsible_id, terms, by, now)
    return len(offered)


@transaction.atomic
def answer_offer(
    *, offer_id: int, version: int, answer: OfferAnswer, by: User, now: datetime
) -> Offer:
    """Store what the organisation says to an offer, and tell the group's coordinators.

    Once it has accepted, the action's partners are told. Entered by somebody who does not
    answer for it, the answer is marked.

    Raises:
        PermissionDenied: `by` answers neither for it nor on its behalf, or it is closed.
        StaleEdit: the offer has changed since it was read.
        ValidationError: by field: no date or reason where one is needed.
    """
    offer = _locked(offer_id)
    require(can_move(by, offer, answer.action))
    return _answer(offer, version, answer, by, now)


@transaction.atomic
def answer_by_link(
    *, offer_id: int, subject: str, version: int, answer: OfferAnswer, now: datetime
) -> Offer:
    """Store the answer of the person, a user id, for whom a link was signed.

    Raises:
        Offer.DoesNotExist: there is no such offer.
        PermissionDenied: somebody else's link, the mandate ended, answered or withdrawn.
        StaleEdit: the offer has changed since it was read.
        ValidationError: by field: no date or reason where one is needed.
    """
    offer = _locked(offer_id)
    require(can_answer_by_link(subject, offer, answer.action))
    return _answer(offer, version, answer, User.objects.get(pk=subject), now)


@transaction.atomic
def settle_offer(*, offer_id: int, version: int, by: User, now: datetime) -> Offer:
    """Agree to the date that the organisation proposed: it has then accepted with that date.

    Raises:
        PermissionDenied: `by` does not write the group's plans, or nothing is proposed.
        StaleEdit: the offer has changed since it was read.
    """
    offer = _locked(offer_id)
    require(can_move(by, offer, OfferAction.SETTLE))
    _must_stand_at(offer, version)
    _take_on(offer, now)
    _move(offer, OfferAction.SETTLE, by, now)
    _tell_organisation(offer, "settled", now)
    _tell_partners(offer, now)
    return offer


@transaction.atomic
def repeat_offer(*, offer_id: int, version: int, terms: Terms, by: User, now: datetime) -> Offer:
    """Answer a proposal by another one: the organisation is asked again, with new terms.

    Raises:
        PermissionDenied: `by` does not write the group's plans, or nothing is proposed.
        StaleEdit: the offer has changed since it was read.
        ValidationError: by field: a day that has passed.
    """
    offer = _locked(offer_id)
    require(can_move(by, offer, OfferAction.REPEAT))
    _must_stand_at(offer, version)
    _check_terms(terms, now)
    offer.answer_by, offer.comment = terms.answer_by, terms.comment
    offer.offered_due_on = _other_date(offer.measure, terms.due_on)
    offer.proposed_due_on = None
    offer.offered_by, offer.offered_at = by, now
    offer.answered_by, offer.answered_at, offer.is_on_behalf = None, None, False
    _move(offer, OfferAction.REPEAT, by, now)
    _tell_organisation(offer, "asked", now)
    return offer


@transaction.atomic
def withdraw_offer(*, offer_id: int, version: int, by: User, now: datetime) -> Offer:
    """Take an offer back, also one that was accepted; who answers for the organisation is told.

    Raises:
        PermissionDenied: `by` does not write the group's plans, or it is closed.
        StaleEdit: the offer has changed since it was read.
    """
    offer = _locked(offer_id)
    require(can_move(by, offer, OfferAction.WITHDRAW))
    _must_stand_at(offer, version)
    was_accepted = offer.state == OfferState.ACCEPTED
    _move(offer, OfferAction.WITHDRAW, by, now)
    if was_accepted and offer.measure.status == MeasureStatus.AGREED:
        _move_measure(offer.measure, MeasureAction.RELEASE)
    _tell_organisation(offer, "withdrawn", now)
    return offer


def _locked(offer_id: int) -> Offer:
    measure_id = Offer.objects.values_list("measure", flat=True).get(pk=offer_id)
    _plan, measure = locked_measure(measure_id=measure_id)
    rows = Offer.objects.select_for_update(of=("self",)).select_related("organisation")
    offer = rows.get(pk=offer_id)
    offer.measure = measure
    return offer


def _must_stand_at(offer: Offer, version: int) -> None:
    if offer.version != version:
        raise StaleEdit(offer)


def _check_terms(terms: Terms, now: datetime) -> None:
    today = helsinki_day(now)
    if terms.answer_by <= today:
        raise ValidationError({"answer_by": _("Choose a day after today.")})
    if terms.due_on is not None and terms.due_on <= today:
        raise ValidationError({"due_on": _("Choose a day after today.")})


def _other_date(measure: Measure, due_on: date | None) -> date | None:
    return None if due_on == measure.due_on else due_on


def _offer(measure: Measure, organisation_id: int, terms: Terms, by: User, now: datetime) -> Offer:
    offer = Offer.objects.create(
        measure=measure,
        organisation_id=organisation_id,
        answer_by=terms.answer_by,
        offered_due_on=_other_date(measure, terms.due_on),
        comment=terms.comment,
        offered_by=by,
        offered_at=now,
    )
    _record(AuditKind.OFFER_MADE, offer, by, now)
    _tell_organisation(offer, "asked", now)
    return offer


def _answer(offer: Offer, version: int, answer: OfferAnswer, by: User, now: datetime) -> Offer:
    _must_stand_at(offer, version)
    offer.is_on_behalf = not is_own(by, offer)
    offer.answered_by, offer.answered_at = by, now
    if answer.action == OfferAction.ACCEPT:
        # Who accepts after having proposed a date takes the one that was offered.
        offer.proposed_due_on = None
        offer.comment = answer.comment
        _take_on(offer, now)
    elif answer.action == OfferAction.NEGOTIATE:
        _propose(offer, answer, now)
    else:
        _decline(offer, answer)
    _move(offer, answer.action, by, now)
    _tell_coordinators(offer, by, now)
    if answer.action == OfferAction.ACCEPT:
        _tell_partners(offer, now)
    return offer


def _propose(offer: Offer, answer: OfferAnswer, now: datetime) -> None:
    if answer.due_on is None:
        raise ValidationError({"due_on": _("Give the date by which you can be ready.")})
    if answer.due_on <= helsinki_day(now):
        raise ValidationError({"due_on": _("Choose a day after today.")})
    if not answer.comment:
        raise ValidationError({"comment": _("Say in a sentence what you propose, and why.")})
    offer.proposed_due_on, offer.comment = answer.due_on, answer.comment


def _decline(offer: Offer, answer: OfferAnswer) -> None:
    if answer.reason not in DeclineReason.values:
        raise ValidationError({"reason": _("Choose one of the reasons.")})
    if answer.reason == DeclineReason.OTHER and not answer.comment:
        raise ValidationError({"text": _("Say in a sentence what the reason is.")})
    offer.decline_reason, offer.decline_text = answer.reason, answer.comment


def _take_on(offer: Offer, now: datetime) -> None:
    """Put the date that is agreed on the offer; a plan that is being written takes it over.

    Of an approved plan the action is agreed from now on; else with the approval.
    """
    measure = offer.measure
    offer.agreed_due_on = offer.proposed_due_on or offer.offered_day
    begins = measure.starts_on
    if begins is not None and offer.agreed_due_on < begins:
        raise ValidationError({"due_on": _("The action cannot be ready before it begins.")})
    if not measure.plan.is_frozen and measure.due_on != offer.agreed_due_on:
        measure.due_on, measure.changed_at = offer.agreed_due_on, now
        measure.version += 1
        measure.save(update_fields=["due_on", "changed_at", "version"])
    if measure.plan.is_frozen and measure.status == MeasureStatus.IDEA:
        _move_measure(measure, MeasureAction.AGREE)


def _move_measure(measure: Measure, action: MeasureAction) -> None:
    measure.status = target_state(MEASURE_TRANSITIONS, action, measure.status)
    measure.save(update_fields=["status"])


def _move(offer: Offer, action: OfferAction, by: User, now: datetime) -> None:
    offer.state = target_state(OFFER_TRANSITIONS, action, offer.state)
    offer.version += 1
    offer.save()
    _record(_RECORDED[action], offer, by, now)


def _tell_organisation(offer: Offer, event: str, now: datetime) -> None:
    owe(
        kind=NoticeKind.OFFER,
        readers=people_answering_for(offer.organisation_id, offer.measure.plan.group_id),
        occasion=f"offer:{offer.pk}:{offer.version}",
        params={"offer": offer.pk, "event": event, "version": offer.version},
        now=now,
    )


def _tell_partners(offer: Offer, now: datetime) -> None:
    """Tell the action's partners who carries it; whoever writes the plan knows."""
    group_id = offer.measure.plan.group_id
    writers = people_permitted_in_group(group_id, GroupPermission.EDIT_PLANS).values("pk")
    partners = offer.measure.partners.exclude(pk=offer.organisation_id).order_by("pk")
    for pk in partners.values_list("pk", flat=True):
        params = {"offer": offer.pk, "event": "shared", "version": offer.version, "partner": pk}
        owe(
            kind=NoticeKind.OFFER,
            readers=people_answering_for(pk, group_id).exclude(pk__in=writers),
            occasion=f"offer:{offer.pk}:{offer.version}:partner:{pk}",
            params=params,
            now=now,
        )


def _tell_coordinators(offer: Offer, by: User, now: datetime) -> None:
    group_id = offer.measure.plan.group_id
    readers = people_permitted_in_group(group_id, GroupPermission.EDIT_PLANS)
    owe(
        kind=NoticeKind.OFFER_ANSWERED,
        readers=readers.exclude(pk=by.pk),
        occasion=f"offer:{offer.pk}:{offer.version}",
        params={"offer": offer.pk, "answer": offer.state, "version": offer.version},
        now=now,
    )


def _record(kind: AuditKind, offer: Offer, by: User, now: datetime) -> None:
    record(
        kind=kind,
        target=offer,
        by=by,
        at=now,
        data={
            "measure": offer.measure_id,
            "organisation": offer.organisation_id,
            "on_behalf": offer.is_on_behalf,
        },
        group_id=offer.measure.plan.group_id,
    )
