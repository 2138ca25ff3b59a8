"""Plans, and the actions of one, as files: as far as their reader may read them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from elo_platform.lib.access import public
from elo_platform.lib.http import table_file
from groups.models import EloGroup
from plans.panels.export import actions_table, plans_table
from plans.views.frame import seen_plan
from plans.views.plans import listed_plans, shown_table


@public("plans may be open to everyone; visible_to decides")
def actions_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    plan = seen_plan(request, pk)
    return table_file(actions_table(shown_table(request, plan)), ending)


@public("plans may be open to everyone; visible_to decides")
def plans_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    group = get_object_or_404(EloGroup.objects.visible_to(request.user), pk=pk)
    return table_file(plans_table(listed_plans(request, group)), ending)
