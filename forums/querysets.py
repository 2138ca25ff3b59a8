"""Reads of discussions: of a group's space for who may read its discussions, else of the body."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Count,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
)
from django.db.models.expressions import RawSQL

from elo_platform.notifications.kinds import NoticeKind
from groups.permissions import BodyPermission, GroupPermission
from groups.querysets.permitted import bodies_with, groups_with
from groups.querysets.reach import is_reader
from groups.querysets.readers import people_permitted, people_permitted_in_group

if TYPE_CHECKING:
    from elo_platform.accounts.models import User
    from forums.models import Space, Topic

# What nobody has written in for so long is no longer counted as unread: who joins a group, or
# comes back to it, is not met by its whole past.
UNREAD_DAYS = 90
# Lists and pages ask these of every row; as Django expressions they cost more to compile than
# to answer. They hold in any query whose own table is the space, or the topic.
_UNREAD = """(SELECT count(*) FROM forums_topic topic
    LEFT JOIN forums_readmark mark ON mark.topic_id = topic.id AND mark.user_id = %s
    WHERE topic.space_id = forums_space.id AND topic.last_post_at >= %s
      AND (mark.number IS NULL OR mark.number < topic.last_number))"""
_MUTED = """(SELECT is_muted FROM forums_follow follow
    WHERE follow.topic_id = forums_topic.id AND follow.user_id = %s)"""
_LINKED = """EXISTS (SELECT FROM groups_link link WHERE link.from_kind = 'topic'
    AND link.from_id = forums_topic.id AND link.retired_at IS NULL)"""
_NEEDS = """ARRAY(SELECT link.to_id FROM groups_link link WHERE link.from_kind = 'topic'
    AND link.from_id = forums_topic.id AND link.to_kind = 'need' AND link.retired_at IS NULL
    ORDER BY link.to_id)"""


def _is_seen(user: User | AnonymousUser, space: str = "") -> Q:
    """Return the condition that `user` may read a space."""
    in_group = groups_with(user, GroupPermission.VIEW_DISCUSSIONS)
    in_body = bodies_with(user, BodyPermission.VIEW_BODY_DISCUSSIONS)
    return Q(**{f"{space}body": None, f"{space}group__in": in_group}) | Q(
        **{f"{space}body__in": in_body}
    )


def since_of(now: datetime) -> datetime:
    """Return from when on posts may be unread at `now`."""
    return now - timedelta(days=UNREAD_DAYS)


def readers_of(space: Space) -> models.QuerySet:
    """Return the active people who may read `space` today."""
    if space.body is None:
        return people_permitted_in_group(space.group_id, GroupPermission.VIEW_DISCUSSIONS)
    return people_permitted(space.body, BodyPermission.VIEW_BODY_DISCUSSIONS)


def _follows() -> models.QuerySet:
    return apps.get_model("forums", "Follow").objects.filter(user=OuterRef("pk"))


def followers_of_space(space: Space) -> models.QuerySet:
    """Return those of the readers of `space` who are told of its new discussions."""
    return readers_of(space).filter(Exists(_follows().filter(space=space, is_muted=False)))


def followers_of_topic(topic: Topic) -> models.QuerySet:
    """Return those of the readers of the space who are told of new posts in `topic`."""
    follows = _follows().filter(topic=topic, is_muted=False)
    return readers_of(topic.space).filter(Exists(follows))


def audience_of(space: Space, topic: Topic | None = None, *, less: User) -> dict[str, int]:
    """Return how many people may read `space` today, and how many of them get a mail.

    About a new discussion where `topic` is None, else about a new post in it; `less` writes it
    and gets none, nor does who has stopped mails about posts.
    """
    about = {"space": space} if topic is None else {"topic": topic}
    told = Exists(_follows().filter(is_muted=False, **about))
    stopped = apps.get_model("notifications", "Muted").objects.filter(
        kind=NoticeKind.NEW_POSTS, user=OuterRef("pk")
    )
    return readers_of(space).aggregate(
        readers=Count("pk"),
        mailed=Count("pk", filter=Q(told, ~Exists(stopped), ~Q(pk=less.pk))),
    )


class SpaceQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> SpaceQuerySet:
        """Return the spaces that `user` may read, by the mandates of today."""
        return self.filter(_is_seen(user))

    def in_order(self) -> SpaceQuerySet:
        """Return the whole group's space first, then those of its bodies as they were made."""
        return self.order_by(
            F("archived_at").asc(nulls_first=True), F("body").asc(nulls_first=True)
        )

    def followed_by(self, user: User) -> SpaceQuerySet:
        """Return the spaces with `is_followed`: whether `user` is told of new discussions."""
        follows = apps.get_model("forums", "Follow").objects.filter(
            space=OuterRef("pk"), user=user, is_muted=False
        )
        return self.annotate(is_followed=Exists(follows))

    def with_unread(self, user: User, now: datetime) -> SpaceQuerySet:
        """Return the spaces with `unread`: how many discussions have posts new to `user`."""
        counted = RawSQL(_UNREAD, (user.pk, since_of(now)), IntegerField())  # noqa: S611 - bound
        return self.annotate(unread=counted)


class TopicQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> TopicQuerySet:
        """Return the discussions of the spaces that `user` may read."""
        return self.filter(_is_seen(user, "space__"))

    def latest_first(self) -> TopicQuerySet:
        """Return the discussions by their last post, the newest first."""
        return self.order_by("-last_post_at", "-pk")

    def read_by(self, user: User) -> TopicQuerySet:
        """Return the discussions with `read`: up to which post `user` has read, or None."""
        own = FilteredRelation("read_marks", condition=Q(read_marks__user=user))
        return self.annotate(own_mark=own, read=F("own_mark__number"))

    def unread_by(self, user: User, now: datetime) -> TopicQuerySet:
        """Return the discussions with posts of the last UNREAD_DAYS that `user` has not read."""
        unread = Q(read=None) | Q(read__lt=F("last_number"))
        return self.read_by(user).filter(unread, last_post_at__gte=since_of(now))

    def with_needs(self) -> TopicQuerySet:
        """Return the discussions with `need_ids`: of the needs raised, whoever may see them."""
        ids = ArrayField(BigIntegerField())
        return self.annotate(need_ids=RawSQL(_NEEDS, (), ids))  # noqa: S611 - a constant

    def for_page(self, user: User) -> TopicQuerySet:
        """Return the discussions with all that their page asks about the reader and the chain."""
        leads = apps.get_model("groups", "Body").objects.permitted(
            user, BodyPermission.EDIT_MEETINGS
        )
        muted = RawSQL(_MUTED, (user.pk,), BooleanField(null=True))  # noqa: S611 - bound
        linked = RawSQL(_LINKED, (), BooleanField())  # noqa: S611 - a constant
        return self.read_by(user).annotate(
            follows_topic=muted,
            is_linked=linked,
            may_lift=Exists(leads.filter(group=OuterRef("space__group"))),
        )


class PostQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> PostQuerySet:
        """Return the posts of the spaces that `user` may read; removed ones have no text."""
        return self.filter(_is_seen(user, "topic__space__"))

    def standing(self) -> PostQuerySet:
        """Return the posts that have not been removed."""
        return self.filter(removed_at=None)

    def by_person(self, user: User, since: datetime) -> PostQuerySet:
        """Return what `user` has written after `since`."""
        return self.filter(by=user, at__gt=since)


class OwnRowsQuerySet(models.QuerySet):
    """Rows that concern one person."""

    def visible_to(self, user: User | AnonymousUser) -> OwnRowsQuerySet:
        """Return the own rows of `user`."""
        return self.filter(user=user) if is_reader(user) else self.none()
