"""Spaces of a group, and the discussions of a space, as lists."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from elo_platform.accounts.models import User
from elo_platform.lib.text import foreign, whole_number
from forums.models import Space, Topic
from forums.services.words import Moments, person_columns, person_of, topic_url
from groups.kinds import NodeKind
from groups.querysets.chain import Ref, named

PER_PAGE = 25
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ONE_MICROSECOND = timedelta(microseconds=1)
COLUMNS = (
    "pk", "title", "language", "is_closed", "posts_count", "last_number", "last_post_at",
    "read", "need_ids", *person_columns(person="started_by", organisation="started_for"),
)  # fmt: skip


def space_rows(user: User, group_id: int, now: datetime) -> list[dict[str, Any]]:
    """Return the spaces of a group that `user` may read, with what is unread in each."""
    latest = Topic.objects.visible_to(user).filter(space=OuterRef("pk")).latest_first()
    spaces = (
        Space.objects.visible_to(user)
        .filter(group=group_id)
        .with_unread(user, now)
        .annotate(last_post_at=Subquery(latest.values("last_post_at")[:1]))
        .select_related("body")
        .in_order()
    )
    moments = Moments(now)
    return [
        {
            "url": f"/spaces/{space.pk}/",
            "name": space.name,
            "about": space.about,
            "unread": space.unread,
            "is_archived": space.is_archived,
            "when": moments.said(space.last_post_at) if space.last_post_at else "",
        }
        for space in spaces
    ]


def neighbours(user: User, space: Space, now: datetime) -> list[dict[str, Any]]:
    """Return the living spaces of the same group, this one among them, with what is unread."""
    spaces = Space.objects.visible_to(user).filter(
        Q(archived_at=None) | Q(pk=space.pk), group=space.group_id
    )
    return [
        {
            "url": f"/spaces/{each.pk}/",
            "name": each.name,
            "unread": each.unread,
            "is_here": each.pk == space.pk,
        }
        for each in spaces.with_unread(user, now).select_related("body").in_order()
    ]


def topic_page(
    user: User, space: Space, now: datetime, *, before: str, only_unread: bool
) -> tuple[list[dict[str, Any]], str]:
    """Return a page of discussions, the latest first, and the key of the older ones, or none.

    `before` is the key of the last row of the page that was seen; nothing is counted.
    """
    topics = Topic.objects.visible_to(user).filter(space=space)
    topics = topics.unread_by(user, now) if only_unread else topics.read_by(user)
    key = _moment_and_id(before)
    if key:
        at, pk = key
        topics = topics.filter(
            Q(last_post_at__lt=at) | Q(last_post_at=at, pk__lt=pk), last_post_at__lte=at
        )
    found = list(topics.with_needs().latest_first().values(*COLUMNS)[: PER_PAGE + 1])
    rows = found[:PER_PAGE]
    states = _states_of_needs(user, [pk for row in rows for pk in row["need_ids"]])
    older = _key(rows[-1]) if len(found) > PER_PAGE else ""
    moments = Moments(now)
    return [_line(row, states, moments) for row in rows], older


def _states_of_needs(user: User, ids: list[int]) -> dict[int, str]:
    """Return the states, in words, of those of the needs that `user` may see."""
    texts = named([Ref(NodeKind.NEED, pk) for pk in ids], user)
    return {ref.id: text.state for ref, text in texts.items()}


def first_unread(row: dict[str, Any]) -> int:
    """Return the number of the first post that the reader has not read, or 0 where there is none.

    What was never opened is read from its beginning.
    """
    read = row["read"] or 0
    return read + 1 if read < row["last_number"] else 0


def _line(row: dict[str, Any], states: dict[int, str], moments: Moments) -> dict[str, Any]:
    number = first_unread(row)
    person = person_of(row=row, person="started_by", organisation="started_for")
    return {
        "url": topic_url(pk=row["pk"], number=number),
        "title": row["title"],
        "language": foreign(row["language"]),
        "is_unread": number > 0 and moments.is_recent(row["last_post_at"]),
        "is_closed": row["is_closed"],
        "need": next((states[pk] for pk in row["need_ids"] if pk in states), ""),
        "by": f"{person['name']}, {person['of']}" if person["of"] else person["name"],
        "posts": row["posts_count"],
        "when": moments.said(row["last_post_at"]),
    }


def _key(row: dict[str, Any]) -> str:
    return f"{(row['last_post_at'] - EPOCH) // ONE_MICROSECOND}-{row['pk']}"


def _moment_and_id(text: str) -> tuple[datetime, int] | None:
    """Return the key in an address: microseconds and id; None where it is no key."""
    first, _dash, second = text.partition("-")
    microseconds, pk = whole_number(first), whole_number(second)
    if microseconds is None or pk is None:
        return None
    try:
        return EPOCH + timedelta(microseconds=microseconds), pk
    except OverflowError:
        return None
