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
    ENDED = "ended", _("Ended")


class InvitationState(models.TextChoices):
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
        frozenset({InvitationState.PENDING}),
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
