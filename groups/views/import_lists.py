from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import form_page, made
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import ConfirmForm, StaleEdit
from elo_platform.lib.http import table_file
from groups.forms.import_lists import MAIL, ImportConfirmForm, ImportForm
from groups.models import EloGroup, ImportDraft
from groups.panels.import_preview import imported_sentence, preview, template_table
from groups.policies.people import can_manage_seats
from groups.services.import_lists import (
    MOST_WRITTEN,
    drop_list,
    import_list,
    keep_list,
    verdict_of,
)
from groups.services.import_rows import ListVerdict
from groups.views.frame import seen_group
from groups.views.people import people_crumbs

ROWS_PER_PAGE = 200


@members_only
@once
def import_new(request: HttpRequest, pk: int) -> HttpResponse:
    group = _group(request, pk)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        draft = made(
            form,
            keep_list,
            group=group,
            file=form.cleaned_data["file"],
            sends_mail=form.cleaned_data["people"] == MAIL,
            by=request.user,
            now=timezone.now(),
        )
        if draft:
            return redirect("groups:import_preview", pk=draft.pk)
    crumbs = people_crumbs(group)
    return form_page(request, "groups/import_new.html", form, group=group, crumbs=crumbs)


@members_only
def import_template(request: HttpRequest, pk: int) -> HttpResponse:
    _group(request, pk)
    return table_file(template_table(), "xlsx")


@members_only
@once
def import_preview(request: HttpRequest, pk: int) -> HttpResponse:
    draft = _draft(request, pk)
    form = ImportConfirmForm(request.POST or None)
    given = {"draft_id": draft.pk, "by": request.user, "now": timezone.now()}
    if request.method == "POST" and form.is_valid():
        try:
            done = made(form, import_list, seen=form.cleaned_data["seen"], **given)
        except StaleEdit as stale:
            return _preview(request, draft, stale.current, ImportConfirmForm(), status=409)
        if done:
            messages.success(request, imported_sentence(done))
            return redirect("groups:group_people", pk=draft.group_id)
    return _preview(request, draft, verdict_of(draft=draft, now=timezone.now()), form)


@require_POST
@members_only
@once
def import_drop(request: HttpRequest, pk: int) -> HttpResponse:
    draft = _draft(request, pk)
    form = ConfirmForm(request.POST)
    if form.is_valid():
        drop_list(draft_id=draft.pk, by=request.user)
        messages.success(request, gettext("The list is dropped. Nothing was written."))
        return redirect("groups:import_new", pk=draft.group_id)
    verdict = verdict_of(draft=draft, now=timezone.now())
    return _preview(request, draft, verdict, ImportConfirmForm(), status=422)


def _group(request: HttpRequest, pk: int) -> EloGroup:
    group = seen_group(request, pk)
    require(can_manage_seats(request.user, group))
    return group


def _draft(request: HttpRequest, pk: int) -> ImportDraft:
    drafts = ImportDraft.objects.visible_to(request.user).select_related("group")
    draft = get_object_or_404(drafts, pk=pk)
    request.elo_group_id = draft.group_id
    return draft


def _preview(
    request: HttpRequest,
    draft: ImportDraft,
    verdict: ListVerdict,
    form: ImportConfirmForm,
    *,
    status: int | None = None,
) -> HttpResponse:
    page = Paginator(verdict.rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    crumbs = people_crumbs(draft.group)
    shown = preview(verdict, list(page))
    context = {"draft": draft, "page_obj": page, "crumbs": crumbs, **shown}
    context |= {
        "button": ImportConfirmForm(initial={"seen": verdict.fingerprint}),
        "drop": ConfirmForm(),
        "is_stale": status == 409,
        "has_errors": verdict.has_errors,
        "is_too_long": len(verdict.to_do) > MOST_WRITTEN,
    }
    return form_page(request, "groups/import_preview.html", form, status=status, **context)
