"""What a survey lacks before it can be opened, text by text."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from surveys.kinds import QuestionKind
from surveys.models import Question, Survey
from surveys.services.answers import Questionnaire

LANGUAGES = ("sv", "fi")
FEWEST_CHOICES = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is missing: the survey's own texts, or a section by its id."""

    section_id: int | None = None
    position: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Missing:
    """A text that is not there; `language` is empty where something else is wrong."""

    what: str | Promise
    place: Place
    language: str = ""


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many texts there are to fill, how many are filled by language, and what lacks."""

    texts: int
    filled: dict[str, int]
    missing: tuple[Missing, ...]

    def __bool__(self) -> bool:
        return not self.missing


def completeness_of(*, questionnaire: Questionnaire) -> Completeness:
    """Return what is missing in a survey; a text is wanted in both languages or in neither.

    A title, an introduction and each question are always wanted; hints and thanks only once
    they are written in one of the two.
    """
    texts, missing = 0, []
    filled = dict.fromkeys(LANGUAGES, 0)
    for row, field, what, place, is_wanted in _texts(questionnaire):
        values = {code: getattr(row, f"{field}_{code}") for code in LANGUAGES}
        if not (is_wanted or any(values.values())):
            continue
        texts += 1
        for code, value in values.items():
            filled[code] += bool(value)
            if not value:
                missing.append(Missing(what, place, code))
    missing += _structure(questionnaire)
    return Completeness(texts, filled, tuple(missing))


def _texts(questionnaire: Questionnaire) -> Iterator[tuple]:
    survey: Survey = questionnaire.survey
    own = Place()
    yield survey, "title", _("the title"), own, True
    yield survey, "intro", _("the introduction"), own, True
    yield survey, "audience", _("who is asked"), own, False
    yield survey, "thanks", _("the thanks"), own, False
    for page in questionnaire.pages:
        place = Place(page.section.pk, number=page.section.number)
        yield page.section, "title", _("the section's title"), place, len(questionnaire.pages) > 1
        yield page.section, "text", _("the section's text"), place, False
        for asked in page.asked:
            place = Place(page.section.pk, asked.position)
            yield asked.question, "text", _("the question"), place, True
            yield asked.question, "help", _("the hint"), place, False
            if asked.question.kind == QuestionKind.SCALE:
                yield asked.question, "low", _("the word for the lowest number"), place, True
                yield asked.question, "high", _("the word for the highest number"), place, True
            for number, choice in enumerate(asked.choices, start=1):
                place = Place(page.section.pk, asked.position, number)
                yield choice, "text", _("a choice"), place, True


def _structure(questionnaire: Questionnaire) -> Iterator[Missing]:
    if not questionnaire.pages:
        yield Missing(_("a question to answer"), Place())
    for page in questionnaire.pages:
        for asked in page.asked:
            if _has_too_few_choices(asked.question, len(asked.choices)):
                place = Place(page.section.pk, asked.position)
                yield Missing(_("at least two choices"), place)


def _has_too_few_choices(question: Question, choices: int) -> bool:
    return question.has_choices and choices < FEWEST_CHOICES
