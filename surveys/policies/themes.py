"""Who may sort answers into themes, and open what they led to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import ALLOWED, Decision, denied
from surveys.models import Survey
from surveys.policies.surveys import Rights, can_make

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

NOT_SHOWN = _("Answers can be read when the survey has closed with five answers at least.")


def can_code(user: User | AnonymousUser, survey: Survey, rights: Rights | None = None) -> Decision:
    """Decide whether `user` may read answers in own words and sort them into themes."""
    if not (decision := can_make(user, survey.group_id, rights)):
        return decision
    return ALLOWED if survey.shows_results else denied(NOT_SHOWN)


def can_share(user: User | AnonymousUser, survey: Survey, rights: Rights | None = None) -> Decision:
    """Decide whether `user` may choose who reads what the answers led to."""
    return can_code(user, survey, rights)
