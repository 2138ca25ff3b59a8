from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from groups.kinds import NodeKind
from groups.models import NationalGoal
from groups.querysets.chain import Ref, chain_of
from groups.querysets.permitted import rights_in
from plans.forms.plans import ButtonForm, GoalEditForm, NewGoalForm
from plans.models import Goal
from plans.panels.positions import language_note
from plans.panels.reading import live_measures
from plans.panels.table import lines_of
from plans.policies.plans import can_write
from plans.services.goals import add_goal, change_goal, remove_goal
from plans.views.editing import edited, under_plan
from plans.views.frame import kept_url, plan_crumbs, seen_plan, studies_behind


@public("plans may be open to everyone; visible_to decides")
def goal_detail(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        goal = _goal(request, pk)
    except Http404:
        return redirect(kept_url(request, "goals", pk))
    today = helsinki_day(timezone.now())
    under = list(Goal.objects.visible_to(request.user).filter(parent=goal).order_by("number"))
    rows = live_measures(request.user, goal__in=[goal.pk, *(each.pk for each in under)])
    number = number_of(goal, goal.parent)
    numbers = {goal.pk: number} | {each.pk: f"{number}.{each.number}" for each in under}
    blocks = [
        (each, numbers[each.pk], lines_of(_of(rows, each), numbers[each.pk], today))
        for each in (goal, *under)
    ]
    national = (
        NationalGoal.objects.visible_to(request.user)
        .filter(plan_goals=goal)
        .select_related("framework")
    )
    rights = rights_in(request.user, goal.plan.group_id)
    context = {
        "goal": goal,
        "number": number,
        "blocks": [
            (each, number, lines) for each, number, lines in blocks if lines or each != goal
        ],
        "national": national.order_by("framework__year_from", "number"),
        "chain": chain_of(Ref(NodeKind.GOAL, pk), request.user),
        **studies_behind(request, Ref(NodeKind.GOAL, pk), goal.plan.group_id, rights),
        "crumbs": plan_crumbs(goal.plan) + _above(goal),
        "may_write": bool(can_write(request.user, goal.plan, rights)),
        "is_bare": not rows and not under,
        "note": language_note(goal, ("title", "text")),
    }
    return render(request, "plans/goal_detail.html", context)


@members_only
@once
def goal_new(request: HttpRequest, pk: int) -> HttpResponse:
    plan = seen_plan(request, pk)
    require(can_write(request.user, plan))
    goals = Goal.objects.visible_to(request.user).filter(plan=plan, parent=None, measures=None)
    strategic = list(goals.order_by("number"))
    page = under_plan(
        plan,
        title=gettext("New goal"),
        save=gettext("Add the goal"),
        message=gettext("The goal is added."),
        form=lambda data: NewGoalForm(
            data, strategic=strategic, initial={"parent": request.GET.get("under", "")}
        ),
    )
    return edited(request, page, add_goal, plan_id=pk)


@members_only
@once
def goal_edit(request: HttpRequest, pk: int) -> HttpResponse:
    goal = _goal(request, pk)
    require(can_write(request.user, goal.plan))
    page = under_plan(
        goal.plan,
        title=gettext("Edit the goal"),
        save=gettext("Save the goal"),
        url=reverse("plans:goal_detail", args=[pk]),
        message=gettext("The goal is saved."),
        form=lambda data: GoalEditForm(data, initial=GoalEditForm.initial_of(goal)),
        initial_of=GoalEditForm.initial_of,
    )
    return edited(request, page, change_goal, goal_id=pk)


@members_only
@once
def goal_remove(request: HttpRequest, pk: int) -> HttpResponse:
    goal = _goal(request, pk)
    require(can_write(request.user, goal.plan))
    page = under_plan(
        goal.plan,
        title=gettext("Remove the goal"),
        save=gettext("Remove the goal"),
        message=gettext("The goal is removed."),
        form=ButtonForm,
        template="plans/remove.html",
        context={"name": goal.title},
    )
    return edited(request, page, remove_goal, goal_id=pk)


def number_of(goal: Goal, parent: Goal | None) -> str:
    """Return a goal's number as it is written: 2, or 2.1 for one under `parent`."""
    return f"{parent.number}.{goal.number}" if parent else str(goal.number)


def _goal(request: HttpRequest, pk: int) -> Goal:
    rows = Goal.objects.visible_to(request.user).select_related("plan__group", "parent")
    goal = get_object_or_404(rows, pk=pk)
    request.elo_group_id = goal.plan.group_id  # type: ignore[attr-defined]
    return goal


def _of(rows: list[dict[str, object]], goal: Goal) -> list[dict[str, object]]:
    return [row for row in rows if row["goal_id"] == goal.pk]


def _above(goal: Goal) -> list[dict[str, str]]:
    if goal.parent is None:
        return []
    url = reverse("plans:goal_detail", args=[goal.parent.pk])
    return [{"url": url, "label": goal.parent.title}]
