"""The discussions of a space as a file."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from elo_platform.lib.access import members_only
from elo_platform.lib.http import table_file
from forums.panels.export import topics_table
from forums.views.frame import found_space
from groups.services.export_lists import record_export


@members_only
def topics_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    space = found_space(request, pk)
    table = topics_table(request.user, space)
    given = {"table": table, "ending": ending, "group": space.group}
    record_export(**given, by=request.user, now=timezone.now())
    return table_file(table, ending)
