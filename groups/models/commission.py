from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Versioned
from elo_platform.lib.text import in_language
from groups.models.category import Category
from groups.models.document import Document
from groups.models.group import Body, EloGroup, ends_after, period
from groups.querysets.commissions import BodyPartQuerySet
from groups.querysets.responsibilities import ResponsibilityQuerySet


class Commission(models.Model):
    """What a body was asked to do, by whom, for a period; a body may hold several at once."""

    body = models.ForeignKey(
        Body, on_delete=models.CASCADE, related_name="commissions", verbose_name=_("body")
    )
    text_sv = models.TextField(_("commission in Swedish"), blank=True)
    text_fi = models.TextField(_("commission in Finnish"), blank=True)
    given_by = models.CharField(_("given by"), max_length=160)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    document = models.ForeignKey(
        Document,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="commissions",
        verbose_name=_("document"),
    )

    objects = BodyPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("commission")
        verbose_name_plural = _("commissions")
        constraints = [
            models.CheckConstraint(
                name="commission_ends_after_it_starts", condition=ends_after("starts_on", "ends_on")
            ),
            models.CheckConstraint(
                name="commission_has_a_text", condition=~Q(text_sv="") | ~Q(text_fi="")
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return in_language(self, "text")


class Responsibility(Versioned):
    """Somebody answers for an area of a group's work for a period, with a deputy.

    Without a person it is vacant.
    """

    group = models.ForeignKey(
        EloGroup,
        on_delete=models.PROTECT,
        related_name="responsibilities",
        verbose_name=_("group"),
    )
    area_sv = models.CharField(_("area in Swedish"), max_length=160, blank=True)
    area_fi = models.CharField(_("area in Finnish"), max_length=160, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="responsibilities",
        verbose_name=_("person"),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deputy_responsibilities",
        verbose_name=_("deputy"),
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    document = models.ForeignKey(
        Document,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="responsibilities",
        verbose_name=_("appointment document"),
    )

    objects = ResponsibilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        constraints = [
            models.CheckConstraint(
                name="responsibility_ends_after_it_starts",
                condition=ends_after("starts_on", "ends_on"),
            ),
            models.CheckConstraint(
                name="responsibility_has_an_area", condition=~Q(area_sv="") | ~Q(area_fi="")
            ),
            models.CheckConstraint(
                name="deputy_is_somebody_else",
                condition=Q(user=None) | Q(deputy=None) | ~Q(user=F("deputy")),
            ),
        ]

    def __str__(self) -> str:
        return self.area

    @property
    def area(self) -> str:
        return in_language(self, "area")


class Target(models.Model):
    """How many seats of a category a body wants to have filled, from a day."""

    body = models.ForeignKey(
        Body, on_delete=models.CASCADE, related_name="targets", verbose_name=_("body")
    )
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="targets", verbose_name=_("category")
    )
    seats = models.PositiveSmallIntegerField(_("seats"), default=1)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    agreed = models.CharField(_("agreed"), max_length=160, blank=True)

    objects = BodyPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("target of representation")
        verbose_name_plural = _("targets of representation")
        constraints = [
            models.CheckConstraint(
                name="target_ends_after_it_starts", condition=ends_after("starts_on", "ends_on")
            ),
            models.CheckConstraint(name="target_is_a_seat_or_more", condition=Q(seats__gte=1)),
            ExclusionConstraint(
                name="a_body_has_one_target_for_a_category_at_a_time",
                expressions=[
                    ("body", RangeOperators.EQUAL),
                    ("category", RangeOperators.EQUAL),
                    (period("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.category} {self.seats}"
