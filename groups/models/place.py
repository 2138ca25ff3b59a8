from django.db import models
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.text import in_language
from groups.models.dated import Sourced
from groups.querysets.reference import ReferenceQuerySet


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
