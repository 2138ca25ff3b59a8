"""Who compares the continuity of all groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.permissions import Role
from groups.querysets.reach import holds

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


def can_compare_continuity(user: User | AnonymousUser) -> Decision:
    """Decide whether `user` reads what is missing in all groups at once."""
    if holds(user, Role.NATIONAL):
        return ALLOWED
    return denied(_("Only the national coordinators see this page."))
