"""A guideline taken in or commented on: from a mail's link, or signed in."""

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
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import by_link, form_page, undone, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.text import current_language, day
from elo_platform.notifications.acts import Act
from groups.forms.guidelines import AcknowledgeForm, CommentForm, RemindSilentForm
from groups.models import Acknowledgement, Guideline, GuidelineComment, GuidelineEdition
from groups.panels.guidelines import wordings
from groups.policies.guidelines import (
    answers_on_behalf,
    can_acknowledge,
    can_acknowledge_by_link,
    can_comment_by_link,
    can_remind,
)
from groups.services.acknowledgements import acknowledge, acknowledge_by_link, remind_silent
from groups.services.guidelines import comment_by_link
from groups.views.frame import link_closed, reminded_words, today
from groups.views.guidelines import guideline_crumbs, seen_guideline


@public("one-act link")
@once
def acknowledge_by_mail(request: HttpRequest, act: Act) -> HttpResponse:
    """Show the guideline, or record the answer; what no longer holds gets a friendly page."""
    row = Acknowledgement.objects.for_act(act.object_id).first()
    if row is None:
        return link_closed(request)
    if not (decision := can_acknowledge_by_link(act.subject, row)):
        return link_closed(request, str(decision.reason))
    extra = {"is_saved": "saved" in request.GET and row.answered_at is not None}
    page = partial(_form_page, request, "groups/guideline_act.html", row, extra)
    given = {"acknowledgement_id": row.pk, "subject": act.subject, **_said()}
    press = partial(unsaved, request, AcknowledgeForm, row, page, acknowledge_by_link, **given)
    return by_link(request, partial(link_closed, request), press)


@members_only
@once
def guideline_acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer for one's organisation, or enter what an organisation has told."""
    row = get_object_or_404(Acknowledgement.objects.editable_by(request.user), pk=pk)
    guideline = seen_guideline(request, row.guideline_id)
    require(can_acknowledge(request.user, row))
    extra = {
        "on_behalf": answers_on_behalf(request.user, row),
        "crumbs": guideline_crumbs(request, guideline),
    }
    page = partial(_form_page, request, "groups/guideline_acknowledge.html", row, extra)
    given = {"acknowledgement_id": pk, **_said()}
    if answer := unsaved(request, AcknowledgeForm, row, page, acknowledge, **given):
        return answer
    messages.success(request, gettext("The answer is recorded."))
    return redirect("groups:guideline_detail", pk=row.guideline_id)


@require_POST
@members_only
@once
def guideline_remind(request: HttpRequest, pk: int) -> HttpResponse:
    guideline = seen_guideline(request, pk)
    require(can_remind(request.user, guideline))
    form = RemindSilentForm(request.POST)
    if form.is_valid():
        try:
            given = {"by": request.user, "now": timezone.now(), **form.given()}
            messages.success(request, _reminded(remind_silent(guideline_id=pk, **given)))
        except ValidationError as refusal:
            messages.info(request, " ".join(refusal.messages))
    return redirect("groups:guideline_detail", pk=pk)


@public("one-act link")
@once
def comment_by_mail(request: HttpRequest, act: Act) -> HttpResponse:
    """Show the draft, or record a comment; after the day a friendly page."""
    guideline = Guideline.objects.for_act(act.object_id).first()
    if guideline is None:
        return link_closed(request)
    if not (decision := can_comment_by_link(act.subject, guideline, today())):
        return link_closed(request, str(decision.reason))
    form = CommentForm(request.POST or None)
    given = {"guideline_id": guideline.pk, "subject": act.subject, **_said()}
    own = GuidelineComment.objects.for_act(guideline.pk, act.subject)
    context = {
        "guideline": guideline,
        "wordings": wordings(guideline),
        "comments_by": day(guideline.comments_by),
        "is_saved": "saved" in request.GET and own.exists(),
    }
    page = partial(form_page, request, "groups/guideline_comment_act.html", **context)
    press = partial(undone, form, page, comment_by_link, **given)
    return by_link(request, partial(link_closed, request), press)


def _said() -> dict[str, Any]:
    """Return when an answer is given, and in which language."""
    return {"language": current_language(), "now": timezone.now()}


def _form_page(
    request: HttpRequest,
    template: str,
    row: Acknowledgement,
    extra: dict[str, object],
    form: AcknowledgeForm,
    **more: Any,
) -> HttpResponse:
    """Show the form with the published edition."""
    edition = GuidelineEdition.objects.for_act(row.guideline_id, row.edition).get()
    context = {
        "row": row,
        "edition": edition,
        "wordings": wordings(edition),
        "answer_by": day(row.guideline.answer_by),
        **extra,
    }
    return form_page(request, template, form, **context, **more)


def _reminded(number: int) -> str:
    if not number:
        return gettext("They have been reminded today already. Try again tomorrow.")
    return reminded_words(number)
