from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elo_platform.lib.text import in_language
from groups.models.dated import Dated, Reference, Sourced, one_at_a_time
from groups.querysets.reference import CategoryQuerySet, DatedQuerySet, NamesQuerySet


class Frequency(models.TextChoices):
    """How often a kind of organisation sits in the groups, by the survey of 2014."""

    OFTEN = "often", _("Often")
    OVER_HALF = "over_half", _("In over half")
    SELDOM = "seldom", _("Seldom")


class Sector(models.TextChoices):
    """The administrative sector that a kind of organisation belongs to."""

    STATE = "state", pgettext_lazy("sector", "State")
    EMPLOYMENT = "employment", _("Employment")
    EDUCATION = "education", _("Education")
    REGIONAL = "regional", _("Regional development")
    WORKING_LIFE = "working_life", _("Working life")
    YOUTH = "youth", _("Youth")
    SOCIAL_HEALTH = "social_health", _("Social welfare and health")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    PROJECT = "project", _("Projects")
    MUNICIPAL = "municipal", _("Municipalities")
    OTHER = "other", _("Other")


class Category(Sourced):
    """A kind of organisation that sits in a group; its names are rows with dates.

    Names come with `Category.objects.named(on)`; without it `name` is the key.
    `counts_as` is the required category that this one fulfils as well.
    """

    key = models.CharField(_("key"), max_length=20, unique=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector.choices)
    frequency = models.CharField(
        _("how often represented"), max_length=10, choices=Frequency.choices, blank=True
    )
    counts_as = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="counted",
        verbose_name=_("counts as"),
    )
    order = models.PositiveSmallIntegerField(_("order"))
    note = models.TextField(_("note"), blank=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category of organisations")
        verbose_name_plural = _("categories of organisations")
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                name="category_frequency_is_known",
                condition=Q(frequency__in=["", *Frequency.values]),
            ),
            models.CheckConstraint(
                name="category_sector_is_known", condition=Q(sector__in=Sector.values)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the reader's language as of the day given to `named`, or the key."""
        return in_language(self, "name") or self.key


class CategoryName(Reference, Dated):
    """What a category was called, and when: offices come and go, the kind remains."""

    category = models.ForeignKey(
        Category, on_delete=models.CASCADE, related_name="names", verbose_name=_("category")
    )
    name_fi = models.CharField(_("Finnish name"), max_length=120)
    name_sv = models.CharField(_("Swedish name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)

    objects = NamesQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("name of a category")
        verbose_name_plural = _("names of categories")
        constraints = [
            *Dated.Meta.constraints,
            one_at_a_time(
                "category",
                name="category_has_one_name_at_a_time",
                message=_("The category already has a name in that period."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the reader's language."""
        return in_language(self, "name")


class RequiredCategory(Sourced, Dated):
    """That every group must have a member of the category, by the agreement, in a period."""

    category = models.ForeignKey(
        Category,
        on_delete=models.CASCADE,
        related_name="requirements",
        verbose_name=_("category"),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("required category")
        verbose_name_plural = _("required categories")
        constraints = [
            *Dated.Meta.constraints,
            one_at_a_time(
                "category",
                name="category_is_required_once_at_a_time",
                message=_("The category is already required in that period."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.category)
