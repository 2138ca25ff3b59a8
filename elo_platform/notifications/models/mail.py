from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from elo_platform.notifications.querysets import MailQuerySet


class Mail(models.Model):
    """One mail to one person: gathers what that person is owed, and is sent once.

    Holds no text: it is rendered when sent, from what its reader may see then.
    """

    key = models.CharField(_("key"), max_length=200, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.CASCADE,
        related_name="mails",
        verbose_name=_("person"),
    )
    address = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("made"))
    next_try_at = models.DateTimeField(_("next attempt"))
    sent_at = models.DateTimeField(_("sent"), null=True)
    stopped_at = models.DateTimeField(_("given up"), null=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            models.Index(
                name="mail_to_send",
                fields=["next_try_at", "id"],
                condition=models.Q(sent_at=None, stopped_at=None),
            ),
            models.Index(name="mail_of_person_by_day", fields=["user", "sent_at"]),
            models.Index(name="mail_of_address_by_day", fields=["address", "sent_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="mail_is_sent_or_given_up_not_both",
                condition=models.Q(sent_at=None) | models.Q(stopped_at=None),
            ),
            models.CheckConstraint(
                name="mail_has_a_person_or_an_address",
                condition=models.Q(user__isnull=False) | ~models.Q(address=""),
            ),
        ]

    def __str__(self) -> str:
        return self.key
