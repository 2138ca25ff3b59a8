"""Who keeps the influence register of a group: its coordinators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import Decision
from groups.permissions import GroupPermission
from groups.policies.roles import in_group

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

NO_COORDINATOR = _("Only the group's coordinators keep the influence register.")


def can_keep_statements(user: User | AnonymousUser, group_id: int) -> Decision:
    """Decide whether `user` enters, changes and opens what a group has turned to others with."""
    return in_group(user, group_id, GroupPermission.MANAGE_GROUP, reason=NO_COORDINATOR)
