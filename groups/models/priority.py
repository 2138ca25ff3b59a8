from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.models.need import Need
from groups.querysets.needs import NeedPartQuerySet
from groups.querysets.priorities import NeedVoteQuerySet


class NeedVote(models.Model):
    """How important somebody finds a need, and how far the group could influence it: 1 to 5."""

    need = models.ForeignKey(
        Need,
        on_delete=models.CASCADE,
        related_name="votes",
        verbose_name=_("need"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="needs_voted",
        verbose_name=_("person"),
    )
    importance = models.PositiveSmallIntegerField(_("importance"))
    influence = models.PositiveSmallIntegerField(_("possibility to influence"))
    at = models.DateTimeField(_("when"))

    objects = NeedVoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote on a need")
        verbose_name_plural = _("votes on needs")
        constraints = [
            models.UniqueConstraint(
                name="a_person_votes_on_a_need_once",
                fields=["need", "user"],
            ),
            models.CheckConstraint(
                name="vote_on_a_need_is_from_1_to_5",
                condition=Q(importance__range=(1, 5), influence__range=(1, 5)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need_id}: {self.user_id}"


class NeedComment(models.Model):
    """What somebody adds to a need in their own words."""

    need = models.ForeignKey(
        Need,
        on_delete=models.CASCADE,
        related_name="comments",
        verbose_name=_("need"),
    )
    text = models.TextField(_("comment"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="need_comments",
        verbose_name=_("from"),
    )
    at = models.DateTimeField(_("when"))
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("removed by"),
    )

    objects = NeedPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment on a need")
        verbose_name_plural = _("comments on needs")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
