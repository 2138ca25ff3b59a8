from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.lib.access import public
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.text import day
from groups.kinds import NodeKind
from groups.models import EloGroup
from groups.page import group_crumbs, group_tabs
from groups.permissions import GroupPermission
from groups.querysets.chain import Ref, chain_of
from groups.querysets.permitted import rights_in
from plans.models import Measure, Plan, PlanVersion, Position
from plans.panels.chain import PLAN_TONES, kept_titles, plan_node
from plans.panels.clauses import clause_cards, linked_cards
from plans.panels.positions import language_note, language_shares, position_cards
from plans.panels.reading import read_plan, years_of
from plans.panels.responsibility import approval
from plans.panels.table import Table, plan_table
from plans.policies.plans import can_move, can_open, can_write
from plans.querysets.completeness import left_empty
from plans.states import PlanAction, PlanState
from plans.views.frame import button, plan_crumbs, plans_crumbs, seen_plan


@public("plans may be open to everyone; visible_to decides")
def group_plans(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(EloGroup.objects.visible_to(request.user), pk=pk)
    request.elo_group_id = group.pk  # type: ignore[attr-defined]
    rights = rights_in(request.user, pk)
    comparable = EloGroup.objects.comparable_by(request.user).filter(pk=pk).exists()
    context = {
        "group": group,
        "crumbs": group_crumbs(group),
        "tabs": group_tabs(group, rights, "plans:group_plans", is_comparable=comparable),
        "plans": listed_plans(request, group),
        "may_write": GroupPermission.EDIT_PLANS in rights,
    }
    return render(request, "plans/group_plans.html", context)


@public("plans may be open to everyone; visible_to decides")
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    plan = seen_plan(request, pk)
    rights = rights_in(request.user, plan.group_id)
    context = _plan_context(request, plan)
    reading = context["reading"]
    context |= _state_context(plan, reading.positions, rights)
    context |= {
        "crumbs": plans_crumbs(plan.group),
        "chain": chain_of(
            Ref(NodeKind.PLAN, plan.pk),
            request.user,
            plan_node(plan, reading.title, reading.years),
        ),
        "actions": _actions(request, plan, rights),
        "versions": _versions(request, plan),
        "note": language_note(plan, ("title", "vision")) if plan.is_read_live else "",
        "approval": _approval(request, plan, rights),
        "clauses": linked_cards(reading.clauses, request.user),
    }
    return render(request, "plans/plan_detail.html", context)


@public("plans may be open to everyone; visible_to decides")
def plan_print(request: HttpRequest, pk: int) -> HttpResponse:
    plan = seen_plan(request, pk)
    context = _plan_context(request, plan)
    context["crumbs"] = plan_crumbs(plan, context["reading"].title)
    context["clauses"] = clause_cards(context["reading"].clauses)
    return render(request, "plans/plan_print.html", context)


def _plan_context(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """Return what a plan says: on its page and in print."""
    reading = read_plan(plan, request.user)
    may_write = reading.is_live and bool(can_write(request.user, plan))
    return {
        "plan": plan,
        "reading": reading,
        "shares": language_shares(reading),
        "cards": position_cards(reading.positions, may_write=may_write),
        "may_write": may_write,
        "table": _table(request, plan, reading),
    }


def shown_table(request: HttpRequest, plan: Plan) -> Table:
    """Return the actions of a plan as its page shows them, with the filters of the request."""
    return _table(request, plan, read_plan(plan, request.user))


def _table(request: HttpRequest, plan: Plan, reading: Any) -> Table:
    def without_need() -> set[int]:
        rows = Measure.objects.visible_to(request.user).filter(plan=plan).without_evidence()
        return set(rows.values_list("pk", flat=True))

    kept = [plan.pk, reading.edition]
    return plan_table(
        reading.goals,
        reading.measures,
        today=helsinki_day(timezone.now()),
        asked=request.GET,
        kept_url="" if reading.is_live else reverse("plans:plan_version", args=kept),
        without_need=without_need,
    )


def listed_plans(request: HttpRequest, group: EloGroup) -> list[dict[str, Any]]:
    """Return the plans of a group as rows, each as its reader may read it."""
    plans = list(Plan.objects.visible_to(request.user).filter(group=group).newest_first())
    kept = kept_titles([plan.pk for plan in plans if not plan.is_read_live], request.user)
    rows = []
    for plan in plans:
        state = PlanState(plan.state) if plan.is_read_live else PlanState.APPROVED
        own = (plan.title, years_of(plan.year_from, plan.year_to))
        title, years = own if plan.is_read_live else kept[plan.pk]
        edition = plan.edition if plan.is_read_live else plan.edition - 1
        tone, icon = PLAN_TONES[state]
        url = reverse("plans:plan_detail", args=[plan.pk])
        rows.append({"url": url, "title": title, "years": years, "edition": edition}
                    | {"tone": tone, "icon": icon, "state": state.label, "plan": plan}
                    | {"changed": day(helsinki_day(plan.changed_at))})  # fmt: skip
    return rows


def _actions(
    request: HttpRequest, plan: Plan, rights: frozenset[GroupPermission]
) -> list[dict[str, Any]]:
    """Return the buttons of a plan's page."""
    found = []
    if can_write(request.user, plan, rights):
        found.append(button("plan_edit", plan.pk, gettext("Edit the plan"), "pencil"))
    if can_move(request.user, plan, PlanAction.REVISE, rights=rights):
        found.append(button("plan_revise", plan.pk, gettext("Begin a new version"), "git-branch"))
    if can_open(request.user, plan, rights):
        found.append(button("plan_open", plan.pk, gettext("Who may read it"), "eye"))
    found.append(button("plan_print", plan.pk, gettext("To print"), "printer"))
    if can_move(request.user, plan, PlanAction.END, rights=rights):
        found.append(button("plan_end", plan.pk, gettext("End the plan"), "archive"))
    return found


def _approval(
    request: HttpRequest, plan: Plan, rights: frozenset[GroupPermission]
) -> dict[str, Any]:
    today = helsinki_day(timezone.now())
    return approval(plan, request.user, rights, today=today) if plan.is_read_live else {}


def _versions(request: HttpRequest, plan: Plan) -> list[PlanVersion]:
    if plan.approved_at is None:
        return []
    rows = PlanVersion.objects.visible_to(request.user).filter(plan=plan)
    return list(rows.with_body(request.user).defer("content").order_by("-edition"))


def _state_context(
    plan: Plan, positions: list[Position], rights: frozenset[GroupPermission]
) -> dict[str, Any]:
    """Return the plan's state in words, and what it lacks, for who may take it further."""
    state = PlanState(plan.state) if plan.is_read_live else PlanState.APPROVED
    tone, icon = PLAN_TONES[state]
    writes = GroupPermission.EDIT_PLANS in rights
    is_draft = plan.state == PlanState.DRAFT and writes
    empty = left_empty(positions) if is_draft else []
    return {
        "status": {"tone": tone, "icon": icon, "text": state.label},
        "is_draft": is_draft,
        "writes": writes,
        "changed": day(helsinki_day(plan.changed_at)) if plan.is_read_live else "",
        "empty": empty,
        "is_complete": is_draft and not empty,
    }
