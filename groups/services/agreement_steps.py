"""The way of a partnership agreement: sent for signing, taken back, concluded, ended."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.states import target_state
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import Agreement, Party
from groups.policies.agreements import can_remind, can_step
from groups.querysets.answerers import people_answering_for
from groups.services.agreements import locked_agreement
from groups.states import (
    AGREEMENT_TRANSITIONS,
    SIGNED_STATES,
    AgreementAction,
    AgreementState,
    PartyState,
)

_RECORDED = {
    AgreementAction.SEND: AuditKind.AGREEMENT_SENT,
    AgreementAction.RETRACT: AuditKind.AGREEMENT_RETRACTED,
    AgreementAction.CONCLUDE: AuditKind.AGREEMENT_CONCLUDED,
    AgreementAction.END: AuditKind.AGREEMENT_ENDED,
}


@transaction.atomic
def send_agreement(*, agreement_id: int, answer_by: date, by: User, now: datetime) -> Agreement:
    """Ask every party of a draft to sign; from now on the text stands.

    Raises:
        PermissionDenied: `by` does not manage the group, or it is no draft.
        ValidationError: nothing is written, no party, one that has ended; for `answer_by`: a
            day that has passed or that lies after the end.
    """
    agreement = locked_agreement(agreement_id=agreement_id)
    require(can_step(by, agreement, AgreementAction.SEND))
    _check_whole(agreement)
    _check_day(agreement, answer_by, now)
    agreement.answer_by, agreement.sent_at, agreement.reminded_at = answer_by, now, None
    asked = {"state": PartyState.ASKED, "asked_at": now, "version": F("version") + 1}
    agreement.parties.update(**asked)
    _move(agreement, AgreementAction.SEND, by, now)
    for party in agreement.parties.order_by("pk"):
        owe(
            kind=NoticeKind.AGREEMENT_ASKED,
            readers=people_answering_for(party.organisation_id, agreement.group_id),
            occasion=f"party:{party.pk}:{party.version}",
            params={"party": party.pk, "version": party.version},
            now=now,
        )
    return agreement


@transaction.atomic
def retract_agreement(*, agreement_id: int, by: User, now: datetime) -> Agreement:
    """Take an agreement that nobody has signed back to draft, to change it.

    Links that were sent open nothing any more; sending it again asks everybody anew.

    Raises:
        PermissionDenied: `by` does not manage the group, or somebody has signed.
    """
    agreement = locked_agreement(agreement_id=agreement_id)
    require(can_step(by, agreement, AgreementAction.RETRACT))
    agreement.parties.update(
        state=PartyState.DRAFT,
        asked_at=None,
        answered_by=None,
        answered_at=None,
        reason="",
        version=F("version") + 1,
    )
    agreement.sent_at = None
    return _move(agreement, AgreementAction.RETRACT, by, now)


@transaction.atomic
def give_more_time(*, agreement_id: int, answer_by: date, by: User, now: datetime) -> Agreement:
    """Move the day to sign by; links that were sent work until then.

    Raises:
        PermissionDenied: `by` does not manage the group, or nobody can sign now.
        ValidationError: for `answer_by`: a day that has passed or that lies after the end.
    """
    agreement = locked_agreement(agreement_id=agreement_id)
    require(can_remind(by, agreement))
    _check_day(agreement, answer_by, now)
    agreement.answer_by = answer_by
    agreement.version += 1
    agreement.save(update_fields=["answer_by", "version"])
    _record(AuditKind.AGREEMENT_CHANGED, agreement, by, now)
    return agreement


@transaction.atomic
def conclude_agreement(*, agreement_id: int, by: User, now: datetime) -> Agreement:
    """Conclude an agreement with those who have signed; the others may still join it.

    It is in force from its first day, or from today.

    Raises:
        PermissionDenied: `by` does not manage the group, or nobody has signed.
        ValidationError: its last day has passed.
    """
    agreement = locked_agreement(agreement_id=agreement_id)
    require(can_step(by, agreement, AgreementAction.CONCLUDE))
    if agreement.ends_on and agreement.ends_on < helsinki_day(now):
        raise ValidationError(_("The last day of the agreement has passed."))
    return conclude(agreement=agreement, by=by, now=now)


def conclude(*, agreement: Agreement, by: User, now: datetime) -> Agreement:
    """Conclude an agreement that the caller holds: also when the last party has signed."""
    agreement.concluded_on = helsinki_day(now)
    _move(agreement, AgreementAction.CONCLUDE, by, now)
    _tell(agreement, agreement.parties.filter(state__in=SIGNED_STATES), "concluded", now)
    return agreement


@transaction.atomic
def end_agreement(*, agreement_id: int, by: User, now: datetime) -> Agreement:
    """Withdraw an agreement that is being signed, or end one before its last day.

    What was withdrawn renews nothing: another renewal can be drafted.

    Raises:
        PermissionDenied: `by` does not manage the group, or there is nothing to end.
    """
    agreement = locked_agreement(agreement_id=agreement_id)
    require(can_step(by, agreement, AgreementAction.END))
    was_signing = agreement.state == AgreementState.SIGNING
    agreement.ended_on = helsinki_day(now)
    if was_signing:
        agreement.renews = None
    _move(agreement, AgreementAction.END, by, now)
    told = agreement.parties.exclude(state=PartyState.DECLINED)
    _tell(agreement, told, "withdrawn" if was_signing else "ended", now)
    return agreement


def _check_whole(agreement: Agreement) -> None:
    if not agreement.text_sv and not agreement.text_fi:
        raise ValidationError(_("Write what is agreed before you send it."))
    parties = agreement.parties.select_related("organisation")
    if not parties.exists():
        raise ValidationError(_("Choose the parties before you send it."))
    if ended := parties.exclude(organisation__ended_on=None).first():
        sentence = _("%(name)s has ended. Choose the organisation that came after it.")
        raise ValidationError(sentence % {"name": ended.organisation.name})


def _check_day(agreement: Agreement, answer_by: date, now: datetime) -> None:
    if answer_by <= helsinki_day(now):
        raise ValidationError({"answer_by": _("Choose a day after today.")})
    if agreement.ends_on and answer_by > agreement.ends_on:
        raise ValidationError({"answer_by": _("The agreement has ended by then.")})


def _move(agreement: Agreement, action: AgreementAction, by: User, now: datetime) -> Agreement:
    agreement.state = target_state(AGREEMENT_TRANSITIONS, action, agreement.state)
    agreement.version += 1
    agreement.save()
    _record(_RECORDED[action], agreement, by, now)
    return agreement


def _tell(agreement: Agreement, parties: QuerySet[Party], event: str, now: datetime) -> None:
    for party in parties.order_by("pk"):
        owe(
            kind=NoticeKind.AGREEMENT_TOLD,
            readers=people_answering_for(party.organisation_id, agreement.group_id),
            occasion=f"party:{party.pk}:{event}",
            params={"party": party.pk, "event": event},
            now=now,
        )


def _record(kind: AuditKind, agreement: Agreement, by: User, now: datetime) -> None:
    record(kind=kind, target=agreement, by=by, at=now, group_id=agreement.group_id)
