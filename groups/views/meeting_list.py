"""A group's meetings. Rows are plain values, and a page is found by its key, not by counting."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from elo_platform.lib.access import public
from elo_platform.lib.http import address, with_query
from groups.models import Body
from groups.page import group_crumbs, group_tabs
from groups.panels.arranging import arranging_links, own_bodies
from groups.panels.meeting_lists import meeting_rows
from groups.permissions import BodyPermission
from groups.querysets.meeting_lists import Key, meetings_after, meetings_ahead, meetings_before
from groups.querysets.permitted import rights_in, rights_in_body
from groups.states import MeetingState
from groups.views.frame import seen_group

PER_PAGE = 25
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@public("meetings may be open to everyone; visible_to decides")
def group_meetings(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    now = timezone.now()
    is_first = not (request.GET.get("before") or request.GET.get("after"))
    bodies = own_bodies(request.user, pk)
    context = {
        "group": group,
        "crumbs": group_crumbs(group),
        "tabs": group_tabs(group, rights_in(request.user, pk), "group_meetings"),
        "is_first": is_first,
        "arranging": arranging_links(bodies),
        **_page(request, pk, now),
        **(_ahead(request, pk, bodies, now) if is_first else {}),
    }
    return render(request, "groups/group_meetings.html", context)


def _ahead(request: HttpRequest, pk: int, bodies: list[Body], now: datetime) -> dict[str, Any]:
    """Return what is to come, and for those who lead a body its drafts and a way to a new one."""
    found = meetings_ahead(request.user, pk, now, most=3 * PER_PAGE)
    drafts = [row for row in found if row.state == MeetingState.DRAFT]
    edits = BodyPermission.EDIT_MEETINGS
    return {
        "upcoming": meeting_rows(found[len(drafts) :][: 2 * PER_PAGE], tone="accent"),
        "drafts": meeting_rows(drafts, tone="neutral"),
        "led": [
            {"name": body.name, "url": address("groups:meeting_new", body.pk)}
            for body in bodies
            if edits in rights_in_body(request.user, body)
        ],
    }


def _page(request: HttpRequest, pk: int, now: datetime) -> dict[str, Any]:
    """Return one page of what is over, with the keys of the pages beside it."""
    before, after = _key(request.GET.get("before")), _key(request.GET.get("after"))
    if after:
        found = meetings_after(request.user, pk, now, after, most=PER_PAGE + 1)
        has_newer, found = len(found) > PER_PAGE, found[:PER_PAGE][::-1]
        has_older = bool(found)
    else:
        found = meetings_before(request.user, pk, now, before, most=PER_PAGE + 1)
        has_older, found = len(found) > PER_PAGE, found[:PER_PAGE]
        has_newer = bool(before)
    older = with_query(request, before=_text(found[-1]), after=None) if has_older else ""
    newer = with_query(request, after=_text(found[0]), before=None) if has_newer and found else ""
    return {"past": meeting_rows(found), "older_url": older, "newer_url": newer}


def _key(text: str | None) -> Key | None:
    """Return the key in an address: microseconds and id; None where it is no key."""
    first, _dash, second = (text or "").partition("-")
    if not all(part.isascii() and part.isdigit() and len(part) < 18 for part in (first, second)):
        return None
    try:
        return EPOCH + timedelta(microseconds=int(first)), int(second)
    except OverflowError:
        return None


def _text(row: Any) -> str:
    return f"{(row.starts_at - EPOCH) // timedelta(microseconds=1)}-{row.pk}"
