from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Edited
from elo_platform.lib.text import in_language
from surveys.models.answer import Answer
from surveys.models.survey import Survey
from surveys.querysets.surveys import FragmentQuerySet, ThemeQuerySet


class Theme(Edited):
    """What several answers are about; it may raise a need."""

    survey = models.ForeignKey(
        Survey, on_delete=models.PROTECT, related_name="themes", verbose_name=_("survey")
    )
    name_sv = models.CharField(_("name in Swedish"), max_length=120, blank=True)
    name_fi = models.CharField(_("name in Finnish"), max_length=120, blank=True)
    definition_sv = models.TextField(_("what belongs to it, in Swedish"), blank=True)
    definition_fi = models.TextField(_("what belongs to it, in Finnish"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made"))

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            models.CheckConstraint(
                name="theme_has_a_name", condition=~Q(name_sv="") | ~Q(name_fi="")
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self, "name")


class Fragment(models.Model):
    """A piece of a free-text answer that belongs to a theme: characters `start` to `end`."""

    theme = models.ForeignKey(
        Theme, on_delete=models.CASCADE, related_name="fragments", verbose_name=_("theme")
    )
    answer = models.ForeignKey(
        Answer, on_delete=models.PROTECT, related_name="fragments", verbose_name=_("answer")
    )
    start = models.PositiveIntegerField(_("from character"))
    end = models.PositiveIntegerField(_("to character"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("marked by"),
    )
    at = models.DateTimeField(_("marked"))

    objects = FragmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("marked fragment")
        verbose_name_plural = _("marked fragments")
        constraints = [
            models.UniqueConstraint(
                name="a_fragment_is_in_a_theme_once", fields=["theme", "answer", "start", "end"]
            ),
            models.CheckConstraint(name="a_fragment_has_a_length", condition=Q(end__gt=F("start"))),
        ]

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"
