"""Guidelines are drafted, written, opened, commented on and replied to."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page, made, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.text import current_language
from groups.forms.guidelines import (
    CommentForm,
    GuidelineForm,
    GuidelineVisibilityForm,
    NewGuidelineForm,
    ReplyForm,
)
from groups.models import GuidelineComment
from groups.policies.guidelines import can_comment, can_open, can_reply, can_write
from groups.policies.roles import NO_ROLE
from groups.services.guideline_steps import open_guideline
from groups.services.guidelines import (
    change_guideline,
    comment_on_guideline,
    draft_guideline,
    reply_to_comment,
)
from groups.views.frame import seen_group, today
from groups.views.guidelines import (
    guideline_crumbs,
    outcome_way,
    seen_guideline,
    writable_bodies,
)


@members_only
@once
def guideline_new(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    bodies = writable_bodies(request, pk)
    if not bodies:
        raise PermissionDenied(str(NO_ROLE))
    form = NewGuidelineForm(request.POST or None, bodies=bodies, initial={"body": bodies[0].pk})
    if form.is_valid():
        given = form.given() | {"by": request.user, "now": timezone.now()}
        if guideline := made(form, draft_guideline, **given):
            messages.success(request, gettext("The draft is saved."))
            return redirect("groups:guideline_detail", pk=guideline.pk)
    context = {"group": group, "crumbs": outcome_way(group)}
    return form_page(request, "groups/guideline_edit.html", form, **context)


@members_only
@once
def guideline_edit(request: HttpRequest, pk: int) -> HttpResponse:
    guideline = seen_guideline(request, pk)
    require(can_write(request.user, guideline))
    context = {
        "group": guideline.body.group,
        "guideline": guideline,
        "crumbs": guideline_crumbs(request, guideline),
    }
    page = partial(form_page, request, "groups/guideline_edit.html", **context)
    given = {"guideline_id": pk, "now": timezone.now()}
    if answer := unsaved(request, GuidelineForm, guideline, page, change_guideline, **given):
        return answer
    messages.success(request, gettext("The guideline is saved."))
    return redirect("groups:guideline_detail", pk=pk)


@members_only
@once
def guideline_comment(request: HttpRequest, pk: int) -> HttpResponse:
    guideline = seen_guideline(request, pk)
    require(can_comment(request.user, guideline, today()))
    form = CommentForm(request.POST or None)
    if form.is_valid():
        given = form.given() | {"language": current_language(), "now": timezone.now()}
        if done(form, comment_on_guideline, guideline_id=pk, by=request.user, **given):
            messages.success(request, gettext("Your comment is saved."))
            return redirect("groups:guideline_detail", pk=pk)
    step = {
        "title": gettext("Comment on the guideline"),
        "text": gettext("The comment is kept with the version that you read."),
        "label": gettext("Save the comment"),
        "icon": "message-square",
    }
    crumbs = guideline_crumbs(request, guideline)
    context = {"guideline": guideline, "step": step, "crumbs": crumbs}
    return form_page(request, "groups/guideline_step.html", form, **context)


@members_only
@once
def guideline_reply(request: HttpRequest, pk: int) -> HttpResponse:
    rows = GuidelineComment.objects.visible_to(request.user)
    comment = get_object_or_404(rows.select_related("by"), pk=pk)
    guideline = seen_guideline(request, comment.guideline_id)
    require(can_reply(request.user, guideline))
    form = ReplyForm(request.POST or None)
    given = {"comment_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, reply_to_comment, **given, **form.given()):
        messages.success(request, gettext("The reply is saved."))
        return redirect(f"{reverse('groups:guideline_detail', args=[guideline.pk])}#comments")
    step = {
        "title": gettext("Reply to %(name)s") % {"name": comment.by.name},
        "quote": comment.text,
        "language": comment.language,
        "text": gettext("Whoever wrote the comment is told, and the group reads the reply."),
        "label": gettext("Save the reply"),
        "icon": "reply",
    }
    crumbs = guideline_crumbs(request, guideline)
    context = {"guideline": guideline, "step": step, "crumbs": crumbs}
    return form_page(request, "groups/guideline_step.html", form, **context)


@members_only
@once
def guideline_open(request: HttpRequest, pk: int) -> HttpResponse:
    guideline = seen_guideline(request, pk)
    require(can_open(request.user, guideline))
    initial = {"visibility": guideline.visibility}
    form = GuidelineVisibilityForm(request.POST or None, initial=initial)
    given = {"guideline_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, open_guideline, **given, **form.given()):
        messages.success(request, gettext("The change of who may see is saved."))
        return redirect("groups:guideline_detail", pk=pk)
    step = {
        "title": gettext("Who may see the guideline"),
        "text": gettext(
            "It holds for what is published: title, text, basis, number and dates. Comments, "
            "and what organisations say, show to the people of the group alone."
        ),
        "label": gettext("Change who may see it"),
        "icon": "save",
    }
    crumbs = guideline_crumbs(request, guideline)
    context = {"guideline": guideline, "step": step, "crumbs": crumbs}
    return form_page(request, "groups/guideline_step.html", form, **context)
