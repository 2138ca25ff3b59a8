"""Moves answers out of the intake, mixed, so that no row tells whose it is or when it came.

Nothing of it is recorded: a row in the audit log would be a list of moments.
"""

import logging
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction

from surveys.kinds import FEWEST_SHOWN, QuestionKind
from surveys.models import Question, Survey, Waiting
from surveys.services.recount import recount
from surveys.services.sealing import Unreadable, open_sealed
from surveys.states import SurveyState

logger = logging.getLogger(__name__)

# In one statement: new rows and those that were there are written in one random order, by one
# transaction. Else place and xmin would tell which answers came in one batch. Foreign keys are
# checked at the commit, when every row stands again.
_MIX_RESPONSES = """
    WITH earlier AS (
        DELETE FROM surveys_response WHERE survey_id = %(survey)s
        RETURNING id, survey_id, language, sector_id
    )
    INSERT INTO surveys_response (id, survey_id, language, sector_id)
    SELECT * FROM (
        SELECT * FROM earlier
        UNION ALL
        SELECT id, %(survey)s, language, sector
        FROM unnest(%(ids)s::uuid[], %(languages)s::text[], %(sectors)s::bigint[])
          AS fresh(id, language, sector)
    ) AS rows ORDER BY random()
"""
_MIX_ANSWERS = """
    WITH earlier AS (
        DELETE FROM surveys_answer
        WHERE question_id IN (SELECT id FROM surveys_question WHERE survey_id = %(survey)s)
        RETURNING id, response_id, question_id, choice_id, number, text, is_first, sector_id,
                  language
    )
    INSERT INTO surveys_answer (id, response_id, question_id, choice_id, number, text, is_first,
                                sector_id, language)
    SELECT * FROM (
        SELECT * FROM earlier
        UNION ALL
        SELECT * FROM unnest(
            %(ids)s::uuid[], %(responses)s::uuid[], %(questions)s::bigint[],
            %(choices)s::bigint[], %(numbers)s::smallint[], %(texts)s::text[],
            %(firsts)s::boolean[], %(sectors)s::bigint[], %(languages)s::text[]
        )
    ) AS rows ORDER BY random()
"""
_PATIENCE = "60s"


@dataclass(slots=True)
class _Fresh:
    """What comes out of the intake, as columns."""

    responses: list[tuple[UUID, str, int | None]] = field(default_factory=list)
    answers: list[tuple] = field(default_factory=list)


@transaction.atomic
def move_answers(*, survey_id: int) -> int:
    """Open what waits for a survey, mix it with what is there, and return how many moved.

    Nothing moves while fewer than five wait in an open survey. When it closes, the last ones
    move too, since nobody else comes to mix them with; below five in all, no result is shown.
    One exception: where results could be read before the survey was opened again, fewer than
    five new ones stay sealed, or the two results would give them away by subtraction.

    Services that point at answers lock the survey first, as this one does: rows are written
    anew under their old ids.
    """
    survey = Survey.objects.select_for_update(no_key=True).get(pk=survey_id)
    opened = {row.pk: content for row in _waiting(survey) if (content := _opened(row))}
    if not opened or not _is_enough(survey, len(opened)):
        return 0
    fresh = _rows_of(survey, opened.values())
    _mix(survey, fresh)
    Waiting.objects.filter(pk__in=opened).delete()
    survey.answers_count += len(opened)
    survey.shown_count = shown_now(survey=survey)
    survey.save(update_fields=["answers_count", "shown_count"])
    recount(survey_id=survey.pk)
    return len(opened)


def _waiting(survey: Survey) -> list[Waiting]:
    return list(Waiting.objects.select_for_update().filter(survey=survey))


def _opened(row: Waiting) -> dict | None:
    try:
        return open_sealed(sealed=row.sealed, bound_to=str(row.pk))
    except Unreadable:
        logger.error("a waiting answer of survey %s cannot be opened", row.survey_id)
        return None


def _is_enough(survey: Survey, waiting: int) -> bool:
    """Tell whether so many may move: five, or the last ones of a survey that has closed."""
    if waiting >= FEWEST_SHOWN:
        return True
    if survey.state != SurveyState.CLOSED:
        return False
    new = survey.answers_count + waiting - survey.shown_count
    return survey.shown_count == 0 or new >= FEWEST_SHOWN


def _rows_of(survey: Survey, contents: object) -> _Fresh:
    questions = {row.pk: row for row in Question.objects.filter(survey=survey)}
    fresh = _Fresh()
    for content in contents:
        given = {questions[int(pk)]: value for pk, value in content["given"].items()}
        sector = next((value[0] for each, value in given.items() if each.is_sector), None)
        response = uuid4()
        fresh.responses.append((response, content["language"], sector))
        for question, value in given.items():
            for choice, number, text, is_first in _answers(question, value):
                own = (response, question.pk, choice, number, text, is_first)
                fresh.answers.append((uuid4(), *own, sector, content["language"]))
    return fresh


def _answers(question: Question, value: Any) -> list[tuple[int | None, int | None, str, bool]]:
    """Return the rows of one answer: choice, number, text, and which is the first."""
    if isinstance(value, list):
        return [(pk, None, "", place == 0) for place, pk in enumerate(value)]
    if question.kind == QuestionKind.SCALE:
        return [(None, value, "", True)]
    return [(None, None, value, True)]


def _mix(survey: Survey, fresh: _Fresh) -> None:
    with connection.cursor() as cursor:
        # Closing a survey that thousands have answered takes longer than a page usually may.
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [_PATIENCE])
    columns = ("ids", "languages", "sectors")
    _execute(_MIX_RESPONSES, survey, columns, fresh.responses)
    columns = ("ids", "responses", "questions", "choices", "numbers", "texts", "firsts")
    _execute(_MIX_ANSWERS, survey, (*columns, "sectors", "languages"), fresh.answers)


def _execute(sql: str, survey: Survey, columns: tuple[str, ...], rows: list[tuple]) -> None:
    values = {name: [row[place] for row in rows] for place, name in enumerate(columns)}
    with connection.cursor() as cursor:
        cursor.execute(sql, {"survey": survey.pk, **values})


def shown_now(*, survey: Survey) -> int:
    """Return how many answers the results that people have been able to read are made of."""
    return survey.answers_count if survey.shows_results else survey.shown_count


def move_all() -> int:
    """Move what may move, in every survey; return how many answers moved."""
    surveys = Waiting.objects.order_by().values_list("survey", flat=True).distinct()
    return sum(move_answers(survey_id=pk) for pk in surveys)
