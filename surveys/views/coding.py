"""Answers in own words are read one question at a time, and sorted into themes."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done
from elo_platform.lib.decisions import require
from elo_platform.lib.http import with_query
from elo_platform.lib.text import whole_number
from groups.querysets.permitted import rights_in
from surveys.forms.coding import MarkForm, UnmarkForm
from surveys.kinds import QuestionKind
from surveys.models import Fragment, Survey, Theme
from surveys.panels.chain import begun_chain
from surveys.panels.coding import (
    answer_rows,
    colours_of,
    filter_chips,
    question_chips,
    theme_panel,
)
from surveys.panels.results import said, sector_names
from surveys.policies.themes import can_code
from surveys.querysets.coding import Progress, answers_to, marks_of, progress_of
from surveys.querysets.results import background_of, questions_of
from surveys.querysets.themes import marked_in, needs_by_theme, weights_of
from surveys.services.themes import mark_passage, remove_mark
from surveys.views.frame import found_survey, frame_of

PER_PAGE = 25


@members_only
@once
def survey_coding(request: HttpRequest, pk: int) -> HttpResponse:
    survey = found_survey(request, pk)
    rights = rights_in(request.user, survey.group_id)
    require(can_code(request.user, survey, rights))
    themes = list(Theme.objects.visible_to(request.user).filter(survey=survey).order_by("pk"))
    form = MarkForm(request.POST or None, themes=themes)
    if request.method == "POST" and form.is_valid():
        given = {"survey_id": pk, "by": request.user, "now": timezone.now()}
        if done(form, mark_passage, **given, **form.given()):
            messages.success(request, gettext("The passage is in the theme."))
            return redirect(request.get_full_path())
    context = frame_of(survey, rights, "survey_coding") | {
        "form": form,
        "typed_at": str(form.data.get("answer", "")) if form.errors else "",
        "chain": begun_chain(survey, request.user),
        **_answers(request, survey, themes),
    }
    return render(
        request, "surveys/survey_coding.html", context, status=422 if form.errors else 200
    )


@require_POST
@members_only
@once
def fragment_remove(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Fragment.objects.visible_to(request.user).select_related("theme__survey", "answer")
    fragment = get_object_or_404(rows, pk=pk)
    survey = fragment.theme.survey
    request.elo_group_id = survey.group_id  # type: ignore[attr-defined]
    require(can_code(request.user, survey))
    if UnmarkForm(request.POST).is_valid():
        remove_mark(fragment_id=pk, by=request.user, now=timezone.now())
        messages.success(request, gettext("The passage is taken out of the theme."))
    question = fragment.answer.question_id
    response = redirect("surveys:survey_coding", pk=survey.pk)
    response["Location"] += f"?question={question}&show=all#answer-{fragment.answer_id}"
    return response


def _answers(request: HttpRequest, survey: Survey, themes: list[Theme]) -> dict[str, Any]:
    """Return the answers to the asked question, with the themes beside them."""
    questions = questions_of(survey)
    texts = [each for each, _choices in questions if each.kind == QuestionKind.TEXT]
    if not texts:
        return {"themes": []}
    background = background_of(survey)
    progress = progress_of(survey)
    asked = whole_number(request.GET.get("question", ""))
    question = next((each for each in texts if each.pk == asked), texts[0])
    everything = request.GET.get("show") == "all"
    rows = answers_to(question.pk, uncoded=not everything)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    own = progress.get(question.pk, Progress())
    names, colours = sector_names(questions), colours_of(themes)
    weights = weights_of(marked_in(survey), background.hidden)
    needs = needs_by_theme([theme.pk for theme in themes])
    url = with_query(request, question=question.pk, show=None, page=None)
    return {
        "question": said(question, "text"),
        "questions": question_chips(survey, texts, progress, question.pk),
        "filters": filter_chips(url, own, everything=everything),
        "progress": own,
        "percent": 100 * own.coded // own.answers if own.answers else 0,
        "page_obj": page,
        "rows": answer_rows(page, marks_of(list(page)), background, names, colours),
        "choices": [(theme.pk, theme.name) for theme in themes],
        "unmark": UnmarkForm(),
        "here": request.get_full_path(),
        "themes": theme_panel(themes, weights, names, needs, colours),
    }
