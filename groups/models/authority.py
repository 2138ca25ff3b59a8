from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.text import in_language
from groups.models.dated import Dated, Reference, Sourced, one_at_a_time
from groups.models.place import Municipality, Region
from groups.querysets.reference import (
    AuthorityQuerySet,
    DatedQuerySet,
    NamesQuerySet,
    ReferenceQuerySet,
)


class AuthorityKind(models.TextChoices):
    """What sort of public body it is."""

    ECONOMIC_DEVELOPMENT_CENTRE = "economic_development_centre", _("Economic Development Centre")
    ELY_CENTRE = "ely_centre", _("ELY Centre")
    TE_OFFICE = "te_office", _("TE Office")
    EMPLOYMENT_AUTHORITY = "employment_authority", _("Employment authority")
    REGIONAL_STATE_AGENCY = "regional_state_agency", _("Regional State Administrative Agency")
    NATIONAL_AGENCY = "national_agency", _("National agency")
    STATE_DEPARTMENT = "state_department", _("State department")
    MINISTRY = "ministry", _("Ministry")
    NATIONAL_ELO_BODY = "national_elo_body", _("National ELO body")
    EXPERT_BODY = "expert_body", _("Expert body")
    PROJECT = "project", _("Project")


class Authority(Sourced, Dated):
    """A public body with a lasting id; its names and its territory are rows with dates.

    Names come with `Authority.objects.named(on)`; without it `name` is the key.
    """

    key = models.SlugField(_("key"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=30, choices=AuthorityKind.choices)
    seat_town = models.CharField(_("seat"), max_length=60, blank=True)
    theme_sv = models.CharField(
        _("theme that it leads on in the whole country, in Swedish"), max_length=200, blank=True
    )
    theme_fi = models.CharField(
        _("theme that it leads on in the whole country, in Finnish"), max_length=200, blank=True
    )
    note = models.TextField(_("note"), blank=True)

    objects = AuthorityQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="authority_kind_is_known", condition=Q(kind__in=AuthorityKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the reader's language as of the day given to `named`, or the key."""
        return in_language(self, "name") or self.key

    @property
    def theme(self) -> str:
        """Return what the authority leads on in the whole country, in the reader's language."""
        return in_language(self, "theme")

    def label_on(self, on: date) -> str:
        """Return the name in the reader's language as it was `on`: one query."""
        named = self.names.nearest_first(on).first()
        return named.name if named else self.key


class AuthorityName(Reference, Dated):
    """What an authority was called, and when."""

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="names", verbose_name=_("authority")
    )
    name_fi = models.CharField(_("Finnish name"), max_length=200)
    name_sv = models.CharField(_("Swedish name"), max_length=200, blank=True)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)

    objects = NamesQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("name of an authority")
        verbose_name_plural = _("names of authorities")
        constraints = [
            *Dated.Meta.constraints,
            one_at_a_time(
                "authority",
                name="authority_has_one_name_at_a_time",
                message=_("The authority already has a name in that period."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the reader's language."""
        return in_language(self, "name")


class SuccessionRelation(models.TextChoices):
    """What became of the predecessor."""

    RENAME = "rename", _("Goes on whole as the successor")
    MERGE = "merge", _("Goes whole into the successor with others")
    SPLIT = "split", _("Only the listed regions go to the successor")


class AuthoritySuccession(Sourced):
    """Who took over from whom, and when; the relation is seen from the predecessor."""

    predecessor = models.ForeignKey(
        Authority,
        on_delete=models.PROTECT,
        related_name="successions",
        verbose_name=_("predecessor"),
    )
    successor = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="origins", verbose_name=_("successor")
    )
    on = models.DateField(_("date"))
    relation = models.CharField(_("relation"), max_length=10, choices=SuccessionRelation.choices)
    regions = models.ManyToManyField(
        Region, related_name="successions", blank=True, verbose_name=_("regions")
    )
    note = models.TextField(_("note"), blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(
                name="authority_succeeds_another_once", fields=["predecessor", "successor"]
            ),
            models.CheckConstraint(
                name="authority_does_not_succeed_itself",
                condition=~Q(predecessor=F("successor")),
                violation_error_message=_("An authority cannot succeed itself."),
            ),
            models.CheckConstraint(
                name="succession_relation_is_known",
                condition=Q(relation__in=SuccessionRelation.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} {self.on:%Y-%m-%d}"


class Coverage(models.TextChoices):
    """How much of a region belongs to a territory."""

    WHOLE = "whole", _("The whole region")
    PART = "part", _("Part of the region")


class AuthorityRegion(Sourced, Dated):
    """That a region, or part of it, belonged to an authority's territory."""

    authority = models.ForeignKey(
        Authority,
        on_delete=models.CASCADE,
        related_name="territories",
        verbose_name=_("authority"),
    )
    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        related_name="territories",
        verbose_name=_("region"),
    )
    coverage = models.CharField(
        _("coverage"), max_length=5, choices=Coverage.choices, default=Coverage.WHOLE
    )

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("region of an authority")
        verbose_name_plural = _("regions of authorities")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="coverage_of_a_region_is_known", condition=Q(coverage__in=Coverage.values)
            ),
            one_at_a_time(
                "authority",
                "region",
                name="authority_holds_a_region_once_at_a_time",
                message=_("The region already belongs to the authority in that period."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.region}"


class AuthorityMunicipality(Sourced, Dated):
    """That a municipality belonged to an authority's territory, where regions are too coarse."""

    authority = models.ForeignKey(
        Authority,
        on_delete=models.CASCADE,
        related_name="municipalities",
        verbose_name=_("authority"),
    )
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        related_name="authorities",
        verbose_name=_("municipality"),
    )

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("municipality of an authority")
        verbose_name_plural = _("municipalities of authorities")
        constraints = [
            *Dated.Meta.constraints,
            one_at_a_time(
                "authority",
                "municipality",
                name="authority_holds_a_municipality_once_at_a_time",
                message=_("The municipality already belongs to the authority in that period."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.municipality}"
