"""The division of labour: who answers for which task, on a day, and what ended."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import form_page, made, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.http import with_query
from groups.forms.networks import DutyForm, NewDutyForm
from groups.models import Body, Duty, EloGroup, Organisation, Outcome
from groups.page import working_crumbs
from groups.panels.duties import duty_rows
from groups.policies.networks import can_keep
from groups.querysets.permitted import rights_in
from groups.services.duties import add_duty, change_duty
from groups.views.frame import as_of, today
from groups.views.network_frame import frame, group_inside

PER_PAGE = 50
# On paper there is no next page to open.
PRINTED = 1000


@members_only
def group_duties(request: HttpRequest, pk: int) -> HttpResponse:
    group, rights = group_inside(request, pk)
    dated = as_of(request)
    is_paper = "print" in request.GET
    found = Duty.objects.visible_to(request.user).filter(group=group).marked_for(request.user)
    size = PRINTED if is_paper else PER_PAGE
    held = found.on(dated.on).order_by("agreed_on", "pk")
    page = Paginator(held, size).get_page(request.GET.get("page"))
    context = frame(group, rights) | {
        "as_of": dated,
        "rows": duty_rows(page.object_list),
        "ended": duty_rows(found.ended_before(dated.on)[:size]),
        "page_obj": page,
        "is_paper": is_paper,
        "print_url": with_query(request, print="1", page=None),
    }
    return render(request, "groups/duty_list.html", context)


@members_only
@once
def duty_new(request: HttpRequest, pk: int) -> HttpResponse:
    group, rights = group_inside(request, pk)
    require(can_keep(request.user, pk, rights))
    form = NewDutyForm(
        request.POST or None,
        initial={"agreed_on": today()},
        use_required_attribute=False,
        **_choices(request, group),
    )
    given = {"group_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and made(form, add_duty, **given, values=form.values()):
        messages.success(request, gettext("The task is added."))
        return redirect("groups:group_duties", pk=pk)
    context = {"group": group, "crumbs": _crumbs(group), "back_url": _url(pk)}
    return form_page(request, "groups/duty_form.html", form, **context)


@members_only
@once
def duty_edit(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Duty.objects.visible_to(request.user).select_related("group")
    duty = get_object_or_404(rows, pk=pk)
    request.elo_group_id = duty.group_id
    require(can_keep(request.user, duty.group_id, rights_in(request.user, duty.group_id)))
    group = duty.group
    context = {"duty": duty, "group": group, "crumbs": _crumbs(group), "back_url": _url(group.pk)}
    page = partial(form_page, request, "groups/duty_form.html", **context)
    given = {"duty_id": pk, "now": timezone.now(), "made_with": _choices(request, group, duty)}
    if answer := unsaved(request, DutyForm, duty, page, change_duty, **given):
        return answer
    messages.success(request, gettext("The task is saved."))
    return redirect(_url(group.pk))


def _choices(request: HttpRequest, group: EloGroup, duty: Duty | None = None) -> dict[str, Any]:
    """Return who can answer for a task, and where it can have been agreed.

    Whoever answers for `duty` now stays a choice, though the body or the seat has ended.
    """
    kept = {"pk": duty.body_id} if duty and duty.body_id else {"pk": None}
    bodies = Body.objects.visible_to(request.user).filter(group=group)
    known = Organisation.objects.visible_to(request.user)
    organisations = known.members_of(group_id=group.pk)
    if duty and duty.organisation_id:
        organisations = organisations | known.filter(pk=duty.organisation_id)
    outcomes = Outcome.objects.visible_to(request.user).filter(body__group=group)
    return {
        "bodies": (bodies.current() | bodies.filter(**kept)).in_order(),
        "organisations": organisations,
        "outcomes": outcomes.latest_first(),
    }


def _crumbs(group: EloGroup) -> list[dict[str, str]]:
    return [*working_crumbs(group), {"url": _url(group.pk), "label": gettext("Who does what")}]


def _url(group_id: int) -> str:
    return reverse("groups:group_duties", args=[group_id])
