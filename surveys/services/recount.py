"""Makes the summary of a survey's answers anew."""

from django.db import connection, transaction

# Each answer is read once, out of answer_for_results. Of what has one row for each respondent,
# who answered is the sum of who chose what; where several may be chosen, respondents are told
# apart. Texts are counted only.
_COUNT = """
    WITH asked AS (
        SELECT id, kind FROM surveys_question WHERE survey_id = %(survey)s
    ), chosen AS MATERIALIZED (
        SELECT asked.kind, question_id, choice_id, number, sector_id, count(*) AS n
        FROM surveys_answer JOIN asked ON asked.id = question_id AND asked.kind <> 'text'
        GROUP BY asked.kind, question_id, choice_id, number, sector_id
    ), several AS (
        SELECT DISTINCT question_id, sector_id, response_id
        FROM surveys_answer JOIN asked ON asked.id = question_id AND asked.kind = 'multiple'
    )
    INSERT INTO surveys_tally (survey_id, question_id, choice_id, number, sector_id, n)
    SELECT %(survey)s, NULL, NULL, NULL, sector_id, count(*)
    FROM surveys_response WHERE survey_id = %(survey)s GROUP BY sector_id
    UNION ALL
    SELECT %(survey)s, question_id, choice_id, number, sector_id, n FROM chosen
    UNION ALL
    SELECT %(survey)s, question_id, NULL, NULL, sector_id, sum(n)
    FROM chosen WHERE kind <> 'multiple' GROUP BY question_id, sector_id
    UNION ALL
    SELECT %(survey)s, question_id, NULL, NULL, sector_id, count(*)
    FROM several GROUP BY question_id, sector_id
    UNION ALL
    SELECT %(survey)s, question_id, NULL, NULL, sector_id, count(*)
    FROM surveys_answer JOIN asked ON asked.id = question_id AND asked.kind = 'text'
    GROUP BY question_id, sector_id
"""
# Telling a million answers apart fits in this; the usual would go to the disk.
_MEMORY = "64MB"


@transaction.atomic
def recount(*, survey_id: int) -> None:
    """Replace the summary of a survey by what its answers say now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('work_mem', %s, true)", [_MEMORY])
        cursor.execute("DELETE FROM surveys_tally WHERE survey_id = %s", [survey_id])
        cursor.execute(_COUNT, {"survey": survey_id})
