"""Makes the summary of a survey's answers anew."""

from django.db import connection, transaction

# One read of answer_for_results for all that has one row for each respondent, and one for what
# may have several. `n` of a question is how many answered it, of a choice how many chose it.
_COUNT = """
    INSERT INTO surveys_tally (survey_id, question_id, choice_id, number, sector_id, n)
    SELECT %(survey)s, NULL, NULL, NULL, sector_id, count(*)
    FROM surveys_response WHERE survey_id = %(survey)s GROUP BY sector_id
    UNION ALL
    SELECT %(survey)s, question_id, choice_id, number, sector_id, count(*)
    FROM surveys_answer
    WHERE question_id IN (
        SELECT id FROM surveys_question WHERE survey_id = %(survey)s AND kind <> 'text'
    )
    GROUP BY question_id, choice_id, number, sector_id
    UNION ALL
    SELECT %(survey)s, question_id, NULL, NULL, sector_id, count(*)
    FROM surveys_answer
    WHERE question_id IN (
        SELECT id FROM surveys_question WHERE survey_id = %(survey)s AND kind <> 'multiple'
    )
    GROUP BY question_id, sector_id
    UNION ALL
    SELECT %(survey)s, question_id, NULL, NULL, sector_id, count(DISTINCT response_id)
    FROM surveys_answer
    WHERE question_id IN (
        SELECT id FROM surveys_question WHERE survey_id = %(survey)s AND kind = 'multiple'
    )
    GROUP BY question_id, sector_id
"""


@transaction.atomic
def recount(*, survey_id: int) -> None:
    """Replace the summary of a survey by what its answers say now."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM surveys_tally WHERE survey_id = %s", [survey_id])
        cursor.execute(_COUNT, {"survey": survey_id})
