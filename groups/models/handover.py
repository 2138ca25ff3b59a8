from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groups.models.group import EloGroup
from groups.querysets.inside import HandoverQuerySet, ManagedQuerySet


class HandoverNote(models.Model):
    """What a coordinator would tell a successor, beyond what the platform shows.

    Each saving is a row of its own, and the last one holds.
    """

    group = models.ForeignKey(
        EloGroup, on_delete=models.PROTECT, related_name="handover_notes", verbose_name=_("group")
    )
    number = models.PositiveIntegerField(_("version"))
    people = models.TextField(_("people and relations"), blank=True)
    promises = models.TextField(_("promises that are not written down"), blank=True)
    differently = models.TextField(_("what I would do differently"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("written by"),
    )
    at = models.DateTimeField(_("written"))

    objects = ManagedQuerySet.as_manager()

    class Meta:
        verbose_name = _("handover note")
        verbose_name_plural = _("handover notes")
        constraints = [
            models.UniqueConstraint(name="handover_notes_are_numbered", fields=["group", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.number}"


class Handover(models.Model):
    """A coordinator hands over to another on a day; the appointments hold what follows."""

    group = models.ForeignKey(
        EloGroup, on_delete=models.PROTECT, related_name="handovers", verbose_name=_("group")
    )
    leaving = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("hands over"),
    )
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("takes over"),
    )
    day = models.DateField(_("takes over on"))
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("planned by"),
    )
    planned_at = models.DateTimeField(_("planned"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        constraints = [
            models.CheckConstraint(
                name="handover_is_to_somebody_else", condition=~Q(leaving=F("successor"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.day}"
