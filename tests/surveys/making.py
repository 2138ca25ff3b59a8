"""Surveys for tests, made by the services that make them in earnest."""

import uuid
from dataclasses import replace

from groups.permissions import Role
from surveys.kinds import QuestionKind
from surveys.models import Question, Survey
from surveys.services.answers import questionnaire_of
from surveys.services.building import make_survey
from surveys.services.intake import Intake, take_in
from surveys.services.life import open_survey
from surveys.services.values import ChoiceValues, QuestionValues, SectionValues, SurveyTexts
from tests.factories import NOON, make_actor, make_group

TEXTS = SurveyTexts(
    title_sv="Enkät till vägledare",
    title_fi="Kysely ohjaajille",
    intro_sv="Hur fungerar vägledningen?",
    intro_fi="Miten ohjaus toimii?",
)
SECTOR = QuestionValues(
    kind=QuestionKind.SINGLE,
    text_sv="Sektor",
    text_fi="Toimiala",
    is_required=True,
    is_sector=True,
    choices=(ChoiceValues("Gymnasium", "Lukio"), ChoiceValues("Högskola", "Korkeakoulu")),
)
WORST = QuestionValues(
    kind=QuestionKind.MULTIPLE,
    text_sv="Vad fungerar sämst?",
    text_fi="Mikä toimii heikoimmin?",
    max_choices=2,
    choices=(
        ChoiceValues("Övergångar", "Siirtymät"),
        ChoiceValues("Vuxna", "Aikuiset"),
        ChoiceValues("Arbetsliv", "Työelämä"),
    ),
)
KNOWS = QuestionValues(
    kind=QuestionKind.SCALE,
    text_sv="Jag vet vem jag ska kontakta",
    text_fi="Tiedän, kehen ottaa yhteyttä",
    is_required=True,
    low_sv="Inte alls",
    low_fi="En lainkaan",
    high_sv="Helt",
    high_fi="Täysin",
)
STORY = QuestionValues(text_sv="Berätta", text_fi="Kerro")
SECTIONS = (
    SectionValues("Du", "Sinä", questions=(SECTOR, WORST)),
    SectionValues("Nätverket", "Verkosto", questions=(KNOWS, STORY)),
)


def make_draft(*, group=None, by=None, sections=SECTIONS, **texts) -> Survey:
    """Return a draft with four questions, one of each kind, in two sections."""
    group = group or make_group()
    by = by or make_actor(role=Role.COORDINATOR, group=group)
    return make_survey(
        group=group, texts=replace(TEXTS, **texts), sections=sections, by=by, now=NOON
    )


def make_open(**fields) -> Survey:
    """Return an open survey without a last day."""
    draft = make_draft(**fields)
    return open_survey(survey_id=draft.pk, closes_on=None, by=draft.made_by, now=NOON)


def question_of(survey: Survey, kind: str) -> Question:
    return Question.objects.get(survey=survey, kind=kind)


def typed(survey: Survey, *, sector=0, worst=(0,), knows=4, story="") -> dict[int, list[str]]:
    """Return what somebody types: choices by their place, a number, a text."""
    found = {each.question.kind: each for each in questionnaire_of(survey=survey).asked}
    choices = {kind: [str(choice.pk) for choice in each.choices] for kind, each in found.items()}
    return {
        found["single"].id: [choices["single"][sector]] if sector is not None else [],
        found["multiple"].id: [choices["multiple"][place] for place in worst],
        found["scale"].id: [str(knows)] if knows else [],
        found["text"].id: [story],
    }


def send(survey: Survey, *, language="sv", key=None, **answers) -> Intake:
    """Send one answer to a survey."""
    return take_in(
        survey_id=survey.pk,
        edition=survey.edition,
        form_key=key or uuid.uuid4(),
        language=language,
        typed=typed(survey, **answers),
    )
