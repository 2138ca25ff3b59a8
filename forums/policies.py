"""Who may write, change, remove, close and carry on in a discussion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import ALLOWED, Decision, denied
from forums.models import Post, Space, Topic
from groups.permissions import BodyPermission, GroupPermission
from groups.querysets.permitted import rights_in, rights_in_body

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

NO_ROLE = _("Your role in this group does not allow this.")
ARCHIVED = _("This space has been archived: it can be read, but nothing new can be written.")
CLOSED = _("This discussion has been closed.")
NOT_YOURS = _("Only the person who wrote a post may change it.")
REMOVED = _("This post has been removed.")


@dataclass(frozen=True, slots=True)
class SpaceRights:
    """What a person may do in a space today."""

    may_read: bool
    may_write: bool
    may_moderate: bool


def rights_in_space(user: User | AnonymousUser, space: Space) -> SpaceRights:
    """Return what `user` may do in `space`: one query, by the mandates of today."""
    if space.body is None:
        held = rights_in(user, space.group_id)
        return SpaceRights(
            GroupPermission.VIEW_DISCUSSIONS in held,
            GroupPermission.TAKE_PART in held,
            GroupPermission.MODERATE in held,
        )
    in_body = rights_in_body(user, space.body)
    return SpaceRights(
        BodyPermission.VIEW_BODY_DISCUSSIONS in in_body,
        BodyPermission.TAKE_PART_IN_BODY in in_body,
        BodyPermission.MODERATE_BODY in in_body,
    )


def can_start(
    user: User | AnonymousUser, space: Space, rights: SpaceRights | None = None
) -> Decision:
    """Decide whether `user` may start a discussion in `space`.

    `rights` spares the query where a page asks several policies about one space.
    """
    rights = rights_in_space(user, space) if rights is None else rights
    if not rights.may_write:
        return denied(NO_ROLE)
    return denied(ARCHIVED) if space.is_archived else ALLOWED


def can_reply(
    user: User | AnonymousUser, topic: Topic, rights: SpaceRights | None = None
) -> Decision:
    """Decide whether `user` may write in `topic`."""
    if not (decision := can_start(user, topic.space, rights)):
        return decision
    return denied(CLOSED) if topic.is_closed else ALLOWED


def can_moderate(
    user: User | AnonymousUser, space: Space, rights: SpaceRights | None = None
) -> Decision:
    """Decide whether `user` may say what a space is for and archive it."""
    rights = rights_in_space(user, space) if rights is None else rights
    return ALLOWED if rights.may_moderate else denied(NO_ROLE)


def can_close(
    user: User | AnonymousUser, topic: Topic, rights: SpaceRights | None = None
) -> Decision:
    """Decide whether `user` may close `topic` or open it again: who started it, and moderators."""
    rights = rights_in_space(user, topic.space) if rights is None else rights
    is_own = rights.may_write and topic.started_by_id == user.pk
    if not (rights.may_moderate or is_own):
        return denied(NO_ROLE)
    return denied(ARCHIVED) if topic.space.is_archived else ALLOWED


def can_edit(user: User | AnonymousUser, post: Post, rights: SpaceRights | None = None) -> Decision:
    """Decide whether `user` may reword `post`: the own one, while the discussion is open."""
    if post.by_id is None or post.by_id != user.pk:
        return denied(NOT_YOURS)
    if post.removed_at is not None:
        return denied(REMOVED)
    return can_reply(user, post.topic, rights)


def can_remove(
    user: User | AnonymousUser, post: Post, rights: SpaceRights | None = None
) -> Decision:
    """Decide whether `user` may remove `post`: the own one, and moderators any."""
    rights = rights_in_space(user, post.topic.space) if rights is None else rights
    is_own = rights.may_read and post.by_id is not None and post.by_id == user.pk
    if not (rights.may_moderate or is_own):
        return denied(NO_ROLE)
    return denied(REMOVED) if post.removed_at is not None else ALLOWED


def can_carry_on(
    user: User | AnonymousUser, topic: Topic, rights: SpaceRights | None = None
) -> Decision:
    """Decide whether `user` may make something of `topic` elsewhere: who may write there.

    What it is made into asks for its own right. A closed discussion may still lead somewhere.
    """
    rights = rights_in_space(user, topic.space) if rights is None else rights
    return ALLOWED if rights.may_write else denied(NO_ROLE)
