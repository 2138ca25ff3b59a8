"""One page of a discussion: posts by their numbers, so that each page costs the same."""

from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.text import foreign
from forums.models import Post, Topic
from forums.policies import SpaceRights
from forums.services.markup import cleaned
from forums.services.words import Moments, person_columns, person_of

PER_PAGE = 20
# How many page numbers stand on each side of the present one.
NEAR = 2
COLUMNS = (
    "pk", "number", "html", "language", "at", "edited_at", "removed_at", "reason",
    "removed_by_id", "removed_by__name", *person_columns(person="by", organisation="organisation"),
)  # fmt: skip


def page_of(number: int) -> int:
    """Return the page on which the post of that number stands."""
    return (max(number, 1) - 1) // PER_PAGE + 1


def last_page(topic: Topic) -> int:
    """Return the number of the last page."""
    return page_of(topic.last_number)


def post_rows(
    user: User, topic: Topic, page: int, rights: SpaceRights, now: datetime
) -> list[dict[str, Any]]:
    """Return the posts of a page, the removed ones without text; none is counted or skipped."""
    first = (page - 1) * PER_PAGE + 1
    posts = Post.objects.visible_to(user).filter(
        topic=topic, number__gte=first, number__lt=first + PER_PAGE
    )
    moments = Moments(now)
    may_write = rights.may_write and not (topic.is_closed or topic.space.is_archived)
    rows = []
    for row in posts.order_by("number").values(*COLUMNS):
        is_own = row["by_id"] == user.pk
        is_there = row["removed_at"] is None
        is_new = topic.read is not None and row["number"] > topic.read and not is_own
        may_edit = is_there and is_own and may_write
        may_remove = is_there and (is_own or rights.may_moderate)
        rows.append(
            {
                "number": row["number"],
                "url": f"/topics/{topic.pk}/?post={row['number']}#post-{row['number']}",
                "person": person_of(row=row, person="by", organisation="organisation"),
                "when": moments.said_in_full(row["at"]),
                "html": shown(row["html"]),
                "language": foreign(row["language"]),
                "is_edited": row["edited_at"] is not None,
                "removed": "" if is_there else _removal(row),
                "reason": row["reason"],
                "edit_url": f"/posts/{row['pk']}/edit/" if may_edit else "",
                "remove_url": f"/posts/{row['pk']}/remove/" if may_remove else "",
                "is_first_new": is_new and not any(each["is_first_new"] for each in rows),
            }
        )
    return rows


def shown(html: str) -> SafeString:
    """Return a post's HTML, cleaned once more, for a template."""
    return mark_safe(cleaned(html=html))  # noqa: S308 - through the allow-list


def page_links(topic: Topic, page: int) -> list[dict[str, Any]]:
    """Return the first, the last and the near pages; None stands for those left out between."""
    last = last_page(topic)
    if last == 1:
        return []
    near = range(max(1, page - NEAR), min(last, page + NEAR) + 1)
    numbers = sorted({1, *near, last})
    links: list[dict[str, Any]] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number > before + 1:
            links.append({"number": None})
        url = f"/topics/{topic.pk}/?page={number}"
        links.append({"number": number, "url": url, "is_here": number == page})
    return links


def _removal(row: dict[str, Any]) -> str:
    if row["removed_by_id"] is not None and row["removed_by_id"] == row["by_id"]:
        return gettext("Removed by the author.")
    name = row["removed_by__name"]
    if not name:
        return gettext("Removed by a moderator.")
    return gettext("Removed by %(name)s, who moderates the space.") % {"name": name}
