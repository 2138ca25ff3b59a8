from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.fields import KindField
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.querysets import MutedQuerySet


class Muted(models.Model):
    """A person, or an address without an account, wants no more messages of one kind."""

    kind = KindField(_("kind"), max_length=40, choices=NoticeKind.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.CASCADE,
        related_name="muted",
        verbose_name=_("person"),
    )
    address = models.EmailField(_("e-mail address"), blank=True)
    made_at = models.DateTimeField(_("made"))

    objects = MutedQuerySet.as_manager()

    class Meta:
        verbose_name = _("stopped kind of message")
        verbose_name_plural = _("stopped kinds of message")
        constraints = [
            models.UniqueConstraint(
                name="a_kind_is_stopped_once",
                fields=["kind", "user", "address"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.user_id or self.address}"
