"""A survey's life: opened, closed, opened again."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.states import target_state
from surveys.models import Survey, UsedKey
from surveys.policies.surveys import can_move
from surveys.services.answers import questionnaire_of
from surveys.services.completeness import completeness_of
from surveys.services.moving import move_answers, shown_now
from surveys.states import SURVEY_TRANSITIONS, SurveyAction


@transaction.atomic
def open_survey(*, survey_id: int, closes_on: date | None, by: User, now: datetime) -> Survey:
    """Let people answer, until a day where one is given.

    Raises:
        PermissionDenied: no maker of surveys, or it is no draft.
        ValidationError: a text is missing in a language, or the day has passed.
    """
    return _open(survey_id, SurveyAction.OPEN, closes_on, by, now)


@transaction.atomic
def reopen_survey(*, survey_id: int, closes_on: date | None, by: User, now: datetime) -> Survey:
    """Let people answer again; results are closed until it closes again.

    Forms that were begun before it closed are shown again before they count: their keys are
    forgotten.

    Raises:
        PermissionDenied: no maker of surveys, not closed, or closed for more than two weeks.
        ValidationError: the day has passed.
    """
    return _open(survey_id, SurveyAction.REOPEN, closes_on, by, now)


@transaction.atomic
def close_survey(*, survey_id: int, by: User, now: datetime) -> Survey:
    """End the answering and move what waits.

    Raises:
        PermissionDenied: no maker of surveys, or it is not open.
    """
    survey = _locked(survey_id)
    require(can_move(by, survey, SurveyAction.CLOSE, now))
    return _close(survey, by, now)


@transaction.atomic
def close_if_past(*, survey_id: int, now: datetime) -> bool:
    """Close an open survey whose last day has gone by; tell whether it did."""
    _locked(survey_id)
    survey = Survey.objects.past_their_day().filter(pk=survey_id).first()
    if survey:
        _close(survey, None, now)
    return survey is not None


def close_past(*, now: datetime) -> int:
    """Close every survey whose last day has gone by; return how many."""
    found = list(Survey.objects.past_their_day().values_list("pk", flat=True))
    return sum(close_if_past(survey_id=pk, now=now) for pk in found)


def _locked(survey_id: int) -> Survey:
    return Survey.objects.select_for_update().get(pk=survey_id)


def _open(
    survey_id: int, action: SurveyAction, closes_on: date | None, by: User, now: datetime
) -> Survey:
    survey = _locked(survey_id)
    require(can_move(by, survey, action, now))
    if closes_on and closes_on < helsinki_day(now):
        raise ValidationError({"closes_on": _("The day has passed. Choose a later one.")})
    if not completeness_of(questionnaire=questionnaire_of(survey=survey)):
        raise ValidationError(
            _("Texts are missing, so the survey cannot be opened yet. The list names them.")
        )
    survey.state = target_state(SURVEY_TRANSITIONS, action, survey.state)
    survey.opened_at = survey.opened_at or now
    survey.closed_at, survey.closes_on = None, closes_on
    survey.edition += 1
    _keep(survey, AuditKind.SURVEY_OPENED, by, now)
    return survey


def _close(survey: Survey, by: User | None, now: datetime) -> Survey:
    survey.state = target_state(SURVEY_TRANSITIONS, SurveyAction.CLOSE, survey.state)
    survey.closed_at = now
    _keep(survey, AuditKind.SURVEY_CLOSED, by, now)
    move_answers(survey_id=survey.pk)
    survey.refresh_from_db(fields=["answers_count", "shown_count"])
    survey.shown_count = shown_now(survey=survey)
    survey.save(update_fields=["shown_count"])
    UsedKey.objects.filter(survey=survey).delete()
    return survey


def _keep(survey: Survey, kind: AuditKind, by: User | None, now: datetime) -> None:
    survey.changed_by, survey.changed_at = by, now
    survey.version += 1
    survey.save()
    record(kind=kind, target=survey, by=by, at=now, group_id=survey.group_id)
