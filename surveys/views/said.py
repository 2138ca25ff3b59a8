"""You said, we did: what a survey led to, kept current by the links themselves."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import form_page, unsaved
from elo_platform.lib.decisions import require
from groups.querysets.permitted import rights_in
from surveys.forms.coding import ShareForm
from surveys.models import Survey
from surveys.page import Rights, survey_crumbs, survey_tabs
from surveys.panels.chain import begun_chain
from surveys.panels.results import sector_names
from surveys.panels.said import figures_of, lead_of, said_rows
from surveys.policies.themes import can_share
from surveys.querysets.results import background_of, questions_of
from surveys.querysets.said import effects_of
from surveys.querysets.themes import marked_in, quotes_of, weights_of
from surveys.services.sharing import share_said
from surveys.views.frame import found_survey


@public("may be open to everyone; said_to decides")
def survey_said(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Survey.objects.said_to(request.user).select_related("group")
    survey = get_object_or_404(rows, pk=pk)
    request.elo_group_id = survey.group_id  # type: ignore[attr-defined]
    rights = rights_in(request.user, survey.group_id)
    sees_survey = Survey.objects.visible_to(request.user).filter(pk=pk).exists()
    context = {
        "survey": survey,
        "lead": lead_of(survey),
        "may_share": can_share(request.user, survey, rights),
        **_frame(survey, rights, sees_survey=sees_survey),
        **_themes(request, survey),
    }
    if sees_survey:
        context["chain"] = begun_chain(survey, request.user)
    return render(request, "surveys/survey_said.html", context)


@members_only
@once
def said_share(request: HttpRequest, pk: int) -> HttpResponse:
    survey = found_survey(request, pk)
    rights = rights_in(request.user, survey.group_id)
    require(can_share(request.user, survey, rights))
    page = partial(_share_page, request, survey)
    given = {"survey_id": pk, "now": timezone.now()}
    if answer := unsaved(request, ShareForm, survey, page, share_said, **given):
        return answer
    messages.success(request, gettext("Saved: who may read what the answers led to."))
    return redirect("surveys:survey_said", pk=pk)


def _frame(survey: Survey, rights: Rights, *, sees_survey: bool) -> dict[str, Any]:
    """Return the way here; whoever reads this page alone gets no tabs."""
    if not sees_survey:
        return {"crumbs": survey_crumbs(survey)}
    return {
        "crumbs": survey_crumbs(survey),
        "tabs": survey_tabs(survey, rights, "survey_said"),
    }


def _themes(request: HttpRequest, survey: Survey) -> dict[str, Any]:
    """Return the themes with what became of them, the counts on top, and when it last changed."""
    themes = list(survey.themes.order_by("pk"))
    marked = marked_in(survey)
    background = background_of(survey)
    effects, changed = effects_of([theme.pk for theme in themes], request.user)
    names = sector_names(questions_of(survey))
    weights = weights_of(marked, background.hidden)
    rows = said_rows(themes, weights, quotes_of(marked, background), effects, names)
    days: list[datetime] = [theme.changed_at for theme in themes]
    days += [day for day in (changed, survey.closed_at) if day]
    return {"rows": rows, "figures": figures_of(rows), "updated": max(days)}


def _share_page(request: HttpRequest, survey: Survey, form: ShareForm, **more: Any) -> HttpResponse:
    context = {"survey": survey, "crumbs": survey_crumbs(survey, with_page=True), **more}
    return form_page(request, "surveys/said_share.html", form, **context)
