"""The list of a group's surveys as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from elo_platform.lib.access import public
from elo_platform.lib.http import table_file
from groups.models import EloGroup
from surveys.models import Survey
from surveys.panels.building import COLUMNS
from surveys.panels.export import surveys_table


@public("results may be open to everyone; visible_to decides")
def surveys_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    group = get_object_or_404(EloGroup.objects.visible_to(request.user), pk=pk)
    request.elo_group_id = group.pk
    rows = Survey.objects.visible_to(request.user).filter(group=group).only(*COLUMNS)
    return table_file(surveys_table(rows.order_by("-made_at", "-pk")), ending)
