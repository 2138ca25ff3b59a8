from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.decisions import require
from plans.forms.measures import (
    MeasureEditForm,
    NeedsForm,
    NewMeasureForm,
    ReportForm,
    StepsForm,
)
from plans.forms.plans import ButtonForm
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
from plans.services.progress import StepValues, report_progress, save_steps, steps_of
from plans.states import MeasureAction
from plans.views.editing import edited, under_measure, under_plan
from plans.views.frame import seen_measure, seen_plan


@members_only
@once
def measure_new(request: HttpRequest, pk: int) -> HttpResponse:
    plan = seen_plan(request, pk)
    require(can_write(request.user, plan))
    needs = needs_to_answer(group_id=plan.group_id, by=request.user)
    initial = {"needs": request.GET.getlist("needs"), "goal": request.GET.get("goal", "")}
    page = under_plan(
        plan,
        title=gettext("New action"),
        save=gettext("Add the action"),
        message=gettext("The action is added."),
        form=lambda data: NewMeasureForm(
            data, needs=needs, initial=initial, **_choices(request, plan)
        ),
    )
    return edited(request, page, add_measure, plan_id=pk)


@members_only
@once
def measure_edit(request: HttpRequest, pk: int) -> HttpResponse:
    measure = seen_measure(request, pk)
    require(can_write(request.user, measure.plan))
    initial = MeasureEditForm.initial_of(measure)
    choices = _choices(request, measure.plan, measure)
    page = under_measure(
        measure,
        title=gettext("Edit the action"),
        save=gettext("Save the action"),
        message=gettext("The action is saved."),
        form=lambda data: MeasureEditForm(data, initial=initial, **choices),
        initial_of=MeasureEditForm.initial_of,
    )
    return edited(request, page, change_measure, measure_id=pk)


@members_only
@once
def measure_remove(request: HttpRequest, pk: int) -> HttpResponse:
    measure = seen_measure(request, pk)
    require(can_write(request.user, measure.plan))
    page = under_measure(
        measure,
        title=gettext("Remove the action"),
        save=gettext("Remove the action"),
        url=reverse("plans:plan_detail", args=[measure.plan_id]),
        message=gettext("The action is removed."),
        form=ButtonForm,
        template="plans/remove.html",
        context={"name": measure.title},
    )
    return edited(request, page, remove_measure, measure_id=pk)


@members_only
@once
def measure_needs(request: HttpRequest, pk: int) -> HttpResponse:
    measure = seen_measure(request, pk)
    require(can_link_needs(request.user, measure))
    needs = needs_to_answer(group_id=measure.plan.group_id, by=request.user)
    initial = {"needs": needs_answered(measure_id=pk)}
    page = under_measure(
        measure,
        template="plans/measure_needs.html",
        message=gettext("The needs are saved."),
        form=lambda data: NeedsForm(data, needs=needs, initial=initial),
    )
    return edited(request, page, answer_needs, measure_id=pk)


@members_only
@once
def measure_report(request: HttpRequest, pk: int) -> HttpResponse:
    measure = seen_measure(request, pk)
    require(can_report(request.user, measure))
    steps = list(Step.objects.visible_to(request.user).filter(measure=measure))
    given = {
        "status": measure.get_status_display(),
        "acts": [act for act in MeasureAction if can_move_measure(request.user, measure, act)],
        "steps": steps,
        "initial": {"steps": [step.pk for step in steps if step.done_on]},
    }
    page = under_measure(
        measure,
        template="plans/measure_report.html",
        message=gettext("The report is saved."),
        form=lambda data: ReportForm(data, **given),
    )
    return edited(request, page, report_progress, measure_id=pk)


@members_only
@once
def measure_steps(request: HttpRequest, pk: int) -> HttpResponse:
    measure = seen_measure(request, pk)
    require(can_report(request.user, measure))
    page = under_measure(
        measure,
        template="plans/measure_steps.html",
        message=gettext("The steps are saved."),
        form=lambda data: StepsForm.sent(data) if data else StepsForm.of(measure, _steps(measure)),
        initial_of=lambda row: StepsForm.initial_of(row, _steps(row)),
    )
    return edited(request, page, save_steps, measure_id=pk)


def _steps(measure: Measure) -> list[StepValues]:
    return steps_of(measure=measure)


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
