"""What rows of reference data have in common: a period, and a mark of what is not verified."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.dates import is_within

# The words that `verify` may hold: columns of the published files, or what else is in doubt.
UNVERIFIED = {
    "name_fi": _("Finnish name"),
    "name_sv": _("Swedish name"),
    "name_en": _("English name"),
    "former_name_fi": _("former Finnish name"),
    "former_name_sv": _("former Swedish name"),
    "former_name_en": _("former English name"),
    "fi": _("Finnish"),
    "sv": _("Swedish"),
    "en": _("English"),
    "seat": _("seat"),
    "region": _("region"),
    "regions": _("regions"),
    "existence": _("existence"),
    "valid_from": _("first day"),
    "valid_to": _("last day"),
    "date": _("date"),
    "predecessor": _("predecessor"),
    "successor": _("successor"),
    "languages": _("languages"),
    "municipalities": _("number of municipalities"),
}


class Reference(models.Model):
    """A row that came with the product; people may correct it, and loading respects that."""

    is_edited = models.BooleanField(
        _("edited by hand"),
        default=False,
        help_text=_("Loading the reference data leaves the row as it is."),
    )

    class Meta:
        abstract = True


class Sourced(Reference):
    """A row that says which of its columns no source states.

    `verify` lists them, parted by semicolons; empty means that all are stated in a source.
    """

    verify = models.CharField(
        _("unverified"),
        max_length=200,
        blank=True,
        help_text=_("Columns that no source states, parted by semicolons."),
    )

    class Meta(Reference.Meta):
        abstract = True

    @property
    def unverified(self) -> list[str | Promise]:
        """Return what is not verified, in words for people."""
        return [UNVERIFIED.get(word, word) for word in self.verify.split(";") if word]


class Dated(models.Model):
    """A row that holds for a period: both end days count, an empty end is open."""

    valid_from = models.DateField(_("first day"), null=True, blank=True)
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_after_it_begins",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("The last day is before the first day."),
            ),
        ]

    def is_in_force(self, on: date) -> bool:
        """Tell whether the row holds `on`."""
        return is_within(on, self.valid_from, self.valid_to)


def one_at_a_time(*owners: str, name: str, message: str | Promise) -> ExclusionConstraint:
    """Return the constraint that periods of the same `owners` never overlap.

    It is checked at commit, so that two rows may change places or move their common border.
    """
    days = Func(
        F("valid_from"),
        F("valid_to"),
        RangeBoundary(inclusive_lower=True, inclusive_upper=True),
        function="DATERANGE",
        output_field=DateRangeField(),
    )
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((owner, RangeOperators.EQUAL) for owner in owners),
            (days, RangeOperators.OVERLAPS),
        ],
        deferrable=models.Deferrable.DEFERRED,
        violation_error_message=message,
    )
