"""A survey's texts and sections are written."""

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
from elo_platform.lib.acting import done, form_page, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import ConfirmForm, StaleEdit
from elo_platform.lib.stale import renewed_data
from groups.querysets.permitted import rights_in
from surveys.forms.section import SectionEditor, outline
from surveys.forms.surveys import SurveyTextsForm
from surveys.models import Section, Survey
from surveys.page import survey_crumbs
from surveys.panels.building import completeness_panel
from surveys.policies.surveys import can_edit, can_edit_questions
from surveys.services.answers import questionnaire_of
from surveys.services.building import (
    add_section,
    change_texts,
    move_section,
    remove_section,
    save_section,
)
from surveys.services.values import SECTION_FIELDS, section_values
from surveys.views.frame import found_survey, frame_of


@members_only
@once
def survey_edit(request: HttpRequest, pk: int) -> HttpResponse:
    survey = found_survey(request, pk)
    require(can_edit(request.user, survey))
    page = partial(_texts_page, request, survey)
    given = {"survey_id": pk, "now": timezone.now()}
    if answer := unsaved(request, SurveyTextsForm, survey, page, change_texts, **given):
        return answer
    messages.success(request, gettext("The texts are saved."))
    return redirect("surveys:survey_detail", pk=pk)


def _texts_page(
    request: HttpRequest, survey: Survey, form: SurveyTextsForm, **more: Any
) -> HttpResponse:
    rights = rights_in(request.user, survey.group_id)
    context = frame_of(survey, rights, "survey_edit") | more
    context["completeness"] = completeness_panel(questionnaire_of(survey=survey))
    return form_page(request, "surveys/survey_edit.html", form, **context)


@require_POST
@members_only
@once
def section_new(request: HttpRequest, pk: int) -> HttpResponse:
    survey = found_survey(request, pk)
    require(can_edit_questions(request.user, survey))
    if ConfirmForm(request.POST).is_valid():
        try:
            section = add_section(survey_id=pk, by=request.user, now=timezone.now())
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("surveys:survey_detail", pk=pk)
        messages.success(request, gettext("The section is added."))
        return redirect("surveys:section_edit", pk=section.pk)
    return redirect("surveys:survey_detail", pk=pk)


@members_only
@once
def section_edit(request: HttpRequest, pk: int) -> HttpResponse:
    section = _section(request, pk)
    require(can_edit_questions(request.user, section.survey))
    places = _other_sections(request, section)
    if request.method != "POST":
        values = section_values(section=section)
        editor = SectionEditor.of(values, section.survey.version, places)
        return _section_page(request, section, editor)
    if editor := SectionEditor.rearranged(request.POST, places):
        return _section_page(request, section, editor)
    editor = SectionEditor.sent(request.POST, places)
    if not editor.is_valid():
        return _section_page(request, section, editor)
    try:
        if not _save(request, section, editor):
            return _section_page(request, section, editor)
    except StaleEdit:
        return _stale_section(request, pk, editor)
    messages.success(request, gettext("The section is saved."))
    return redirect("surveys:survey_detail", pk=section.survey_id)


def _save(request: HttpRequest, section: Section, editor: SectionEditor) -> bool:
    return done(
        editor.form,
        save_section,
        section_id=section.pk,
        version=editor.form.cleaned_data["version"],
        values=editor.values(),
        by=request.user,
        now=timezone.now(),
    )


def _stale_section(request: HttpRequest, pk: int, editor: SectionEditor) -> HttpResponse:
    """Show what was typed on top of what stands now, with both texts."""
    section = _section(request, pk)
    mine, theirs = editor.values(), section_values(section=section)
    rows = [
        {
            "label": str(editor.form.fields[name].label),
            "mine": getattr(mine, name),
            "theirs": getattr(theirs, name),
        }
        for name in SECTION_FIELDS
        if getattr(mine, name) != getattr(theirs, name)
    ]
    if mine.questions != theirs.questions:
        texts = {"mine": outline(mine.questions), "theirs": outline(theirs.questions)}
        rows.append({"label": gettext("Questions"), **texts})
    data = renewed_data(request.POST, section.survey.version)
    again = SectionEditor.sent(data, _other_sections(request, section))
    return _section_page(request, section, again, status=409, is_stale=True, differences=rows)


@require_POST
@members_only
@once
def section_move(request: HttpRequest, pk: int) -> HttpResponse:
    section = _section(request, pk)
    require(can_edit_questions(request.user, section.survey))
    if ConfirmForm(request.POST).is_valid():
        is_up = request.POST.get("to") == "up"
        move_section(section_id=pk, is_up=is_up, by=request.user, now=timezone.now())
        messages.success(request, gettext("The section is moved."))
    return redirect("surveys:survey_detail", pk=section.survey_id)


@members_only
@once
def section_remove(request: HttpRequest, pk: int) -> HttpResponse:
    section = _section(request, pk)
    require(can_edit_questions(request.user, section.survey))
    form = ConfirmForm(request.POST or None)
    given = {"section_id": pk, "by": request.user, "now": timezone.now()}
    if request.method == "POST" and form.is_valid() and done(form, remove_section, **given):
        messages.success(request, gettext("The section is removed."))
        return redirect("surveys:survey_detail", pk=section.survey_id)
    context = {
        "section": section,
        "survey": section.survey,
        "values": section_values(section=section),
        "crumbs": survey_crumbs(section.survey, with_page=True),
    }
    return form_page(request, "surveys/section_remove.html", form, **context)


def _section(request: HttpRequest, pk: int) -> Section:
    rows = Section.objects.visible_to(request.user).select_related("survey__group")
    section = get_object_or_404(rows, pk=pk)
    request.elo_group_id = section.survey.group_id  # type: ignore[attr-defined]
    return section


def _other_sections(request: HttpRequest, section: Section) -> list[tuple[int, str]]:
    """Return the other sections of the survey by number and title: where a question may move."""
    rows = Section.objects.visible_to(request.user).filter(survey=section.survey_id)
    others = rows.exclude(pk=section.pk).order_by("number")
    return [(row.pk, f"{row.number}. {row}".rstrip()) for row in others]


def _section_page(
    request: HttpRequest, section: Section, editor: SectionEditor, **more: Any
) -> HttpResponse:
    questionnaire = questionnaire_of(survey=section.survey)
    context = {
        "section": section,
        "survey": section.survey,
        "editor": editor,
        "crumbs": survey_crumbs(section.survey, with_page=True),
        "completeness": completeness_panel(questionnaire),
        **more,
    }
    return form_page(request, "surveys/section_edit.html", editor.form, **context)
