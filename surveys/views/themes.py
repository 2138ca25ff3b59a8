"""Themes are made, renamed and removed, and raise needs."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page, made, unsaved
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from surveys.forms.coding import NewThemeForm, ThemeForm, ThemeNeedForm, ThemeRemoveForm
from surveys.models import Survey, Theme
from surveys.page import coding_crumbs
from surveys.panels.results import weight_in_words
from surveys.policies.themes import can_code
from surveys.querysets.results import background_of
from surveys.querysets.themes import Weight, marked_in, needs_by_theme, weights_of
from surveys.services.themes import change_theme, make_theme, raise_theme_need, remove_theme
from surveys.views.frame import found_survey


@members_only
@once
def theme_new(request: HttpRequest, pk: int) -> HttpResponse:
    survey = found_survey(request, pk)
    require(can_code(request.user, survey))
    form = NewThemeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"by": request.user, "now": timezone.now(), **form.given()}
        if done(form, make_theme, survey_id=pk, **given):
            messages.success(request, gettext("The theme is made."))
            return redirect("surveys:survey_coding", pk=pk)
    context = {"survey": survey, "crumbs": coding_crumbs(survey)}
    return form_page(request, "surveys/theme_new.html", form, **context)


@members_only
@once
def theme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    theme = _theme(request, pk)
    page = partial(_edit_page, request, theme)
    given = {"theme_id": pk, "now": timezone.now()}
    if answer := unsaved(request, ThemeForm, theme, page, change_theme, **given):
        return answer
    messages.success(request, gettext("The theme is saved."))
    return redirect("surveys:survey_coding", pk=theme.survey_id)


@require_POST
@members_only
@once
def theme_remove(request: HttpRequest, pk: int) -> HttpResponse:
    theme = _theme(request, pk)
    if ThemeRemoveForm(request.POST).is_valid():
        try:
            remove_theme(theme_id=pk, by=request.user, now=timezone.now())
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, gettext("The theme is removed."))
    return redirect("surveys:survey_coding", pk=theme.survey_id)


@members_only
@once
def theme_need(request: HttpRequest, pk: int) -> HttpResponse:
    theme = _theme(request, pk)
    initial = ThemeNeedForm.initial_of(theme)
    form = ThemeNeedForm(request.POST or None, initial=initial, use_required_attribute=False)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        given = {"values": form.values(helsinki_day(now)), "by": request.user, "now": now}
        if need := made(form, raise_theme_need, theme_id=pk, **given):
            messages.success(request, gettext("The need is raised."))
            return redirect("groups:need_detail", pk=need.pk)
    context = {
        "theme": theme,
        "survey": theme.survey,
        "answers": weight_in_words(_weight(theme)),
        "raised": needs_by_theme([pk]).get(pk),
        "crumbs": coding_crumbs(theme.survey),
    }
    return form_page(request, "surveys/theme_need.html", form, **context)


def _weight(theme: Theme) -> Weight:
    marked = [each for each in marked_in(theme.survey) if each.theme == theme.pk]
    hidden = background_of(theme.survey).hidden
    return weights_of(marked, hidden).get(theme.pk, Weight())


def _theme(request: HttpRequest, pk: int) -> Theme:
    """Return a theme of a survey whose answers the reader sorts, or answer 404 or 403."""
    rows = Theme.objects.visible_to(request.user).select_related("survey__group", "changed_by")
    theme = get_object_or_404(rows, pk=pk)
    survey: Survey = theme.survey
    request.elo_group_id = survey.group_id  # type: ignore[attr-defined]
    require(can_code(request.user, survey))
    return theme


def _edit_page(request: HttpRequest, theme: Theme, form: ThemeForm, **more: Any) -> HttpResponse:
    context = {
        "theme": theme,
        "survey": theme.survey,
        "crumbs": coding_crumbs(theme.survey),
        "remove_form": ThemeRemoveForm(),
        "may_remove": not theme.fragments.exists() and not needs_by_theme([theme.pk]),
        **more,
    }
    return form_page(request, "surveys/theme_edit.html", form, **context)
