from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.querysets import FeedTokenQuerySet


class FeedToken(models.Model):
    """A private, read-only calendar link of one person; only a hash of it is kept.

    256 random bits; its person can end it, and it expires after twelve months.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="feed_tokens",
        verbose_name=_("person"),
    )
    token_hash = models.CharField(_("hash"), max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("valid until"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = FeedTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar link")
        verbose_name_plural = _("calendar links")
        constraints = [
            models.UniqueConstraint(
                name="a_person_has_one_open_calendar_link",
                fields=["user"],
                condition=models.Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="calendar_link_expires_after_it_is_made",
                condition=models.Q(expires_at__gt=models.F("made_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.made_at:%Y-%m-%d}"
