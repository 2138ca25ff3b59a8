from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.text import in_language
from groups.models.group import Body
from groups.querysets.seats import BodyMessageQuerySet


class BodyMessage(models.Model):
    """A coordinator's message to a body, in one or both languages; each reader gets theirs."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="messages", verbose_name=_("body")
    )
    subject_sv = models.CharField(_("subject in Swedish"), max_length=160, blank=True)
    subject_fi = models.CharField(_("subject in Finnish"), max_length=160, blank=True)
    text_sv = models.TextField(_("text in Swedish"), blank=True)
    text_fi = models.TextField(_("text in Finnish"), blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="body_messages",
        verbose_name=_("from"),
    )
    sent_at = models.DateTimeField(_("sent"))

    objects = BodyMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message to a body")
        verbose_name_plural = _("messages to bodies")
        constraints = [
            models.CheckConstraint(
                name="message_is_whole_in_a_language",
                condition=~Q(subject_sv="") & ~Q(text_sv="") | ~Q(subject_fi="") & ~Q(text_fi=""),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self, "subject")
