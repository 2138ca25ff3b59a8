"""What a body arranges its meetings with: series, date polls and templates of agendas."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page, made
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.text import day
from groups.forms.series import (
    KeepAgendaForm,
    RemoveTemplateForm,
    TemplateEditForm,
    TemplateEditor,
    TemplateForm,
)
from groups.models import AgendaTemplate, Body, DatePoll, Series
from groups.page import group_crumbs
from groups.panels.arranging import waiting_in
from groups.panels.polls import poll_status
from groups.panels.series import rule_words
from groups.permissions import BodyPermission
from groups.policies.meetings import can_draft
from groups.policies.series import can_keep_template
from groups.services.agenda_templates import (
    change_template,
    keep_agenda,
    make_template,
    remove_template,
)
from groups.views.frame import seen_body, seen_meeting

SHOWN = 50


@members_only
def body_arranging(request: HttpRequest, pk: int) -> HttpResponse:
    bodies = Body.objects.permitted(request.user, BodyPermission.VIEW_MEETINGS)
    body = get_object_or_404(bodies.select_related("group"), pk=pk)
    request.elo_group_id = body.group_id
    now = timezone.now()
    series = Series.objects.visible_to(request.user).filter(body=body).select_related("owner")
    polls = DatePoll.objects.visible_to(request.user).filter(body=body)
    templates = AgendaTemplate.objects.visible_to(request.user).filter(body=body)
    context = {
        "body": body,
        "crumbs": _meetings_crumbs(body),
        "series": [_series_line(row) for row in series.order_by("-last_on", "-pk")[:SHOWN]],
        "polls": [_poll_line(row, now) for row in polls.order_by("-closes_on", "-pk")[:SHOWN]],
        "templates": [
            {"url": f"/templates/{row.pk}/edit/", "title": row.name}
            for row in templates.order_by("pk")
        ],
        "may_arrange": bool(can_draft(request.user, body)),
        "waiting": waiting_in(request.user, pk),
    }
    return render(request, "groups/body_arranging.html", context)


@members_only
@once
def template_new(request: HttpRequest, pk: int) -> HttpResponse:
    body = seen_body(request, pk)
    require(can_keep_template(request.user, body))
    if request.method != "POST":
        return _editor_page(request, body, TemplateEditor.begun(None))
    editor, is_sent = TemplateEditor.posted(request.POST, TemplateForm)
    if not is_sent:
        return _editor_page(request, body, editor)
    if editor.is_valid() and done(
        editor.form,
        make_template,
        body=body,
        values=editor.values(),
        by=request.user,
        now=timezone.now(),
    ):
        messages.success(request, gettext("The template is saved."))
        return redirect("groups:body_arranging", pk=pk)
    return _editor_page(request, body, editor, status=422)


@members_only
@once
def template_edit(request: HttpRequest, pk: int) -> HttpResponse:
    template = _template(request, pk)
    require(can_keep_template(request.user, template.body))
    if request.method != "POST":
        return _editor_page(request, template.body, TemplateEditor.begun(template), template)
    editor, is_sent = TemplateEditor.posted(request.POST, TemplateEditForm)
    if not is_sent:
        return _editor_page(request, template.body, editor, template)
    try:
        if editor.is_valid() and _change(request, template, editor):
            messages.success(request, gettext("The template is saved."))
            return redirect("groups:body_arranging", pk=template.body_id)
    except StaleEdit as stale:
        return _stale(request, stale.current, editor)
    return _editor_page(request, template.body, editor, template, status=422)


@members_only
@once
def template_remove(request: HttpRequest, pk: int) -> HttpResponse:
    template = _template(request, pk)
    require(can_keep_template(request.user, template.body))
    form = RemoveTemplateForm(request.POST or None)
    if form.is_valid():
        remove_template(template_id=pk, by=request.user, now=timezone.now())
        messages.success(request, gettext("The template is removed."))
        return redirect("groups:body_arranging", pk=template.body_id)
    context = {"kept": template, "crumbs": arranging_crumbs(template.body)}
    return form_page(request, "groups/template_remove.html", form, **context)


@members_only
@once
def agenda_keep(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = seen_meeting(request, pk)
    require(can_keep_template(request.user, meeting.body))
    names = {name: getattr(meeting, f"title_{name[-2:]}")[:120] for name in ("name_sv", "name_fi")}
    form = KeepAgendaForm(request.POST or None, initial=names)
    given = {"meeting_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and made(form, keep_agenda, **given, **form.given()):
        messages.success(request, gettext("The agenda is saved as a template."))
        return redirect("groups:body_arranging", pk=meeting.body_id)
    context = {"meeting": meeting, "crumbs": arranging_crumbs(meeting.body)}
    return form_page(request, "groups/agenda_keep.html", form, **context)


def arranging_crumbs(body: Body) -> list[dict[str, str]]:
    """Return the way to what belongs to how a body arranges its meetings."""
    url = reverse("groups:body_arranging", args=[body.pk])
    return [*_meetings_crumbs(body), {"url": url, "label": body.name}]


def _meetings_crumbs(body: Body) -> list[dict[str, str]]:
    url = reverse("groups:group_meetings", args=[body.group_id])
    return [*group_crumbs(body.group), {"url": url, "label": gettext("Meetings")}]


def _series_line(row: Series) -> dict[str, object]:
    return {
        "url": f"/series/{row.pk}/",
        "title": row.title,
        "rule": rule_words(row),
        "period": f"{day(row.first_on)}–{day(row.last_on)}",
        "hours": f"{time_format(row.begins)}–{time_format(row.ends)}",
        "owner": row.owner.name if row.owner else "",
        "is_ended": row.ended_at is not None,
    }


def _poll_line(row: DatePoll, now: object) -> dict[str, object]:
    status = poll_status(row, now)
    return {
        "url": f"/polls/{row.pk}/",
        "title": row.title,
        "closes_on": day(row.closes_on),
        **status,
    }


def _template(request: HttpRequest, pk: int) -> AgendaTemplate:
    rows = AgendaTemplate.objects.visible_to(request.user).select_related("body__group")
    template = get_object_or_404(rows, pk=pk)
    request.elo_group_id = template.body.group_id
    return template


def _change(request: HttpRequest, template: AgendaTemplate, editor: TemplateEditor) -> bool:
    return done(
        editor.form,
        change_template,
        template_id=template.pk,
        version=editor.form.cleaned_data["version"],
        values=editor.values(),
        by=request.user,
        now=timezone.now(),
    )


def _stale(request: HttpRequest, current: AgendaTemplate, editor: TemplateEditor) -> HttpResponse:
    """Show what was typed on top of what stands now, which is shown beside it."""
    editor.form = TemplateEditForm(initial=editor.form.cleaned_data | {"version": current.version})
    return _editor_page(
        request, current.body, editor, current, status=409, theirs=TemplateEditor.begun(current)
    )


def _editor_page(
    request: HttpRequest,
    body: Body,
    editor: TemplateEditor,
    template: AgendaTemplate | None = None,
    *,
    status: int = 200,
    theirs: TemplateEditor | None = None,
) -> HttpResponse:
    context = {
        "body": body,
        "template": template,
        "editor": editor,
        "form": editor.form,
        "theirs": theirs,
        "crumbs": arranging_crumbs(body),
    }
    return render(request, "groups/template_edit.html", context, status=status)
