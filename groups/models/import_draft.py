from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from groups.models.group import EloGroup
from groups.querysets.import_drafts import ImportDraftQuerySet


class ImportDraft(models.Model):
    """A list that somebody uploaded, waiting to be looked at and imported; gone after a day.

    `cells` holds the columns that were known and nothing else of the file.
    """

    group = models.ForeignKey(
        EloGroup, on_delete=models.CASCADE, related_name="+", verbose_name=_("group")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    at = models.DateTimeField(_("uploaded"))
    name = models.CharField(_("file name"), max_length=200)
    sends_mail = models.BooleanField(_("people are invited by mail"), default=True)
    cells = models.JSONField(_("cells"))
    sha256 = models.CharField(_("hash"), max_length=64)

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("list to import")
        verbose_name_plural = _("lists to import")

    def __str__(self) -> str:
        return self.name
