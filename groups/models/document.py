from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.models.group import EloGroup
from groups.querysets.documents import DocumentQuerySet


class DocumentReach(models.TextChoices):
    """Who may open a document of a group."""

    MANAGERS = "managers", _("Those who manage the group's seats")
    GROUP = "group", _("The whole group")
    PUBLIC = "public", _("Everyone")


class Document(models.Model):
    """A file of a group that is not a meeting's paper: an appointment, an annex, a clause.

    Looked into before it is kept, under a random name, and served as a download only.
    """

    # None: material of a national event.
    group = models.ForeignKey(
        EloGroup,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents",
        verbose_name=_("group"),
    )
    reach = models.CharField(
        _("open to"),
        max_length=20,
        choices=DocumentReach.choices,
        default=DocumentReach.MANAGERS,
    )
    file = models.FileField(_("file"), max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("format"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("hash"), max_length=64)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added"))

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.CheckConstraint(
                name="document_reach_is_known", condition=Q(reach__in=DocumentReach.values)
            ),
        ]

    def __str__(self) -> str:
        return self.name
