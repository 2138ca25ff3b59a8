"""Who writes a guideline, settles it, publishes it, comments on it and acknowledges it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.models import Acknowledgement, Body, Guideline
from groups.models.group import BodyKind
from groups.permissions import BodyPermission, GroupPermission
from groups.policies.roles import NO_ROLE
from groups.querysets.answerers import own_organisations, person_of_link
from groups.querysets.permitted import bodies_with, rights_in, rights_in_body
from groups.states import GUIDELINE_TRANSITIONS, GuidelineAction, GuidelineState

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

Rights = frozenset[GroupPermission | BodyPermission]

NOT_LEADING = _("A guideline belongs to the leading group. Choose a leading group.")
SETTLED = _("The guideline is settled. Begin a new edition to change it.")
NOT_NOW = _("The guideline is not in a state where this can be done.")
NOT_APPROVED = _("Only what the leading group has approved is published.")
NOT_ASKED = _("Comments are not asked for now.")
TOO_LATE = _("The time to comment is over.")
NOT_YOURS = _("This question was sent to somebody else.")
NOT_FOR_THEM = _("You do not answer for this organisation in this group, or no longer do.")
NEWER = _("A newer edition has been published, or the guideline is no longer in force.")

# A text that waits for the leading group may still be corrected: who settles it reads it anew.
_WRITTEN = {
    GuidelineState.DRAFT,
    GuidelineState.COMMENTS,
    GuidelineState.RETURNED,
    GuidelineState.SUBMITTED,
}


def rights_for(user: User | AnonymousUser, body: Body) -> Rights:
    """Return all that `user` may do in a leading group and in its group."""
    return frozenset({*rights_in(user, body.group_id), *rights_in_body(user, body)})


def can_draft(user: User | AnonymousUser, body: Body, rights: Rights | None = None) -> Decision:
    """Decide whether `user` may draft a guideline of a leading group."""
    rights = rights_for(user, body) if rights is None else rights
    if BodyPermission.TAKE_PART_IN_BODY not in rights:
        return denied(NO_ROLE)
    return ALLOWED if body.kind == BodyKind.LEADING else denied(NOT_LEADING)


def can_write(
    user: User | AnonymousUser, guideline: Guideline, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may change what `guideline` says."""
    if not (decision := can_reply(user, guideline, rights)):
        return decision
    return ALLOWED if guideline.state in _WRITTEN else denied(SETTLED)


def can_reply(
    user: User | AnonymousUser, guideline: Guideline, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may reply to comments on `guideline`: who writes it may."""
    rights = rights_for(user, guideline.body) if rights is None else rights
    return ALLOWED if BodyPermission.TAKE_PART_IN_BODY in rights else denied(NO_ROLE)


def can_step(
    user: User | AnonymousUser,
    guideline: Guideline,
    action: GuidelineAction,
    rights: Rights | None = None,
) -> Decision:
    """Decide whether `user` may do `action` to `guideline` in its present state.

    `rights` spares the query where a page asks several policies about one guideline.
    """
    rights = rights_for(user, guideline.body) if rights is None else rights
    transition = GUIDELINE_TRANSITIONS[action]
    if transition.permission not in rights:
        return denied(NO_ROLE)
    if guideline.state in transition.sources:
        return ALLOWED
    return denied(NOT_APPROVED if action == GuidelineAction.PUBLISH else NOT_NOW)


def can_settle_some(user: User | AnonymousUser, group_id: int) -> Decision:
    """Decide whether `user` leads a leading group of a group, and so settles what it is put."""
    led = bodies_with(user, BodyPermission.RECORD_OUTCOMES)
    leading = Body.objects.filter(pk__in=led, group=group_id, kind=BodyKind.LEADING)
    return ALLOWED if led != [] and leading.exists() else denied(NO_ROLE)


def can_open(
    user: User | AnonymousUser, guideline: Guideline, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may say how far `guideline` is open."""
    rights = rights_for(user, guideline.body) if rights is None else rights
    return ALLOWED if GroupPermission.MANAGE_GROUP in rights else denied(NO_ROLE)


def can_remind(
    user: User | AnonymousUser, guideline: Guideline, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may remind the organisations that have not acknowledged it."""
    if not (decision := can_open(user, guideline, rights)):
        return decision
    is_out = guideline.published_edition and guideline.state != GuidelineState.RETIRED
    return ALLOWED if is_out else denied(NOT_NOW)


def can_comment(
    user: User | AnonymousUser, guideline: Guideline, on: date, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may comment on `guideline` on a day: the people of the group."""
    rights = rights_for(user, guideline.body) if rights is None else rights
    if GroupPermission.VIEW_NEEDS not in rights:
        return denied(NO_ROLE)
    if guideline.state != GuidelineState.COMMENTS or guideline.comments_by is None:
        return denied(NOT_ASKED)
    return denied(TOO_LATE) if on > guideline.comments_by else ALLOWED


def can_comment_by_link(subject: str, guideline: Guideline, on: date) -> Decision:
    """Decide whether the link of `subject`, a user id, may comment on `guideline` on a day."""
    person = person_of_link(subject)
    return can_comment(person, guideline, on) if person else denied(NOT_YOURS)


def answers_on_behalf(user: User | AnonymousUser, row: Acknowledgement) -> bool:
    """Tell whether `user` would enter an answer for an organisation that is not theirs."""
    return row.organisation_id not in own_organisations(user, row.guideline.group_id)


def can_acknowledge(user: User | AnonymousUser, row: Acknowledgement) -> Decision:
    """Decide whether `user` may say that the organisation of `row` has taken the guideline in.

    Who answers for the organisation, and who manages the group, marked; of the edition that is
    published, while it is in force.
    """
    manages = GroupPermission.MANAGE_GROUP in rights_in(user, row.guideline.group_id)
    if not manages and answers_on_behalf(user, row):
        return denied(NOT_FOR_THEM)
    is_current = row.edition == row.guideline.published_edition
    is_current = is_current and row.guideline.state != GuidelineState.RETIRED
    return ALLOWED if is_current else denied(NEWER)


def can_acknowledge_by_link(subject: str, row: Acknowledgement) -> Decision:
    """Decide whether the link of `subject`, a user id, may answer `row`."""
    person = person_of_link(subject)
    return can_acknowledge(person, row) if person else denied(NOT_YOURS)
