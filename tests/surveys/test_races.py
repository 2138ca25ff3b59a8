"""What comes at the same moment: the same form twice, two first answers, an answer and the end."""

import threading
import uuid

import pytest
from django.db import connection, transaction

from elo_platform.overview.proofs.together import together
from surveys.models import Survey, Waiting
from surveys.services import intake
from surveys.services.intake import Intake
from surveys.services.life import close_survey
from surveys.services.moving import move_answers
from tests.factories import NOON
from tests.surveys.making import make_open, send

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def test_a_form_that_arrives_many_times_at_once_counts_once():
    survey, key = make_open(), uuid.uuid4()

    found = together(lambda _number: send(survey, key=key), AT_ONCE)

    assert found == [Intake.TAKEN] * AT_ONCE
    assert Waiting.objects.count() == 1


def test_first_answers_at_once_all_count_and_lock_the_questions():
    survey = make_open()

    found = together(lambda _number: send(survey), AT_ONCE)

    assert found == [Intake.TAKEN] * AT_ONCE
    assert Waiting.objects.count() == AT_ONCE
    assert Survey.objects.get().is_locked


def test_two_who_move_at_once_move_each_answer_once():
    survey = make_open()
    for _number in range(7):
        send(survey)

    found = together(lambda _number: move_answers(survey_id=survey.pk), at_once=2)

    assert sorted(found) == [0, 7]
    assert Survey.objects.get().answers_count == 7


def _unlocked(survey_id: int) -> int | None:
    """Read the survey without holding it, as a careless intake would."""
    row = Survey.objects.filter(pk=survey_id, state="open").first()
    return row.edition if row else None


@pytest.mark.parametrize("is_held", [True, False])
def test_an_answer_waits_for_a_closing_that_has_begun(monkeypatch, is_held):
    survey = make_open()
    send(survey)  # the questions are locked already: nothing but the hold is tried
    if not is_held:
        monkeypatch.setattr(intake, "_hold", _unlocked)
    has_begun, may_end = threading.Event(), threading.Event()

    def close() -> None:
        with transaction.atomic():
            close_survey(survey_id=survey.pk, by=survey.made_by, now=NOON)
            has_begun.set()
            may_end.wait(5)
        connection.close()

    closing = threading.Thread(target=close)
    closing.start()
    has_begun.wait(5)
    threading.Timer(0.3, may_end.set).start()
    late = send(survey)
    closing.join()

    # Without the hold the answer is thanked for and comes after the end.
    assert late is (Intake.CLOSED if is_held else Intake.TAKEN)
    assert Waiting.objects.count() == (0 if is_held else 1)
