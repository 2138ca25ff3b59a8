"""Who may set up a group: its names, levels and bodies, and how far a body is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.models import EloGroup
from groups.permissions import GroupPermission

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


def can_manage_group(user: User | AnonymousUser, group: EloGroup) -> Decision:
    """Decide whether `user` may change the settings of `group`."""
    groups = EloGroup.objects.permitted(user, GroupPermission.MANAGE_GROUP)
    if groups.filter(pk=group.pk).exists():
        return ALLOWED
    return denied(_("Only the group's coordinators change its settings."))
