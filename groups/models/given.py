from django.db import models
from django.utils.translation import gettext_lazy as _

from groups.models.document import Document


class GivenElsewhere(models.Model):
    """What an organisation said on paper or in its board, entered for it by a coordinator."""

    signer = models.CharField(_("who signs, by task"), max_length=120, blank=True)
    signed_on = models.DateField(_("signed"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    evidence = models.ForeignKey(
        Document,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("evidence"),
    )

    class Meta:
        abstract = True
