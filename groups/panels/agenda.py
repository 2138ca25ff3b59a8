"""The agenda of a meeting as its page shows it: sections, clock, presenters, what fills itself."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.http import address
from groups.kinds import OUTCOMES_ALLOWED, Mandate
from groups.models import AgendaItem, Meeting, Outcome
from groups.models.standing import Purpose
from groups.panels.items import item_links
from groups.panels.outcomes import by_item, kind_rows
from groups.permissions import BodyPermission
from groups.policies.meetings import Rights
from groups.policies.outcomes import can_record
from groups.querysets.standing import asked_by, lines_of
from groups.services.standing import filled
from groups.states import MeetingState

Row = dict[str, Any]


def agenda(
    meeting: Meeting, reader: User | AnonymousUser, rights: Rights, now: datetime
) -> dict[str, Any]:
    """Return the agenda in sections, how long it is, and what the meeting may come to.

    The meeting is read `with_agenda`, its papers, and `day_before`.
    """
    items = list(meeting.items.all())
    found = _outcomes(meeting, reader) if meeting.has_begun(now) else {}
    may_record = can_record(reader, meeting, now, rights)
    record_url = reverse("groups:outcome_new", args=[meeting.pk]) if may_record else ""
    rows = _rows(meeting, items, leads=BodyPermission.EDIT_MEETINGS in rights)
    links = item_links([item.pk for item in items], reader)
    lines = _lines(meeting, items, reader, now)
    before = {item.pk: item.carried_from_id for item in items}
    carried = came_from(before, meeting.body_id, reader)
    for row in rows:
        item = row["item"]
        row |= {
            "outcomes": found.get(item.pk),
            "record_url": f"{record_url}?item={item.pk}" if record_url else "",
            "link": links.get(item.pk),
            # One that was cancelled has no minutes that say it.
            "fills": item.standing and meeting.state != MeetingState.CANCELLED,
            "filled": _filled(item, lines),
            "carried": carried.get(item.pk, ""),
        }
    allowed = OUTCOMES_ALLOWED[Mandate(meeting.body.mandate)]
    is_inside = BodyPermission.VIEW_MEETINGS in rights
    return {
        "items": rows,
        "sections": _sections(rows),
        **_length_now(meeting, items, now),
        "papers": [paper for paper in meeting.papers.all() if paper.item_id is None],
        "other_outcomes": found.get(None),
        "record_url": record_url,
        "kinds": kind_rows(meeting.body, allowed) if is_inside else [],
    }


def _outcomes(meeting: Meeting, reader: User | AnonymousUser) -> dict[int | None, list[Row]]:
    rows = Outcome.objects.visible_to(reader).filter(meeting=meeting)
    return by_item(rows.select_related("decided_by").order_by("pk"))


def length_of(meeting: Meeting, items: Iterable[AgendaItem]) -> dict[str, int]:
    """Return how many minutes the items take, how long the meeting is, and what is too much."""
    minutes = sum(item.minutes or 0 for item in items)
    length = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    return {"minutes": minutes, "length": length, "over": max(0, minutes - length)}


def _length_now(meeting: Meeting, items: Iterable[AgendaItem], now: datetime) -> dict[str, int]:
    """Return the same as the page says it: what is too much warns until the meeting is over."""
    length = length_of(meeting, items)
    return length | ({"over": 0} if meeting.is_over(now) else {})


def came_from(
    carried: Mapping[int, int | None], body_id: int, reader: User | AnonymousUser
) -> dict[int, str]:
    """Return in words on which meetings matters were, by key; `carried` are earlier items."""
    wanted = {key: pk for key, pk in carried.items() if pk}
    if not wanted:
        return {}
    rows = AgendaItem.objects.visible_to(reader).filter(
        Q(carried_to__isnull=False) | Q(carried__isnull=False), meeting__body=body_id
    )
    before = {row.pk: row for row in rows.select_related("meeting").distinct()}
    return {key: _history(pk, before) for key, pk in wanted.items()}


def _history(at: int | None, before: dict[int, AgendaItem]) -> str:
    """Return on which meetings a matter was, the earliest first."""
    titles: list[str] = []
    left = dict(before)
    while at in left:
        item = left.pop(at)
        titles.insert(0, item.meeting.title)
        at = item.carried_from_id
    if not titles:
        return ""
    *first, last = titles
    if not first:
        return gettext("Was on %(meeting)s") % {"meeting": last}
    words = {"meetings": ", ".join(first), "last": last}
    return gettext("Was on %(meetings)s and %(last)s") % words


def _rows(meeting: Meeting, items: Iterable[AgendaItem], *, leads: bool) -> list[Row]:
    """Return each matter with its number, when it begins, as far as known, and who presents it."""
    papers: dict[int, list[Any]] = {}
    for paper in meeting.papers.all():
        papers.setdefault(paper.item_id or 0, []).append(paper)
    clock: datetime | None = meeting.starts_at
    rows = []
    for number, item in enumerate(items, start=1):
        by = item.presenter or (item.presented_by.name if item.presented_by else "")
        is_vacant = leads and not item.is_there and meeting.state != MeetingState.CANCELLED
        row = {"item": item, "number": number, "by": by, "clock": _clock(clock, item.minutes)}
        row["purpose"] = str(Purpose(item.purpose).label)
        row["url"] = address("groups:item_detail", item.pk)
        rows.append(row | {"is_vacant": is_vacant, "papers": papers.get(item.pk, ())})
        clock = clock + item.length if clock and item.minutes else None
    return rows


def _clock(at: datetime | None, minutes: int | None) -> str:
    """Return in words when a matter begins, as far as known, and how long it takes, if it is said.

    A template's filters cost more than the matter.
    """
    if not minutes:
        return ""
    length = gettext("%(minutes)s min") % {"minutes": minutes}
    return f"{time_format(localtime(at))} · {length}" if at else length


def _sections(rows: list[Row]) -> list[Row]:
    """Return the rows under the heading that each stands under; the first may have none."""
    sections: list[Row] = []
    for row in rows:
        title = row["item"].section
        if title or not sections:
            sections.append({"title": title, "first": row["number"], "rows": []})
        sections[-1]["rows"].append(row)
    return sections


def _filled(item: AgendaItem, lines: dict[str, Any] | None) -> list[Row] | None:
    return filled(kind=item.standing, lines=lines) if item.standing and lines is not None else None


def _lines(
    meeting: Meeting, items: Iterable[AgendaItem], reader: User | AnonymousUser, now: datetime
) -> dict[str, Any] | None:
    """Return what standing items say now; None of a meeting gone by, whose minutes say it."""
    kinds = {item.standing for item in items if item.standing}
    if meeting.state == MeetingState.CANCELLED or meeting.ends_at <= now:
        return None
    today = helsinki_day(now)
    return lines_of(asked_by(meeting, kinds, since=meeting.day_before, today=today), reader)
