"""Discussions: started, closed and opened again."""

from datetime import datetime

from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from forums.models import Space, Topic
from forums.policies import can_close, can_start
from forums.services.posts import PostValues, add_post, checked_title, locked_topic, speaking_for


@transaction.atomic
def start_topic(*, space_id: int, values: PostValues, by: User, now: datetime) -> Topic:
    """Start a discussion with its first post. Those who follow the space are owed a mail.

    Raises:
        PermissionDenied: `by` may not write there, or the space is archived.
        ValidationError: no title, no text, too much of them, or too many posts within an hour.
    """
    space = Space.objects.select_related("body").get(pk=space_id)
    require(can_start(by, space))
    topic = Topic.objects.create(
        space=space,
        title=checked_title(title=values.title),
        language=values.language,
        started_by=by,
        started_for_id=speaking_for(by=by, group_id=space.group_id),
        started_at=now,
        last_post_at=now,
    )
    _record(AuditKind.TOPIC_STARTED, topic, by, now)
    add_post(topic=topic, values=values, by=by, now=now)
    topic.last_number = topic.posts_count = 1
    topic.save(update_fields=["last_number", "posts_count"])
    return topic


@transaction.atomic
def close_topic(*, topic_id: int, is_closed: bool, by: User, now: datetime) -> Topic:
    """Close a discussion, or open it again; nothing happens where it is so already.

    Raises:
        PermissionDenied: `by` neither started it nor moderates, or the space is archived.
    """
    topic = locked_topic(topic_id=topic_id)
    require(can_close(by, topic))
    if topic.is_closed == is_closed:
        return topic
    topic.is_closed = is_closed
    topic.version += 1
    topic.save(update_fields=["is_closed", "version"])
    _record(AuditKind.TOPIC_CHANGED, topic, by, now, is_closed=is_closed)
    return topic


def _record(kind: AuditKind, topic: Topic, by: User, now: datetime, **data: object) -> None:
    data |= {"space": topic.space_id}
    record(kind=kind, target=topic, by=by, at=now, data=data, group_id=topic.space.group_id)
