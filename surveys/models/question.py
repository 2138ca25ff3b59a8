from django.db import models
from django.db.models import Deferrable, Q
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.text import in_language
from surveys.kinds import CHOSEN, QuestionKind
from surveys.models.survey import Survey
from surveys.querysets.surveys import ChoiceQuerySet, SurveyPartQuerySet

SMALLEST_SCALE, LARGEST_SCALE = 2, 10


class Section(models.Model):
    """A page of a survey."""

    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="sections", verbose_name=_("survey")
    )
    number = models.PositiveSmallIntegerField(_("order"))
    title_sv = models.CharField(_("title in Swedish"), max_length=160, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=160, blank=True)
    text_sv = models.TextField(_("text in Swedish"), blank=True)
    text_fi = models.TextField(_("text in Finnish"), blank=True)

    objects = SurveyPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(
                name="sections_have_an_order",
                fields=["survey", "number"],
                deferrable=Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return in_language(self, "title")


class Question(models.Model):
    """A question. The answer to the one with `is_sector` is the respondent's sector.

    `survey` is its section's survey again, so that a survey has one sector at the most.
    """

    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="questions", verbose_name=_("survey")
    )
    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, related_name="questions", verbose_name=_("section")
    )
    number = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=20, choices=QuestionKind.choices)
    text_sv = models.CharField(_("question in Swedish"), max_length=300, blank=True)
    text_fi = models.CharField(_("question in Finnish"), max_length=300, blank=True)
    help_sv = models.CharField(_("hint in Swedish"), max_length=300, blank=True)
    help_fi = models.CharField(_("hint in Finnish"), max_length=300, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    is_sector = models.BooleanField(_("is the respondent's sector"), default=False)
    max_choices = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)
    scale_max = models.PositiveSmallIntegerField(_("scale from 1 to"), default=5)
    low_sv = models.CharField(_("lowest in Swedish"), max_length=60, blank=True)
    low_fi = models.CharField(_("lowest in Finnish"), max_length=60, blank=True)
    high_sv = models.CharField(_("highest in Swedish"), max_length=60, blank=True)
    high_fi = models.CharField(_("highest in Finnish"), max_length=60, blank=True)

    objects = SurveyPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.UniqueConstraint(
                name="questions_have_an_order",
                fields=["section", "number"],
                deferrable=Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                name="a_survey_asks_the_sector_once",
                fields=["survey"],
                condition=Q(is_sector=True),
            ),
            models.CheckConstraint(
                name="question_kind_is_known", condition=Q(kind__in=QuestionKind.values)
            ),
            models.CheckConstraint(
                name="a_sector_is_chosen_from_one_list",
                condition=Q(is_sector=False) | Q(kind="single"),
            ),
            models.CheckConstraint(
                name="only_several_have_a_most",
                condition=Q(max_choices=None) | Q(kind="multiple", max_choices__gte=1),
            ),
            models.CheckConstraint(
                name="scale_has_sensible_ends",
                condition=Q(scale_max__gte=SMALLEST_SCALE, scale_max__lte=LARGEST_SCALE),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self, "text")

    @property
    def has_choices(self) -> bool:
        return self.kind in CHOSEN


class Choice(models.Model):
    """One of the answers to choose from."""

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="choices", verbose_name=_("question")
    )
    number = models.PositiveSmallIntegerField(_("order"))
    text_sv = models.CharField(_("text in Swedish"), max_length=200, blank=True)
    text_fi = models.CharField(_("text in Finnish"), max_length=200, blank=True)

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [
            models.UniqueConstraint(
                name="choices_have_an_order",
                fields=["question", "number"],
                deferrable=Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return in_language(self, "text")
