"""What was done in a group, who took part, and what its texts said earlier."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from elo_platform.audit.models import AuditEvent
from elo_platform.lib.access import members_only
from elo_platform.lib.http import table_file, with_query
from elo_platform.lib.text import whole_number
from elo_platform.ports import entries
from groups.forms.timeline import HistoryForm
from groups.models import EloGroup
from groups.page import group_tabs, working_crumbs
from groups.panels.activity import PEOPLE, TOPIC_LABELS, activity_rows, share_rows
from groups.panels.export_working import activity_table
from groups.panels.versions import changed_rows
from groups.querysets.activity import Wanted, activity_in, before, shares_of
from groups.querysets.permitted import rights_in
from groups.querysets.versions import changed_texts
from groups.services.export_lists import record_export
from groups.views.frame import today
from groups.views.mandate import mandate_group

PER_PAGE, TEXTS_SHOWN, MOST_EXPORTED = 50, 20, 10_000
FIRST_YEAR = 2011


@members_only
def group_history(request: HttpRequest, pk: int) -> HttpResponse:
    group = mandate_group(request, pk)
    rights = rights_in(request.user, pk)
    form, wanted = _wanted(request)
    year = wanted.year or today().year
    context = {
        "group": group,
        "crumbs": working_crumbs(group),
        "tabs": group_tabs(group, rights, "group_working"),
        "form": form,
        "year": year,
        "shares": share_rows(shares_of(request.user, pk, year, _carried(group))),
        "texts": changed_rows(changed_texts(request.user, pk)[:TEXTS_SHOWN], pk),
        **_page(request, group, wanted),
    }
    return render(request, "groups/group_history.html", context)


@members_only
def history_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    group, (_form, wanted) = mandate_group(request, pk), _wanted(request)
    table = activity_table(activity_in(group.pk, wanted)[:MOST_EXPORTED])
    given = {"table": table, "ending": ending, "group": group}
    record_export(**given, by=request.user, now=timezone.now())
    return table_file(table, ending)


def _wanted(request: HttpRequest) -> tuple[HistoryForm, Wanted]:
    """Return the filters as a form, and as what was chosen."""
    form = HistoryForm(
        request.GET or None,
        topics=list(TOPIC_LABELS.items()),
        people=PEOPLE,
        years=list(range(today().year, FIRST_YEAR - 1, -1)),
    )
    return form, Wanted(form.chosen("topic"), form.chosen("who"), form.chosen("year"))


def _carried(group: EloGroup) -> dict[int, int]:
    """Return how many actions each organisation carries, as the rooms say."""
    found: dict[int, int] = {}
    for entry in entries("CARRIED").values():
        for pk, number in entry(group.pk).items():
            found[pk] = found.get(pk, 0) + number
    return found


def _page(request: HttpRequest, group: EloGroup, wanted: Wanted) -> dict[str, Any]:
    """Return a page of what was done, from the place that the address names."""
    rows = activity_in(group.pk, wanted)
    place = _place(request.GET.get("before", ""))
    rows = before(rows, *place) if place else rows
    events = list(rows[: PER_PAGE + 1])
    older = events[PER_PAGE - 1] if len(events) > PER_PAGE else None
    return {
        "rows": activity_rows(events[:PER_PAGE]),
        "older_url": with_query(request, before=_named(older)) if older else "",
        "newest_url": with_query(request, before=None) if place else "",
    }


def _named(event: AuditEvent) -> str:
    return f"{event.at.isoformat()}_{event.pk}"


def _place(text: str) -> tuple[datetime, int] | None:
    """Return the place in the list that an address names; None where it names none."""
    moment, _dash, pk = text.partition("_")
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    number = whole_number(pk)
    return (at, number) if at and at.tzinfo and number else None
