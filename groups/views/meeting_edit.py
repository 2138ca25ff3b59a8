from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, made
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.forms.agenda import People, rows_of
from groups.forms.meeting_conflict import base_of, compare, hidden_fields, with_picks
from groups.forms.meetings import MeetingEditForm, MeetingEditor, MeetingForm
from groups.models import AgendaItem, Body, Meeting
from groups.page import group_crumbs
from groups.panels.arranging import first_items, template_links
from groups.policies.meetings import can_draft, can_edit
from groups.querysets.readers import presenters
from groups.services.meetings import change_meeting, draft_meeting, values_of
from groups.views.frame import seen_body
from groups.views.meetings import meeting_crumbs, members_to_call


@members_only
@once
def meeting_new(request: HttpRequest, pk: int) -> HttpResponse:
    body = seen_body(request, pk)
    require(can_draft(request.user, body))
    people = presenters(body)
    if request.method != "POST":
        items = first_items(request.user, body, request.GET.get("template", ""))
        return _show(request, body, MeetingEditor.blank(items, people))
    if editor := MeetingEditor.rearranged(request.POST, MeetingForm, people):
        return _show(request, body, editor)
    editor = MeetingEditor.sent(request.POST, MeetingForm, people)
    if editor.is_valid() and (meeting := _draft(request, body, editor)):
        messages.success(request, gettext("The draft is saved."))
        return redirect("groups:meeting_detail", pk=meeting.pk)
    return _show(request, body, editor, status=422)


@members_only
@once
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Meeting.objects.visible_to(request.user).select_related("body__group", "changed_by")
    meeting = get_object_or_404(rows, pk=pk)
    require(can_edit(request.user, meeting, timezone.now()))
    people = presenters(meeting.body, meeting)
    if request.method != "POST":
        base = base_of(values_of(meeting=meeting))
        editor = MeetingEditor.of(meeting, base, people)
        if (chosen := request.GET.get("template")) and not meeting.items.exists():
            editor.rows = rows_of(first_items(request.user, meeting.body, chosen), people)
        return _show(request, meeting.body, editor, meeting)
    data = with_picks(request.POST, values_of(meeting=meeting))
    if editor := MeetingEditor.rearranged(data, MeetingEditForm, people):
        return _show(request, meeting.body, editor, meeting)
    editor = MeetingEditor.sent(data, MeetingEditForm, people)
    try:
        if "back" not in data and editor.is_valid() and _change(request, meeting, editor):
            messages.success(request, gettext("The meeting is saved."))
            return redirect(_next_page(request, pk, editor))
    except StaleEdit as stale:
        return _conflict(request, stale.current, editor, data, people)
    status = 200 if "back" in data else 422
    return _show(request, meeting.body, editor, meeting, status=status)


def _next_page(request: HttpRequest, pk: int, editor: MeetingEditor) -> str:
    """Return the meeting, or where a matter is linked if that was the button pressed."""
    if number := editor.to_link():
        rows = AgendaItem.objects.visible_to(request.user)
        item = get_object_or_404(rows, meeting=pk, number=number)
        return reverse("groups:item_link", args=[item.pk])
    return reverse("groups:meeting_detail", args=[pk])


def _draft(request: HttpRequest, body: Body, editor: MeetingEditor) -> Meeting | None:
    """Return the new draft; None, with the reasons in the form, where it is refused."""
    given = {"values": editor.values(), "by": request.user, "now": timezone.now()}
    return made(editor.form, draft_meeting, body=body, **given)


def _change(request: HttpRequest, meeting: Meeting, editor: MeetingEditor) -> bool:
    return done(
        editor.form,
        change_meeting,
        meeting_id=meeting.pk,
        version=editor.form.cleaned_data["version"],
        values=editor.values(),
        by=request.user,
        now=timezone.now(),
    )


def _conflict(
    request: HttpRequest,
    current: Meeting,
    editor: MeetingEditor,
    data: QueryDict,
    people: People,
) -> HttpResponse:
    """Show both texts; what was typed travels along in hidden fields."""
    theirs = values_of(meeting=current)
    choices = compare(editor.values(), theirs, editor.form.cleaned_data["base"], people)
    context = {
        "meeting": current,
        "crumbs": meeting_crumbs(current, with_page=True),
        "choices": [choice for choice in choices if choice.is_open],
        "taken": [choice for choice in choices if not choice.is_open],
        "hidden": hidden_fields(data),
        "version": current.version,
        "base": base_of(theirs),
        "who": current.changed_by.name if current.changed_by else "",
    }
    request.elo_group_id = current.body.group_id
    return render(request, "groups/meeting_conflict.html", context, status=409)


def _show(
    request: HttpRequest,
    body: Body,
    editor: MeetingEditor,
    meeting: Meeting | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    request.elo_group_id = body.group_id
    context = {
        "body": body,
        "meeting": meeting,
        "editor": editor,
        "form": editor.form,
        "crumbs": meeting_crumbs(meeting, with_page=True) if meeting else group_crumbs(body.group),
        "people": members_to_call(request, body, meeting.day if meeting else None),
        "is_called": meeting is not None and meeting.called_at is not None,
        "templates": _templates(request, body, meeting),
    }
    template = "groups/meeting_edit.html" if meeting else "groups/meeting_new.html"
    return render(request, template, context, status=status)


def _templates(request: HttpRequest, body: Body, meeting: Meeting | None) -> list[dict[str, str]]:
    """Return the templates that the agenda can begin from, as long as it is empty."""
    if meeting and meeting.items.exists():
        return []
    return template_links(request.user, body, meeting)
