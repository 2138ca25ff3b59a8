from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.fields import KindField
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.models.mail import Mail
from elo_platform.notifications.querysets import OwedQuerySet


class Owed(models.Model):
    """One message that one person is owed; it is the person's inbox too.

    `params` holds ids and plain values; the text is made when read or sent. Either
    `reader` or `address` is filled: people without an account have an address only.
    """

    kind = KindField(_("kind"), max_length=40, choices=NoticeKind.choices)
    params = models.JSONField(_("values"), default=dict)
    dedup_key = models.CharField(_("key"), max_length=200, unique=True)
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.CASCADE,
        related_name="owed",
        verbose_name=_("reader"),
    )
    address = models.EmailField(_("e-mail address"), blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="fi"
    )
    mail = models.ForeignKey(
        Mail, null=True, on_delete=models.SET_NULL, related_name="owed", verbose_name=_("mail")
    )
    suppressed_reason = models.CharField(_("not sent because"), max_length=40, blank=True)
    made_at = models.DateTimeField(_("made"))
    due_at = models.DateTimeField(_("due"))
    read_at = models.DateTimeField(_("read"), null=True)

    objects = OwedQuerySet.as_manager()

    class Meta:
        verbose_name = _("message owed")
        verbose_name_plural = _("messages owed")
        indexes = [
            models.Index(
                name="owed_to_gather",
                fields=["due_at", "id"],
                condition=models.Q(mail=None, suppressed_reason=""),
            ),
            models.Index(name="owed_inbox", fields=["reader", "-due_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="owed_has_a_reader_or_an_address",
                condition=models.Q(reader__isnull=False) | ~models.Q(address=""),
            ),
        ]

    def __str__(self) -> str:
        return self.dedup_key
