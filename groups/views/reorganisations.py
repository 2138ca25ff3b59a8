"""Reorganisations, for administrators: prepared, simulated, confirmed by two, withdrawn."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page, made, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import ConfirmForm, StaleEdit, VersionedForm
from elo_platform.lib.stale import renewed_data
from groups.forms.reorganisations import (
    ChoicesForm,
    FingerprintForm,
    KindForm,
    NewReorganisationForm,
    ReorganisationForm,
    StepForm,
)
from groups.kinds import SuccessionOf
from groups.models import Region, Reorganisation, ReorganisationStep
from groups.panels.reorganisations import (
    effect_row,
    moment,
    stations,
    status_of,
    step_rows,
    total_rows,
)
from groups.policies.reorganisation import can_confirm, can_draft, can_reorganise, can_withdraw
from groups.querysets.reorganisation import refill_rows, seats_to_refill, things_of
from groups.services.reorganisation import (
    add_step,
    change_reorganisation,
    draft_known_reform,
    draft_reorganisation,
    remove_step,
)
from groups.services.reorganisation_applying import withdraw_reorganisation
from groups.services.reorganisation_confirming import choose_all, confirm_reorganisation
from groups.services.reorganisation_lines import lines_of
from groups.services.reorganisation_simulation import simulate
from groups.states import ReorganisationState
from groups.views.frame import today

EFFECTS_PER_PAGE = 100


@members_only
def reorganisation_list(request: HttpRequest) -> HttpResponse:
    _require_admin(request)
    found = Reorganisation.objects.visible_to(request.user).order_by("-on", "-pk")
    rows = [{"row": row, "status": status_of(row)} for row in found]
    return render(request, "groups/reorganisation_list.html", {"rows": rows})


@members_only
@once
def reorganisation_new(request: HttpRequest) -> HttpResponse:
    _require_admin(request)
    form = NewReorganisationForm(request.POST or None)
    if form.is_valid():
        act = draft_known_reform if form.cleaned_data["is_known"] else draft_reorganisation
        if row := made(form, act, values=form.values(), **_by(request)):
            messages.success(request, gettext("The reorganisation is being prepared."))
            return redirect("groups:reorganisation_detail", pk=row.pk)
    return form_page(request, "groups/reorganisation_new.html", form, crumbs=_crumbs())


@members_only
def reorganisation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _detail(request, _found(request, pk))


@members_only
@once
def reorganisation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    require(can_draft(request.user, row))
    context = {"row": row, "crumbs": _crumbs(row)}
    page = partial(form_page, request, "groups/reorganisation_edit.html", **context)
    given = {"reorganisation_id": pk, "now": timezone.now()}
    if answer := unsaved(request, ReorganisationForm, row, page, change_reorganisation, **given):
        return answer
    messages.success(request, gettext("The reorganisation is saved."))
    return redirect("groups:reorganisation_detail", pk=pk)


@members_only
@once
def reorganisation_step_new(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    require(can_draft(request.user, row))
    asked = KindForm(request.POST or request.GET)
    context: dict[str, Any] = {"row": row, "crumbs": _crumbs(row)}
    if not asked.is_valid():
        form = KindForm()
        return form_page(request, "groups/reorganisation_step_kind.html", form, **context)
    kind = asked.cleaned_data["kind"]
    context["kind_label"] = SuccessionOf(kind).label
    form = _step_form(request, row, kind)
    try:
        if form.is_valid() and _step_added(request, pk, form):
            messages.success(request, gettext("The step is added."))
            return redirect("groups:reorganisation_detail", pk=pk)
    except StaleEdit as stale:
        context["is_stale"] = True
        form = _step_form(request, stale.current, kind, is_again=True)
        return form_page(
            request, "groups/reorganisation_step_new.html", form, status=409, **context
        )
    return form_page(request, "groups/reorganisation_step_new.html", form, **context)


@require_POST
@members_only
@once
def reorganisation_step_remove(request: HttpRequest, pk: int) -> HttpResponse:
    steps = ReorganisationStep.objects.visible_to(request.user).select_related("reorganisation")
    step = get_object_or_404(steps, pk=pk)
    require(can_draft(request.user, step.reorganisation))
    form = VersionedForm(request.POST)
    if form.is_valid():
        try:
            remove_step(step_id=pk, version=form.cleaned_data["version"], **_by(request))
            messages.success(request, gettext("The step is removed."))
        except StaleEdit:
            messages.info(request, gettext("Somebody changed the reorganisation. Look again."))
    return redirect("groups:reorganisation_detail", pk=step.reorganisation_id)


@members_only
def reorganisation_effects(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    found = simulate(reorganisation_id=pk)
    page = Paginator(found.effects, EFFECTS_PER_PAGE).get_page(request.GET.get("page"))
    heirs = {heir.code: heir for heir in found.heirs}
    context = {
        "row": row,
        "page_obj": page,
        "effects": [effect_row(effect, heirs) for effect in page],
        "crumbs": _crumbs(row),
    }
    return render(request, "groups/reorganisation_effects.html", context)


@require_POST
@members_only
@once
def reorganisation_choices(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    form = ChoicesForm(request.POST, questions=simulate(reorganisation_id=pk).questions)
    given = {"reorganisation_id": pk, **_by(request)}
    if form.is_valid() and done(form, choose_all, chosen=form.chosen(), **given):
        messages.success(request, gettext("The choices are saved."))
        return redirect("groups:reorganisation_detail", pk=pk)
    return _detail(request, row, choices=form)


@require_POST
@members_only
@once
def reorganisation_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    form = FingerprintForm(request.POST)
    given = {"reorganisation_id": pk, **_by(request)}
    if form.is_valid() and done(form, confirm_reorganisation, **given, **_fingerprint(form)):
        messages.success(request, gettext("You have confirmed the reorganisation."))
        return redirect("groups:reorganisation_detail", pk=pk)
    return _detail(request, row, confirm=form)


@members_only
@once
def reorganisation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    require(can_withdraw(request.user, row, today()))
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and done(
        form, withdraw_reorganisation, reorganisation_id=pk, **_by(request)
    ):
        messages.success(request, gettext("The reorganisation is withdrawn."))
        return redirect("groups:reorganisation_detail", pk=pk)
    context = {"row": row, "crumbs": _crumbs(row)}
    return form_page(request, "groups/reorganisation_withdraw.html", form, **context)


def _detail(
    request: HttpRequest,
    row: Reorganisation,
    *,
    choices: ChoicesForm | None = None,
    confirm: FingerprintForm | None = None,
) -> HttpResponse:
    """Return the page; 422 where what was sent from it has errors."""
    lines, is_done = lines_of(reorganisation=row), row.state == ReorganisationState.APPLIED
    regions = {region.pk: region.name for region in Region.objects.visible_to(request.user)}
    steps = step_rows(lines, regions, row.version)
    context: dict[str, Any] = {
        "row": row,
        "status": status_of(row),
        "steps": steps,
        "may_draft": bool(can_draft(request.user, row)),
        "may_withdraw": bool(can_withdraw(request.user, row, today())),
        "confirmations": _confirmations(row),
        "crumbs": _crumbs(),
    }
    if is_done:
        context["refill"] = refill_rows(seats_to_refill(reorganisation_id=row.pk), today())
    elif row.state != ReorganisationState.WITHDRAWN:
        context |= _simulated(request, row, len(steps), choices, confirm)
    status = 422 if (choices and choices.errors) or (confirm and confirm.errors) else 200
    return render(request, "groups/reorganisation_detail.html", context, status=status)


def _simulated(
    request: HttpRequest,
    row: Reorganisation,
    steps: int,
    choices: ChoicesForm | None,
    confirm: FingerprintForm | None,
) -> dict[str, Any]:
    found = simulate(reorganisation_id=row.pk)
    choices = choices or ChoicesForm(questions=found.questions)
    decision = can_confirm(request.user, row)
    fresh = FingerprintForm(initial={"fingerprint": found.fingerprint})
    return {
        "found": found,
        "stations": stations(row, found, steps),
        "totals": total_rows(found),
        "choices": choices,
        "questions": [
            {"field": choices[name], "question": question}
            for name, question in zip(choices.keys, found.questions, strict=True)
        ],
        "may_confirm": bool(decision) and bool(steps) and not found.open_questions,
        "why_not": _why_not(decision, steps, len(found.open_questions)),
        "confirm": fresh,
        "refusals": [*confirm.non_field_errors()] if confirm else [],
    }


def _why_not(decision: Any, steps: int, open_choices: int) -> str:
    if not steps:
        return gettext("Add a step first.")
    if open_choices:
        return gettext("Make all the choices first.")
    return "" if decision else str(decision.reason)


def _confirmations(row: Reorganisation) -> list[dict[str, str]]:
    given = ((row.first_by, row.first_at), (row.second_by, row.second_at))
    return [{"name": by.name, "at": moment(at)} for by, at in given if by and at]


def _step_form(
    request: HttpRequest, row: Reorganisation, kind: str, *, is_again: bool = False
) -> StepForm:
    data = request.POST if request.method == "POST" else None
    if data and is_again:
        data = renewed_data(data, row.version)
    has_regions = kind in {SuccessionOf.AUTHORITY, SuccessionOf.GROUP, SuccessionOf.ORGANISATION}
    return StepForm(
        data,
        initial={"kind": kind, "version": row.version},
        things=things_of(kind, row.on),
        regions=list(Region.objects.visible_to(request.user)) if has_regions else [],
    )


def _step_added(request: HttpRequest, pk: int, form: StepForm) -> bool:
    version = form.cleaned_data["version"]
    given = {"reorganisation_id": pk, "version": version, **_by(request)}
    return done(form, add_step, values=form.values(), **given)


def _fingerprint(form: FingerprintForm) -> dict[str, str]:
    return {"fingerprint": form.cleaned_data["fingerprint"]}


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "now": timezone.now()}


def _require_admin(request: HttpRequest) -> None:
    """Answer whoever is no administrator as if there were nothing here."""
    if not can_reorganise(request.user):
        raise Http404


def _found(request: HttpRequest, pk: int) -> Reorganisation:
    rows = Reorganisation.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("first_by", "second_by", "made_by"), pk=pk)


def _crumbs(row: Reorganisation | None = None) -> list[dict[str, str]]:
    crumbs = [{"url": reverse("groups:reorganisation_list"), "label": gettext("Reorganisations")}]
    if row:
        url = reverse("groups:reorganisation_detail", args=[row.pk])
        crumbs.append({"url": url, "label": row.title})
    return crumbs
