"""The questions of a section and their choices, kept in order and under their ids."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from surveys.kinds import CHOSEN, QuestionKind
from surveys.models import Choice, Question, Section
from surveys.services.values import (
    MAX_CHOICES,
    MAX_QUESTIONS,
    QUESTION_FIELDS,
    ChoiceValues,
    QuestionValues,
)


def save_questions(*, section: Section, questions: Sequence[QuestionValues]) -> None:
    """Make a section's questions equal to `questions`, in their order.

    Call it in the transaction that holds the survey's lock. A question keeps its id and its
    kind; an id of another section counts as a new question. One that moves stands last there.

    Raises:
        ValidationError: too many questions or choices, a second question for the sector, or a
            section of another survey.
    """
    _check(section, questions)
    known = {row.pk: row for row in Question.objects.filter(section=section)}
    kept = {values.id for values in questions} & set(known)
    Question.objects.filter(section=section).exclude(pk__in=kept).delete()
    # The sector may pass from one question to another.
    Question.objects.filter(section=section).update(is_sector=False)
    counts = _counts(section)
    for values in questions:
        place = values.section or section.pk
        if place not in counts:
            raise ValidationError(_("Choose a section of this survey."))
        counts[place] += 1
        question = known.pop(values.id, None)
        if question is None:
            question = Question(survey_id=section.survey_id, kind=values.kind)
        for field in QUESTION_FIELDS:
            if field != "kind":
                setattr(question, field, getattr(values, field))
        question.section_id, question.number = place, counts[place]
        question.save()
        _save_choices(question, values.choices if question.has_choices else ())
    _check_counts(counts)


def _counts(section: Section) -> dict[int, int]:
    """Return how many questions each section of the survey has; this one begins anew."""
    sections = Section.objects.filter(survey=section.survey_id)
    counts = dict(sections.order_by().values_list("pk").annotate(Count("questions")))
    return counts | {section.pk: 0}


def _check_counts(counts: dict[int, int]) -> None:
    if max(counts.values()) > MAX_QUESTIONS:
        words = {"number": MAX_QUESTIONS}
        raise ValidationError(_("A section has at most %(number)s questions."), params=words)


def _save_choices(question: Question, choices: Sequence[ChoiceValues]) -> None:
    known = {row.pk: row for row in Choice.objects.filter(question=question)}
    kept = {values.id for values in choices} & set(known)
    Choice.objects.filter(question=question).exclude(pk__in=kept).delete()
    for number, values in enumerate(choices, start=1):
        choice = known.pop(values.id, None) or Choice(question=question)
        choice.text_sv, choice.text_fi, choice.number = values.text_sv, values.text_fi, number
        choice.save()


def _check(section: Section, questions: Sequence[QuestionValues]) -> None:
    for values in questions:
        _check_question(values)
    elsewhere = Question.objects.filter(survey=section.survey_id, is_sector=True)
    sectors = sum(values.is_sector for values in questions)
    sectors += elsewhere.exclude(section=section).exists()
    if sectors > 1:
        raise ValidationError(_("Only one question can ask for the respondent's sector."))


def _check_question(values: QuestionValues) -> None:
    if values.kind not in QuestionKind:
        raise ValidationError(_("Choose a kind of question."))
    if values.kind in CHOSEN and len(values.choices) > MAX_CHOICES:
        words = {"number": MAX_CHOICES}
        raise ValidationError(_("A question has at most %(number)s choices."), params=words)
    if values.is_sector and values.kind != QuestionKind.SINGLE:
        raise ValidationError(_("The sector is asked with a question in which one is chosen."))
