"""The actions of a plan as a file: as far as its reader may read them, with the page's filters."""

from django.http import HttpRequest, HttpResponse

from elo_platform.lib.access import public
from elo_platform.lib.http import table_file
from plans.panels.export import actions_table
from plans.views.frame import seen_plan
from plans.views.plans import shown_table


@public("plans may be open to everyone; visible_to decides")
def actions_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    plan = seen_plan(request, pk)
    return table_file(actions_table(shown_table(request, plan)), ending)
