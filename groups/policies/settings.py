"""Who may set up a group: its names, levels and bodies, and how far a body is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import ALLOWED, Decision
from groups.models import EloGroup
from groups.models.group import BodyKind
from groups.permissions import GroupPermission, Role
from groups.policies.roles import in_group
from groups.querysets.permitted import grants_of

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


def can_manage_group(user: User | AnonymousUser, group: EloGroup) -> Decision:
    """Decide whether `user` may change the settings of `group`."""
    reason = _("Only the group's coordinators change its settings.")
    return in_group(user, group.pk, GroupPermission.MANAGE_GROUP, reason=reason)


def can_set_up_body(user: User | AnonymousUser, group: EloGroup, kind: str) -> Decision:
    """Decide whether `user` may add a body of a kind to `group`, commission it and close it.

    Coordinators any; who chairs a leading group, its working groups.
    """
    decision = can_manage_group(user, group)
    if decision or kind != BodyKind.WORKING:
        return decision
    chaired = grants_of(user, [Role.CHAIR]).filter(body__group=group, body__kind=BodyKind.LEADING)
    return ALLOWED if chaired.exists() else decision
