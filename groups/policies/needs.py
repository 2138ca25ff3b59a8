"""Who may raise a need, reword it, speak for it, and say what becomes of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.models import Body, Need, NeedComment, Support
from groups.permissions import BodyPermission, GroupPermission
from groups.policies.roles import NO_ROLE, in_group
from groups.querysets.permitted import rights_in, rights_in_body
from groups.states import NEED_TRANSITIONS, NeedAction, NeedState

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

Rights = frozenset[GroupPermission]

NOT_LIVE = _("The need has been merged or was not taken up, so it can no longer be changed.")
SUPPORTED = _("You support this need already.")
NOT_SUPPORTED = _("You do not support this need.")
LIFTED = _("The need has been lifted, so the group's coordinators change it.")


def can_raise(
    user: User | AnonymousUser,
    group_id: int,
    body: Body | None = None,
    rights: Rights | None = None,
) -> Decision:
    """Decide whether `user` may raise a need in a group, or in a body of it."""
    decision = in_group(user, group_id, GroupPermission.RAISE_NEEDS, rights)
    if not decision or body is None:
        return decision
    is_inside = BodyPermission.VIEW_MEETINGS in rights_in_body(user, body)
    return ALLOWED if body.group_id == group_id and is_inside else denied(NO_ROLE)


def can_change(user: User | AnonymousUser, need: Need, rights: Rights | None = None) -> Decision:
    """Decide whether `user` may reword `need`: who raised it until it is lifted, else who leads."""
    rights = rights_in(user, need.group_id) if rights is None else rights
    if not _is_live(need):
        return denied(NOT_LIVE)
    if GroupPermission.MANAGE_NEEDS in rights:
        return ALLOWED
    if need.raised_by_id != user.pk or GroupPermission.RAISE_NEEDS not in rights:
        return denied(NO_ROLE)
    return ALLOWED if need.state == NeedState.OPEN else denied(LIFTED)


def can_add_evidence(
    user: User | AnonymousUser, need: Need, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may add what speaks for `need`: who sees it and may raise needs.

    `rights` are given by a page, which has found the need among those that `user` sees.
    """
    if not (decision := in_group(user, need.group_id, GroupPermission.RAISE_NEEDS, rights)):
        return decision
    return _seen_and_live(user, need, is_found=rights is not None)


def can_support(
    user: User | AnonymousUser,
    need: Need,
    rights: Rights | None = None,
    supporters: Collection[int] | None = None,
) -> Decision:
    """Decide whether `user` may say that `need` is theirs too.

    `rights` and `supporters`, the ids of those who support it, are given by a page, which has
    found the need among those that `user` sees.
    """
    if not (decision := in_group(user, need.group_id, GroupPermission.SUPPORT_NEEDS, rights)):
        return decision
    if not (decision := _seen_and_live(user, need, is_found=rights is not None)):
        return decision
    return denied(SUPPORTED) if _supports(user, need, supporters) else ALLOWED


def can_withdraw(
    user: User | AnonymousUser, need: Need, supporters: Collection[int] | None = None
) -> Decision:
    """Decide whether `user` may take back their support: as long as the need is live."""
    if not _supports(user, need, supporters):
        return denied(NOT_SUPPORTED)
    return ALLOWED if _is_live(need) else denied(NOT_LIVE)


def can_vote(user: User | AnonymousUser, need: Need, rights: Rights | None = None) -> Decision:
    """Decide whether `user` may say how much `need` weighs: whoever may support needs.

    The caller has found the need among those that `user` sees.
    """
    if not (decision := in_group(user, need.group_id, GroupPermission.SUPPORT_NEEDS, rights)):
        return decision
    return ALLOWED if _is_live(need) else denied(NOT_LIVE)


def can_comment(user: User | AnonymousUser, need: Need, rights: Rights | None = None) -> Decision:
    """Decide whether `user` may add words to `need`: who may add evidence."""
    return can_add_evidence(user, need, rights)


def can_remove_comment(
    user: User | AnonymousUser, comment: NeedComment, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may take away a comment: its writer, and who manages the needs."""
    if comment.removed_at:
        return denied(_("The comment has been removed already."))
    if comment.by_id == user.pk:
        return ALLOWED
    return in_group(user, comment.need.group_id, GroupPermission.MANAGE_NEEDS, rights)


def can_answer(user: User | AnonymousUser, need: Need, rights: Rights | None = None) -> Decision:
    """Decide whether `user` may answer those behind `need`: as long as it is live."""
    return can_open(user, need, rights)


def can_set_answer_days(user: User | AnonymousUser, group_id: int) -> Decision:
    """Decide whether `user` may say how soon the group answers needs."""
    return in_group(user, group_id, GroupPermission.MANAGE_NEEDS)


def can_move(
    user: User | AnonymousUser, need: Need, action: NeedAction, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may do `action` to `need` in its present state."""
    transition = NEED_TRANSITIONS[action]
    permission = GroupPermission(transition.permission)
    if not (decision := in_group(user, need.group_id, permission, rights)):
        return decision
    if need.state not in transition.sources:
        return denied(_("The need is not in a state where this can be done."))
    return ALLOWED


def can_open(user: User | AnonymousUser, need: Need, rights: Rights | None = None) -> Decision:
    """Decide whether `user` may choose who sees `need`."""
    if not (decision := in_group(user, need.group_id, GroupPermission.MANAGE_NEEDS, rights)):
        return decision
    return ALLOWED if _is_live(need) else denied(NOT_LIVE)


def _is_live(need: Need) -> bool:
    return need.state in {NeedState.OPEN, NeedState.LIFTED}


def _seen_and_live(user: User | AnonymousUser, need: Need, *, is_found: bool) -> Decision:
    if not (is_found or Need.objects.visible_to(user).filter(pk=need.pk).exists()):
        return denied(NO_ROLE)
    return ALLOWED if _is_live(need) else denied(NOT_LIVE)


def _supports(user: User | AnonymousUser, need: Need, supporters: Collection[int] | None) -> bool:
    if supporters is not None:
        return user.pk in supporters
    return Support.objects.filter(need=need.pk, user=user.pk).exists()
