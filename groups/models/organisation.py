from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Versioned
from elo_platform.lib.dates import is_within
from elo_platform.lib.text import in_language
from groups.models.authority import Authority
from groups.models.category import Category
from groups.models.group import ends_after, period
from groups.models.place import Municipality, Region
from groups.querysets.permitted import OrganisationNameQuerySet, OrganisationQuerySet


class Organisation(Versioned):
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
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        verbose_name=_("belongs to"),
    )
    municipality = models.ForeignKey(
        Municipality,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
        verbose_name=_("municipality"),
    )
    is_provider = models.BooleanField(_("provides guidance"), default=False)
    does_sv = models.TextField(_("what we do, in Swedish"), blank=True)
    does_fi = models.TextField(_("what we do, in Finnish"), blank=True)
    for_whom_sv = models.TextField(_("for whom, in Swedish"), blank=True)
    for_whom_fi = models.TextField(_("for whom, in Finnish"), blank=True)
    does_not_sv = models.TextField(_("what we do not do, in Swedish"), blank=True)
    does_not_fi = models.TextField(_("what we do not do, in Finnish"), blank=True)
    referring_sv = models.TextField(_("how to refer to us, in Swedish"), blank=True)
    referring_fi = models.TextField(_("how to refer to us, in Finnish"), blank=True)
    website = models.URLField(_("website"), blank=True)
    mail = models.EmailField(_("the organisation's e-mail address"), blank=True)
    phone = models.CharField(_("the organisation's telephone"), max_length=40, blank=True)
    is_public = models.BooleanField(
        _("the profile is open to everyone"),
        default=False,
        help_text=_("Else it is open to those who have a task in the network."),
    )
    profile_on = models.DateField(_("profile updated"), null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                name="organisation_has_a_name",
                condition=~models.Q(name_sv="") | ~models.Q(name_fi=""),
            ),
            models.CheckConstraint(
                name="organisation_is_not_its_own_parent",
                condition=~models.Q(parent=models.F("pk")),
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
