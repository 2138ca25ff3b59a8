"""A group's needs with what speaks for them, by transition or target group: to read and print."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elo_platform.lib.access import public
from groups.models import Need
from groups.panels.need_statement import sections, targets_of
from groups.views.frame import seen_group, today
from groups.views.needs import needs_crumbs

# So much fits a paper that somebody reads.
MOST = 200


@public("a need may be open to everyone; visible_to decides")
def needs_statement(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    needs = Need.objects.visible_to(request.user).filter(group=group).live()
    rows = list(
        needs.with_backing().with_weight().prefetch_related("evidence__study")
        .order_by("-supporters", "-raised_on", "-pk")[:MOST]
    )  # fmt: skip
    target = request.GET.get("target", "")
    context: dict[str, Any] = {
        "group": group,
        "crumbs": needs_crumbs(group),
        "targets": targets_of(rows),
        "target": target,
        "sections": sections(rows, target),
        "day": today(),
    }
    return render(request, "groups/needs_statement.html", context)
