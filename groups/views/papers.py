from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.decisions import require
from elo_platform.lib.text import whole_number
from groups.forms.meetings import PaperForm, RemoveForm
from groups.models import Document, Paper
from groups.policies.meetings import can_keep_papers
from groups.services.papers import add_paper, remove_paper
from groups.views.frame import seen_meeting
from groups.views.meetings import meeting_crumbs

# Whatever a file holds, it runs nowhere and reaches nothing.
FILE_POLICY = "default-src 'none'; sandbox"


@members_only
@once
def meeting_paper_new(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = seen_meeting(request, pk)
    require(can_keep_papers(request.user, meeting))
    initial = {"item_id": whole_number(request.GET.get("item"))}
    form = PaperForm(request.POST or None, request.FILES or None, meeting=meeting, initial=initial)
    given = {"meeting_id": meeting.pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, add_paper, **given, **form.given()):
        messages.success(request, gettext("The paper is added."))
        return redirect("groups:meeting_detail", pk=meeting.pk)
    crumbs = meeting_crumbs(meeting, with_page=True)
    return form_page(request, "groups/meeting_paper_new.html", form, meeting=meeting, crumbs=crumbs)


@members_only
@once
def meeting_paper_remove(request: HttpRequest, pk: int) -> HttpResponse:
    paper = _paper(request, pk)
    require(can_keep_papers(request.user, paper.meeting))
    form = RemoveForm(request.POST or None)
    if form.is_valid():
        remove_paper(paper_id=paper.pk, by=request.user, now=timezone.now())
        messages.success(request, gettext("The paper is removed."))
        return redirect("groups:meeting_detail", pk=paper.meeting_id)
    context = {
        "paper": paper,
        "meeting": paper.meeting,
        "crumbs": meeting_crumbs(paper.meeting, with_page=True),
    }
    return form_page(request, "groups/meeting_paper_remove.html", form, **context)


@public("a paper is as open as its meeting; visible_to decides")
def paper_file(request: HttpRequest, pk: int) -> FileResponse:
    paper = _paper(request, pk)
    return download(paper)


@public("a document is as open as it says; visible_to decides")
def document_file(request: HttpRequest, pk: int) -> FileResponse:
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    request.elo_group_id = document.group_id
    return download(document)


def download(kept: Paper | Document) -> FileResponse:
    if not kept.file.storage.exists(kept.file.name):
        raise Http404
    response = FileResponse(
        kept.file.open("rb"),
        as_attachment=True,
        filename=kept.name,
        content_type=kept.content_type,
    )
    response["Content-Security-Policy"] = FILE_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _paper(request: HttpRequest, pk: int) -> Paper:
    rows = Paper.objects.visible_to(request.user).select_related("meeting__body__group")
    paper = get_object_or_404(rows, pk=pk)
    request.elo_group_id = paper.meeting.body.group_id
    return paper
