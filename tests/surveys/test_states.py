"""Every state, act and role of a survey: what is not allowed changes nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.models import AuditEvent
from elo_platform.lib.dates import helsinki_day
from groups.permissions import Role
from surveys.models import Survey, Waiting
from surveys.services.life import close_past, close_survey, open_survey, reopen_survey
from surveys.states import SurveyAction, SurveyState
from surveys.tasks import move_waiting_answers
from tests.factories import NOON, make_actor
from tests.surveys.making import make_draft, send

pytestmark = pytest.mark.django_db
ALLOWED = {
    (SurveyState.DRAFT, SurveyAction.OPEN): SurveyState.OPEN,
    (SurveyState.OPEN, SurveyAction.CLOSE): SurveyState.CLOSED,
    (SurveyState.CLOSED, SurveyAction.REOPEN): SurveyState.OPEN,
}
MAKERS = {Role.COORDINATOR}


def _in_state(state) -> Survey:
    survey = make_draft()
    given = {"survey_id": survey.pk, "by": survey.made_by, "now": NOON}
    if state != SurveyState.DRAFT:
        survey = open_survey(closes_on=None, **given)
    return close_survey(**given) if state == SurveyState.CLOSED else survey


def _do(action, survey, by, now=NOON):
    if action == SurveyAction.CLOSE:
        return close_survey(survey_id=survey.pk, by=by, now=now)
    act = open_survey if action == SurveyAction.OPEN else reopen_survey
    return act(survey_id=survey.pk, closes_on=None, by=by, now=now)


@pytest.mark.parametrize("role", [*Role, None])
@pytest.mark.parametrize("action", SurveyAction)
@pytest.mark.parametrize("state", SurveyState)
def test_a_survey_moves_as_the_table_says_for_those_who_make_surveys(state, action, role):
    survey = _in_state(state)
    by = make_actor(role=role, group=survey.group) if role else make_actor(role=Role.COORDINATOR)
    events = AuditEvent.objects.count()

    if role in MAKERS and (state, action) in ALLOWED:
        assert _do(action, survey, by).state == ALLOWED[state, action]
        assert AuditEvent.objects.count() == events + 1
    else:
        with pytest.raises(PermissionDenied):
            _do(action, survey, by)
        assert Survey.objects.get().state == state
        assert AuditEvent.objects.count() == events


def test_the_log_says_who_opened_and_closed_and_nothing_of_answers():
    survey = _in_state(SurveyState.OPEN)
    send(survey, story="Ingen ska se det här")

    _do(SurveyAction.CLOSE, survey, survey.made_by)

    rows = AuditEvent.objects.filter(target_id=survey.pk, target_kind="surveys.survey")
    assert [row.kind for row in rows.order_by("pk")] == [
        AuditKind.SURVEY_MADE, AuditKind.SURVEY_OPENED, AuditKind.SURVEY_CLOSED,
    ]  # fmt: skip
    assert {str(row.data) for row in rows} == {"{}"}


def test_a_last_day_that_has_gone_is_refused_and_today_is_not():
    survey = make_draft()
    today = helsinki_day(NOON)
    with pytest.raises(ValidationError) as refusal:
        open_survey(
            survey_id=survey.pk, closes_on=today - timedelta(days=1), by=survey.made_by, now=NOON
        )
    assert list(refusal.value.error_dict) == ["closes_on"]

    opened = open_survey(survey_id=survey.pk, closes_on=today, by=survey.made_by, now=NOON)

    assert opened.takes_answers_on(today)
    assert not opened.takes_answers_on(today + timedelta(days=1))


def test_two_weeks_after_closing_a_survey_stays_closed():
    survey = _in_state(SurveyState.CLOSED)
    with pytest.raises(PermissionDenied):
        _do(SurveyAction.REOPEN, survey, survey.made_by, now=NOON + timedelta(days=15))

    assert _do(SurveyAction.REOPEN, survey, survey.made_by, now=NOON + timedelta(days=14)).is_open


def test_opening_again_asks_those_who_had_begun_to_look_once_more():
    survey = _in_state(SurveyState.CLOSED)

    again = _do(SurveyAction.REOPEN, survey, survey.made_by)

    assert again.edition == survey.edition + 1


def test_a_survey_closes_by_itself_after_its_last_day_once():
    survey = _in_state(SurveyState.OPEN)
    send(survey)
    today = helsinki_day(timezone.now())
    Survey.objects.update(closes_on=today)
    assert close_past(now=timezone.now()) == 0
    Survey.objects.update(closes_on=today - timedelta(days=3))

    assert [close_past(now=timezone.now()) for _tick in range(2)] == [1, 0]

    survey.refresh_from_db()
    assert (survey.state, survey.answers_count) == (SurveyState.CLOSED, 1)
    assert not Waiting.objects.exists()
    assert AuditEvent.objects.filter(kind=AuditKind.SURVEY_CLOSED).get().actor_id is None


@pytest.mark.django_db(transaction=True)
def test_the_tick_moves_what_waits_and_a_second_one_does_no_harm():
    survey = _in_state(SurveyState.OPEN)
    for _number in range(5):
        send(survey)

    move_waiting_answers()
    move_waiting_answers()

    survey.refresh_from_db()
    assert survey.answers_count == 5
