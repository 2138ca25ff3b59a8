from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.lib.access import public
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.text import day
from groups.kinds import NodeKind
from groups.models import NationalGoal, Organisation
from groups.permissions import GroupPermission
from groups.querysets.chain import Ref, chain_of
from groups.querysets.permitted import rights_in
from plans.models import Measure, Progress, Promoter, Step
from plans.panels.chain import measure_node
from plans.panels.positions import language_note
from plans.panels.responsibility import responsibility
from plans.panels.table import status_of
from plans.policies.approval import can_name_promoter
from plans.policies.plans import can_link_needs, can_report, can_write
from plans.views.frame import (
    button,
    kept_url,
    measure_crumbs,
    measure_number,
    seen_measure,
    studies_behind,
)

REPORTS_SHOWN = 30


@public("plans may be open to everyone; visible_to decides")
def measure_detail(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        measure = seen_measure(request, pk)
    except Http404:
        return redirect(kept_url(request, "measures", pk))
    rights = rights_in(request.user, measure.plan.group_id)
    promoters = Promoter.objects.visible_to(request.user).with_presence().select_related("user")
    today = helsinki_day(timezone.now())
    tone, icon, text = status_of({"status": measure.status, "deadline": measure.deadline}, today)
    context = {
        "measure": measure,
        "number": measure_number(measure),
        "status": {"tone": tone, "icon": icon, "text": text},
        "due": day(measure.deadline),
        "was_due": day(measure.due_on) if measure.deadline != measure.due_on else "",
        "crumbs": measure_crumbs(measure),
        "chain": chain_of(Ref(NodeKind.MEASURE, pk), request.user, measure_node(measure, today)),
        **studies_behind(request, Ref(NodeKind.MEASURE, pk), measure.plan.group_id, rights),
        "national": _national(measure),
        "partners": _partners(measure),
        "responsibility": responsibility(measure, request.user, rights),
        "note": language_note(measure, ("title", "description")),
        "shows_names": GroupPermission.VIEW_PEOPLE in rights,
        "promoter": promoters.filter(measure=measure, user__isnull=False).first(),
        "may_name_promoter": can_name_promoter(request.user, measure),
        **_work(request, measure, today),
        **_acts(request, measure, rights),
    }
    return render(request, "plans/measure_detail.html", context)


def _work(request: HttpRequest, measure: Measure, today: Any) -> dict[str, Any]:
    """Return the steps of an action and what has been reported."""
    steps = list(Step.objects.visible_to(request.user).filter(measure=measure))
    done = sum(step.done_on is not None for step in steps)
    reports = Progress.objects.visible_to(request.user).filter(measure=measure).latest_first()
    return {
        "steps": [(step, _step_mark(step, today)) for step in steps],
        "steps_text": gettext("%(done)s of %(all)s steps") % {"done": done, "all": len(steps)},
        "steps_percent": 100 * done // len(steps) if steps else 0,
        "reports": reports.select_related("by", "organisation")[:REPORTS_SHOWN],
    }


def _step_mark(step: Step, today: Any) -> dict[str, str]:
    """Return a step's mark and day, in words."""
    if step.done_on:
        return {"icon": "circle-check", "day": gettext("done %(day)s") % {"day": day(step.done_on)}}
    late = step.due_on is not None and step.due_on < today
    icon = "triangle-alert" if late else "circle-dashed"
    return {"icon": icon, "day": day(step.due_on) if step.due_on else "", "late": "1" * late}


def _acts(
    request: HttpRequest, measure: Measure, rights: frozenset[GroupPermission]
) -> dict[str, Any]:
    """Return the buttons of an action's page."""
    pk = measure.pk
    actions = []
    may_report = bool(can_report(request.user, measure, rights))
    if may_report:
        actions.append(button("measure_report", pk, gettext("Report"), "pencil", main=True))
    if can_write(request.user, measure.plan, rights):
        actions.append(button("measure_edit", pk, gettext("Edit the action"), "settings"))
        actions.append(button("measure_remove", pk, gettext("Remove it"), "trash-2"))
    return {
        "actions": actions,
        "may_keep_steps": may_report,
        "may_link": bool(can_link_needs(request.user, measure, rights)),
    }


def _national(measure: Measure) -> list[NationalGoal]:
    rows = measure.national_goals.select_related("framework")
    return list(rows.order_by("framework__year_from", "number"))


def _partners(measure: Measure) -> list[Organisation]:
    return list(measure.partners.order_by("name_sv"))
