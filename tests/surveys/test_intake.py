"""An answer is taken in once, sealed, and nothing else is written."""

import uuid
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from elo_platform.audit.models import AuditEvent, FormReceipt
from elo_platform.notifications.models import Owed
from surveys.models import Answer, Response, Survey, UsedKey, Waiting
from surveys.models.answer import MAX_ANSWER
from surveys.services.intake import Intake, take_in
from surveys.services.life import close_survey
from surveys.services.sealing import STEP, Unreadable, open_sealed, seal
from surveys.services.values import SectionValues
from tests.factories import NOON
from tests.surveys.making import SECTIONS, STORY, make_draft, make_open, question_of, send, typed

pytestmark = pytest.mark.django_db
SECRET = "Det här får ingen läsa i databasen"


def test_an_answer_waits_sealed_and_leaves_no_other_trace():
    survey = make_open()
    events, keys = AuditEvent.objects.count(), FormReceipt.objects.count()

    taken = send(survey, story=SECRET)

    row = Waiting.objects.get()
    assert taken is Intake.TAKEN
    assert SECRET.encode() not in bytes(row.sealed)
    assert {field.name for field in Waiting._meta.fields} == {"id", "survey", "sealed"}
    assert {field.name for field in UsedKey._meta.fields} == {"key_hash", "survey"}
    assert not Response.objects.exists()
    assert not Answer.objects.exists()
    assert (AuditEvent.objects.count(), FormReceipt.objects.count()) == (events, keys)
    assert not Owed.objects.exists()


def test_a_form_sent_twice_counts_once_and_another_form_counts():
    survey = make_open()
    key = uuid.uuid4()

    first, second = send(survey, key=key), send(survey, key=key, story="En gång till")
    send(survey)

    assert (first, second) == (Intake.TAKEN, Intake.TAKEN)
    assert Waiting.objects.count() == 2
    assert str(key) not in UsedKey.objects.order_by("pk").values_list("pk", flat=True)


def test_a_closed_survey_takes_nothing_and_an_open_one_does():
    survey = make_open()
    answers = typed(survey)
    close_survey(survey_id=survey.pk, by=survey.made_by, now=NOON)

    assert _take(survey, answers) is Intake.CLOSED
    assert _take(make_draft(group=survey.group, by=survey.made_by), answers) is Intake.CLOSED
    assert not Waiting.objects.exists()


def test_a_survey_past_its_day_takes_nothing():
    survey = make_open()
    Survey.objects.filter(pk=survey.pk).update(closes_on="2020-01-01")

    assert send(survey) is Intake.CLOSED


def test_an_answer_to_an_earlier_edition_is_not_taken():
    survey = make_open()
    survey.edition -= 1

    assert send(survey) is Intake.CHANGED
    assert not Waiting.objects.exists()


def test_the_first_answer_locks_the_questions_and_a_refused_one_does_not():
    survey = make_open()
    with pytest.raises(ValidationError):
        send(survey, knows=None)
    survey.refresh_from_db()
    assert not survey.is_locked

    send(survey)

    survey.refresh_from_db()
    assert survey.is_locked


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("single", []),
        ("single", ["0"]),
        ("single", ["=1+1"]),
        ("multiple", ["987654321"]),
        ("scale", ["6"]),
        ("scale", ["0"]),
        ("scale", ["-1"]),
        ("scale", ["4", "5"]),
        ("scale", ["4.5"]),
        ("text", ["x" * (MAX_ANSWER + 1)]),
        ("text", ["x" * 1_000_000]),
    ],
)
def test_what_is_no_answer_is_refused_at_its_question(kind, values):
    survey = make_open()
    question = question_of(survey, kind)

    with pytest.raises(ValidationError) as refusal:
        _take(survey, typed(survey) | {question.pk: values})

    assert list(refusal.value.error_dict) == [str(question.pk)]
    assert not Waiting.objects.exists()
    assert not UsedKey.objects.exists()


def test_more_than_the_most_is_refused_and_the_most_is_not():
    survey = make_open()
    with pytest.raises(ValidationError):
        send(survey, worst=(0, 1, 2))

    assert send(survey, worst=(0, 1)) is Intake.TAKEN


def test_a_formula_and_a_script_are_texts():
    survey = make_open()
    text = '=HYPERLINK("http://x")<script>alert(1)</script>'
    send(survey, story=text)
    send(survey, story=text)

    close_survey(survey_id=survey.pk, by=survey.made_by, now=NOON)

    assert list(Answer.objects.exclude(text="").values_list("text", flat=True)) == [text, text]


def test_a_seal_is_bound_to_its_row_and_tells_no_length():
    short = seal(content={"given": "a"}, bound_to="one")
    long = seal(content={"given": "a" * 2000}, bound_to="one")

    assert open_sealed(sealed=short, bound_to="one") == {"given": "a"}
    assert len(short) == len(long)
    assert len(short) > STEP
    with pytest.raises(Unreadable):
        open_sealed(sealed=short, bound_to="two")


def test_an_earlier_secret_key_still_opens(settings):
    settings.SECRET_KEY = "before"
    sealed = seal(content={"given": "a"}, bound_to="one")
    settings.SECRET_KEY = "after"
    with pytest.raises(Unreadable):
        open_sealed(sealed=sealed, bound_to="one")

    settings.SECRET_KEY_FALLBACKS = ["before"]

    assert open_sealed(sealed=sealed, bound_to="one") == {"given": "a"}


@pytest.mark.parametrize("sections", [SECTIONS, (*SECTIONS, SectionValues(questions=(STORY,) * 9))])
def test_taking_in_asks_the_same_whatever_the_number_of_questions(
    sections, django_assert_num_queries
):
    survey = make_open(sections=_titled(sections))
    send(survey)
    answers = typed(survey)

    with django_assert_num_queries(9):  # two of them begin and end the savepoint
        assert _take(survey, answers) is Intake.TAKEN


def _titled(sections):
    return tuple(replace(section, title_sv="Del", title_fi="Osa") for section in sections)


def _take(survey, answers) -> Intake:
    return take_in(
        survey_id=survey.pk,
        edition=survey.edition,
        form_key=uuid.uuid4(),
        language="sv",
        typed=answers,
    )
