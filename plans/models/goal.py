import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Edited
from elo_platform.lib.text import in_language
from groups.models import NationalGoal
from plans.kinds import TEXT_LANGUAGES
from plans.models.frozen import join_is_frozen, part_is_frozen
from plans.models.plan import Plan
from plans.querysets.plans import GoalPartQuerySet, GoalQuerySet


class Goal(Edited):
    """A strategic goal of a plan, or a development goal under one (`parent`)."""

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="goals", verbose_name=_("plan")
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="children",
        verbose_name=_("strategic goal"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title_sv = models.CharField(_("title in Swedish"), max_length=200, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=200, blank=True)
    text_sv = models.TextField(_("description in Swedish"), blank=True)
    text_fi = models.TextField(_("description in Finnish"), blank=True)
    national_goals = models.ManyToManyField(
        NationalGoal,
        through="GoalNational",
        blank=True,
        related_name="plan_goals",
        verbose_name=_("national goals"),
    )
    behind = models.CharField(
        _("language that is behind"), max_length=2, choices=TEXT_LANGUAGES, blank=True
    )

    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("goal of a plan")
        verbose_name_plural = _("goals of plans")
        triggers = [
            *part_is_frozen(
                "goal", "plan", "parent", "number", "title_sv", "title_fi", "text_sv", "text_fi"
            ),
            pgtrigger.Trigger(
                name="goal_stands_under_a_strategic_goal",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__parent__isnull=False),
                func="""
                    IF NOT EXISTS (SELECT FROM plans_goal goal WHERE goal.id = NEW.parent_id
                            AND goal.plan_id = NEW.plan_id AND goal.parent_id IS NULL) THEN
                        RAISE EXCEPTION 'A goal stands under a strategic goal of its own plan';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="goals_are_numbered_in_their_plan",
                fields=["plan", "parent", "number"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="plan_goal_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
            models.CheckConstraint(name="goal_is_not_under_itself", condition=~Q(parent=F("id"))),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def text(self) -> str:
        return in_language(self, "text")


class GoalNational(models.Model):
    """A goal of a plan serves a national goal, of any version of the national strategy."""

    goal = models.ForeignKey(
        Goal, on_delete=models.CASCADE, related_name="national", verbose_name=_("goal")
    )
    national_goal = models.ForeignKey(
        NationalGoal,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("national goal"),
    )

    objects = GoalPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("national goal of a goal")
        verbose_name_plural = _("national goals of goals")
        triggers = join_is_frozen("goal_national", "plans_goal", "goal_id")
        constraints = [
            models.UniqueConstraint(
                name="a_goal_serves_a_national_goal_once", fields=["goal", "national_goal"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} – {self.national_goal_id}"
