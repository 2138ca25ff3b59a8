"""What the pages of one survey have in common."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from elo_platform.lib.decisions import Decision
from surveys.models import Survey
from surveys.page import Rights, survey_crumbs, survey_tabs
from surveys.panels.building import answers_in_words, period_in_words, survey_status
from surveys.policies.surveys import can_move
from surveys.states import SurveyAction


def found_survey(request: HttpRequest, pk: int) -> Survey:
    """Return a survey that the reader may open, or answer 404; the page is one of its group."""
    rows = Survey.objects.visible_to(request.user).select_related("group")
    survey = get_object_or_404(rows, pk=pk)
    request.elo_group_id = survey.group_id  # type: ignore[attr-defined]
    return survey


def frame_of(survey: Survey, rights: Rights, current: str) -> dict[str, Any]:
    """Return the heading, the tabs and the way here."""
    return {
        "survey": survey,
        "crumbs": survey_crumbs(survey),
        "tabs": survey_tabs(survey, rights, current),
        "look": survey_status(survey),
        "period": period_in_words(survey),
        "answers": answers_in_words(survey),
    }


def moves_of(
    request: HttpRequest, survey: Survey, rights: Rights, now: datetime
) -> dict[str, Decision]:
    """Return what the reader may do to the survey now, each as a decision."""
    return {
        action.value: can_move(request.user, survey, action, now, rights) for action in SurveyAction
    }
