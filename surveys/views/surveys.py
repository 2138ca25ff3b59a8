"""A group's surveys, one survey, and its life."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import done, form_page, made
from elo_platform.lib.decisions import require
from groups.models import EloGroup
from groups.page import group_crumbs, group_tabs
from groups.permissions import GroupPermission
from groups.querysets.permitted import rights_in
from surveys.forms.answering import AnswerSheet
from surveys.forms.surveys import CloseForm, NewSurveyForm, OpenForm, SectionMoveForm
from surveys.models import Section, Survey
from surveys.page import survey_crumbs
from surveys.panels.building import COLUMNS, completeness_panel, list_rows, public_address
from surveys.policies.surveys import can_edit_questions, can_make, can_move
from surveys.services.answers import questionnaire_of
from surveys.services.building import make_survey
from surveys.services.life import close_survey, open_survey, reopen_survey
from surveys.states import SurveyAction
from surveys.views.frame import found_survey, frame_of, moves_of

PER_PAGE = 25
SERVICES = {
    SurveyAction.OPEN: open_survey,
    SurveyAction.CLOSE: close_survey,
    SurveyAction.REOPEN: reopen_survey,
}
DONE = {
    SurveyAction.OPEN: gettext_lazy("The survey is open. Share its address."),
    SurveyAction.CLOSE: gettext_lazy("The survey is closed."),
    SurveyAction.REOPEN: gettext_lazy("The survey is open again."),
}


@public("results may be open to everyone; visible_to decides")
def group_surveys(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(EloGroup.objects.visible_to(request.user), pk=pk)
    request.elo_group_id = group.pk
    rights = rights_in(request.user, pk)
    rows = Survey.objects.visible_to(request.user).filter(group=group).only(*COLUMNS)
    page = Paginator(rows.order_by("-made_at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "group": group,
        "crumbs": group_crumbs(group),
        "tabs": group_tabs(group, rights, "surveys:group_surveys"),
        "may_make": GroupPermission.MANAGE_SURVEYS in rights,
        "rows": list_rows(list(page)),
        "page_obj": page,
    }
    return render(request, "surveys/group_surveys.html", context)


@members_only
@once
def survey_new(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(EloGroup.objects.visible_to(request.user), pk=pk)
    require(can_make(request.user, pk))
    request.elo_group_id = group.pk
    form = NewSurveyForm(request.POST or None, use_required_attribute=False)
    if request.method == "POST" and form.is_valid():
        given = {"group": group, "by": request.user, "now": timezone.now(), **form.given()}
        if survey := made(form, make_survey, **given):
            messages.success(request, gettext("The draft is made. Nobody can answer it yet."))
            return redirect("surveys:survey_detail", pk=survey.pk)
    crumbs = [
        *group_crumbs(group),
        {"url": reverse("surveys:group_surveys", args=[pk]), "label": gettext("Surveys")},
    ]
    return form_page(request, "surveys/survey_new.html", form, group=group, crumbs=crumbs)


@public("results may be open to everyone; visible_to decides")
def survey_detail(request: HttpRequest, pk: int) -> HttpResponse:
    survey = found_survey(request, pk)
    rights = rights_in(request.user, survey.group_id)
    context = frame_of(survey, rights, "survey_detail") | {
        "address": public_address(survey),
        "makes": GroupPermission.MANAGE_SURVEYS in rights,
    }
    if context["makes"]:
        questionnaire = questionnaire_of(survey=survey)
        context |= {
            "sheet": AnswerSheet(questionnaire),
            "sections": list(
                Section.objects.visible_to(request.user).filter(survey=survey).order_by("number")
            ),
            "completeness": completeness_panel(questionnaire),
            "may_build": can_edit_questions(request.user, survey, rights),
            "moves": moves_of(request, survey, rights, timezone.now()),
            "row_form": SectionMoveForm(),
        }
    return render(request, "surveys/survey_detail.html", context)


@members_only
def survey_preview(request: HttpRequest, pk: int) -> HttpResponse:
    survey = found_survey(request, pk)
    rights = rights_in(request.user, survey.group_id)
    require(can_make(request.user, survey.group_id, rights))
    context = frame_of(survey, rights, "survey_preview")
    context["sheet"] = AnswerSheet(questionnaire_of(survey=survey))
    return render(request, "surveys/survey_preview.html", context)


@members_only
@once
def survey_move(request: HttpRequest, pk: int, action: SurveyAction) -> HttpResponse:
    survey = found_survey(request, pk)
    now = timezone.now()
    require(can_move(request.user, survey, action, now))
    form_class = CloseForm if action is SurveyAction.CLOSE else OpenForm
    form = form_class(request.POST or None, use_required_attribute=False)
    if request.method == "POST" and form.is_valid():
        given = {key: value for key, value in form.cleaned_data.items() if key != "form_key"}
        if done(form, SERVICES[action], survey_id=pk, by=request.user, now=now, **given):
            messages.success(request, str(DONE[action]))
            return redirect("surveys:survey_detail", pk=pk)
    context = {
        "survey": survey,
        "crumbs": survey_crumbs(survey, with_page=True),
        "completeness": completeness_panel(questionnaire_of(survey=survey)),
    }
    return form_page(request, f"surveys/survey_{action}.html", form, **context)
