from django.db import migrations, models

LANGUAGES = [("sv", "svenska"), ("fi", "suomi"), ("en", "English")]

# What is checked at the end of the transaction stands in the way of the changes that follow.
_AT_ONCE = "SET CONSTRAINTS ALL IMMEDIATE"
_ANSWERS = """
    UPDATE surveys_answer
    SET language = response.language,
        is_first = choice_id IS NULL OR surveys_answer.id = (
            SELECT other.id FROM surveys_answer other
            WHERE other.response_id = response.id
              AND other.question_id = surveys_answer.question_id
            ORDER BY other.id LIMIT 1
        )
    FROM surveys_response response WHERE response.id = response_id
"""
_EMPTY = "DELETE FROM surveys_tally"
_RECOUNT = """
    INSERT INTO surveys_tally (survey_id, question_id, choice_id, number, sector_id, language, n)
    SELECT survey_id, NULL, NULL, NULL, sector_id, language, count(*)
    FROM surveys_response GROUP BY survey_id, sector_id, language
    UNION ALL
    SELECT survey_id, question_id, choice_id, answer.number, sector_id, '', count(*)
    FROM surveys_answer answer JOIN surveys_question question ON question.id = question_id
    WHERE kind <> 'text' GROUP BY survey_id, question_id, choice_id, answer.number, sector_id
    UNION ALL
    SELECT survey_id, question_id, NULL, NULL, sector_id,
           CASE WHEN kind = 'text' THEN language ELSE '' END AS spoken, count(*)
    FROM surveys_answer JOIN surveys_question question ON question.id = question_id
    WHERE is_first GROUP BY survey_id, question_id, sector_id, spoken
"""
_WITHOUT_LANGUAGE = """
    WITH told AS (DELETE FROM surveys_tally WHERE language <> '' RETURNING *)
    INSERT INTO surveys_tally (survey_id, question_id, sector_id, language, n)
    SELECT survey_id, question_id, sector_id, '', sum(n)
    FROM told GROUP BY survey_id, question_id, sector_id
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="answer", name="answer_for_results"),
        migrations.RemoveConstraint(model_name="tally", name="a_tally_stands_once"),
        migrations.AddField(
            model_name="answer",
            name="language",
            field=models.CharField(
                choices=LANGUAGES, default="", max_length=2, verbose_name="language"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="answer",
            name="is_first",
            field=models.BooleanField(default=True, verbose_name="first of its respondent"),
        ),
        migrations.AddField(
            model_name="tally",
            name="language",
            field=models.CharField(
                blank=True, choices=LANGUAGES, default="", max_length=2, verbose_name="language"
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(
            sql=[_AT_ONCE, _ANSWERS, _EMPTY, _RECOUNT],
            reverse_sql=[_AT_ONCE, _WITHOUT_LANGUAGE],
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(
                fields=["question", "choice", "number", "sector", "language", "is_first"],
                name="answer_for_results",
            ),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(
                fields=("survey", "question", "choice", "number", "sector", "language"),
                name="a_tally_stands_once",
                nulls_distinct=False,
            ),
        ),
    ]
