from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Versioned
from plans.kinds import TEXT_LANGUAGES
from plans.models.measure import Measure
from plans.querysets.measures import PromoterQuerySet


class Promoter(Versioned):
    """Who promotes an action for the leading group, and the guidance that it gives.

    It lives beside the approved plan: nothing of it belongs to what was approved.
    """

    measure = models.OneToOneField(
        Measure, on_delete=models.CASCADE, related_name="promoter", verbose_name=_("action")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="promoted_measures",
        verbose_name=_("promoter"),
    )
    guidance = models.TextField(_("guidance of the leading group"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=TEXT_LANGUAGES, blank=True)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("named by"),
    )
    named_at = models.DateTimeField(_("named"))

    objects = PromoterQuerySet.as_manager()

    class Meta:
        verbose_name = _("promoter of an action")
        verbose_name_plural = _("promoters of actions")

    def __str__(self) -> str:
        return f"{self.user} – {self.measure}"
