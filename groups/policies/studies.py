"""Who keeps the library of studies, and who notes where one is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.models import Study
from groups.permissions import GroupPermission
from groups.policies.roles import NO_ROLE, in_group
from groups.querysets.permitted import groups_with, rights_in

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

Rights = frozenset[GroupPermission]


def can_add_study(
    user: User | AnonymousUser, group_id: int, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may add a study to a group's library: whoever may raise needs."""
    return in_group(user, group_id, GroupPermission.RAISE_NEEDS, rights)


def can_note_somewhere(user: User | AnonymousUser) -> Decision:
    """Decide whether `user` may note uses of the studies of some group."""
    return ALLOWED if groups_with(user, GroupPermission.RAISE_NEEDS) != [] else denied(NO_ROLE)


def can_open_study(user: User | AnonymousUser, group_id: int) -> Decision:
    """Decide whether `user` may choose who reads a study: who manages the group's needs."""
    return in_group(user, group_id, GroupPermission.MANAGE_NEEDS)


def can_change_study(
    user: User | AnonymousUser, study: Study, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may correct `study`: who added it, and who manages the needs."""
    rights = rights_in(user, study.group_id) if rights is None else rights
    if GroupPermission.MANAGE_NEEDS in rights:
        return ALLOWED
    if study.added_by_id == user.pk:
        return can_add_study(user, study.group_id, rights)
    return denied(_("Whoever added the study corrects it, or the group's coordinators."))
