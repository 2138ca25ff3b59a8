from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forums.models.space import Space
from forums.models.topic import Topic
from forums.querysets import OwnRowsQuerySet


class ReadMark(models.Model):
    """How far a person has read a discussion: one row for each, never one for each post."""

    topic = models.ForeignKey(
        Topic, on_delete=models.CASCADE, related_name="read_marks", verbose_name=_("discussion")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="read_marks",
        db_index=False,  # a_reader_has_one_mark_in_a_topic begins with it
        verbose_name=_("reader"),
    )
    number = models.PositiveIntegerField(_("read up to"))

    objects = OwnRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("read mark")
        verbose_name_plural = _("read marks")
        constraints = [
            models.UniqueConstraint(
                name="a_reader_has_one_mark_in_a_topic", fields=["user", "topic"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.number}"


class Follow(models.Model):
    """A person gets mail about a space's new discussions, or about a discussion's new posts.

    `is_muted` says that they want none about a discussion, though they follow its space.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="follows",
        verbose_name=_("follower"),
    )
    space = models.ForeignKey(
        Space,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="follows",
        verbose_name=_("space"),
    )
    topic = models.ForeignKey(
        Topic,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="follows",
        verbose_name=_("discussion"),
    )
    is_muted = models.BooleanField(_("muted"), default=False)

    objects = OwnRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints = [
            models.UniqueConstraint(
                name="a_space_is_followed_once", fields=["space", "user"], condition=Q(topic=None)
            ),
            models.UniqueConstraint(
                name="a_topic_is_followed_once", fields=["topic", "user"], condition=Q(space=None)
            ),
            models.CheckConstraint(
                name="a_follow_is_of_a_space_or_a_topic",
                condition=Q(space__isnull=False, topic=None) | Q(space=None, topic__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.space_id or ''}:{self.topic_id or ''}"
