from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.stale import differences, renewed_data
from plans.forms.measures import (
    MeasureEditForm,
    NeedsForm,
    NewMeasureForm,
    ReportForm,
    StepsForm,
)
from plans.forms.plans import RemoveForm
from plans.models import Goal, Measure, Plan, Step
from plans.panels.reading import words
from plans.panels.table import goal_numbers
from plans.policies.plans import can_link_needs, can_move_measure, can_report, can_write
from plans.querysets.measures import organisations_of_group
from plans.services.measures import (
    add_measure,
    answer_needs,
    change_measure,
    needs_answered,
    needs_to_answer,
    remove_measure,
)
from plans.services.progress import report_progress, save_steps, steps_of
from plans.states import MeasureAction
from plans.views.editing import EditPage, confirmed, edited
from plans.views.frame import measure_crumbs, plan_crumbs, seen_measure, seen_plan


@members_only
@once
def measure_new(request: HttpRequest, pk: int) -> HttpResponse:
    plan = seen_plan(request, pk)
    require(can_write(request.user, plan))
    needs = needs_to_answer(group_id=plan.group_id, by=request.user)
    initial = {name: request.GET.getlist(name) for name in ("needs",)}
    initial["goal"] = request.GET.get("goal", "")
    page = EditPage(
        title=gettext("New action"),
        save=gettext("Add the action"),
        url=reverse("plans:plan_detail", args=[pk]),
        message=gettext("The action is added."),
        form=lambda data: NewMeasureForm(
            data, needs=needs, initial=initial, **_choices(request, plan)
        ),
        context={"crumbs": plan_crumbs(plan)},
    )
    return edited(request, page, add_measure, plan_id=pk)


@members_only
@once
def measure_edit(request: HttpRequest, pk: int) -> HttpResponse:
    measure = seen_measure(request, pk)
    require(can_write(request.user, measure.plan))
    initial = MeasureEditForm.initial_of(measure)
    choices = _choices(request, measure.plan, measure)
    page = EditPage(
        title=gettext("Edit the action"),
        save=gettext("Save the action"),
        url=reverse("plans:measure_detail", args=[pk]),
        message=gettext("The action is saved."),
        form=lambda data: MeasureEditForm(data, initial=initial, **choices),
        initial_of=MeasureEditForm.initial_of,
        context={"crumbs": measure_crumbs(measure, with_page=True)},
    )
    return edited(request, page, change_measure, measure_id=pk)


@members_only
@once
def measure_remove(request: HttpRequest, pk: int) -> HttpResponse:
    measure = seen_measure(request, pk)
    require(can_write(request.user, measure.plan))
    page = EditPage(
        title=gettext("Remove the action"),
        save=gettext("Remove the action"),
        url=reverse("plans:plan_detail", args=[measure.plan_id]),
        message=gettext("The action is removed."),
        form=RemoveForm,
        template="plans/remove.html",
        context={"crumbs": measure_crumbs(measure, with_page=True), "name": measure.title},
    )
    return confirmed(request, page, remove_measure, measure_id=pk)


@members_only
@once
def measure_needs(request: HttpRequest, pk: int) -> HttpResponse:
    measure = seen_measure(request, pk)
    require(can_link_needs(request.user, measure))
    needs = needs_to_answer(group_id=measure.plan.group_id, by=request.user)
    initial = {"needs": needs_answered(measure_id=pk)}
    form = NeedsForm(request.POST or None, needs=needs, initial=initial)
    if form.is_valid():
        given = {"measure_id": pk, "by": request.user, "now": timezone.now()}
        if done(form, answer_needs, need_ids=tuple(form.cleaned_data["needs"]), **given):
            messages.success(request, gettext("The needs are saved."))
            return redirect("plans:measure_detail", pk=pk)
    crumbs = measure_crumbs(measure, with_page=True)
    return form_page(request, "plans/measure_needs.html", form, measure=measure, crumbs=crumbs)


@members_only
@once
def measure_report(request: HttpRequest, pk: int) -> HttpResponse:
    measure = seen_measure(request, pk)
    require(can_report(request.user, measure))
    steps = list(Step.objects.visible_to(request.user).filter(measure=measure))
    form = ReportForm(
        request.POST or None,
        status=measure.get_status_display(),
        acts=[act for act in MeasureAction if can_move_measure(request.user, measure, act)],
        steps=steps,
        initial={"steps": [step.pk for step in steps if step.done_on]},
    )
    if form.is_valid():
        given = {"measure_id": pk, "by": request.user, "now": timezone.now()}
        if done(form, report_progress, report=form.report(), **given):
            messages.success(request, gettext("The report is saved."))
            return redirect("plans:measure_detail", pk=pk)
    crumbs = measure_crumbs(measure, with_page=True)
    return form_page(request, "plans/measure_report.html", form, measure=measure, crumbs=crumbs)


@members_only
@once
def measure_steps(request: HttpRequest, pk: int) -> HttpResponse:
    measure = seen_measure(request, pk)
    require(can_report(request.user, measure))
    if request.method != "POST":
        form = StepsForm.of(measure, steps_of(measure=measure))
        return _steps_page(request, measure, form)
    form = StepsForm.sent(request.POST)
    if not form.is_valid():
        return _steps_page(request, measure, form)
    given = {"version": form.cleaned_data["version"], "steps": form.values()}
    given |= {"measure_id": pk, "by": request.user, "now": timezone.now()}
    try:
        if not done(form, save_steps, **given):
            return _steps_page(request, measure, form)
    except StaleEdit as stale:
        return _stale_steps(request, stale.current, form)
    messages.success(request, gettext("The steps are saved."))
    return redirect("plans:measure_detail", pk=pk)


def _stale_steps(request: HttpRequest, measure: Measure, form: StepsForm) -> HttpResponse:
    measure = seen_measure(request, measure.pk)
    now = steps_of(measure=measure)
    found = differences(form, StepsForm.initial_of(measure, now))
    again = StepsForm.sent(renewed_data(request.POST, measure.version))
    return _steps_page(request, measure, again, found)


def _steps_page(
    request: HttpRequest,
    measure: Measure,
    form: StepsForm,
    found: list[dict[str, str]] | None = None,
) -> HttpResponse:
    is_stale = found is not None
    status = 409 if is_stale else 422 if form.is_bound and form.errors else 200
    context = {
        "measure": measure,
        "form": form,
        "crumbs": measure_crumbs(measure, with_page=True),
        "is_stale": is_stale,
        "differences": found,
    }
    return render(request, "plans/measure_steps.html", context, status=status)


def _choices(request: HttpRequest, plan: Plan, measure: Measure | None = None) -> dict[str, Any]:
    """Return the goals and organisations that an action of a plan can name."""
    goals = Goal.objects.visible_to(request.user).filter(plan=plan)
    rows = list(goals.values("id", "parent_id", "number", "title_sv", "title_fi"))
    numbers = goal_numbers(rows)
    split = {row["parent_id"] for row in rows}
    leaves = [row for row in rows if row["id"] not in split]
    named = [(row["id"], f"{numbers[row['id']]} {words(row)}") for row in leaves]
    organisations = organisations_of_group(plan.group_id)
    if measure:
        own = (measure.responsible, *measure.partners.all())
        organisations = {row.pk: row for row in (*organisations, *own)}.values()
    return {"goals": sorted(named, key=lambda each: each[1]), "organisations": list(organisations)}
