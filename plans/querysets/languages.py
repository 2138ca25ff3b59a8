"""Texts of plans that are being written that stand in one language alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from groups.querysets.languages import Kept, OneLanguage, read_one_language

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

_KEPT = (
    Kept("plans.Plan", ("title", "vision"), "group", "plans:plan_detail", "pk"),
    Kept("plans.Position", ("text", "exception"), "plan__group", "plans:position_edit", "pk"),
    Kept("plans.Goal", ("title", "text"), "plan__group", "plans:goal_detail", "pk"),
    Kept("plans.Measure", ("title", "description"), "plan__group", "plans:measure_detail", "pk"),
)


def in_one_language(user: User | AnonymousUser, group_id: int) -> list[OneLanguage]:
    """Return the texts of a group's plans in one language alone: one query."""
    return read_one_language(_KEPT, user, group_id)
