"""What may be answered to a questionnaire, checked the same for a page and for the whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from elo_platform.lib.text import printable, whole_number
from surveys.kinds import QuestionKind
from surveys.models import Choice, Question, Section, Survey
from surveys.models.answer import MAX_ANSWER

# What is typed at a question: the values of its controls, as they were sent.
Typed = Mapping[int, list[str]]
# A checked answer: the choices by id, a number of the scale, or a text.
Given = dict[int, list[int] | int | str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its choices; `position` counts through the whole survey from 1."""

    question: Question
    choices: tuple[Choice, ...]
    position: int

    @property
    def id(self) -> int:
        return self.question.pk


@dataclass(frozen=True, slots=True)
class Page:
    """A section with its questions."""

    section: Section
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A survey as it is asked; sections without questions are left out."""

    survey: Survey
    pages: tuple[Page, ...]

    @property
    def asked(self) -> list[Asked]:
        """All questions in order."""
        return [asked for page in self.pages for asked in page.asked]


def questionnaire_of(*, survey: Survey) -> Questionnaire:
    """Return the questions of `survey` as they stand: three queries, however many there are."""
    choices: dict[int, list[Choice]] = {}
    for choice in Choice.objects.filter(question__survey=survey).order_by("number"):
        choices.setdefault(choice.question_id, []).append(choice)
    questions: dict[int, list[Question]] = {}
    for question in Question.objects.filter(survey=survey).order_by("number"):
        questions.setdefault(question.section_id, []).append(question)
    pages, position = [], 0
    for section in Section.objects.filter(survey=survey).order_by("number"):
        asked = []
        for question in questions.get(section.pk, []):
            position += 1
            asked.append(Asked(question, tuple(choices.get(question.pk, ())), position))
        if asked:
            pages.append(Page(section, tuple(asked)))
    return Questionnaire(survey, tuple(pages))


def check_answers(*, asked: Iterable[Asked], typed: Typed) -> Given:
    """Return the answers to `asked`; what was left open is left out.

    Raises:
        ValidationError: by the question's id, as text.
    """
    given: Given = {}
    errors: dict[str, ValidationError] = {}
    for each in asked:
        try:
            answer = _CHECKS[QuestionKind(each.question.kind)](each, typed.get(each.id, []))
        except ValidationError as error:
            errors[str(each.id)] = error
            continue
        if answer not in ([], ""):
            given[each.id] = answer
        elif each.question.is_required:
            errors[str(each.id)] = ValidationError(_("This question must be answered."))
    if errors:
        raise ValidationError(errors)
    return given


def _chosen(asked: Asked, values: list[str]) -> list[int]:
    known = {choice.pk for choice in asked.choices}
    chosen = list(dict.fromkeys(whole_number(value) for value in values if value))
    if not set(chosen) <= known:
        raise ValidationError(_("Choose among what is offered."))
    return [pk for pk in chosen if pk]


def _one(asked: Asked, values: list[str]) -> list[int]:
    chosen = _chosen(asked, values)
    if len(chosen) > 1:
        raise ValidationError(_("Choose one."))
    return chosen


def _several(asked: Asked, values: list[str]) -> list[int]:
    chosen, most = _chosen(asked, values), asked.question.max_choices
    if most and len(chosen) > most:
        sentence = ngettext_lazy(
            "Choose %(most)s at the most.", "Choose %(most)s at the most.", "most"
        )
        raise ValidationError(sentence, params={"most": most})
    return chosen


def _number(asked: Asked, values: list[str]) -> int | str:
    filled = [value for value in values if value]
    if not filled:
        return ""
    number = whole_number(filled[0])
    if len(filled) > 1 or number is None or not 1 <= number <= asked.question.scale_max:
        raise ValidationError(_("Choose a number on the scale."))
    return number


def _text(asked: Asked, values: list[str]) -> str:
    text = printable("\n".join(values).replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > MAX_ANSWER:
        sentence = _(
            "The answer may have %(most)s characters; yours has %(length)s. Please shorten it."
        )
        raise ValidationError(sentence, params={"most": MAX_ANSWER, "length": len(text)})
    return text


_CHECKS = {
    QuestionKind.SINGLE: _one,
    QuestionKind.MULTIPLE: _several,
    QuestionKind.SCALE: _number,
    QuestionKind.TEXT: _text,
}
