"""A need is raised, reworded, backed by evidence, and opened to more people."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page, made, unsaved
from elo_platform.lib.decisions import require
from groups.forms.needs import EvidenceForm, NeedEditForm, NeedForm, OpenNeedForm
from groups.models import Body, Organisation, Study
from groups.permissions import BodyPermission
from groups.policies.needs import can_add_evidence, can_change, can_open, can_raise
from groups.querysets.needs import speaks_for
from groups.services.needs import add_evidence, change_need, open_need, raise_need
from groups.views.frame import seen_group, today
from groups.views.needs import need_or_404, needs_crumbs, page_of


@members_only
@once
def need_new(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    require(can_raise(request.user, pk))
    bodies = Body.objects.permitted(request.user, BodyPermission.VIEW_MEETINGS).filter(group=group)
    own = speaks_for(request.user, pk)
    form = NeedForm(
        request.POST or None,
        initial={"raised_on": today()},
        bodies=bodies.current().in_order(),
        organisations=Organisation.objects.visible_to(request.user).filter(pk__in=own),
    )
    if form.is_valid():
        given = {"group_id": pk, "body_id": form.body_id, "values": form.values()}
        if need := made(form, raise_need, **given, by=request.user, now=timezone.now()):
            messages.success(request, gettext("The need is raised."))
            return redirect("groups:need_detail", pk=need.pk)
    context = {"group": group, "crumbs": needs_crumbs(group)}
    return form_page(request, "groups/need_new.html", form, **context)


@members_only
@once
def need_edit(request: HttpRequest, pk: int) -> HttpResponse:
    need = need_or_404(request, pk)
    require(can_change(request.user, need))
    page = partial(form_page, request, "groups/need_edit.html", **page_of(need))
    given = {"need_id": pk, "now": timezone.now()}
    if answer := unsaved(request, NeedEditForm, need, page, change_need, **given):
        return answer
    messages.success(request, gettext("The need is saved."))
    return redirect("groups:need_detail", pk=pk)


@members_only
@once
def need_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    need = need_or_404(request, pk)
    require(can_add_evidence(request.user, need))
    studies = Study.objects.visible_to(request.user).filter(group=need.group_id)
    initial = {"on": today(), "study": request.GET.get("study")}
    form = EvidenceForm(
        request.POST or None,
        initial=initial,
        studies=studies.order_by("-year", "pk"),
        use_required_attribute=False,
    )
    given = {"need_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, add_evidence, values=form.values(), **given):
        messages.success(request, gettext("The evidence is added."))
        return redirect("groups:need_detail", pk=pk)
    return form_page(request, "groups/need_evidence.html", form, **page_of(need))


@members_only
@once
def need_open(request: HttpRequest, pk: int) -> HttpResponse:
    need = need_or_404(request, pk)
    require(can_open(request.user, need))
    page = partial(form_page, request, "groups/need_open.html", **page_of(need))
    given = {"need_id": pk, "now": timezone.now()}
    given["made_with"] = {"has_body": need.body_id is not None}
    if answer := unsaved(request, OpenNeedForm, need, page, open_need, **given):
        return answer
    messages.success(request, gettext("The change of who may see is saved."))
    return redirect("groups:need_detail", pk=pk)
