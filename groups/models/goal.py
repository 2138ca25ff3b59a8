from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.text import in_language
from groups.models.dated import Sourced
from groups.querysets.reference import GoalFrameworkQuerySet, NationalGoalQuerySet


class GoalFramework(Sourced):
    """A set of national goals for lifelong guidance, such as the strategy for 2020-2028."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name_fi = models.CharField(_("Finnish name"), max_length=200)
    name_sv = models.CharField(_("Swedish name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200)
    year_from = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = GoalFrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("goal framework")
        verbose_name_plural = _("goal frameworks")
        constraints = [
            models.CheckConstraint(
                name="goal_framework_ends_after_it_begins",
                condition=Q(year_from=None) | Q(year_to=None) | Q(year_to__gte=F("year_from")),
                violation_error_message=_("The last year is before the first year."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the reader's language."""
        return in_language(self, "name")


class NationalGoal(Sourced):
    """A numbered goal of a framework."""

    framework = models.ForeignKey(
        GoalFramework,
        on_delete=models.PROTECT,
        related_name="goals",
        verbose_name=_("goal framework"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name_fi = models.CharField(_("Finnish name"), max_length=300)
    name_sv = models.CharField(_("Swedish name"), max_length=300)
    name_en = models.CharField(_("English name"), max_length=300)
    note = models.TextField(_("note"), blank=True)

    objects = NationalGoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("national goal")
        verbose_name_plural = _("national goals")
        ordering = ["framework", "number"]
        constraints = [
            models.UniqueConstraint(
                name="national_goal_number_is_free_in_its_framework",
                fields=["framework", "number"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    @property
    def name(self) -> str:
        """Return the name in the reader's language."""
        return in_language(self, "name")
