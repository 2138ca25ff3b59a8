"""The lists of groups and of how one works, as files."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from elo_platform.lib.access import members_only, public
from elo_platform.lib.http import table_file
from elo_platform.lib.text import alphabetical
from groups.models import Agreement, Duty, EloGroup, Responsibility
from groups.panels.export_working import (
    agreements_table,
    duties_table,
    groups_table,
    responsibilities_table,
)
from groups.services.export_lists import record_export
from groups.views.frame import as_of, today
from groups.views.network_frame import group_inside


@public("the list of groups: names, states and who coordinates them")
def groups_export(request: HttpRequest, ending: str) -> HttpResponse:
    on = today()
    found = EloGroup.objects.visible_to(request.user).with_coordinator(on).with_territory(on)
    return table_file(groups_table(sorted(found, key=lambda row: alphabetical(row.name))), ending)


@members_only
def agreements_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    group, _rights = group_inside(request, pk)
    rows = Agreement.objects.visible_to(request.user).filter(group=group)
    return table_file(agreements_table(rows.with_progress().latest_first()), ending)


@members_only
def duties_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    group, _rights = group_inside(request, pk)
    found = Duty.objects.visible_to(request.user).filter(group=group).marked_for(request.user)
    held = found.on(as_of(request).on).order_by("agreed_on", "pk")
    return table_file(duties_table(held), ending)


@members_only
def responsibilities_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    group, _rights = group_inside(request, pk)
    found = Responsibility.objects.visible_to(request.user).filter(group=group).not_over()
    table = responsibilities_table(found.with_people().order_by("starts_on", "pk"))
    given = {"table": table, "ending": ending, "group": group}
    record_export(**given, by=request.user, now=timezone.now())
    return table_file(table, ending)
