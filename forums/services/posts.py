"""Posts: written, reworded, removed. A number is given once and never again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import MAX_TEXT, StaleEdit
from forums.models import Post, Topic
from forums.policies import can_edit, can_remove, can_reply
from forums.services.following import follow_from_now
from forums.services.mails import owe_new_post
from forums.services.markup import is_blank, rendered, tidied
from groups.querysets.answerers import own_organisations

MOST_AN_HOUR = 30
HOUR = timedelta(hours=1)
MAX_TITLE = 160


@dataclass(frozen=True, slots=True)
class PostValues:
    """What somebody wrote, and in which language; `title` is that of a discussion."""

    text: str
    language: str
    title: str = ""


@transaction.atomic
def reply(*, topic_id: int, values: PostValues, by: User, now: datetime) -> Post:
    """Write in a discussion. Who follows it is owed a mail; who writes in it follows it.

    Raises:
        PermissionDenied: `by` may not write there, or it is closed.
        ValidationError: no text, too much of it, or too many posts within an hour.
    """
    topic = locked_topic(topic_id=topic_id)
    require(can_reply(by, topic))
    post = add_post(topic=topic, values=values, by=by, now=now)
    topic.last_number, topic.last_post_at = post.number, now
    topic.posts_count += 1
    topic.save(update_fields=["last_number", "last_post_at", "posts_count"])
    return post


def add_post(*, topic: Topic, values: PostValues, by: User, now: datetime) -> Post:
    """Write the next post of a locked or new `topic`; its own row is the caller's to save.

    Raises:
        ValidationError: as `reply`.
    """
    text = checked_text(text=values.text)
    require_pause(by=by, now=now)
    post = Post.objects.create(
        topic=topic,
        number=topic.last_number + 1,
        text=text,
        html=rendered(source=text),
        language=values.language,
        by=by,
        organisation_id=speaking_for(by=by, group_id=topic.space.group_id),
        at=now,
    )
    follow_from_now(topic=topic, by=by)
    record(
        kind=AuditKind.POST_WRITTEN,
        target=post,
        by=by,
        at=now,
        data={"topic": topic.pk, "number": post.number},
        group_id=topic.space.group_id,
    )
    owe_new_post(post=post, by=by, now=now)
    return post


@transaction.atomic
def edit_post(*, post_id: int, version: int, values: PostValues, by: User, now: datetime) -> Post:
    """Reword the own post; with the first one of a discussion goes its title.

    Raises:
        PermissionDenied: it is another's, removed, or the discussion is closed.
        StaleEdit: it was saved in between, in another window.
        ValidationError: no text, no title, or too much of it.
    """
    post = _locked_post(post_id)
    require(can_edit(by, post))
    if post.version != version:
        raise StaleEdit(post)
    text = checked_text(text=values.text)
    has_title = post.number == 1 and _retitle(post.topic, values)
    if (text, values.language) == (post.text, post.language) and not has_title:
        return post
    post.text, post.html, post.language = text, rendered(source=text), values.language
    post.edited_at = now
    post.version += 1
    post.save(update_fields=["text", "html", "language", "edited_at", "version"])
    _record(AuditKind.POST_CHANGED, post, by, now)
    return post


@transaction.atomic
def remove_post(*, post_id: int, reason: str, by: User, now: datetime) -> Post:
    """Take the text of a post away. Its place and number stay, with who removed it and why.

    Raises:
        PermissionDenied: it is another's and `by` does not moderate, or it is removed already.
        ValidationError: another's post is removed without a reason.
    """
    post = _locked_post(post_id)
    require(can_remove(by, post))
    if post.by_id != by.pk and is_blank(text=reason):
        raise ValidationError({"reason": _("Say why. The reason stands in the post's place.")})
    post.text = post.html = ""
    post.reason, post.removed_by, post.removed_at = reason, by, now
    post.version += 1
    post.save(update_fields=["text", "html", "reason", "removed_by", "removed_at", "version"])
    post.topic.posts_count -= 1
    post.topic.save(update_fields=["posts_count"])
    _record(AuditKind.POST_REMOVED, post, by, now)
    return post


def checked_text(*, text: str) -> str:
    """Return a text as it is kept.

    Raises:
        ValidationError: for the field `text`: nothing to see, or too long.
    """
    text = tidied(text=text).strip()
    if is_blank(text=text):
        raise ValidationError({"text": _("Write something.")})
    if len(text) > MAX_TEXT:
        sentence = _("A post has at most %(number)s characters. Share longer texts as a paper.")
        raise ValidationError({"text": ValidationError(sentence, params={"number": MAX_TEXT})})
    return text


def checked_title(*, title: str) -> str:
    """Return a title as it is kept.

    Raises:
        ValidationError: for the field `title`: nothing to see, or too long.
    """
    title = " ".join(tidied(text=title).split())
    if is_blank(text=title):
        raise ValidationError({"title": _("Give the discussion a title.")})
    if len(title) > MAX_TITLE:
        sentence = _("A title has at most %(number)s characters.")
        raise ValidationError({"title": ValidationError(sentence, params={"number": MAX_TITLE})})
    return title


def require_pause(*, by: User, now: datetime) -> None:
    """Do nothing where `by` has written less than MOST_AN_HOUR posts within the last hour.

    Raises:
        ValidationError: it is as many, so nobody can fill a space.
    """
    if Post.objects.by_person(by, now - HOUR).count() >= MOST_AN_HOUR:
        sentence = _(
            "You have written %(number)s posts within an hour, which is the most. Your text is"
            " still here: send it a little later."
        )
        raise ValidationError(sentence, params={"number": MOST_AN_HOUR})


def speaking_for(*, by: User, group_id: int) -> int | None:
    """Return the organisation that `by` answers for in the group; None where it is not one."""
    own = own_organisations(by, group_id)
    return own.pop() if len(own) == 1 else None


def _retitle(topic: Topic, values: PostValues) -> bool:
    title = checked_title(title=values.title)
    if (topic.title, topic.language) == (title, values.language):
        return False
    topic.title, topic.language = title, values.language
    topic.version += 1
    topic.save(update_fields=["title", "language", "version"])
    return True


def locked_topic(*, topic_id: int) -> Topic:
    """Return a discussion with its space, locked until the end of the transaction."""
    rows = Topic.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("space__body").get(pk=topic_id)


def _locked_post(post_id: int) -> Post:
    """Return a post, with its discussion locked before it, as those who reply lock it."""
    topic_id = Post.objects.values_list("topic", flat=True).get(pk=post_id)
    topic = locked_topic(topic_id=topic_id)
    post = Post.objects.select_for_update(of=("self",), no_key=True).get(pk=post_id)
    post.topic = topic
    return post


def _record(kind: AuditKind, post: Post, by: User, now: datetime) -> None:
    data = {"topic": post.topic_id, "number": post.number}
    record(kind=kind, target=post, by=by, at=now, data=data, group_id=post.topic.space.group_id)
