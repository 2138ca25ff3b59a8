"""What a party says to an agreement: signed or declined, or entered on its behalf."""

from dataclasses import dataclass
from datetime import datetime

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
from groups.models import Party
from groups.permissions import GroupPermission
from groups.policies.agreements import can_answer, can_answer_by_link, can_enter
from groups.querysets.readers import people_permitted_in_group
from groups.services.agreement_steps import conclude
from groups.services.agreements import locked_agreement
from groups.services.entering import EnteredSignature, enter_on
from groups.states import PARTY_TRANSITIONS, SIGNED_STATES, AgreementState, PartyAction

_RECORDED = {
    PartyAction.SIGN: AuditKind.AGREEMENT_SIGNED,
    PartyAction.DECLINE: AuditKind.AGREEMENT_DECLINED,
    PartyAction.ENTER: AuditKind.AGREEMENT_ENTERED,
}


@dataclass(frozen=True, slots=True)
class PartyAnswer:
    """What a party says: it signs, by whose task, or declines, with the reason."""

    action: PartyAction
    signer: str = ""
    reason: str = ""


@transaction.atomic
def answer_party(
    *, party_id: int, version: int, answer: PartyAnswer, by: User, now: datetime
) -> Party:
    """Sign or decline for an organisation, and tell the group's coordinators.

    When the last party has signed, the agreement is concluded.

    Raises:
        PermissionDenied: `by` does not answer for it, it has signed, or nobody can any more.
        StaleEdit: what is asked has changed since it was read.
        ValidationError: by field: nobody's task, or no reason.
    """
    party = _locked(party_id)
    require(can_answer(by, party, answer.action, now))
    return _answer(party, version, answer, by, now)


@transaction.atomic
def answer_party_by_link(
    *, party_id: int, subject: str, version: int, answer: PartyAnswer, now: datetime
) -> Party:
    """Store the answer of the person, a user id, for whom a link was signed.

    Raises:
        PermissionDenied: somebody else's link, it has signed, or nobody can any more.
        StaleEdit: what is asked has changed since it was read.
        ValidationError: by field: nobody's task, or no reason.
    """
    party = _locked(party_id)
    require(can_answer_by_link(subject, party, answer.action, now))
    return _answer(party, version, answer, User.objects.get(pk=subject), now)


@transaction.atomic
def enter_signature(
    *, party_id: int, version: int, values: EnteredSignature, by: User, now: datetime
) -> Party:
    """Enter a signature that an organisation gave elsewhere, marked, with what shows it.

    Raises:
        PermissionDenied: `by` does not manage the group, or it has signed.
        StaleEdit: what is asked has changed since it was read.
        ValidationError: by field: a day that has not come, or that lies long before the
            agreement, no reason, no file that can be kept.
    """
    party = _locked(party_id)
    require(can_enter(by, party))
    if party.version != version:
        raise StaleEdit(party)
    agreement = party.agreement
    sent_on = helsinki_day(agreement.sent_at) if agreement.sent_at else agreement.starts_on
    enter_on(
        row=party,
        values=values,
        existed_on=min(sent_on, agreement.starts_on),
        group=agreement.group,
        by=by,
        now=now,
    )
    return _store(party, PartyAction.ENTER, by, now)


def _locked(party_id: int) -> Party:
    """Hold the agreement, then the party: of two who press at once, one waits for the other."""
    agreement_id = Party.objects.values_list("agreement", flat=True).get(pk=party_id)
    agreement = locked_agreement(agreement_id=agreement_id)
    party = Party.objects.select_related("organisation").get(pk=party_id)
    party.agreement = agreement
    return party


def _answer(party: Party, version: int, answer: PartyAnswer, by: User, now: datetime) -> Party:
    if party.version != version:
        raise StaleEdit(party)
    if answer.action == PartyAction.SIGN:
        if not answer.signer:
            raise ValidationError({"signer": _("Give the task of the person who signs.")})
        party.signer, party.signed_on, party.reason = answer.signer, helsinki_day(now), ""
    else:
        if not answer.reason:
            raise ValidationError({"reason": _("Say in a sentence why you decline.")})
        party.reason = answer.reason
    return _store(party, answer.action, by, now)


def _store(party: Party, action: PartyAction, by: User, now: datetime) -> Party:
    party.state = target_state(PARTY_TRANSITIONS, action, party.state)
    party.answered_by, party.answered_at = by, now
    party.version += 1
    party.save()
    agreement = party.agreement
    record(
        kind=_RECORDED[action],
        target=party,
        by=by,
        at=now,
        data={"agreement": agreement.pk, "organisation": party.organisation_id},
        group_id=agreement.group_id,
    )
    _tell_coordinators(party, by, now)
    unsigned = agreement.parties.exclude(state__in=SIGNED_STATES)
    if agreement.state == AgreementState.SIGNING and not unsigned.exists():
        conclude(agreement=agreement, by=by, now=now)
    return party


def _tell_coordinators(party: Party, by: User, now: datetime) -> None:
    readers = people_permitted_in_group(party.agreement.group_id, GroupPermission.MANAGE_GROUP)
    owe(
        kind=NoticeKind.AGREEMENT_TOLD,
        readers=readers.exclude(pk=by.pk),
        occasion=f"party:{party.pk}:{party.version}:answered",
        params={"party": party.pk, "event": "answered", "version": party.version},
        now=now,
    )
