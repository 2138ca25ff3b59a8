"""The lives of meetings, date polls and minutes, and what people answer."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.states import Transition
from groups.permissions import BodyPermission


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
