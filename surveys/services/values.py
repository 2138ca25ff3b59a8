"""What a form or a caller says of a survey and its parts; `id` is None for a new part."""

from dataclasses import dataclass, fields

from groups.permissions import Visibility
from surveys.kinds import QuestionKind
from surveys.models import Section, Survey
from surveys.services.answers import Asked, Questionnaire, questionnaire_of

MAX_SECTIONS, MAX_QUESTIONS, MAX_CHOICES = 20, 12, 20


@dataclass(frozen=True, slots=True)
class SurveyTexts:
    """A survey's own texts and who may read its results."""

    title_sv: str = ""
    title_fi: str = ""
    intro_sv: str = ""
    intro_fi: str = ""
    audience_sv: str = ""
    audience_fi: str = ""
    thanks_sv: str = ""
    thanks_fi: str = ""
    visibility: str = Visibility.GROUP


@dataclass(frozen=True, slots=True)
class ChoiceValues:
    """One of the answers to choose from."""

    text_sv: str = ""
    text_fi: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class QuestionValues:
    """A question with its choices in order; `section` is where it moves to, if it moves."""

    kind: str = QuestionKind.TEXT
    text_sv: str = ""
    text_fi: str = ""
    help_sv: str = ""
    help_fi: str = ""
    is_required: bool = False
    is_sector: bool = False
    max_choices: int | None = None
    scale_max: int = 5
    low_sv: str = ""
    low_fi: str = ""
    high_sv: str = ""
    high_fi: str = ""
    choices: tuple[ChoiceValues, ...] = ()
    id: int | None = None
    section: int | None = None


@dataclass(frozen=True, slots=True)
class SectionValues:
    """A section with its questions in order."""

    title_sv: str = ""
    title_fi: str = ""
    text_sv: str = ""
    text_fi: str = ""
    questions: tuple[QuestionValues, ...] = ()


TEXT_FIELDS = tuple(field.name for field in fields(SurveyTexts))
SECTION_FIELDS = ("title_sv", "title_fi", "text_sv", "text_fi")
QUESTION_FIELDS = tuple(
    field.name for field in fields(QuestionValues) if field.name not in {"choices", "id", "section"}
)


def texts_of(*, survey: Survey) -> SurveyTexts:
    """Return what a survey's own texts say at present."""
    return SurveyTexts(**{field: getattr(survey, field) for field in TEXT_FIELDS})


def section_values(
    *, section: Section, questionnaire: Questionnaire | None = None
) -> SectionValues:
    """Return a section as it stands, in the shape in which it is changed."""
    found = questionnaire or questionnaire_of(survey=section.survey)
    asked = [each for page in found.pages if page.section.pk == section.pk for each in page.asked]
    own = {field: getattr(section, field) for field in SECTION_FIELDS}
    return SectionValues(**own, questions=tuple(_question(each) for each in asked))


def _question(asked: Asked) -> QuestionValues:
    own = {field: getattr(asked.question, field) for field in QUESTION_FIELDS}
    choices = tuple(
        ChoiceValues(choice.text_sv, choice.text_fi, choice.pk) for choice in asked.choices
    )
    return QuestionValues(**own, choices=choices, id=asked.question.pk)
