from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elo_platform.accounts.edits import Edited
from elo_platform.lib.text import in_language
from groups.models import NationalGoal, Organisation
from plans.kinds import TEXT_LANGUAGES, MeasureKind
from plans.models.frozen import join_is_frozen, part_is_frozen
from plans.models.goal import Goal
from plans.models.plan import Plan
from plans.querysets.measures import MeasurePartQuerySet, MeasureQuerySet, ProgressQuerySet
from plans.states import OPEN_STATUSES, MeasureStatus


class Measure(Edited):
    """An action of a plan: what one organisation answers for, by a day.

    `due_on` is what the plan says; where an organisation took it on with another date, that
    date is the deadline (`MeasureQuerySet.with_deadline`), and the difference shows. Status,
    steps and reports live on when the plan is approved; the rest is frozen with it.
    """

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="measures", verbose_name=_("plan")
    )
    goal = models.ForeignKey(
        Goal, on_delete=models.RESTRICT, related_name="measures", verbose_name=_("goal")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title_sv = models.CharField(_("title in Swedish"), max_length=200, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=200, blank=True)
    description_sv = models.TextField(_("description in Swedish"), blank=True)
    description_fi = models.TextField(_("description in Finnish"), blank=True)
    kind = models.CharField(
        _("type"), max_length=20, choices=MeasureKind.choices, default=MeasureKind.DEVELOPMENT
    )
    responsible = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="measures",
        verbose_name=_("responsible organisation"),
    )
    partners = models.ManyToManyField(
        Organisation,
        through="MeasurePartner",
        blank=True,
        related_name="measures_shared",
        verbose_name=_("partners"),
    )
    national_goals = models.ManyToManyField(
        NationalGoal,
        through="MeasureNational",
        blank=True,
        related_name="measures",
        verbose_name=_("national goals"),
    )
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    due_on = models.DateField(_("ready by"))
    status = models.CharField(
        _("status"), max_length=20, choices=MeasureStatus.choices, default=MeasureStatus.IDEA
    )
    stop_reason = models.CharField(_("why it was stopped"), max_length=500, blank=True)
    last_reported_at = models.DateTimeField(_("last reported"), null=True, blank=True)
    behind = models.CharField(
        _("language that is behind"), max_length=2, choices=TEXT_LANGUAGES, blank=True
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("entered"))

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("plan", "action")
        verbose_name_plural = _("actions")
        triggers = [
            *part_is_frozen(
                "measure",
                "plan",
                "goal",
                "number",
                "title_sv",
                "title_fi",
                "description_sv",
                "description_fi",
                "kind",
                "responsible",
                "starts_on",
                "due_on",
            ),
            pgtrigger.Trigger(
                name="measure_serves_a_goal_of_its_plan",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("plan_id", "goal_id"),
                func="""
                    IF NOT EXISTS (SELECT FROM plans_goal goal
                            WHERE goal.id = NEW.goal_id AND goal.plan_id = NEW.plan_id) THEN
                        RAISE EXCEPTION 'An action serves a goal of its own plan';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="measures_are_numbered_in_their_goal", fields=["goal", "number"]
            ),
            models.CheckConstraint(
                name="measure_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
            models.CheckConstraint(
                name="measure_kind_is_known", condition=Q(kind__in=MeasureKind.values)
            ),
            models.CheckConstraint(
                name="measure_status_is_known", condition=Q(status__in=MeasureStatus.values)
            ),
            models.CheckConstraint(
                name="measure_is_stopped_with_a_reason",
                condition=~Q(status="stopped") | ~Q(stop_reason=""),
            ),
            models.CheckConstraint(
                name="measure_is_ready_after_it_begins",
                condition=Q(starts_on=None) | Q(due_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def description(self) -> str:
        return in_language(self, "description")

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be done."""
        return self.status in OPEN_STATUSES

    def days_late(self, today: date) -> int:
        """Return how many days it is past its deadline (`with_deadline`); 0 where it is not."""
        return max((today - self.deadline).days, 0) if self.is_open else 0


class MeasurePartner(models.Model):
    """An organisation takes part in an action that another one answers for."""

    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, related_name="partnerships", verbose_name=_("action")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )

    objects = MeasurePartQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner of an action")
        verbose_name_plural = _("partners of actions")
        triggers = join_is_frozen("measure_partner", "plans_measure", "measure_id")
        constraints = [
            models.UniqueConstraint(
                name="an_organisation_is_a_partner_once", fields=["measure", "organisation"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} – {self.organisation_id}"


class MeasureNational(models.Model):
    """An action serves a national goal, of any version of the national strategy."""

    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, related_name="national", verbose_name=_("action")
    )
    national_goal = models.ForeignKey(
        NationalGoal,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("national goal"),
    )

    objects = MeasurePartQuerySet.as_manager()

    class Meta:
        verbose_name = _("national goal of an action")
        verbose_name_plural = _("national goals of actions")
        triggers = join_is_frozen("measure_national", "plans_measure", "measure_id")
        constraints = [
            models.UniqueConstraint(
                name="a_measure_serves_a_national_goal_once", fields=["measure", "national_goal"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} – {self.national_goal_id}"


class Step(models.Model):
    """A step of an action; steps follow the work and are no part of what is approved."""

    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, related_name="steps", verbose_name=_("action")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text_sv = models.CharField(_("in Swedish"), max_length=300, blank=True)
    text_fi = models.CharField(_("in Finnish"), max_length=300, blank=True)
    due_on = models.DateField(_("ready by"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("done by"),
    )

    objects = MeasurePartQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of an action")
        verbose_name_plural = _("steps of actions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="steps_are_numbered_in_their_measure",
                fields=["measure", "number"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="step_says_something", condition=~Q(text_sv="") | ~Q(text_fi="")
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return in_language(self, "text")


class Progress(models.Model):
    """A report of how an action stands: rows are added, never changed."""

    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="reports", verbose_name=_("action")
    )
    status = models.CharField(_("status"), max_length=20, choices=MeasureStatus.choices)
    text = models.TextField(_("report"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="reports",
        verbose_name=_("reported by"),
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organisation"),
    )
    at = models.DateTimeField(_("reported"))

    objects = ProgressQuerySet.as_manager()

    class Meta:
        verbose_name = _("report on an action")
        verbose_name_plural = _("reports on actions")
        indexes = [models.Index(name="progress_by_age", fields=["measure", "-at", "-id"])]
        triggers = [
            pgtrigger.Protect(
                name="progress_is_kept_as_reported",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="progress_status_is_known", condition=Q(status__in=MeasureStatus.values)
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.status} {self.at:%Y-%m-%d}"
