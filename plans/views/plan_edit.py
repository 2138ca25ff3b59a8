from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import form_page, made
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from groups.models import EloGroup
from plans.forms.plans import (
    ButtonForm,
    OpenForm,
    PlanEditForm,
    PlanForm,
    PositionForm,
    clause_choices,
)
from plans.models import Position
from plans.policies.plans import can_draft, can_move, can_open, can_write
from plans.services.plans import change_plan, draft_plan, end_plan, open_plan, revise_plan
from plans.services.positions import change_position
from plans.states import PlanAction
from plans.views.editing import edited, under_plan
from plans.views.frame import plans_crumbs, seen_plan


@members_only
@once
def plan_new(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(EloGroup.objects.visible_to(request.user), pk=pk)
    require(can_draft(request.user, pk))
    request.elo_group_id = pk  # type: ignore[attr-defined]
    today = helsinki_day(timezone.now())
    years = {"year_from": today.year + 1, "year_to": today.year + 3}
    form = PlanForm(request.POST or None, initial=years, clauses=clause_choices(pk, today))
    given = {"group_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and (plan := made(form, draft_plan, **form.given(), **given)):
        messages.success(request, gettext("The draft is saved."))
        return redirect("plans:plan_detail", pk=plan.pk)
    context = {
        "title": gettext("New plan"),
        "save": gettext("Save the draft"),
        "back": reverse("plans:group_plans", args=[pk]),
        "crumbs": plans_crumbs(group),
    }
    return form_page(request, "plans/edit.html", form, **context)


@members_only
@once
def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    plan = seen_plan(request, pk)
    require(can_write(request.user, plan))
    clauses = clause_choices(plan.group_id, helsinki_day(timezone.now()))
    page = under_plan(
        plan,
        title=gettext("Edit the plan"),
        save=gettext("Save the plan"),
        message=gettext("The plan is saved."),
        form=lambda data: PlanEditForm(
            data, initial=PlanEditForm.initial_of(plan), clauses=clauses
        ),
        initial_of=PlanEditForm.initial_of,
    )
    return edited(request, page, change_plan, plan_id=pk)


@members_only
@once
def plan_open(request: HttpRequest, pk: int) -> HttpResponse:
    plan = seen_plan(request, pk)
    require(can_open(request.user, plan))
    initial = {"visibility": plan.visibility, "version": plan.version}
    page = under_plan(
        plan,
        title=gettext("Who may read the plan"),
        save=gettext("Save who may read it"),
        message=gettext("Your choice of who may read the plan is saved."),
        form=lambda data: OpenForm(data, initial=initial),
        initial_of=lambda row: {"visibility": row.visibility},
    )
    return edited(request, page, open_plan, plan_id=pk)


@members_only
@once
def plan_revise(request: HttpRequest, pk: int) -> HttpResponse:
    plan = seen_plan(request, pk)
    require(can_move(request.user, plan, PlanAction.REVISE))
    page = under_plan(
        plan,
        title=gettext("Begin a new version"),
        save=gettext("Begin the new version"),
        message=gettext("The new version has begun. The approved one stays to be read."),
        form=ButtonForm,
        template="plans/plan_revise.html",
    )
    return edited(request, page, revise_plan, plan_id=pk)


@members_only
@once
def plan_end(request: HttpRequest, pk: int) -> HttpResponse:
    plan = seen_plan(request, pk)
    require(can_move(request.user, plan, PlanAction.END))
    page = under_plan(
        plan,
        title=gettext("End the plan"),
        save=gettext("End the plan"),
        message=gettext("The plan has ended. It stays to be read."),
        form=ButtonForm,
        template="plans/plan_end.html",
    )
    return edited(request, page, end_plan, plan_id=pk)


@members_only
@once
def position_edit(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Position.objects.visible_to(request.user).select_related("plan__group")
    position = get_object_or_404(rows, pk=pk)
    plan = seen_plan(request, position.plan_id)
    require(can_write(request.user, plan))
    page = under_plan(
        plan,
        title=str(position.get_kind_display()),
        save=gettext("Save the position"),
        url=reverse("plans:plan_detail", args=[plan.pk]) + "#positions",
        message=gettext("The position is saved."),
        form=lambda data: PositionForm(data, initial=PositionForm.initial_of(position)),
        initial_of=PositionForm.initial_of,
    )
    return edited(request, page, change_position, position_id=pk)
