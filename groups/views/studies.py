"""The library of studies: the list, a study and where it is used, adding and correcting."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import done, form_page, made, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.http import table_file
from elo_platform.lib.text import language_used
from elo_platform.ports import entries
from groups.forms.studies import BehindForm, NewStudyForm, StudyForm, UseForm
from groups.kinds import NodeKind
from groups.models import EloGroup, Need, Study
from groups.page import group_tabs
from groups.panels.studies import studies_table, study_rows, use_rows
from groups.permissions import GroupPermission
from groups.policies.studies import (
    can_add_study,
    can_change_study,
    can_note_somewhere,
    can_open_study,
)
from groups.querysets.chain import Ref, named
from groups.querysets.permitted import groups_with, rights_in
from groups.services.studies import add_study, change_study, use_study
from groups.views.frame import seen_group
from groups.views.needs import needs_crumbs

PER_PAGE = 25


@public("a study may be open to everyone; visible_to decides")
def group_studies(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    rights = rights_in(request.user, pk)
    page = Paginator(_chosen(request, group), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "group": group,
        "crumbs": needs_crumbs(group),
        "tabs": group_tabs(group, rights, "groups:group_needs"),
        "may_add": bool(can_add_study(request.user, pk, rights)),
        "words": request.GET.get("q", "")[:80],
        "page_obj": page,
        "rows": study_rows(page.object_list),
    }
    return render(request, "groups/group_studies.html", context)


@public("a study may be open to everyone; visible_to decides")
def studies_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    return table_file(studies_table(_chosen(request, seen_group(request, pk))), ending)


@public("a study may be open to everyone; visible_to decides")
def study_detail(request: HttpRequest, pk: int) -> HttpResponse:
    study = _study(request, pk)
    rights = rights_in(request.user, study.group_id)
    context = {
        "study": study,
        "crumbs": _crumbs(study.group),
        "findings": language_used(study, "findings"),
        "title": language_used(study, "title"),
        "uses": use_rows(study, request.user),
        "may_change": bool(can_change_study(request.user, study, rights)),
        "may_use": bool(can_add_study(request.user, study.group_id, rights)),
    }
    return render(request, "groups/study_detail.html", context)


@members_only
@once
def study_new(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    require(can_add_study(request.user, pk))
    may_open = bool(can_open_study(request.user, pk))
    form = NewStudyForm(request.POST or None, request.FILES or None, may_open=may_open)
    given = {"group_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and (study := made(form, add_study, values=form.values(), **given)):
        messages.success(request, gettext("The study is added."))
        return redirect("groups:study_detail", pk=study.pk)
    context = {"group": group, "crumbs": _crumbs(group), "back_url": _list_url(group.pk)}
    return form_page(request, "groups/study_form.html", form, **context)


@members_only
@once
def study_edit(request: HttpRequest, pk: int) -> HttpResponse:
    study = _study(request, pk)
    require(can_change_study(request.user, study))
    page = partial(form_page, request, "groups/study_form.html", **_page_of(study))
    given: dict[str, Any] = {"study_id": pk, "now": timezone.now()}
    given["made_with"] = {"may_open": bool(can_open_study(request.user, study.group_id))}
    if answer := unsaved(request, StudyForm, study, page, change_study, **given):
        return answer
    messages.success(request, gettext("The study is saved."))
    return redirect("groups:study_detail", pk=pk)


@members_only
@once
def study_use(request: HttpRequest, pk: int) -> HttpResponse:
    study = _study(request, pk)
    require(can_add_study(request.user, study.group_id))
    needs = Need.objects.visible_to(request.user).live().filter(group=study.group_id)
    listed = [(NodeKind.NEED.value, need.pk, need.title) for need in needs.order_by("-pk")]
    ports = entries("GOALS").values()
    goals = [row for answer in ports for row in answer(study.group_id, request.user)]
    goals += _actions(study.group_id, request)
    form = UseForm(request.POST or None, needs=listed, goals=goals)
    given = {"study_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, use_study, place=form.place_ref(), **given):
        messages.success(request, gettext("It is noted where the study is used."))
        return redirect("groups:study_detail", pk=pk)
    return form_page(request, "groups/study_use.html", form, **_page_of(study))


@members_only
@once
def study_behind(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Note which study a goal or an action of a plan builds on, from its own page."""
    place = Ref(NodeKind(kind), pk) if kind in {NodeKind.GOAL, NodeKind.MEASURE} else None
    text = named([place], request.user).get(place) if place else None
    if place is None or text is None:
        raise Http404
    require(can_note_somewhere(request.user))
    groups = groups_with(request.user, GroupPermission.RAISE_NEEDS)
    studies = Study.objects.visible_to(request.user).filter(group__in=groups).with_uses()
    form = BehindForm(request.POST or None, studies=studies)
    given = {"place": place, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, use_study, study_id=form.cleaned_data["study"], **given):
        messages.success(request, gettext("It is noted which study stands behind it."))
        return redirect(text.url)
    crumbs = [{"url": text.url, "label": text.title}]
    return form_page(request, "groups/study_behind.html", form, place=text, crumbs=crumbs)


def _actions(group_id: int, request: HttpRequest) -> list[tuple[str, int, str]]:
    """Return the open actions of a group's plans, to be chosen from."""
    ports = entries("LINKABLE").values()
    found = [row for answer in ports for row in answer(group_id, request.user)]
    return [row for row in found if row[0] == NodeKind.MEASURE]


def _study(request: HttpRequest, pk: int) -> Study:
    rows = Study.objects.visible_to(request.user).select_related("group", "document")
    study = get_object_or_404(rows, pk=pk)
    request.elo_group_id = study.group_id
    return study


def _chosen(request: HttpRequest, group: EloGroup) -> QuerySet[Study]:
    """Return the studies of a group that the reader sees, as the request has chosen them."""
    rows = Study.objects.visible_to(request.user).filter(group=group).with_uses()
    words = request.GET.get("q", "").replace("\0", "").strip()[:80]
    return rows.about(words) if words else rows


def _list_url(group_id: int) -> str:
    return reverse("groups:group_studies", args=[group_id])


def _crumbs(group: EloGroup) -> list[dict[str, str]]:
    label = gettext("Studies and foresight")
    return [*needs_crumbs(group), {"url": _list_url(group.pk), "label": label}]


def _page_of(study: Study) -> dict[str, Any]:
    url = reverse("groups:study_detail", args=[study.pk])
    crumbs = [*_crumbs(study.group), {"url": url, "label": study.title}]
    return {"study": study, "group": study.group, "crumbs": crumbs, "back_url": url}
