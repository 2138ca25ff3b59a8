"""What the ports NOTICES and INBOX tell of discussions: what is new and unread, seen today."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import absolute
from elo_platform.lib.text import foreign
from elo_platform.notifications.readers import Reader
from forums.models import Post, Topic
from forums.services.mails import digest_before
from forums.services.words import person_columns, person_of, topic_url

# A mail shows so much of a post, and so many of them; the rest is read on the platform.
LETTERS = 600
POSTS_SHOWN = 5
COLUMNS = (
    "number",
    "text",
    "language",
    "at",
    *person_columns(person="by", organisation="organisation"),
)

Values = dict[str, Any]


def new_posts(params: dict[str, Any], reader: Reader) -> Values | None:
    """Return what others wrote in a discussion that morning's mail is about, unread by now.

    None where the reader may no longer read the space, or has read or written it all.
    """
    if not isinstance(reader, User):
        return None
    topic = _topics(reader).filter(pk=params["topic"]).first()
    if topic is None:
        return None
    until = datetime.fromisoformat(params["until"])
    posts = Post.objects.visible_to(reader).standing().exclude(by=reader)
    new = posts.filter(
        topic=topic,
        number__gt=topic.read or 0,
        at__gte=digest_before(due_at=until),
        at__lt=until,
    )
    rows = list(new.order_by("number").values(*COLUMNS))
    if not rows:
        return None
    return {
        **_of_topic(topic),
        "posts": [_quoted(row) for row in rows[:POSTS_SHOWN]],
        "number": len(rows),
        "more": max(0, len(rows) - POSTS_SHOWN),
        "is_new": rows[0]["number"] == 1,
        "url": absolute(topic_url(pk=topic.pk, number=rows[0]["number"])),
        "url_label": gettext("Read and answer"),
        "why": gettext("You get this message because you follow the discussion or its space."),
    }


def listed_posts(params: list[dict[str, Any]], reader: User) -> list[Values | None]:
    """Return title and page of the discussions that `reader` may read, in one read."""
    ids = {each["topic"] for each in params}
    found = {topic.pk: topic for topic in _topics(reader).filter(pk__in=ids)}
    return [_listed(found.get(each["topic"])) for each in params]


def _topics(reader: User) -> Any:
    rows = Topic.objects.visible_to(reader).read_by(reader)
    return rows.select_related("space__group", "space__body")


def _listed(topic: Topic | None) -> Values | None:
    if topic is None:
        return None
    url = absolute(reverse("forums:topic_detail", args=[topic.pk]))
    return {**_of_topic(topic), "number": 0, "url": url}


def _of_topic(topic: Topic) -> Values:
    return {
        "title": topic.title,
        "title_language": topic.language,
        "space": topic.space.name,
        "region": topic.space.group.name,
    }


def _quoted(row: dict[str, Any]) -> Values:
    person = person_of(row=row, person="by", organisation="organisation")
    name, of = person["name"], person["of"]
    return {
        "by": f"{name}, {of}" if of else name,
        "at": row["at"],
        "text": Truncator(row["text"]).chars(LETTERS),
        "language": foreign(row["language"]),
    }
