"""Invented discussions in bulk, for the load set: by COPY, without audit and without mail."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from forums.services.markup import rendered

PAUSE = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Writer:
    """A person by id, with the organisation that they write for."""

    user_id: int
    organisation_id: int | None


@dataclass(frozen=True, slots=True)
class NewTopic:
    """A discussion of `posts` posts, the last of them at `last_at`, written by turns."""

    space_id: int
    title: str
    language: str
    posts: int
    last_at: datetime
    writers: tuple[Writer, ...]
    has_been_read: bool


@transaction.atomic
def load_topics(*, rows: Iterable[NewTopic], texts: dict[str, list[str]]) -> int:
    """Store discussions whose posts say `texts` by turns, by language; return how many posts.

    Who started one follows it; who started one that has been read has read it to the end.
    """
    topics = list(rows)
    ids = _reserved(len(topics))
    known = {code: [(text, rendered(source=text)) for text in each] for code, each in texts.items()}
    _copy(
        "forums_topic (id, space_id, title, language, is_closed, version, last_number,"
        " posts_count, started_by_id, started_for_id, started_at, last_post_at)",
        (_topic(pk, topic) for pk, topic in zip(ids, topics, strict=True)),
    )
    posts = _copy(
        "forums_post (topic_id, number, text, html, language, version, by_id, organisation_id,"
        " at, reason)",
        (
            row
            for pk, topic in zip(ids, topics, strict=True)
            for row in _posts(pk, topic, known[topic.language])
        ),
    )
    started = [(pk, topic) for pk, topic in zip(ids, topics, strict=True)]
    _copy(
        "forums_follow (user_id, topic_id, is_muted)",
        ((topic.writers[0].user_id, pk, False) for pk, topic in started),
    )
    _copy(
        "forums_readmark (user_id, topic_id, number)",
        (
            (writer.user_id, pk, topic.posts)
            for pk, topic in started
            if topic.has_been_read
            for writer in topic.writers
        ),
    )
    return posts


def _reserved(number: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('forums_topic', 'id'))"
            " FROM generate_series(1, %s)",
            [number],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _copy(table: str, rows: Iterable[tuple[object, ...]]) -> int:
    number = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
            number += 1
    return number


def _topic(pk: int, topic: NewTopic) -> tuple[object, ...]:
    first = topic.writers[0]
    started_at = topic.last_at - PAUSE * (topic.posts - 1)
    counted = (0, topic.posts, topic.posts)
    people = (first.user_id, first.organisation_id)
    names = (topic.space_id, topic.title, topic.language)
    return (pk, *names, False, *counted, *people, started_at, topic.last_at)


def _posts(pk: int, topic: NewTopic, texts: list[tuple[str, str]]) -> Iterator[tuple[object, ...]]:
    for place in range(topic.posts):
        writer = topic.writers[place % len(topic.writers)]
        text, html = texts[(pk + place) % len(texts)]
        at = topic.last_at - PAUSE * (topic.posts - 1 - place)
        said = (text, html, topic.language, 0)
        yield (pk, place + 1, *said, writer.user_id, writer.organisation_id, at, "")
