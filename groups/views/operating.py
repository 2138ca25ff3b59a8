"""How a group works together: read, written, published, and accepted on the page."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.text import day, language_used, whole_number
from groups.forms.networks import (
    AcceptModelForm,
    EnterAcceptanceForm,
    ModelForm,
    PublishForm,
    RemindModelForm,
    StartForm,
)
from groups.models import Acceptance, EloGroup, OperatingModel, Organisation
from groups.page import working_crumbs
from groups.panels.operating import acceptance_rows, compared
from groups.policies.networks import Rights, can_accept, can_enter, can_keep, can_write_model
from groups.querysets.answerers import own_organisations
from groups.services.operating_models import (
    accept_model,
    change_model,
    enter_acceptance,
    publish_model,
    remind_of_model,
    start_version,
)
from groups.views.network_frame import frame, group_inside


@members_only
def operating_model(request: HttpRequest, pk: int) -> HttpResponse:
    group, rights = group_inside(request, pk)
    versions = list(
        OperatingModel.objects.visible_to(request.user).filter(group=group).order_by("-number")
    )
    published = [each for each in versions if each.published_on]
    asked = whole_number(request.GET.get("version"))
    chosen = next((each for each in published if each.number == asked), None)
    model = chosen or next(iter(published), None)
    context = frame(group, rights) | {
        "model": model,
        "draft": next((each for each in versions if not each.published_on), None),
        "start_form": StartForm(),
        "versions": [
            {"number": each.number, "day": day(each.published_on), "current": each == model}
            for each in published
        ],
        **(_shown(request, group, rights, model, published) if model else {}),
    }
    return render(request, "groups/operating_model.html", context)


@require_POST
@members_only
@once
def operating_start(request: HttpRequest, pk: int) -> HttpResponse:
    _group, rights = group_inside(request, pk)
    require(can_keep(request.user, pk, rights))
    if not StartForm(request.POST).is_valid():
        return redirect("groups:operating_model", pk=pk)
    model = start_version(group_id=pk, by=request.user, now=timezone.now())
    return redirect("groups:operating_edit", pk=model.pk)


@members_only
@once
def operating_edit(request: HttpRequest, pk: int) -> HttpResponse:
    model = _model(request, pk)
    require(can_write_model(request.user, model))
    url = reverse("groups:operating_edit", args=[pk])
    publish = PublishForm(initial={"version": model.edits}, auto_id="publish_%s")
    context = {"publish_form": publish, "back_url": url, **_around(model)}
    page = partial(form_page, request, "groups/operating_edit.html", **context)
    given = {"model_id": pk, "now": timezone.now()}
    if answer := unsaved(request, ModelForm, model, page, change_model, **given):
        return answer
    text = gettext("The version is saved. Nobody else sees it before you publish it.")
    messages.success(request, text)
    return redirect(url)


@require_POST
@members_only
@once
def operating_publish(request: HttpRequest, pk: int) -> HttpResponse:
    model = _model(request, pk)
    require(can_write_model(request.user, model))
    form = PublishForm(request.POST)
    given = {"model_id": pk, "by": request.user, "now": timezone.now()}
    try:
        if form.is_valid() and done(
            form, publish_model, version=form.cleaned_data["version"], **given
        ):
            text = gettext("The version is published, and the organisations are asked.")
            messages.success(request, text)
            return redirect("groups:operating_model", pk=model.group_id)
    except StaleEdit:
        text = gettext("Somebody has written in it in between. Read it through, then publish it.")
        form.add_error(None, text)
    context = {"form": form, "model": model, **_around(model)}
    return render(request, "groups/operating_refused.html", context, status=422)


@require_POST
@members_only
@once
def operating_accept(request: HttpRequest, pk: int) -> HttpResponse:
    model = _model(request, pk)
    require(can_accept(request.user, model))
    if AcceptModelForm(request.POST).is_valid():
        accept_model(model_id=pk, by=request.user, now=timezone.now())
        messages.success(request, gettext("You have accepted the operating model."))
    return redirect("groups:operating_model", pk=model.group_id)


@members_only
@once
def operating_enter(request: HttpRequest, pk: int, organisation: int) -> HttpResponse:
    """Enter an acceptance that the organisation gave elsewhere."""
    model = _model(request, pk)
    require(can_enter(request.user, model))
    members = Organisation.objects.visible_to(request.user).members_of(group_id=model.group_id)
    whose = get_object_or_404(members.exclude(acceptances__model=model), pk=organisation)
    form = EnterAcceptanceForm(request.POST or None, request.FILES or None)
    given = {"model_id": pk, "organisation_id": whose.pk, "by": request.user}
    if form.is_valid() and done(
        form, enter_acceptance, **given, **form.given(), now=timezone.now()
    ):
        messages.success(request, gettext("The acceptance is entered."))
        return redirect("groups:operating_model", pk=model.group_id)
    context = {"organisation": whose, **_around(model)}
    return form_page(request, "groups/operating_enter.html", form, **context)


@require_POST
@members_only
@once
def operating_remind(request: HttpRequest, pk: int) -> HttpResponse:
    model = _model(request, pk)
    require(can_keep(request.user, model.group_id))
    if RemindModelForm(request.POST).is_valid():
        number = remind_of_model(model_id=pk, by=request.user, now=timezone.now())
        messages.success(request, _reminded(number))
    return redirect("groups:operating_model", pk=model.group_id)


def _reminded(number: int) -> str:
    if not number:
        return gettext("They have been asked today already. Try again tomorrow.")
    text = ngettext("%(number)s person is asked.", "%(number)s people are asked.", number)
    return text % {"number": number}


def _model(request: HttpRequest, pk: int) -> OperatingModel:
    rows = OperatingModel.objects.visible_to(request.user).with_replaced()
    model = get_object_or_404(rows.select_related("group"), pk=pk)
    request.elo_group_id = model.group_id
    return model


def _shown(
    request: HttpRequest,
    group: EloGroup,
    rights: Rights,
    model: OperatingModel,
    published: list[OperatingModel],
) -> dict[str, Any]:
    """Return a published version with what changed, who accepted it and whether one may."""
    model.is_replaced = model != published[0]
    before = next((each for each in published if each.number < model.number), None)
    language, text = language_used(model, "text")
    acceptances = Acceptance.objects.visible_to(request.user).filter(model=model)
    organisations = Organisation.objects.visible_to(request.user)
    given = list(acceptances.select_related("organisation", "user"))
    members = [] if model.is_replaced else organisations.members_of(group_id=group.pk)
    own = own_organisations(request.user, group.pk)
    silent = own - {each.organisation_id for each in given}
    manages = bool(can_keep(request.user, group.pk, rights))
    rows = acceptance_rows(model, members, given, manages=manages)
    return {
        "text": text,
        "language": language,
        "published_on": day(model.published_on),
        "before": before,
        "passages": compared(language_used(before, "text", language)[1], text) if before else [],
        "rows": rows,
        "accepted": len(given),
        "accept_form": AcceptModelForm()
        if silent and can_accept(request.user, model, own)
        else None,
        "remind_form": RemindModelForm(),
    }


def _around(model: OperatingModel) -> dict[str, Any]:
    url = reverse("groups:operating_model", args=[model.group_id])
    crumbs = [*working_crumbs(model.group), {"url": url, "label": gettext("Operating model")}]
    return {"group": model.group, "model": model, "crumbs": crumbs}
