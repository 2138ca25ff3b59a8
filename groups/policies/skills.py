"""Who says what they can do in a group, and sees what others said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from elo_platform.lib.decisions import Decision
from groups.permissions import GroupPermission
from groups.policies.mandate import NO_MEMBER
from groups.policies.roles import in_group

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

Rights = frozenset[GroupPermission]


def can_share_skills(
    user: User | AnonymousUser, group_id: int, rights: Rights | None = None
) -> Decision:
    """Decide whether `user`, by a seat or as coordinator, shares who can do what in a group."""
    return in_group(user, group_id, GroupPermission.SHARE_SKILLS, rights, NO_MEMBER)
