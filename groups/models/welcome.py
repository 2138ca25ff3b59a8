from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Versioned
from elo_platform.lib.text import in_language
from groups.models.group import EloGroup
from groups.querysets.inside import OwnQuerySet
from groups.querysets.permitted import GroupPartQuerySet


class Welcome(Versioned):
    """The coordinator's greeting in a group's welcome pack; all else in it comes from the data."""

    group = models.OneToOneField(
        EloGroup, on_delete=models.PROTECT, related_name="welcome", verbose_name=_("group")
    )
    text_sv = models.TextField(_("greeting in Swedish"), blank=True)
    text_fi = models.TextField(_("greeting in Finnish"), blank=True)

    objects = GroupPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("greeting of a welcome pack")
        verbose_name_plural = _("greetings of welcome packs")

    def __str__(self) -> str:
        return str(self.group)

    @property
    def text(self) -> str:
        return in_language(self, "text")


class OnboardingMark(models.Model):
    """Somebody new has read a thing, or has put the card with the first steps away."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="onboarding_marks",
        verbose_name=_("person"),
    )
    key = models.SlugField(_("step"), max_length=40)
    at = models.DateTimeField(_("marked"))

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark of a first step")
        verbose_name_plural = _("marks of first steps")
        constraints = [
            models.UniqueConstraint(name="a_first_step_is_marked_once", fields=["user", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.key}"
