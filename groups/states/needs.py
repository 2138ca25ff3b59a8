"""The lives of needs and guidelines, and what organisations answer to outcomes."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.states import Transition
from groups.permissions import BodyPermission, GroupPermission


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
