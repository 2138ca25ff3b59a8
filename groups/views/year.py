from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import made
from elo_platform.lib.decisions import require
from elo_platform.lib.http import address, table_file
from groups.forms.year import ACTS, ChosenForm
from groups.models import EloGroup, Event, Meeting, YearEntry, YearRule, YearTheme
from groups.page import group_crumbs, group_tabs
from groups.panels.year import (
    Reader,
    clock_of,
    gap_rows,
    proposal_rows,
    quarters_of,
    rings,
    year_table,
)
from groups.panels.year_held import with_all_held
from groups.permissions import GroupPermission
from groups.policies.settings import can_manage_group
from groups.querysets.permitted import rights_in
from groups.querysets.years import gaps_of
from groups.services.year_entries import step_entries
from groups.services.year_meetings import draft_entries
from groups.services.year_proposals import accept_proposals, keep_days
from groups.states import EventState, MeetingState, YearAction, YearState
from groups.views.frame import group_with, today

# Years that a group may look at and plan.
FIRST_YEAR, AHEAD = 2000, 10


@members_only
def group_year(request: HttpRequest, pk: int) -> HttpResponse:
    group = group_with(request, pk, GroupPermission.VIEW_PEOPLE)
    return _page(request, group, today().year, None)


@members_only
@once
def group_year_of(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    group = group_with(request, pk, GroupPermission.VIEW_PEOPLE)
    plannable(year)
    if request.method != "POST":
        return _page(request, group, year, None)
    require(can_manage_group(request.user, group))
    form = ChosenForm(request.POST, entries=_entries(request, group, year))
    if form.is_valid() and (count := _act(request, group, year, form)):
        messages.success(request, _told(form.cleaned_data["do"], count))
        return redirect("groups:group_year_of", pk=pk, year=year)
    return _page(request, group, year, form)


@members_only
def year_export(request: HttpRequest, pk: int, year: int, ending: str) -> HttpResponse:
    group = group_with(request, pk, GroupPermission.VIEW_PEOPLE)
    plannable(year)
    rows, _reader = _whole(request, group, year)
    return table_file(year_table(rows, year, today()), ending)


def plannable(year: int) -> None:
    """Refuse a year that nobody plans.

    Raises:
        Http404: it is too long ago, or too far ahead.
    """
    if not FIRST_YEAR <= year <= today().year + AHEAD:
        raise Http404


def year_crumbs(group: EloGroup, year: int | None = None) -> list[dict[str, str]]:
    """Return the way to a page under a group's year."""
    year = year or today().year
    url = address("groups:group_year_of", group.pk, year)
    return [*group_crumbs(group), {"url": url, "label": str(year)}]


def _entries(request: HttpRequest, group: EloGroup, year: int) -> Any:
    rows = YearEntry.objects.visible_to(request.user).filter(group=group, year=year).with_held()
    return rows.select_related("body", "rule__anchor", "anchor")


def _act(request: HttpRequest, group: EloGroup, year: int, form: ChosenForm) -> int | None:
    """Do what was pressed to what was ticked; None, with the reasons in the form, if refused."""
    given = {
        "group_id": group.pk,
        "year": year,
        "entry_ids": [entry.pk for entry in form.cleaned_data["entries"]],
        "by": request.user,
        "now": timezone.now(),
    }
    act = ACTS[form.cleaned_data["do"]]
    if isinstance(act, YearAction):
        return made(form, step_entries, **given, action=act)
    return made(form, _SERVICES[act], **given)


_SERVICES: dict[str, Callable[..., int]] = {
    "meet": draft_entries,
    "accept": accept_proposals,
    "keep": keep_days,
}


def _told(act: str, count: int) -> str:
    words = {
        "confirm": ngettext("One entry is confirmed.", "%(number)s entries are confirmed.", count),
        "finish": ngettext("One entry is done.", "%(number)s entries are done.", count),
        "drop": ngettext("One entry is left out.", "%(number)s entries are left out.", count),
        "restore": ngettext("One entry is back.", "%(number)s entries are back.", count),
        "meet": ngettext(
            "One draft is made. Nobody is told before you call it or open it.",
            "%(number)s drafts are made. Nobody is told before you call or open them.",
            count,
        ),
        "accept": ngettext("One entry has moved.", "%(number)s entries have moved.", count),
        "keep": ngettext("One entry keeps its day.", "%(number)s entries keep their days.", count),
    }
    return words[act] % {"number": count}


def _page(
    request: HttpRequest, group: EloGroup, year: int, form: ChosenForm | None
) -> HttpResponse:
    rights = rights_in(request.user, group.pk)
    manages = GroupPermission.MANAGE_GROUP in rights
    entries, reader = _whole(request, group, year, manages=manages)
    rules = YearRule.objects.visible_to(request.user).filter(group=group)
    gaps = gaps_of([group.pk], year)[group.pk] if manages else []
    context = {
        "group": group,
        "year": year,
        "years": [(each, address("groups:group_year_of", group.pk, each))
                  for each in (year - 1, year, year + 1)],
        "theme": YearTheme.objects.visible_to(request.user).filter(group=group, year=year).first(),
        "quarters": quarters_of(entries, year, reader),
        "proposals": proposal_rows(entries) if manages else [],
        "is_made": any(entry.pk for entry in entries),
        "has_rules": manages and (bool(entries) or rules.exists()),
        "has_dropped": any(entry.state == YearState.DROPPED for entry in entries),
        "gaps": gap_rows(gaps, group.pk, year),
        "clock": clock_of(entries, year, today()),
        "rings": rings(),
        "manages": manages,
        "form": form or ChosenForm(entries=_entries(request, group, year)),
        "ticked": form.data.getlist("entries") if form else [],
        "crumbs": group_crumbs(group),
        "tabs": group_tabs(group, rights, "group_year"),
    }  # fmt: skip
    return render(request, "groups/group_year.html", context, status=422 if form else 200)


def _whole(
    request: HttpRequest, group: EloGroup, year: int, *, manages: bool = False
) -> tuple[list[YearEntry], Reader]:
    """Return the year's entries with all that is called or open in it, and what may be opened."""
    user, entries = request.user, list(_entries(request, group, year))
    here = Q(body__group=group, day__year=year, state=MeetingState.CALLED)
    here |= Q(pk__in=[entry.meeting_id for entry in entries if entry.meeting_id])
    meetings = list(Meeting.objects.visible_to(user).filter(here).select_related("body"))
    here = Q(group=group, day__year=year, state=EventState.OPEN)
    here |= Q(pk__in=[entry.event_id for entry in entries if entry.event_id])
    events = list(Event.objects.visible_to(user).filter(here))
    ids = [row.pk for row in meetings] if manages else []
    movable = Meeting.objects.editable_by(user).to_come(timezone.now()).filter(pk__in=ids)
    parts = (meetings, movable if ids else [], events)
    opens, moves, attends = (frozenset(row.pk for row in rows) for rows in parts)
    reader = Reader(opens, moves, attends, manages, today())
    return with_all_held(entries, meetings, events, year), reader
