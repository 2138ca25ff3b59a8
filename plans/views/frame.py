"""What the pages of plans have in common: the way to them, and who may do what."""

from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from groups.models import EloGroup, Study
from groups.page import group_crumbs
from groups.permissions import GroupPermission
from groups.policies.studies import can_add_study
from groups.querysets.chain import Ref
from plans.models import Measure, Plan
from plans.panels.reading import kept_parts

Crumbs = list[dict[str, str]]


def seen_plan(request: HttpRequest, pk: int) -> Plan:
    """Return the plan that the reader may open, with its group, or 404."""
    rows = Plan.objects.visible_to(request.user).select_related("group")
    plan = get_object_or_404(rows, pk=pk)
    request.elo_group_id = plan.group_id  # type: ignore[attr-defined]
    return plan


def seen_measure(request: HttpRequest, pk: int) -> Measure:
    """Return the action that the reader may open, with its deadline, or 404."""
    rows = Measure.objects.visible_to(request.user).with_deadline()
    rows = rows.select_related("plan__group", "goal__parent", "responsible")
    measure = get_object_or_404(rows, pk=pk)
    request.elo_group_id = measure.plan.group_id  # type: ignore[attr-defined]
    return measure


def kept_url(request: HttpRequest, parts: Literal["goals", "measures"], pk: int) -> str:
    """Return where a goal or an action (`parts`) stands in the version approved last, or 404.

    For whoever does not read its row, while a new version of the plan is being written.
    """
    for part in kept_parts(parts, [pk], request.user):
        return part.url
    raise Http404


def studies_behind(
    request: HttpRequest, place: Ref, group_id: int, rights: frozenset[GroupPermission]
) -> dict[str, Any]:
    """Return the studies that a goal or an action builds on, and whether one may be noted."""
    return {
        "studies": Study.objects.visible_to(request.user).behind(place),
        "may_note_study": bool(can_add_study(request.user, group_id, rights)),
    }


def plans_crumbs(group: EloGroup) -> Crumbs:
    """Return the way to a plan of a group."""
    url = reverse("plans:group_plans", args=[group.pk])
    return [*group_crumbs(group), {"url": url, "label": gettext("Plans")}]


def plan_crumbs(plan: Plan, title: str = "") -> Crumbs:
    """Return the way to a page under a plan."""
    url = reverse("plans:plan_detail", args=[plan.pk])
    return [*plans_crumbs(plan.group), {"url": url, "label": title or plan.title}]


def measure_number(measure: Measure) -> str:
    """Return the number of an action as it is written: goal, goal under it, action."""
    goal = measure.goal
    above = [goal.parent.number] if goal.parent else []
    return ".".join(str(each) for each in (*above, goal.number, measure.number))


def measure_crumbs(measure: Measure, *, with_page: bool = False) -> Crumbs:
    """Return the way to an action, and to the pages under it with `with_page`."""
    url = reverse("plans:goal_detail", args=[measure.goal_id])
    crumbs = [*plan_crumbs(measure.plan), {"url": url, "label": measure.goal.title}]
    if with_page:
        url = reverse("plans:measure_detail", args=[measure.pk])
        crumbs.append({"url": url, "label": measure.title})
    return crumbs


def button(name: str, pk: int, label: str, icon: str = "", *, main: bool = False) -> dict[str, Any]:
    """Return a link that a page shows as a button."""
    variant = "primary" if main else "secondary"
    return {"url": reverse(f"plans:{name}", args=[pk]), "label": label, "icon": icon} | {
        "variant": variant
    }
