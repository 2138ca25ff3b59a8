from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Edited, Versioned
from elo_platform.lib.text import in_language
from groups.models.event import Event
from groups.models.group import Body, EloGroup
from groups.models.meeting import Meeting
from groups.querysets.years import YearEntryQuerySet, YearRuleQuerySet, YearThemeQuerySet
from groups.states import YearState


class YearKind(models.TextChoices):
    """What stands in a group's year."""

    LEADING = "leading", _("Meeting of the leading group")
    NETWORK = "network", _("Meeting of the network")
    WORKING = "working", _("Meeting of a working group")
    SEMINAR = "seminar", _("Yearly regional seminar")
    EVENT = "event", _("Other event")
    SURVEY = "survey", _("Survey")
    PLAN = "plan", _("Plan")
    REPORT = "report", _("Report")
    AGREEMENTS = "agreements", _("Agreements")
    RENEWAL = "renewal", _("Yearly renewal round")
    OTHER = "other", _("Other")


class RuleKind(models.TextChoices):
    """How a rule finds its day."""

    DATE = "date", _("On a date")
    WEEKDAY = "weekday", _("On a weekday of a month")
    RELATIVE = "relative", _("So many days before or after another entry")


class YearRule(Versioned):
    """A line of the template that a group's year is made from.

    `ordinal` and `weekday` as in a series; `offset` counts days from the entry of `anchor`,
    negative for before. `is_required`: the year warns while it has no such entry.
    """

    group = models.ForeignKey(
        EloGroup,
        on_delete=models.PROTECT,
        related_name="year_rules",
        verbose_name=_("group"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=YearKind.choices)
    body = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="year_rules",
        verbose_name=_("body"),
    )
    title_sv = models.CharField(_("title in Swedish"), max_length=160, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=160, blank=True)
    rule = models.CharField(_("rule"), max_length=20, choices=RuleKind.choices)
    month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True)
    month_day = models.PositiveSmallIntegerField(_("day of the month"), null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(_("weekday"), null=True, blank=True)
    ordinal = models.SmallIntegerField(_("which in the month"), null=True, blank=True)
    anchor = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="dependants",
        verbose_name=_("entry that it follows"),
    )
    offset = models.SmallIntegerField(_("days before or after"), null=True, blank=True)
    length = models.PositiveSmallIntegerField(_("days that it lasts"), default=1)
    begins = models.TimeField(_("begins"), null=True, blank=True)
    ends = models.TimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    skips_july = models.BooleanField(_("not in July"), default=True)
    skips_holidays = models.BooleanField(_("not on weekends and holidays"), default=True)
    is_required = models.BooleanField(_("belongs to every year"), default=False)
    number = models.PositiveSmallIntegerField(_("order"))

    objects = YearRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of the year")
        verbose_name_plural = _("rules of the year")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                name="year_rule_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
            models.CheckConstraint(
                name="year_rule_kind_is_known", condition=Q(kind__in=YearKind.values)
            ),
            models.CheckConstraint(
                name="year_rule_is_known", condition=Q(rule__in=RuleKind.values)
            ),
            models.UniqueConstraint(
                name="year_rules_have_an_order",
                fields=["group", "number"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="year_rule_is_whole",
                condition=Q(
                    rule="date", month__range=(1, 12), month_day__range=(1, 31), anchor=None
                )
                | Q(
                    rule="weekday",
                    month__range=(1, 12),
                    weekday__range=(0, 6),
                    ordinal__in=(-1, 1, 2, 3, 4),
                    anchor=None,
                )
                | Q(rule="relative", anchor__isnull=False, offset__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")


class YearEntry(Edited):
    """Something in a group's year: a silent draft until it is confirmed.

    With a meeting or an event its day is theirs; `day` is then the day it was made for.
    `proposed_day` waits for a yes after its anchor has moved. `copied_from` is last year's.
    """

    group = models.ForeignKey(
        EloGroup,
        on_delete=models.PROTECT,
        related_name="year_entries",
        verbose_name=_("group"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    rule = models.ForeignKey(
        YearRule,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="entries",
        verbose_name=_("rule"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=YearKind.choices)
    body = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="year_entries",
        verbose_name=_("body"),
    )
    title_sv = models.CharField(_("title in Swedish"), max_length=160, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=160, blank=True)
    topics_sv = models.TextField(_("matters to deal with in Swedish"), blank=True)
    topics_fi = models.TextField(_("matters to deal with in Finnish"), blank=True)
    day = models.DateField(_("day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    begins = models.TimeField(_("begins"), null=True, blank=True)
    ends = models.TimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=YearState.choices, default=YearState.DRAFT
    )
    meeting = models.ForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="year_entries",
        verbose_name=_("meeting"),
    )
    event = models.ForeignKey(
        Event,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="year_entries",
        verbose_name=_("event"),
    )
    anchor = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="dependants",
        verbose_name=_("entry that it follows"),
    )
    offset = models.SmallIntegerField(_("days before or after"), null=True, blank=True)
    proposed_day = models.DateField(_("proposed day"), null=True, blank=True)
    copied_from = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="copies",
        verbose_name=_("copied from"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made"))

    objects = YearEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the year")
        verbose_name_plural = _("entries of the year")
        indexes = [models.Index(name="year_entry_by_day", fields=["group", "year", "day"])]
        constraints = [
            models.CheckConstraint(
                name="year_entry_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
            models.CheckConstraint(
                name="year_entry_kind_is_known", condition=Q(kind__in=YearKind.values)
            ),
            models.CheckConstraint(
                name="year_entry_state_is_known", condition=Q(state__in=YearState.values)
            ),
            models.CheckConstraint(
                name="year_entry_ends_after_it_starts",
                condition=Q(last_day=None) | Q(last_day__gte=F("day")),
            ),
            models.UniqueConstraint(
                name="a_rule_makes_one_entry_a_year",
                fields=["rule", "year"],
                condition=Q(rule__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def topics(self) -> str:
        return in_language(self, "topics")

    @property
    def on(self) -> date | None:
        """The day on which it is held: that of its meeting or event, where it has one."""
        held = self.meeting or self.event
        return held.day if held else self.day

    @property
    def until(self) -> date | None:
        """The last day, counted from where it is held."""
        if self.on and self.day and self.last_day:
            return self.on + (self.last_day - self.day)
        return self.on


class YearTheme(Versioned):
    """What a group's year is about."""

    group = models.ForeignKey(
        EloGroup,
        on_delete=models.PROTECT,
        related_name="year_themes",
        verbose_name=_("group"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    theme_sv = models.CharField(_("theme in Swedish"), max_length=120, blank=True)
    theme_fi = models.CharField(_("theme in Finnish"), max_length=120, blank=True)

    objects = YearThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme of the year")
        verbose_name_plural = _("themes of the year")
        constraints = [
            models.UniqueConstraint(
                name="a_year_has_one_theme",
                fields=["group", "year"],
            ),
            models.CheckConstraint(
                name="year_theme_has_a_name", condition=~Q(theme_sv="") | ~Q(theme_fi="")
            ),
        ]

    def __str__(self) -> str:
        return self.theme

    @property
    def theme(self) -> str:
        return in_language(self, "theme")
