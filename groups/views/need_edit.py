"""A need is raised, reworded, backed by evidence, and opened to more people."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page, made
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit, VersionedForm
from elo_platform.lib.stale import differences, renewed_data
from groups.forms.needs import EvidenceForm, NeedEditForm, NeedForm, OpenNeedForm
from groups.models import Body, EloGroup, Need, Organisation
from groups.permissions import BodyPermission
from groups.policies.needs import can_add_evidence, can_change, can_open, can_raise
from groups.querysets.needs import speaks_for
from groups.services.needs import add_evidence, change_need, open_need, raise_need
from groups.views.frame import today
from groups.views.needs import need_or_404, needs_crumbs, page_of


@members_only
@once
def need_new(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(EloGroup.objects.visible_to(request.user), pk=pk)
    request.elo_group_id = group.pk
    require(can_raise(request.user, pk))
    bodies = Body.objects.permitted(request.user, BodyPermission.VIEW_MEETINGS).filter(group=group)
    own = speaks_for(request.user, pk)
    form = NeedForm(
        request.POST or None,
        initial={"raised_on": today()},
        bodies=bodies.current().in_order(),
        organisations=Organisation.objects.visible_to(request.user).filter(pk__in=own),
        use_required_attribute=False,
    )
    if form.is_valid():
        given = {"group_id": pk, "body_id": form.body_id, "values": form.new_values()}
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
    form = NeedEditForm(
        request.POST or None, initial=NeedEditForm.initial_of(need), use_required_attribute=False
    )
    given = {"need_id": pk, "by": request.user, "now": timezone.now()}
    try:
        if form.is_valid() and done(
            form,
            change_need,
            version=form.cleaned_data["version"],
            values=form.values(need),
            **given,
        ):
            messages.success(request, gettext("The need is saved."))
            return redirect("groups:need_detail", pk=pk)
    except StaleEdit as stale:
        again = NeedEditForm(renewed_data(request.POST, stale.current.version))
        found = differences(form, NeedEditForm.initial_of(stale.current))
        return _stale(request, need, "need_edit", again, found)
    return form_page(request, "groups/need_edit.html", form, **page_of(need))


@members_only
@once
def need_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    need = need_or_404(request, pk)
    require(can_add_evidence(request.user, need))
    form = EvidenceForm(request.POST or None, initial={"on": today()}, use_required_attribute=False)
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
    has_body = need.body_id is not None
    initial = {"version": need.version, "visibility": need.visibility}
    form = OpenNeedForm(request.POST or None, initial=initial, has_body=has_body)
    given = {"need_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid():
        given |= {name: form.cleaned_data[name] for name in ("version", "visibility")}
        try:
            if done(form, open_need, **given):
                messages.success(request, gettext("The change of who may see is saved."))
                return redirect("groups:need_detail", pk=pk)
        except StaleEdit as stale:
            data = renewed_data(request.POST, stale.current.version)
            found = differences(form, {"visibility": stale.current.visibility})
            again = OpenNeedForm(data, has_body=has_body)
            return _stale(request, need, "need_open", again, found)
    return form_page(request, "groups/need_open.html", form, **page_of(need))


def _stale(
    request: HttpRequest,
    need: Need,
    page: str,
    form: VersionedForm,
    found: list[dict[str, str]],
) -> HttpResponse:
    """Show what was typed on top of what stands now, with both texts; nothing is lost."""
    context = {"is_stale": True, "differences": found, **page_of(need)}
    return form_page(request, f"groups/{page}.html", form, status=409, **context)
