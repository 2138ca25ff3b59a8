"""How far people have read: the one thing that looking at a page writes down."""

from datetime import datetime

from django.db import connection

from elo_platform.accounts.models import User
from forums.models import Space, Topic

# It only ever moves on: two windows of one reader never turn it back.
_MARK = """
    INSERT INTO "forums_readmark" AS mark (user_id, topic_id, number) VALUES (%s, %s, %s)
    ON CONFLICT (user_id, topic_id) DO UPDATE SET number = EXCLUDED.number
    WHERE mark.number < EXCLUDED.number
"""
_MARK_ALL = """
    INSERT INTO "forums_readmark" AS mark (user_id, topic_id, number)
    SELECT %s, topic.id, topic.last_number FROM forums_topic topic
    WHERE topic.space_id = %s AND topic.last_post_at >= %s
    ON CONFLICT (user_id, topic_id) DO UPDATE SET number = EXCLUDED.number
    WHERE mark.number < EXCLUDED.number
"""


def mark_read(*, topic: Topic, number: int, by: User) -> None:
    """Say that `by` has read `topic` up to post `number`: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [by.pk, topic.pk, number])


def mark_space_read(*, space: Space, since: datetime, by: User) -> int:
    """Say that `by` has read all of `space` that was written in after `since`; return how many."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK_ALL, [by.pk, space.pk, since])
        return cursor.rowcount
