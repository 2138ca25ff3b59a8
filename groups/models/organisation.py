from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.dates import is_within
from elo_platform.lib.text import in_language
from groups.models.authority import Authority
from groups.models.category import Category
from groups.models.group import ends_after, period
from groups.models.place import Region
from groups.querysets.permitted import OrganisationNameQuerySet, OrganisationQuerySet


class Organisation(models.Model):
    """An organisation that may hold seats; its names are dated rows.

    `name_sv` and `name_fi` are the names in force, kept by the service that renames, so that
    lists need no join; `name_on` reads the rows.
    """

    name_sv = models.CharField(_("name in Swedish"), max_length=160, blank=True)
    name_fi = models.CharField(_("name in Finnish"), max_length=160, blank=True)
    category = models.ForeignKey(
        Category,
        on_delete=models.PROTECT,
        related_name="organisations",
        verbose_name=_("category"),
    )
    region = models.ForeignKey(
        Region,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
        verbose_name=_("region"),
    )
    authority = models.ForeignKey(
        Authority,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
        verbose_name=_("is the authority"),
    )
    business_id = models.CharField(_("business id"), max_length=12, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                name="organisation_has_a_name",
                condition=~models.Q(name_sv="") | ~models.Q(name_fi=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self, "name")

    def name_on(self, day: date) -> str:
        """Return the name that held on `day`, out of the prefetched `names`."""
        for row in self.names.all():
            if is_within(day, row.starts_on, row.ends_on):
                return in_language(row, "name")
        return self.name


class OrganisationName(models.Model):
    """The names of an organisation for a period; one pair at a time."""

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="names",
        verbose_name=_("organisation"),
    )
    name_sv = models.CharField(_("name in Swedish"), max_length=160, blank=True)
    name_fi = models.CharField(_("name in Finnish"), max_length=160, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects = OrganisationNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("name of an organisation")
        verbose_name_plural = _("names of organisations")
        constraints = [
            models.CheckConstraint(
                name="organisation_name_ends_after_it_starts",
                condition=ends_after("starts_on", "ends_on"),
            ),
            ExclusionConstraint(
                name="an_organisation_has_one_name_at_a_time",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    (period("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return in_language(self, "name")
