from django.db import models
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.text import in_language
from groups.models.dated import Dated, Sourced, one_at_a_time
from groups.querysets.reference import DatedQuerySet, ReferenceQuerySet


class Region(Sourced):
    """A region of Finland (maakunta, landskap): the lasting unit of comparison over time.

    The code is Statistics Finland's. The ISO 3166-2 code is an alias and differs from it.
    """

    code = models.CharField(_("code"), max_length=2, unique=True)
    iso3166_2 = models.CharField(_("ISO 3166-2 code"), max_length=5, blank=True)
    name_fi = models.CharField(_("Finnish name"), max_length=100)
    name_sv = models.CharField(_("Swedish name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100)
    languages = models.CharField(
        _("languages"),
        max_length=40,
        help_text=_("Language codes parted by spaces, the most spoken first."),
    )
    municipality_count = models.PositiveSmallIntegerField(
        _("number of municipalities"), null=True, blank=True
    )
    note = models.TextField(_("note"), blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the reader's language."""
        return in_language(self, "name")

    @property
    def language_codes(self) -> list[str]:
        """Return the codes of the languages spoken, the most spoken first."""
        return self.languages.split()


class Municipality(Sourced, Dated):
    """A municipality by its official code, while it exists. Which region it belongs to is dated."""

    code = models.CharField(_("code"), max_length=3, unique=True)
    name_fi = models.CharField(_("Finnish name"), max_length=60)
    name_sv = models.CharField(_("Swedish name"), max_length=60)
    note = models.TextField(_("note"), blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the reader's language."""
        return in_language(self, "name")


class MunicipalityRegion(Sourced, Dated):
    """That a municipality belonged to a region; one at a time."""

    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.CASCADE,
        related_name="regions",
        verbose_name=_("municipality"),
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="municipalities", verbose_name=_("region")
    )

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("region of a municipality")
        verbose_name_plural = _("regions of municipalities")
        constraints = [
            *Dated.Meta.constraints,
            one_at_a_time(
                "municipality",
                name="municipality_is_in_one_region_at_a_time",
                message=_("The municipality already belongs to a region in that period."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.region}"
