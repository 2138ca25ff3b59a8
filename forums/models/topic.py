from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Versioned
from forums.models.space import Space
from forums.querysets import PostQuerySet, TopicQuerySet
from groups.models import Organisation


def _person(name: str, *, db_index: bool = True) -> models.ForeignKey:
    """Return a person who may be gone: what they wrote stays."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=db_index,
        verbose_name=name,
    )


class Topic(Versioned):
    """A discussion in a space. Its posts are numbered from 1 and keep their numbers."""

    space = models.ForeignKey(
        Space,
        on_delete=models.PROTECT,
        related_name="topics",
        db_index=False,  # topics_of_a_space begins with it
        verbose_name=_("space"),
    )
    title = models.CharField(_("title"), max_length=160)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    is_closed = models.BooleanField(_("closed"), default=False)
    last_number = models.PositiveIntegerField(_("number of the last post"), default=0)
    posts_count = models.PositiveIntegerField(_("posts"), default=0)
    started_by = _person(_("started by"))
    started_for = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("started for"),
    )
    started_at = models.DateTimeField(_("started"))
    last_post_at = models.DateTimeField(_("last post"))

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        indexes = [
            models.Index(name="topics_of_a_space", fields=["space", "-last_post_at", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(name="topic_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="topic_language_is_known",
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Post(Versioned):
    """What somebody wrote in a discussion.

    `text` is Markdown as it was typed, `html` what it became: cleaned when written, and once
    more when shown. A removed post keeps its place and its number, and loses its text.
    """

    topic = models.ForeignKey(
        Topic,
        on_delete=models.CASCADE,
        related_name="posts",
        db_index=False,  # posts_of_a_topic_are_numbered begins with it
        verbose_name=_("discussion"),
    )
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("text as it is shown"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    by = _person(_("written by"), db_index=False)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("written for"),
    )
    at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(_("changed"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    removed_by = _person(_("removed by"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        indexes = [models.Index(name="posts_of_a_person", fields=["by", "at"])]
        constraints = [
            models.UniqueConstraint(
                name="posts_of_a_topic_are_numbered", fields=["topic", "number"]
            ),
            models.CheckConstraint(
                name="a_removed_post_has_no_text",
                condition=Q(removed_at=None) & ~Q(text="")
                | Q(removed_at__isnull=False, text="", html=""),
            ),
            models.CheckConstraint(
                name="post_language_is_known",
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}:{self.number}"
