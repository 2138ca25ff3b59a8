from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.models.dated import Sourced
from groups.querysets.reference import TermQuerySet


class TermMark(models.TextChoices):
    """Where a word comes from."""

    SOURCE = "source", _("Found in published material")
    VERIFY = "verify", _("To verify")
    OURS = "ours", _("Our wording")


class Term(Sourced):
    """A word of the field in three languages, with what else people call it.

    `synonyms` holds `language:word` parted by semicolons, such as `sv:LIV; fi:ELO`.
    """

    sv = models.CharField(_("Swedish"), max_length=120, unique=True)
    fi = models.CharField(_("Finnish"), max_length=120)
    en = models.CharField(_("English"), max_length=120)
    synonyms = models.CharField(
        _("synonyms"),
        max_length=400,
        blank=True,
        help_text=_("Language and word, such as sv:LIV; fi:ELO."),
    )
    note = models.TextField(_("note"), blank=True)
    mark = models.CharField(_("origin"), max_length=10, choices=TermMark.choices)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.CheckConstraint(
                name="term_mark_is_known", condition=Q(mark__in=TermMark.values)
            ),
        ]

    def __str__(self) -> str:
        return self.sv

    @property
    def synonym_list(self) -> list[tuple[str, str]]:
        """Return the synonyms as pairs of language code and word."""
        pairs = (part.strip().partition(":") for part in self.synonyms.split(";") if part.strip())
        return [(language, word.strip()) for language, _colon, word in pairs]
