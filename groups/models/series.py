from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Versioned
from elo_platform.lib.text import in_language
from groups.models.group import Body
from groups.models.standing import Purpose, StandingKind
from groups.permissions import Visibility
from groups.querysets.series import BodyToolQuerySet, TemplatePartQuerySet


class Frequency(models.TextChoices):
    """How often a series meets."""

    WEEKLY = "weekly", _("Every week or every few weeks")
    MONTH_DAY = "month_day", _("On a day of the month")
    MONTH_WEEKDAY = "month_weekday", _("On a weekday of the month, such as the second Tuesday")


class Ordinal(models.IntegerChoices):
    """Which of a month's Tuesdays, and the like."""

    FIRST = 1, _("first")
    SECOND = 2, _("second")
    THIRD = 3, _("third")
    FOURTH = 4, _("fourth")
    LAST = -1, _("last")


class AgendaTemplate(Versioned):
    """An agenda that a body begins its meetings from."""

    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        related_name="templates",
        verbose_name=_("body"),
    )
    name_sv = models.CharField(_("name in Swedish"), max_length=120, blank=True)
    name_fi = models.CharField(_("name in Finnish"), max_length=120, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("drafted by"),
    )
    made_at = models.DateTimeField(_("drafted"))

    objects = BodyToolQuerySet.as_manager()

    class Meta:
        verbose_name = _("template of an agenda")
        verbose_name_plural = _("templates of agendas")
        constraints = [
            models.CheckConstraint(
                name="agenda_template_has_a_name", condition=~Q(name_sv="") | ~Q(name_fi="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self, "name")


class TemplateItem(models.Model):
    """A matter that stands on every agenda made from a template."""

    template = models.ForeignKey(
        AgendaTemplate,
        on_delete=models.CASCADE,
        related_name="items",
        verbose_name=_("template"),
    )
    number = models.PositiveSmallIntegerField(_("order"))
    section_sv = models.CharField(_("section in Swedish"), max_length=120, blank=True)
    section_fi = models.CharField(_("section in Finnish"), max_length=120, blank=True)
    title_sv = models.CharField(_("title in Swedish"), max_length=200, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=200, blank=True)
    text_sv = models.TextField(_("text in Swedish"), blank=True)
    text_fi = models.TextField(_("text in Finnish"), blank=True)
    purpose = models.CharField(
        _("purpose"), max_length=20, choices=Purpose.choices, default=Purpose.DISCUSS
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    standing = models.CharField(
        _("fills itself with"), max_length=20, choices=StandingKind.choices, blank=True
    )
    presenter = models.CharField(_("presented by"), max_length=120, blank=True)
    cost_sv = models.CharField(_("what it costs, in Swedish"), max_length=300, blank=True)
    cost_fi = models.CharField(_("what it costs, in Finnish"), max_length=300, blank=True)

    objects = TemplatePartQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a template")
        verbose_name_plural = _("items of templates")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="template_items_have_an_order",
                fields=["template", "number"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="template_item_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
            models.CheckConstraint(
                name="template_item_purpose_is_known", condition=Q(purpose__in=Purpose.values)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def section(self) -> str:
        return in_language(self, "section")

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def text(self) -> str:
        return in_language(self, "text")


class Series(Versioned):
    """A body's meetings by a rule, in wall time, from a first to a last day.

    `weekday` is 0 for Monday; `ordinal` is 1 to 4, or -1 for the last; `interval` counts weeks
    or months. A series always ends: `last_on` is at most two years after `first_on`.
    """

    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        related_name="series",
        verbose_name=_("body"),
    )
    title_sv = models.CharField(_("title in Swedish"), max_length=160, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=160, blank=True)
    frequency = models.CharField(_("how often"), max_length=20, choices=Frequency.choices)
    interval = models.PositiveSmallIntegerField(_("every how many weeks or months"), default=1)
    weekday = models.PositiveSmallIntegerField(_("weekday"), null=True, blank=True)
    ordinal = models.SmallIntegerField(_("which in the month"), null=True, blank=True)
    month_day = models.PositiveSmallIntegerField(_("day of the month"), null=True, blank=True)
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("to"))
    begins = models.TimeField(_("begins"))
    ends = models.TimeField(_("ends"))
    zone = models.CharField(_("time zone"), max_length=40, default="Europe/Helsinki")
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to the online meeting"), max_length=500, blank=True)
    skips_july = models.BooleanField(_("not in July"), default=True)
    skips_holidays = models.BooleanField(_("not on holidays"), default=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="series_kept",
        verbose_name=_("kept by"),
    )
    template = models.ForeignKey(
        AgendaTemplate,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="series",
        verbose_name=_("template of the agenda"),
    )
    visibility = models.CharField(
        _("open to"), max_length=20, choices=Visibility.choices, default=Visibility.BODY
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("drafted by"),
    )
    made_at = models.DateTimeField(_("drafted"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = BodyToolQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of meetings")
        verbose_name_plural = _("series of meetings")
        constraints = [
            models.CheckConstraint(
                name="series_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
            models.CheckConstraint(
                name="series_frequency_is_known", condition=Q(frequency__in=Frequency.values)
            ),
            models.CheckConstraint(
                name="series_visibility_is_known", condition=Q(visibility__in=Visibility.values)
            ),
            models.CheckConstraint(
                name="series_ends_within_two_years",
                condition=Q(last_on__gte=F("first_on"))
                & Q(last_on__lte=F("first_on") + timedelta(days=731)),
            ),
            models.CheckConstraint(
                name="series_interval_is_from_1_to_12", condition=Q(interval__range=(1, 12))
            ),
            models.CheckConstraint(
                name="series_rule_is_whole",
                condition=Q(frequency="weekly", weekday__range=(0, 6), ordinal=None, month_day=None)
                | Q(frequency="month_day", month_day__range=(1, 31), weekday=None, ordinal=None)
                | Q(
                    frequency="month_weekday",
                    weekday__range=(0, 6),
                    ordinal__in=(-1, 1, 2, 3, 4),
                    month_day=None,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")
