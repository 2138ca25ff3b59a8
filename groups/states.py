"""The lives of what a group keeps, as tables: group, invitation, meeting, need, agreement."""

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


class PollState(models.TextChoices):
    OPEN = "open", _("Open")
    MADE = "made", _("Became a meeting")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PollAction(StrEnum):
    MAKE = "make"
    WITHDRAW = "withdraw"


POLL_TRANSITIONS: dict[PollAction, Transition] = {
    PollAction.MAKE: Transition(
        frozenset({PollState.OPEN}), PollState.MADE, BodyPermission.EDIT_MEETINGS
    ),
    PollAction.WITHDRAW: Transition(
        frozenset({PollState.OPEN}), PollState.WITHDRAWN, BodyPermission.EDIT_MEETINGS
    ),
}


class SlotAnswer(models.TextChoices):
    """What somebody says of a proposed time."""

    YES = "yes", _("Suits")
    IF_NEEDED = "if_needed", _("If need be")
    NO = "no", _("Does not suit")


class Presence(models.TextChoices):
    """Who was there in the place of somebody who was called."""

    UNKNOWN = "", _("Not entered")
    PRESENT = "present", _("Present")
    REMOTE = "remote", _("Present online")
    DEPUTY = "deputy", _("A deputy was present")
    ABSENT = "absent", _("Absent")


class MinutesState(models.TextChoices):
    WRITING = "writing", _("Being written")
    REVIEW = "review", _("In review")
    APPROVED = "approved", _("Approved and locked")


class MinutesAction(StrEnum):
    SEND = "send"
    TAKE_BACK = "take_back"
    APPROVE = "approve"
    REOPEN = "reopen"


MINUTES_TRANSITIONS: dict[MinutesAction, Transition] = {
    MinutesAction.SEND: Transition(
        frozenset({MinutesState.WRITING}), MinutesState.REVIEW, BodyPermission.EDIT_MEETINGS
    ),
    MinutesAction.TAKE_BACK: Transition(
        frozenset({MinutesState.REVIEW}), MinutesState.WRITING, BodyPermission.EDIT_MEETINGS
    ),
    MinutesAction.APPROVE: Transition(
        frozenset({MinutesState.REVIEW}), MinutesState.APPROVED, BodyPermission.EDIT_MEETINGS
    ),
    MinutesAction.REOPEN: Transition(
        frozenset({MinutesState.APPROVED}), MinutesState.WRITING, BodyPermission.EDIT_MEETINGS
    ),
}


class CheckAnswer(models.TextChoices):
    """What somebody who was named to check minutes says of them."""

    NONE = "none", _("No answer yet")
    APPROVED = "approved", _("Approves")
    CHANGES = "changes", _("Asks for changes")


class GuidelineState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    COMMENTS = "comments", _("Open for comments")
    SUBMITTED = "submitted", _("Before the leading group")
    RETURNED = "returned", _("Returned with guidance")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published to the network")
    REJECTED = "rejected", _("Rejected")
    RETIRED = "retired", _("No longer in force")


class GuidelineAction(StrEnum):
    ASK = "ask"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    PUBLISH = "publish"
    REVISE = "revise"
    RETIRE = "retire"


# Who belongs to the leading group writes, as does who manages the group; settling belongs to who
# leads the leading group; what goes out to the network belongs to who manages the group.
_DRAFTED = frozenset({GuidelineState.DRAFT, GuidelineState.COMMENTS, GuidelineState.RETURNED})
_SUBMITTED = frozenset({GuidelineState.SUBMITTED})
_APPROVED = frozenset({GuidelineState.APPROVED, GuidelineState.PUBLISHED})

GUIDELINE_TRANSITIONS: dict[GuidelineAction, Transition] = {
    GuidelineAction.ASK: Transition(
        _DRAFTED, GuidelineState.COMMENTS, BodyPermission.TAKE_PART_IN_BODY
    ),
    GuidelineAction.SUBMIT: Transition(
        _DRAFTED, GuidelineState.SUBMITTED, BodyPermission.TAKE_PART_IN_BODY
    ),
    GuidelineAction.APPROVE: Transition(
        _SUBMITTED, GuidelineState.APPROVED, BodyPermission.RECORD_OUTCOMES
    ),
    GuidelineAction.RETURN: Transition(
        _SUBMITTED, GuidelineState.RETURNED, BodyPermission.RECORD_OUTCOMES
    ),
    GuidelineAction.REJECT: Transition(
        _SUBMITTED, GuidelineState.REJECTED, BodyPermission.RECORD_OUTCOMES
    ),
    GuidelineAction.PUBLISH: Transition(
        frozenset({GuidelineState.APPROVED}),
        GuidelineState.PUBLISHED,
        GroupPermission.MANAGE_GROUP,
    ),
    GuidelineAction.REVISE: Transition(
        _APPROVED, GuidelineState.DRAFT, BodyPermission.TAKE_PART_IN_BODY
    ),
    GuidelineAction.RETIRE: Transition(
        _APPROVED, GuidelineState.RETIRED, GroupPermission.MANAGE_GROUP
    ),
}


class TrialResult(models.TextChoices):
    """How something that was agreed worked when it was tried out."""

    UNKNOWN = "", _("Not known yet")
    WORKED = "worked", _("Worked")
    PARTLY = "partly", _("Worked in part")
    NOT = "not", _("Did not work")


class EventState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open for sign-up")
    CANCELLED = "cancelled", _("Cancelled")


class EventAction(StrEnum):
    OPEN = "open"
    CANCEL = "cancel"


# Who leads the body that arranges an event may do the same; a national one is of the
# national coordinators.
EVENT_TRANSITIONS: dict[EventAction, Transition] = {
    EventAction.OPEN: Transition(
        frozenset({EventState.DRAFT}), EventState.OPEN, GroupPermission.MANAGE_GROUP
    ),
    EventAction.CANCEL: Transition(
        frozenset({EventState.OPEN}), EventState.CANCELLED, GroupPermission.MANAGE_GROUP
    ),
}


class SignUpState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("Not confirmed yet")
    COMING = "coming", _("Has a place")
    WAITING = "waiting", _("On the waiting list")
    WITHDRAWN = "withdrawn", _("Has withdrawn")


class SignUpAction(StrEnum):
    TAKE = "take"
    WAIT = "wait"
    GIVE = "give"
    WITHDRAW = "withdraw"


# Signing up belongs to the participant; a place that becomes free is given by the event itself.
BY_PARTICIPANT = "participant"
_OUTSIDE = frozenset({SignUpState.UNCONFIRMED, SignUpState.WITHDRAWN})

SIGNUP_TRANSITIONS: dict[SignUpAction, Transition] = {
    SignUpAction.TAKE: Transition(_OUTSIDE, SignUpState.COMING, BY_PARTICIPANT),
    SignUpAction.WAIT: Transition(_OUTSIDE, SignUpState.WAITING, BY_PARTICIPANT),
    SignUpAction.GIVE: Transition(
        frozenset({SignUpState.WAITING}), SignUpState.COMING, "free place"
    ),
    SignUpAction.WITHDRAW: Transition(
        frozenset({SignUpState.COMING, SignUpState.WAITING}),
        SignUpState.WITHDRAWN,
        BY_PARTICIPANT,
    ),
}


class YearState(models.TextChoices):
    DRAFT = "draft", _("Silent draft")
    PLANNED = "planned", _("Planned")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Left out")


class YearAction(StrEnum):
    CONFIRM = "confirm"
    FINISH = "finish"
    DROP = "drop"
    RESTORE = "restore"


_LIVE_ENTRIES = frozenset({YearState.DRAFT, YearState.PLANNED})

YEAR_TRANSITIONS: dict[YearAction, Transition] = {
    YearAction.CONFIRM: Transition(
        frozenset({YearState.DRAFT}), YearState.PLANNED, GroupPermission.MANAGE_GROUP
    ),
    YearAction.FINISH: Transition(
        frozenset({YearState.PLANNED}), YearState.DONE, GroupPermission.MANAGE_GROUP
    ),
    YearAction.DROP: Transition(_LIVE_ENTRIES, YearState.DROPPED, GroupPermission.MANAGE_GROUP),
    YearAction.RESTORE: Transition(
        frozenset({YearState.DROPPED}), YearState.DRAFT, GroupPermission.MANAGE_GROUP
    ),
}
