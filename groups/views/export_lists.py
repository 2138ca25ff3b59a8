"""The lists of a group as files: as far as their reader may see the page, with its filters."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from elo_platform.lib.access import members_only, public
from elo_platform.lib.decisions import require
from elo_platform.lib.http import table_file
from elo_platform.lib.tables import Table
from groups.forms.people import PeopleForm
from groups.models import (
    BacklogItem,
    Body,
    EloGroup,
    Invitation,
    Meeting,
    Outcome,
    Seat,
    Series,
)
from groups.panels.export_lists import (
    backlog_table,
    invitations_table,
    meetings_table,
    needs_table,
    outcomes_table,
    people_table,
    series_table,
)
from groups.permissions import BodyPermission, GroupPermission
from groups.policies.people import can_manage_seats
from groups.querysets.permitted import rights_in
from groups.querysets.sittings import read_sittings
from groups.services.export_lists import record_export
from groups.views.frame import group_with, seen_group, today
from groups.views.needs import listed_needs
from groups.views.outcomes import listed_outcomes
from groups.views.people import shown_bodies


@members_only
def people_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    group = group_with(request, pk, GroupPermission.VIEW_PEOPLE)
    known = list(Body.objects.visible_to(request.user).filter(group=group).in_order())
    form = PeopleForm(request.GET or None, bodies=known, initial={"on": today()})
    on, shown = form.day(today()), shown_bodies(known, form)
    seats = Seat.objects.visible_to(request.user).filter(body__in=shown).open_on(on)
    table = people_table(shown, read_sittings(seats, on), on=on, has_contacts=on == today())
    return _recorded(request, group, table, ending)


@members_only
def invitations_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    group = seen_group(request, pk)
    require(can_manage_seats(request.user, group))
    asked = Invitation.objects.visible_to(request.user).filter(seat__body__group=group)
    rows = asked.with_seat(today()).order_by("-invited_at", "-pk")
    table = invitations_table(rows, timezone.now())
    return _recorded(request, group, table, ending)


@public("meetings may be open to everyone; visible_to decides")
def meetings_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    group = seen_group(request, pk)
    meetings = Meeting.objects.visible_to(request.user).filter(body__group=group)
    return table_file(meetings_table(meetings), ending)


@members_only
def backlog_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    body = _body(request, pk)
    matters = BacklogItem.objects.visible_to(request.user).filter(body=body)
    return table_file(backlog_table(matters), ending)


@members_only
def series_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    body = _body(request, pk)
    series = Series.objects.visible_to(request.user).filter(body=body)
    return table_file(series_table(series), ending)


@public("a need may be open to everyone; visible_to decides")
def needs_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    group = seen_group(request, pk)
    return table_file(needs_table(listed_needs(request, group.pk), today()), ending)


@public("an outcome may be open to everyone; visible_to decides")
def outcomes_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    group = seen_group(request, pk)
    outcomes = Outcome.objects.visible_to(request.user).filter(body__group=group)
    shows = GroupPermission.VIEW_PEOPLE in rights_in(request.user, pk)
    rows = listed_outcomes(request, outcomes)
    return table_file(outcomes_table(rows, shows_progress=shows), ending)


def _body(request: HttpRequest, pk: int) -> Body:
    """Return a body whose meetings the reader sees from the inside."""
    body = get_object_or_404(
        Body.objects.permitted(request.user, BodyPermission.VIEW_MEETINGS), pk=pk
    )
    request.elo_group_id = body.group_id
    return body


def _recorded(request: HttpRequest, group: EloGroup, table: Table, ending: str) -> HttpResponse:
    """Answer with a list of people, and record that it left."""
    request.elo_group_id = group.pk
    response = table_file(table, ending)
    given = {"table": table, "ending": ending, "group": group}
    record_export(**given, by=request.user, now=timezone.now())
    return response
