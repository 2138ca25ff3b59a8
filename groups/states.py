"""The lives of a group, an invitation and a meeting, as tables."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.states import Transition
from groups.permissions import BodyPermission, GroupPermission


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


class MeetingState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    CALLED = "called", _("Called")
    CANCELLED = "cancelled", _("Cancelled")


class MeetingAction(StrEnum):
    CALL = "call"
    CANCEL = "cancel"


MEETING_TRANSITIONS: dict[MeetingAction, Transition] = {
    MeetingAction.CALL: Transition(
        frozenset({MeetingState.DRAFT}), MeetingState.CALLED, BodyPermission.EDIT_MEETINGS
    ),
    MeetingAction.CANCEL: Transition(
        frozenset({MeetingState.CALLED}), MeetingState.CANCELLED, BodyPermission.EDIT_MEETINGS
    ),
}


class Answer(models.TextChoices):
    """What somebody says to an invitation to a meeting."""

    NONE = "none", _("No answer yet")
    YES = "yes", _("Comes")
    DEPUTY = "deputy", _("A deputy comes")
    NO = "no", _("Cannot come")


class HolderKind(models.TextChoices):
    PRINCIPAL = "principal", _("Member")
    DEPUTY = "deputy", _("Deputy")


class NeedState(models.TextChoices):
    OPEN = "open", _("Open")
    LIFTED = "lifted", _("Lifted to the leading group")
    REFUSED = "refused", _("Not taken up")
    MERGED = "merged", _("Merged with another")


class NeedAction(StrEnum):
    LIFT = "lift"
    REFUSE = "refuse"
    MERGE = "merge"
    REOPEN = "reopen"


_LIVE_NEEDS = frozenset({NeedState.OPEN, NeedState.LIFTED})

NEED_TRANSITIONS: dict[NeedAction, Transition] = {
    NeedAction.LIFT: Transition(_LIVE_NEEDS, NeedState.LIFTED, GroupPermission.MANAGE_NEEDS),
    NeedAction.REFUSE: Transition(_LIVE_NEEDS, NeedState.REFUSED, GroupPermission.MANAGE_NEEDS),
    NeedAction.MERGE: Transition(_LIVE_NEEDS, NeedState.MERGED, GroupPermission.MANAGE_NEEDS),
    NeedAction.REOPEN: Transition(
        frozenset({NeedState.REFUSED}), NeedState.OPEN, GroupPermission.MANAGE_NEEDS
    ),
}


class EchoAnswer(models.TextChoices):
    """What an organisation did with an outcome that was addressed to it."""

    NONE = "none", _("No answer yet")
    SPREAD = "spread", _("Spread at home")
    TRIED = "tried", _("Tried out")
    ADAPTED = "adapted", _("Adapted")
    ADOPTED = "adopted", _("Adopted")
    NOT_POSSIBLE = "not_possible", _("Not possible, or does not concern us")


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
