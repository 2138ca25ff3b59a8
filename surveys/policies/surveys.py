"""Who may build a survey, open and close it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.permissions import GroupPermission
from groups.querysets.permitted import rights_in
from surveys.models import Survey
from surveys.states import SURVEY_TRANSITIONS, SurveyAction

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

Rights = frozenset[GroupPermission]

# Who reopens a survey wants to hear those who were late; later it is a survey of its own.
REOPEN_WITHIN = timedelta(days=14)

NO_ROLE = _("Your role in this group does not allow this.")
WRONG_STATE = _("The survey is not in a state where this can be done.")
TOO_LATE = _("The survey closed more than two weeks ago. Make a new one instead.")
LOCKED = _("Somebody has answered, so the questions can no longer be changed.")


def can_make(user: User | AnonymousUser, group_id: int, rights: Rights | None = None) -> Decision:
    """Decide whether `user` may make and build surveys of a group."""
    rights = rights_in(user, group_id) if rights is None else rights
    return ALLOWED if GroupPermission.MANAGE_SURVEYS in rights else denied(NO_ROLE)


def can_edit(user: User | AnonymousUser, survey: Survey, rights: Rights | None = None) -> Decision:
    """Decide whether `user` may change the texts and settings of `survey`."""
    return can_make(user, survey.group_id, rights)


def can_edit_questions(
    user: User | AnonymousUser, survey: Survey, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may change what is asked: until the first answer has come."""
    if not (decision := can_edit(user, survey, rights)):
        return decision
    return denied(LOCKED) if survey.is_locked else ALLOWED


def can_move(
    user: User | AnonymousUser,
    survey: Survey,
    action: SurveyAction,
    now: datetime,
    rights: Rights | None = None,
) -> Decision:
    """Decide whether `user` may do `action` to `survey` in its present state."""
    transition = SURVEY_TRANSITIONS[action]
    rights = rights_in(user, survey.group_id) if rights is None else rights
    if GroupPermission(transition.permission) not in rights:
        return denied(NO_ROLE)
    if survey.state not in transition.sources:
        return denied(WRONG_STATE)
    if survey.closed_at and survey.closed_at + REOPEN_WITHIN < now:
        return denied(TOO_LATE)
    return ALLOWED
