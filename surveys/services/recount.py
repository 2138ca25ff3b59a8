"""Makes the summary of a survey's answers anew."""

from django.db import connection, transaction

# Each answer is read once, in the order of answer_for_results. What is neither a choice nor a
# number is in own words: it is counted by language, and not by what it says.
_COUNT = """
    WITH counted AS MATERIALIZED (
        SELECT question_id, choice_id, number, sector_id, language, is_first, count(*) AS n,
               choice_id IS NULL AND number IS NULL AS is_text
        FROM surveys_answer
        WHERE question_id = ANY(%(questions)s)
        GROUP BY question_id, choice_id, number, sector_id, language, is_first
    )
    INSERT INTO surveys_tally (survey_id, question_id, choice_id, number, sector_id, language, n)
    SELECT %(survey)s, NULL, NULL, NULL, sector_id, language, count(*)
    FROM surveys_response WHERE survey_id = %(survey)s GROUP BY sector_id, language
    UNION ALL
    SELECT %(survey)s, question_id, choice_id, number, sector_id, '', sum(n)
    FROM counted WHERE NOT is_text GROUP BY question_id, choice_id, number, sector_id
    UNION ALL
    SELECT %(survey)s, question_id, NULL, NULL, sector_id,
           CASE WHEN is_text THEN language ELSE '' END AS spoken, sum(n)
    FROM counted WHERE is_first GROUP BY question_id, sector_id, spoken
"""


@transaction.atomic
def recount(*, survey_id: int) -> None:
    """Replace the summary of a survey by what its answers say now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM surveys_question WHERE survey_id = %s", [survey_id])
        questions = [pk for (pk,) in cursor.fetchall()]
        cursor.execute("DELETE FROM surveys_tally WHERE survey_id = %s", [survey_id])
        cursor.execute(_COUNT, {"survey": survey_id, "questions": questions})
