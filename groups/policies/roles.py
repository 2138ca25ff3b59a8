"""What the roles in a group or a body allow by themselves: the ground of most decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.models import Body
from groups.permissions import BodyPermission, GroupPermission
from groups.querysets.permitted import rights_in, rights_in_body

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

NO_ROLE = _("Your role in this group does not allow this.")


def in_group(
    user: User | AnonymousUser,
    group_id: int,
    permission: GroupPermission,
    rights: frozenset[GroupPermission] | None = None,
    reason: Promise = NO_ROLE,
) -> Decision:
    """Decide whether the roles of `user` in a group allow `permission`; else say `reason`.

    `rights` spares the query where a page has them.
    """
    held = rights_in(user, group_id) if rights is None else rights
    return ALLOWED if permission in held else denied(reason)


def in_body(
    user: User | AnonymousUser,
    body: Body,
    permission: BodyPermission,
    rights: frozenset[BodyPermission] | None = None,
) -> Decision:
    """Decide whether the roles of `user` in a body allow `permission`.

    `rights` spares the query where a page has them.
    """
    held = rights_in_body(user, body) if rights is None else rights
    return ALLOWED if permission in held else denied(NO_ROLE)
