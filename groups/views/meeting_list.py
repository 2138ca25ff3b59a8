"""A group's meetings. Rows are plain values, and a page is found by its key, not by counting."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext

from elo_platform.lib.access import public
from elo_platform.lib.http import address, with_query
from elo_platform.lib.text import foreign, language_used
from groups.models import Body, Meeting
from groups.page import group_crumbs, group_tabs
from groups.panels.arranging import arranging_links, own_bodies
from groups.permissions import BodyPermission
from groups.querysets.permitted import rights_in, rights_in_body
from groups.states import MeetingState
from groups.views.frame import seen_group

PER_PAGE = 25
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
COLUMNS = (
    "pk", "day", "begins", "ends", "place", "state", "starts_at",
    "title_sv", "title_fi", "body__name_sv", "body__name_fi", "body__name_en",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list; the names are those of the columns."""

    title_sv: str
    title_fi: str
    name_sv: str
    name_fi: str
    name_en: str


@public("meetings may be open to everyone; visible_to decides")
def group_meetings(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    now = timezone.now()
    meetings = Meeting.objects.visible_to(request.user).filter(body__group=group)
    past = _page(request, meetings.past(now))
    is_first = not (request.GET.get("before") or request.GET.get("after"))
    bodies = own_bodies(request.user, pk)
    context = {
        "group": group,
        "crumbs": group_crumbs(group),
        "tabs": group_tabs(group, rights_in(request.user, pk), "group_meetings"),
        "is_first": is_first,
        "arranging": arranging_links(bodies),
        **past,
        **(_ahead(request, bodies, meetings, now) if is_first else {}),
    }
    return render(request, "groups/group_meetings.html", context)


def _ahead(
    request: HttpRequest, bodies: list[Body], meetings: models.QuerySet, now: datetime
) -> dict[str, Any]:
    """Return what is to come, and for those who lead a body its drafts and a way to a new one."""
    rows = _rows(meetings.ahead(now)[: 3 * PER_PAGE])
    drafts = [row for row in rows if row["is_draft"]]
    edits = BodyPermission.EDIT_MEETINGS
    return {
        "upcoming": rows[len(drafts) :][: 2 * PER_PAGE],
        "drafts": drafts,
        "led": [
            {"name": body.name, "url": address("groups:meeting_new", body.pk)}
            for body in bodies
            if edits in rights_in_body(request.user, body)
        ],
    }


def _page(request: HttpRequest, past: models.QuerySet) -> dict[str, Any]:
    """Return one page of what is over, with the keys of the pages beside it."""
    before, after = _key(request.GET.get("before")), _key(request.GET.get("after"))
    if after:
        at, pk = after
        later = past.filter(Q(starts_at__gt=at) | Q(starts_at=at, pk__gt=pk))
        found = list(later.order_by("starts_at", "pk").values(*COLUMNS)[: PER_PAGE + 1])
        has_newer, found = len(found) > PER_PAGE, found[:PER_PAGE][::-1]
        has_older = bool(found)
    else:
        if before:
            at, pk = before
            past = past.filter(Q(starts_at__lt=at) | Q(starts_at=at, pk__lt=pk))
        found = list(past.values(*COLUMNS)[: PER_PAGE + 1])
        has_older, found = len(found) > PER_PAGE, found[:PER_PAGE]
        has_newer = bool(before)
    older = with_query(request, before=_text(found[-1]), after=None) if has_older else ""
    newer = with_query(request, after=_text(found[0]), before=None) if has_newer and found else ""
    return {"past": [_line(row) for row in found], "older_url": older, "newer_url": newer}


def _key(text: str | None) -> tuple[datetime, int] | None:
    """Return the key in an address: microseconds and id; None where it is no key."""
    first, _dash, second = (text or "").partition("-")
    if not all(part.isascii() and part.isdigit() and len(part) < 18 for part in (first, second)):
        return None
    try:
        return EPOCH + timedelta(microseconds=int(first)), int(second)
    except OverflowError:
        return None


def _text(row: dict[str, Any]) -> str:
    return f"{(row['starts_at'] - EPOCH) // timedelta(microseconds=1)}-{row['pk']}"


def _rows(meetings: models.QuerySet) -> list[dict[str, Any]]:
    return [_line(row) for row in meetings.values(*COLUMNS)]


def _line(row: dict[str, Any]) -> dict[str, Any]:
    """Format a row here: twenty-five times a template's filters cost more than the query."""
    names = Row(
        row["title_sv"], row["title_fi"],
        row["body__name_sv"], row["body__name_fi"], row["body__name_en"],
    )  # fmt: skip
    language, title = language_used(names, "title")
    return {
        "url": f"/meetings/{row['pk']}/",
        "title": title,
        "language": foreign(language),
        "body": language_used(names, "name")[1],
        "date": row["day"],
        "when": gettext("%(date)s, %(begins)s–%(ends)s")
        % {
            "date": date_format(row["day"], "SHORT_DATE_FORMAT"),
            "begins": time_format(row["begins"]),
            "ends": time_format(row["ends"]),
        },
        "place": row["place"],
        "is_draft": row["state"] == MeetingState.DRAFT,
        "is_cancelled": row["state"] == MeetingState.CANCELLED,
    }
