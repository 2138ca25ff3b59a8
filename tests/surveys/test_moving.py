"""Answers move mixed, five at least, and the summary says what they say."""

from collections import Counter
from time import sleep

import pytest
from django.db import connection

from elo_platform.audit.models import AuditEvent
from surveys.models import Answer, Fragment, Response, Survey, Tally, Theme, UsedKey, Waiting
from surveys.services.life import close_survey, reopen_survey
from surveys.services.moving import move_all, move_answers
from surveys.services.recount import recount
from surveys.services.rewriting import rewrite_intake
from tests.factories import NOON
from tests.surveys.making import make_open, send

pytestmark = pytest.mark.django_db


def _close(survey):
    return close_survey(survey_id=survey.pk, by=survey.made_by, now=NOON)


def test_four_wait_and_the_fifth_moves_them_all():
    survey = make_open()
    for _number in range(4):
        send(survey)
    assert move_answers(survey_id=survey.pk) == 0
    send(survey)

    moved = move_answers(survey_id=survey.pk)

    survey.refresh_from_db()
    assert (moved, survey.answers_count) == (5, 5)
    assert not Waiting.objects.exists()
    assert not survey.shows_results


def test_surveys_are_not_counted_together():
    first = make_open()
    second = make_open(group=first.group, by=first.made_by)
    for _number in range(4):
        send(first)
        send(second)

    assert move_all() == 0
    assert Waiting.objects.count() == 8


def test_closing_moves_the_last_ones_and_forgets_the_keys():
    survey = make_open()
    for _number in range(6):
        send(survey)
    move_answers(survey_id=survey.pk)
    send(survey)

    closed = _close(survey)

    assert (closed.answers_count, closed.shown_count) == (7, 7)
    assert closed.shows_results
    assert not Waiting.objects.exists()
    assert not UsedKey.objects.exists()


def test_fewer_than_five_in_all_move_at_closing_and_are_not_shown():
    survey = make_open()
    for _number in range(4):
        send(survey)

    closed = _close(survey)

    assert (closed.answers_count, closed.shown_count) == (4, 0)
    assert not closed.shows_results


def test_few_new_ones_after_results_were_shown_stay_sealed_until_there_are_five():
    survey = make_open()
    for _number in range(5):
        send(survey)
    _close(survey)
    survey = reopen_survey(survey_id=survey.pk, closes_on=None, by=survey.made_by, now=NOON)
    assert not survey.shows_results
    for _number in range(4):
        send(survey)

    closed = _close(survey)
    assert (closed.answers_count, Waiting.objects.count()) == (5, 4)

    survey = reopen_survey(survey_id=survey.pk, closes_on=None, by=survey.made_by, now=NOON)
    send(survey)
    closed = _close(survey)
    assert (closed.answers_count, closed.shown_count, Waiting.objects.count()) == (10, 10, 0)


def test_what_cannot_be_opened_stays_and_hinders_nobody(settings):
    survey = make_open()
    settings.SECRET_KEY = "lost"
    send(survey)
    settings.SECRET_KEY = "another"
    for _number in range(5):
        send(survey)

    assert move_answers(survey_id=survey.pk) == 5
    assert Waiting.objects.count() == 1


def test_rows_that_were_there_are_mixed_with_the_new_and_keep_their_ids_and_marks():
    survey = make_open()
    for number in range(6):
        send(survey, story=f"Berättelse {number}")
    move_answers(survey_id=survey.pk)
    answer = Answer.objects.exclude(text="").first()
    theme = Theme.objects.create(
        survey=survey, name_sv="Väntan", made_by=survey.made_by, made_at=NOON, changed_at=NOON
    )
    Fragment.objects.create(theme=theme, answer=answer, start=0, end=4, by=survey.made_by, at=NOON)
    for number in range(6, 12):
        send(survey, story=f"Berättelse {number}")

    move_answers(survey_id=survey.pk)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("surveys_response", "surveys_answer"):
            cursor.execute(
                f"SELECT count(DISTINCT cmin::text::int + xmin::text::bigint) FROM {table}"
            )
            assert cursor.fetchone() == (1,), table
    assert Fragment.objects.get().answer.text == answer.text
    assert Response.objects.count() == 12
    assert {row.text for row in Answer.objects.exclude(text="")} == {
        f"Berättelse {number}" for number in range(12)
    }


def test_answers_keep_language_and_sector_and_stay_with_their_respondent():
    survey = make_open()
    for number in range(5):
        send(survey, sector=number % 2, language="fi" if number % 2 else "sv", knows=number + 1)

    _close(survey)

    rows = {
        row.answers.get(number__isnull=False).number: (row.language, str(row.sector))
        for row in Response.objects.all()
    }
    assert Counter(language for language, _sector in rows.values()) == {"sv": 3, "fi": 2}
    assert len(rows) == 5
    assert len(set(rows.values())) == 2
    assert all(answer.sector_id == answer.response.sector_id for answer in Answer.objects.all())


def test_the_summary_is_the_recount():
    survey = make_open()
    for number in range(11):
        send(
            survey,
            sector=number % 2,
            worst=(0, 1) if number % 3 else (),
            knows=1 + number % 5,
            story="Ja" if number % 4 else "",
        )
    _close(survey)
    rows = ("question", "choice", "number", "sector", "n")
    kept = set(Tally.objects.values_list(*rows))

    assert kept == _counted(survey)
    recount(survey_id=survey.pk)
    assert set(Tally.objects.values_list(*rows)) == kept


def _counted(survey) -> set:
    """Return the summary counted here, one answer at a time."""
    found = Counter()
    for response in Response.objects.filter(survey=survey):
        sector = response.sector_id
        found[(None, None, None, sector)] += 1
        answers = list(response.answers.all())
        for question in {answer.question_id for answer in answers}:
            found[(question, None, None, sector)] += 1
        for answer in answers:
            if not answer.text:
                found[(answer.question_id, answer.choice_id, answer.number, sector)] += 1
    return {(*key, n) for key, n in found.items()}


def test_nothing_tells_when_answers_moved():
    survey = make_open()
    events = AuditEvent.objects.count()
    for _number in range(5):
        send(survey)
    before = Survey.objects.values("version", "changed_at", "edition").get()

    move_answers(survey_id=survey.pk)

    assert AuditEvent.objects.count() == events
    assert Survey.objects.values("version", "changed_at", "edition").get() == before


@pytest.mark.django_db(transaction=True)
def test_the_intake_is_written_anew_and_nothing_is_left_of_what_waited():
    _end_what_tests_left()
    survey = make_open()
    for number in range(5):
        send(survey, story=f"Berättelse {number}")
    assert _bytes("surveys_waiting") > 0

    move_answers(survey_id=survey.pk)
    assert _bytes("surveys_waiting") > 0
    # The database's own ANALYZE keeps what was deleted while it reads: long, where all is busy.
    for _tick in range(900):
        rewrite_intake(has_moved=True)
        if not _bytes("surveys_waiting"):
            break
        sleep(0.1)

    assert _bytes("surveys_waiting") == 0, _others()
    assert rewrite_intake() == []


def _end_what_tests_left() -> None:
    """End sessions of processes that earlier tests have killed: their transactions see old rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = current_user"
            " AND pid <> pg_backend_pid()"
        )


def _others() -> list[tuple]:
    """Return who else is at work in this database: what they see is not given up."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid, backend_type, state, xact_start, backend_xmin, backend_xid, query"
            " FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return cursor.fetchall()


def _bytes(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_relation_size(%s) + pg_relation_size(reltoastrelid)"
            " FROM pg_class WHERE relname = %s",
            [table, table],
        )
        return cursor.fetchone()[0]
