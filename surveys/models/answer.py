import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from surveys.models.question import Choice, Question
from surveys.models.survey import Survey
from surveys.querysets.answers import SealedQuerySet

# Long enough to tell a story, short enough to read two hundred of.
MAX_ANSWER = 5_000


class Response(models.Model):
    """Somebody's answers, after they were mixed: who and when is stored nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(
        Survey, on_delete=models.PROTECT, related_name="responses", verbose_name=_("survey")
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    sector = models.ForeignKey(
        Choice,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("sector"),
    )

    objects = SealedQuerySet.as_manager()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")

    def __str__(self) -> str:
        return str(self.survey_id)


class Answer(models.Model):
    """What one respondent answered to one question: one row for each choice.

    `sector` and `language` are the response's, here again, and `is_first` marks one of the rows
    of a respondent who chose several: results are then one read of one index.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(
        Response, on_delete=models.CASCADE, related_name="answers", verbose_name=_("response")
    )
    question = models.ForeignKey(
        Question,
        on_delete=models.PROTECT,
        related_name="answers",
        db_index=False,
        verbose_name=_("question"),
    )
    choice = models.ForeignKey(
        Choice,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("choice"),
    )
    sector = models.ForeignKey(
        Choice,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("sector"),
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    is_first = models.BooleanField(_("first of its respondent"), default=True)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    text = models.TextField(_("text"), blank=True)

    objects = SealedQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        indexes = [
            # Few different rows: PostgreSQL keeps a million answers in some seven megabytes.
            models.Index(
                name="answer_for_results",
                fields=["question", "choice", "number", "sector", "language", "is_first"],
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="answer_is_of_one_kind",
                condition=Q(choice__isnull=False, number=None, text="")
                | Q(choice=None, number__isnull=False, text="")
                | Q(choice=None, number=None) & ~Q(text=""),
            )
        ]

    def __str__(self) -> str:
        return str(self.question_id)


class Tally(models.Model):
    """How many answered what, by sector: the summary that results are read from.

    Without `question`: all who answered. With a question alone: those who answered it. With a
    choice or a number: those who chose it. `sector` None is who named none; the rows of all
    sectors add up to everybody. Those of all who answered, and of questions answered in own
    words, are counted by language too; `language` is empty in all others.
    """

    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="tallies", verbose_name=_("survey")
    )
    question = models.ForeignKey(
        Question,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("question"),
    )
    choice = models.ForeignKey(
        Choice,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        verbose_name=_("choice"),
    )
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    sector = models.ForeignKey(
        Choice,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        verbose_name=_("sector"),
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    n = models.PositiveIntegerField(_("how many"))

    objects = SealedQuerySet.as_manager()

    class Meta:
        verbose_name = _("summary of answers")
        verbose_name_plural = _("summaries of answers")
        constraints = [
            models.UniqueConstraint(
                name="a_tally_stands_once",
                fields=["survey", "question", "choice", "number", "sector", "language"],
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.n}"
