"""The lives of groups, invitations, agreements and reorganisations."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.states import Transition
from groups.permissions import GroupPermission


class GroupState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    ACTIVE = "active", _("Active")
    DORMANT = "dormant", _("Not meeting at present")
    MERGED = "merged", _("Merged into another group")
    ENDED = "ended", _("Ended")


class InvitationState(models.TextChoices):
    SUGGESTED = "suggested", _("Suggested")
    PENDING = "pending", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    REVOKED = "revoked", _("Withdrawn")


class InvitationAction(StrEnum):
    ACCEPT = "accept"
    DECLINE = "decline"
    REVOKE = "revoke"


# Accepting and declining belong to the invitee, whom the signed link names.
BY_INVITEE = "invitee"


INVITATION_TRANSITIONS: dict[InvitationAction, Transition] = {
    InvitationAction.ACCEPT: Transition(
        frozenset({InvitationState.PENDING}), InvitationState.ACCEPTED, BY_INVITEE
    ),
    InvitationAction.DECLINE: Transition(
        frozenset({InvitationState.PENDING}), InvitationState.DECLINED, BY_INVITEE
    ),
    InvitationAction.REVOKE: Transition(
        frozenset({InvitationState.SUGGESTED, InvitationState.PENDING}),
        InvitationState.REVOKED,
        GroupPermission.MANAGE_SEATS,
    ),
}


class HolderKind(models.TextChoices):
    PRINCIPAL = "principal", _("Member")
    DEPUTY = "deputy", _("Deputy")


class AgreementState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SIGNING = "signing", _("Being signed")
    IN_FORCE = "in_force", _("In force")
    ENDED = "ended", _("Ended")


class AgreementAction(StrEnum):
    SEND = "send"
    RETRACT = "retract"
    CONCLUDE = "conclude"
    END = "end"


AGREEMENT_TRANSITIONS: dict[AgreementAction, Transition] = {
    AgreementAction.SEND: Transition(
        frozenset({AgreementState.DRAFT}), AgreementState.SIGNING, GroupPermission.MANAGE_GROUP
    ),
    AgreementAction.RETRACT: Transition(
        frozenset({AgreementState.SIGNING}), AgreementState.DRAFT, GroupPermission.MANAGE_GROUP
    ),
    AgreementAction.CONCLUDE: Transition(
        frozenset({AgreementState.SIGNING}), AgreementState.IN_FORCE, GroupPermission.MANAGE_GROUP
    ),
    AgreementAction.END: Transition(
        frozenset({AgreementState.SIGNING, AgreementState.IN_FORCE}),
        AgreementState.ENDED,
        GroupPermission.MANAGE_GROUP,
    ),
}


class PartyState(models.TextChoices):
    """How far an organisation has come with an agreement."""

    DRAFT = "draft", _("Not asked yet")
    ASKED = "asked", _("Asked")
    SIGNED = "signed", _("Signed")
    DECLINED = "declined", _("Declined")
    ON_BEHALF = "on_behalf", _("Entered on its behalf")


# Both mean that the organisation is bound by the agreement.
SIGNED_STATES = frozenset({PartyState.SIGNED, PartyState.ON_BEHALF})


class PartyAction(StrEnum):
    SIGN = "sign"
    DECLINE = "decline"
    ENTER = "enter"


# Signing belongs to who answers for the organisation that is a party.
BY_PARTY = "party"


PARTY_TRANSITIONS: dict[PartyAction, Transition] = {
    PartyAction.SIGN: Transition(
        frozenset({PartyState.ASKED, PartyState.DECLINED}), PartyState.SIGNED, BY_PARTY
    ),
    PartyAction.DECLINE: Transition(frozenset({PartyState.ASKED}), PartyState.DECLINED, BY_PARTY),
    PartyAction.ENTER: Transition(
        frozenset({PartyState.ASKED, PartyState.DECLINED}),
        PartyState.ON_BEHALF,
        GroupPermission.MANAGE_GROUP,
    ),
}


class ReorganisationState(models.TextChoices):
    DRAFT = "draft", _("Being prepared")
    CONFIRMED = "confirmed", _("Confirmed by two")
    APPLIED = "applied", _("Carried out")
    WITHDRAWN = "withdrawn", _("Withdrawn")
