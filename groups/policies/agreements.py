"""Who writes, sends and ends partnership agreements, and who signs for an organisation."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.models import Agreement, Party
from groups.permissions import GroupPermission
from groups.policies.roles import in_group
from groups.querysets.answerers import answers_for, person_of_link
from groups.states import (
    AGREEMENT_TRANSITIONS,
    PARTY_TRANSITIONS,
    SIGNED_STATES,
    AgreementAction,
    AgreementState,
    PartyAction,
)

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

Rights = frozenset[GroupPermission]

FROZEN = _(
    "The agreement has been sent, so its text stands. Take it back to draft while nobody has "
    "signed; after that, renew it."
)
SIGNED_BY_SOME = _("Somebody has signed already, so the text stands. Renew the agreement instead.")
NOBODY_SIGNED = _("Nobody has signed yet.")
NOT_NOW = _("The agreement is not in a state where this can be done.")
RENEWED = _("A renewal of this agreement has been made already.")
NOT_YOURS = _("This question was sent to somebody else.")
NOT_FOR_THEM = _("You do not answer for this organisation in this group, or no longer do.")
ALREADY = _("Your organisation has signed already. There is nothing more to do.")
WITHDRAWN = _("The agreement has been withdrawn. Nobody needs to sign it.")
BACK_IN_DRAFT = _("The agreement is being rewritten. You get a new mail when it is ready.")
OVER = _("The agreement has ended.")
TOO_LATE = _("The day to sign by has passed. The coordinator of the group can give more time.")
SIGNED_OR_NOT_ASKED = _("This organisation has signed already, or has not been asked.")

_CLOSED = {AgreementState.DRAFT: BACK_IN_DRAFT, AgreementState.ENDED: OVER}


def can_draft(user: User | AnonymousUser, group_id: int, rights: Rights | None = None) -> Decision:
    """Decide whether `user` may draft agreements in a group, and manage those that are there.

    `rights` spares the query where a page asks several policies about one group.
    """
    return in_group(user, group_id, GroupPermission.MANAGE_GROUP, rights)


def can_write(
    user: User | AnonymousUser, agreement: Agreement, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may change what the agreement says: only a draft changes."""
    if not (decision := can_draft(user, agreement.group_id, rights)):
        return decision
    return ALLOWED if agreement.state == AgreementState.DRAFT else denied(FROZEN)


def can_step(
    user: User | AnonymousUser,
    agreement: Agreement,
    action: AgreementAction,
    rights: Rights | None = None,
) -> Decision:
    """Decide whether `user` may do `action` to the agreement in its present state."""
    if not (decision := can_draft(user, agreement.group_id, rights)):
        return decision
    if agreement.state not in AGREEMENT_TRANSITIONS[action].sources:
        return denied(NOT_NOW)
    if action == AgreementAction.RETRACT and _is_signed_by_some(agreement):
        return denied(SIGNED_BY_SOME)
    if action == AgreementAction.CONCLUDE and not _is_signed_by_some(agreement):
        return denied(NOBODY_SIGNED)
    return ALLOWED


def can_renew(
    user: User | AnonymousUser, agreement: Agreement, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may draft what renews the agreement: there is one renewal."""
    if not (decision := can_draft(user, agreement.group_id, rights)):
        return decision
    if not agreement.concluded_on:
        return denied(NOT_NOW)
    return denied(RENEWED) if hasattr(agreement, "renewal") else ALLOWED


def can_remind(
    user: User | AnonymousUser, agreement: Agreement, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may remind who has not signed, or give them more time."""
    if not (decision := can_draft(user, agreement.group_id, rights)):
        return decision
    is_open = agreement.state in {AgreementState.SIGNING, AgreementState.IN_FORCE}
    return ALLOWED if is_open else denied(NOT_NOW)


def can_answer(
    user: User | AnonymousUser, party: Party, action: PartyAction, now: datetime
) -> Decision:
    """Decide whether `user` may sign or decline for the organisation of `party`.

    Until the day to sign by; the organisation that has declined may still sign.
    """
    agreement = party.agreement
    if not answers_for(user, party.organisation_id, agreement.group_id):
        return denied(NOT_FOR_THEM)
    if closed := closing_reason(party):
        return denied(closed)
    if party.state not in PARTY_TRANSITIONS[action].sources:
        return denied(NOT_NOW)
    is_late = agreement.answer_by is not None and helsinki_day(now) > agreement.answer_by
    return denied(TOO_LATE) if is_late else ALLOWED


def can_answer_by_link(subject: str, party: Party, action: PartyAction, now: datetime) -> Decision:
    """Decide whether the link of `subject`, a user id, may do `action` for `party`."""
    person = person_of_link(subject)
    return can_answer(person, party, action, now) if person else denied(NOT_YOURS)


def can_enter(user: User | AnonymousUser, party: Party) -> Decision:
    """Decide whether `user` may enter a signature that was given elsewhere, such as on paper."""
    if not (decision := can_remind(user, party.agreement)):
        return decision
    is_open = party.state in PARTY_TRANSITIONS[PartyAction.ENTER].sources
    return ALLOWED if is_open else denied(SIGNED_OR_NOT_ASKED)


def closing_reason(party: Party) -> object | None:
    """Return why nobody can sign for `party` any more, whoever asks; None where one can."""
    agreement = party.agreement
    if party.state in SIGNED_STATES:
        return ALREADY
    if agreement.state == AgreementState.ENDED and not agreement.concluded_on:
        return WITHDRAWN
    return _CLOSED.get(AgreementState(agreement.state))


def _is_signed_by_some(agreement: Agreement) -> bool:
    """Tell whether a party is bound; a row read `with_progress` knows without a query."""
    known: int | None = getattr(agreement, "signed", None)
    return bool(agreement.parties.signed().exists() if known is None else known)
