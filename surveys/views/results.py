"""The results of a survey."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elo_platform.lib.access import public
from groups.permissions import GroupPermission
from groups.querysets.permitted import rights_in
from surveys.models import Survey, Theme
from surveys.panels.chain import begun_chain
from surveys.panels.results import (
    SIDE_BY_SIDE,
    language_words,
    question_cards,
    sector_chips,
    sector_names,
    theme_rows,
    why_hidden,
)
from surveys.querysets.results import (
    Background,
    Results,
    background_of,
    column_of,
    questions_of,
    results_of,
)
from surveys.querysets.suppression import TOTAL, Column
from surveys.querysets.themes import marked_in, quotes_of, weights_of
from surveys.views.frame import found_survey, frame_of


@public("results may be open to everyone; visible_to decides")
def survey_results(request: HttpRequest, pk: int) -> HttpResponse:
    survey = found_survey(request, pk)
    rights = rights_in(request.user, survey.group_id)
    context = frame_of(survey, rights, "survey_results")
    context["makes"] = GroupPermission.MANAGE_SURVEYS in rights
    if not survey.shows_results:
        context["why"] = why_hidden(survey)
        return render(request, "surveys/survey_no_results.html", context)
    questions = questions_of(survey)
    results, background = results_of(survey, questions), background_of(survey)
    context |= {
        "languages": language_words(background.languages),
        "chips": sector_chips(survey, results, request.GET.get("sector", "")),
        "chain": begun_chain(survey, request.user),
        **_shown(request, survey, results, background, sector_names(questions)),
    }
    return render(request, "surveys/survey_results.html", context)


def _shown(
    request: HttpRequest,
    survey: Survey,
    results: Results,
    background: Background,
    names: dict[Column, Any],
) -> dict[str, Any]:
    """Return the questions with their quotes, and the themes."""
    asked = request.GET.get("sector", "")
    column = column_of(results, asked)
    marked = marked_in(survey)
    quotes = quotes_of(marked, background)
    themes = list(Theme.objects.visible_to(request.user).filter(survey=survey))
    side_by_side = asked == SIDE_BY_SIDE
    return {
        "cards": question_cards(results, column, side_by_side=side_by_side, quotes=quotes),
        "column": None if column == TOTAL else names[column],
        "side_by_side": side_by_side,
        "themes": theme_rows(survey, themes, weights_of(marked, results.hidden), names),
    }
