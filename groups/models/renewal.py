from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.models.year import YearEntry
from groups.querysets.years import RenewalCheckQuerySet


class RenewalPoint(models.TextChoices):
    """What a group looks over once a year."""

    COMPOSITION = "composition", _("Are the right organisations and people in the group?")
    MANDATE = "mandate", _("Does the mandate still say what the group does?")
    PLAN = "plan", _("Does the plan still lead where we want?")
    GLOSSARY = "glossary", _("Do the words and texts of the group still hold, in both languages?")


class RenewalCheck(models.Model):
    """What was said of one point in a year's renewal round, by whom and when."""

    entry = models.ForeignKey(
        YearEntry,
        on_delete=models.PROTECT,
        related_name="checks",
        verbose_name=_("entry of the year"),
    )
    point = models.CharField(_("point"), max_length=20, choices=RenewalPoint.choices)
    is_right = models.BooleanField(_("still right"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("looked over by"),
    )
    at = models.DateTimeField(_("looked over"))

    objects = RenewalCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of a renewal round")
        verbose_name_plural = _("checks of a renewal round")
        constraints = [
            models.UniqueConstraint(name="a_renewal_says_a_point_once", fields=["entry", "point"]),
            models.CheckConstraint(
                name="renewal_point_is_known", condition=Q(point__in=RenewalPoint.values)
            ),
        ]

    def __str__(self) -> str:
        return self.get_point_display()
