"""A partnership agreement is written: texts, parties, promises and annexes of a draft."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page, made, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.text import whole_number
from elo_platform.ports import entries
from groups.forms.agreements import (
    AgreementForm,
    AnnexForm,
    NewAgreementForm,
    NewPromiseForm,
    PartiesForm,
    PromiseForm,
    StepForm,
)
from groups.models import Agreement, Annex, Commitment, Organisation
from groups.page import working_crumbs
from groups.permissions import GroupPermission
from groups.policies.agreements import can_write
from groups.querysets.agreements import candidates_for
from groups.services.agreements import (
    add_annex,
    add_promise,
    change_agreement,
    change_promise,
    choose_parties,
    draft_agreement,
    remove_annex,
    remove_draft,
    remove_promise,
)
from groups.views.agreements import agreement_crumbs, agreement_or_404
from groups.views.frame import group_with


@members_only
@once
def agreement_new(request: HttpRequest, pk: int) -> HttpResponse:
    group = group_with(request, pk, GroupPermission.MANAGE_GROUP)
    form = NewAgreementForm(request.POST or None)
    if form.is_valid():
        given = {"group_id": pk, "by": request.user, "now": timezone.now(), **form.given()}
        if agreement := made(form, draft_agreement, **given):
            messages.success(request, gettext("The draft is saved. Choose the parties next."))
            return redirect("groups:agreement_detail", pk=agreement.pk)
    context = {"crumbs": working_crumbs(group), "group": group}
    return form_page(request, "groups/agreement_edit.html", form, **context)


@members_only
@once
def agreement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _draft(request, pk)
    page = partial(_page, request, "agreement_edit", agreement)
    given = {"agreement_id": pk, "now": timezone.now()}
    if answer := unsaved(request, AgreementForm, agreement, page, change_agreement, **given):
        return answer
    return _back(request, agreement, gettext("The agreement is saved."))


@members_only
@once
def agreement_remove(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _draft(request, pk)
    form = StepForm(request.POST or None)
    given = {"agreement_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid():
        remove_draft(**given)
        messages.success(request, gettext("The draft is removed."))
        return redirect("groups:group_agreements", pk=agreement.group_id)
    sentence = gettext("“%(title)s” was never signed. Its parties and promises go with it.")
    what = {"what": sentence % {"title": agreement.title}, "label": gettext("Remove the draft")}
    return _page(request, "agreement_remove", agreement, form, **what)


@members_only
@once
def agreement_parties(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _draft(request, pk)
    page = partial(_page, request, "agreement_parties", agreement)
    given = {"agreement_id": pk, "now": timezone.now()}
    given["made_with"] = {"candidates": _candidates(request, agreement)}
    if answer := unsaved(request, PartiesForm, agreement, page, choose_parties, **given):
        return answer
    return _back(request, agreement, gettext("The parties are saved."))


@members_only
@once
def promise_new(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _draft(request, pk)
    goals = _goals(request, agreement)
    form = NewPromiseForm(request.POST or None, goals=goals)
    text = gettext("The promise is added.")
    answer = _saved(request, agreement, form, add_promise, text)
    return answer or _page(request, "agreement_promise", agreement, form)


@members_only
@once
def promise_edit(request: HttpRequest, pk: int) -> HttpResponse:
    promise = get_object_or_404(Commitment.objects.editable_by(request.user), pk=pk)
    agreement = _draft(request, promise.agreement_id)
    page = partial(_page, request, "agreement_promise", agreement)
    given = {"promise_id": pk, "now": timezone.now()}
    given["made_with"] = {"goals": _goals(request, agreement)}
    if answer := unsaved(request, PromiseForm, promise, page, change_promise, **given):
        return answer
    return _back(request, agreement, gettext("The promise is saved."))


@members_only
@once
def promise_remove(request: HttpRequest, pk: int) -> HttpResponse:
    promise = get_object_or_404(Commitment.objects.editable_by(request.user), pk=pk)
    agreement = _draft(request, promise.agreement_id)
    form = StepForm(request.POST or None)
    text = gettext("The promise is removed.")
    answer = _saved(request, agreement, form, remove_promise, text, promise_id=pk)
    what = {"what": promise.text, "label": gettext("Remove the promise")}
    return answer or _page(request, "agreement_remove", agreement, form, **what)


@members_only
@once
def annex_new(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _draft(request, pk)
    form = AnnexForm(request.POST or None, request.FILES or None, use_required_attribute=False)
    text = gettext("The annex is added.")
    answer = _saved(request, agreement, form, add_annex, text)
    return answer or _page(request, "agreement_annex", agreement, form)


@members_only
@once
def annex_remove(request: HttpRequest, pk: int) -> HttpResponse:
    annex = get_object_or_404(Annex.objects.editable_by(request.user), pk=pk)
    agreement = _draft(request, annex.agreement_id)
    form = StepForm(request.POST or None)
    text = gettext("The annex is removed.")
    answer = _saved(request, agreement, form, remove_annex, text, annex_id=pk)
    what = {"what": annex.title, "label": gettext("Remove the annex")}
    return answer or _page(request, "agreement_remove", agreement, form, **what)


def _draft(request: HttpRequest, pk: int) -> Agreement:
    """Return an agreement that the reader may change; what has been sent is refused."""
    agreement = agreement_or_404(request, pk)
    require(can_write(request.user, agreement))
    return agreement


def _saved(
    request: HttpRequest,
    agreement: Agreement,
    form: Any,
    act: Callable[..., object],
    text: str,
    **part: int,
) -> HttpResponse | None:
    """Do `act` with what was typed, to a part of the agreement or to itself, and lead back."""
    given = part or {"agreement_id": agreement.pk}
    if not form.is_valid():
        return None
    if not done(form, act, **given, **form.given(), by=request.user, now=timezone.now()):
        return None
    return _back(request, agreement, text)


def _back(request: HttpRequest, agreement: Agreement, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect("groups:agreement_detail", pk=agreement.pk)


def _page(
    request: HttpRequest, page: str, agreement: Agreement, form: Any, **context: object
) -> HttpResponse:
    context |= {
        "agreement": agreement,
        "group": agreement.group,
        "crumbs": agreement_crumbs(agreement, with_page=True),
    }
    return form_page(request, f"groups/{page}.html", form, **context)


def _candidates(request: HttpRequest, agreement: Agreement) -> QuerySet[Organisation]:
    """Return who may become a party: those at hand, and who is looked for by name."""
    return candidates_for(
        agreement,
        request.user,
        name=request.GET.get("name", "")[:160].strip(),
        also=[pk for pk in map(whole_number, request.POST.getlist("organisations")) if pk],
    )


def _goals(request: HttpRequest, agreement: Agreement) -> list[tuple[str, int, str]]:
    """Return the goals that a promise may carry out, as the rooms give them: port GOALS."""
    answers = entries("GOALS").values()
    return [row for answer in answers for row in answer(agreement.group_id, request.user)]
