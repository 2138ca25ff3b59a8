"""Invented surveys in bulk, for the load set: no audit, no intake, written by COPY."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from random import Random
from uuid import UUID

from django.db import connection, transaction

from elo_platform.accounts.models import User
from elo_platform.lib.statistics import refresh_statistics
from groups.models import EloGroup
from surveys.kinds import QuestionKind
from surveys.models import Choice, Question, Section, Survey
from surveys.services.answers import Asked, Questionnaire, questionnaire_of
from surveys.services.questions import save_questions
from surveys.services.recount import recount
from surveys.services.values import SectionValues, SurveyTexts
from surveys.states import SurveyState


@dataclass(frozen=True, slots=True)
class NewSurvey:
    """A survey as it stands after people have answered; `responses` is how many."""

    group: EloGroup
    texts: SurveyTexts
    sections: tuple[SectionValues, ...]
    by: User
    made_at: datetime
    opened_at: datetime
    closed_at: datetime | None
    responses: int
    seed: int


@transaction.atomic
def load_surveys(*, rows: Iterable[NewSurvey]) -> list[Survey]:
    """Store surveys with their questions, answers and summaries."""
    made = []
    for row in rows:
        survey = _survey(row)
        questionnaire = questionnaire_of(survey=survey)
        _copy(questionnaire, row)
        recount(survey_id=survey.pk)
        made.append(survey)
    refresh_statistics("surveys_response", "surveys_answer", "surveys_tally")
    return made


def _survey(row: NewSurvey) -> Survey:
    texts = {field.name: getattr(row.texts, field.name) for field in fields(SurveyTexts)}
    survey = Survey.objects.create(
        group=row.group,
        **texts,
        state=SurveyState.CLOSED if row.closed_at else SurveyState.OPEN,
        is_locked=True,
        edition=1,
        answers_count=row.responses,
        shown_count=row.responses if row.closed_at else 0,
        made_by=row.by,
        made_at=row.made_at,
        changed_at=row.closed_at or row.opened_at,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
    )
    for number, values in enumerate(row.sections, start=1):
        section = Section.objects.create(
            survey=survey, number=number, title_sv=values.title_sv, title_fi=values.title_fi
        )
        save_questions(section=section, questions=values.questions)
    return survey


def _copy(questionnaire: Questionnaire, row: NewSurvey) -> None:
    """Write the responses, and then what each answered."""
    chance = Random(row.seed)  # noqa: S311 - invented data
    survey, asked = questionnaire.survey, questionnaire.asked
    sectors = next((each.choices for each in asked if each.question.is_sector), ())
    people = [
        (_uuid(chance), "sv" if chance.random() < 0.35 else "fi", _any(sectors, chance))
        for _person in range(row.responses)
    ]
    with connection.cursor() as cursor:
        columns = "(id, survey_id, language, sector_id)"
        with cursor.copy(f"COPY surveys_response {columns} FROM STDIN") as copy:
            for pk, language, sector in people:
                copy.write_row((pk, survey.pk, language, sector))
        columns = "(id, response_id, is_first, language, question_id, choice_id, sector_id,"
        with cursor.copy(f"COPY surveys_answer {columns} number, text) FROM STDIN") as copy:
            for pk, language, sector in people:
                for answer in _answers(asked, sector, chance):
                    copy.write_row((_uuid(chance), pk, True, language, *answer))


def _answers(
    asked: Sequence[Asked], sector: int | None, chance: Random
) -> Iterator[tuple[int, int | None, int | None, int | None, str]]:
    """Yield one answer to each question: question, choice, sector, number, text."""
    for each in asked:
        question: Question = each.question
        if question.is_sector:
            yield question.pk, sector, sector, None, ""
        elif question.kind == QuestionKind.SCALE:
            yield question.pk, None, sector, chance.randint(1, question.scale_max), ""
        elif question.kind == QuestionKind.TEXT:
            yield question.pk, None, sector, None, _SAID[chance.randrange(len(_SAID))]
        else:
            yield question.pk, _any(each.choices, chance), sector, None, ""


def _any(choices: Sequence[Choice], chance: Random) -> int | None:
    return choices[chance.randrange(len(choices))].pk if choices else None


def _uuid(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


_SAID = (
    "Tieto ei kulkenut siirtymässä, ja aloitimme alusta.",
    "Uppgifterna följde inte med, och vi började om.",
    "Aikuinen ei tiennyt, kenelle soittaa.",
    "Väntetiden blev för lång.",
    "Ohjaus toimi hyvin, kun yhteyshenkilö oli nimetty.",
)
