"""What a new post makes us owe: one line for each discussion, reader and day, in one digest."""

from datetime import datetime, time, timedelta

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day, wall_to_utc
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from forums.models import Post
from forums.querysets import followers_of_space, followers_of_topic

# Officials read their mail in the morning; what comes later waits for the next one.
DIGEST_AT = time(8)


def digest_after(*, now: datetime) -> datetime:
    """Return when what is written at `now` is told of: the next morning, Finnish time."""
    today = helsinki_day(now)
    this_morning = wall_to_utc(day=today, at=DIGEST_AT)
    if now < this_morning:
        return this_morning
    return wall_to_utc(day=today + timedelta(days=1), at=DIGEST_AT)


def digest_before(*, due_at: datetime) -> datetime:
    """Return the morning before the one of `due_at`, so that two days never tell the same."""
    return wall_to_utc(day=helsinki_day(due_at) - timedelta(days=1), at=DIGEST_AT)


def owe_new_post(*, post: Post, by: User, now: datetime) -> int:
    """Owe those who follow a mail about `post` in the next digest; the author apart.

    A discussion is owed once for each reader and morning, whatever is written in it until
    then. The mail says what is new and unread when it is sent.
    """
    topic = post.topic
    readers = followers_of_space(topic.space) if post.number == 1 else followers_of_topic(topic)
    due_at = digest_after(now=now)
    return owe(
        kind=NoticeKind.NEW_POSTS,
        readers=readers.exclude(pk=by.pk),
        occasion=f"topic:{topic.pk}:{helsinki_day(due_at)}",
        params={"topic": topic.pk, "until": due_at.isoformat()},
        now=now,
        due_at=due_at,
    )
