"""What a group's year brings to its calendar, and to what waits for its coordinators."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.calendars import Entry
from elo_platform.lib.dates import HELSINKI, helsinki_day
from elo_platform.lib.http import absolute, address
from groups.models import EloGroup, YearEntry
from groups.panels.meetings import PAST_DAYS
from groups.panels.year import gap_title
from groups.permissions import GroupPermission
from groups.querysets.permitted import groups_with
from groups.querysets.years import gaps_of
from groups.states import EventState, GroupState, MeetingState

# From this month on it is the next year that is looked at.
AUTUMN = 10


def year_entries(user: User, group_id: int, now: datetime) -> list[Entry]:
    """Return the confirmed entries of a group's year (port GROUP_CALENDAR).

    What has been called, or opened for sign-up, stands in the calendar by itself.
    """
    since = helsinki_day(now) - timedelta(days=PAST_DAYS)
    rows = YearEntry.objects.visible_to(user).confirmed().with_held().select_related("body")
    rows = rows.filter(group=group_id, day__gte=since).order_by("day", "pk")
    return [_entry(row, row.on) for row in rows if row.on and not _stands_itself(row)]


def _stands_itself(row: YearEntry) -> bool:
    meeting, event = row.meeting, row.event
    is_called = meeting is not None and meeting.state != MeetingState.DRAFT
    return is_called or (event is not None and event.state != EventState.DRAFT)


def _entry(row: YearEntry, day: date) -> Entry:
    held, last = row.meeting or row.event or row, row.until or day
    begins, ends = held.begins, held.ends
    starts: datetime | date = day
    until: datetime | date = last + timedelta(days=1)
    if begins and ends and last == day:
        starts = datetime.combine(day, begins, tzinfo=HELSINKI)
        until = datetime.combine(day, ends, tzinfo=HELSINKI)
    url = absolute(address("groups:group_year_of", row.group_id, row.year))
    return Entry(
        uid=f"year-{row.pk}@{settings.MAIL_DOMAIN}",
        sequence=row.version,
        starts=starts,
        ends=until,
        title=f"{row.title} – {row.body.name}" if row.body else row.title,
        text="\n\n".join(filter(None, [row.topics, url])),
        place=held.place,
        url=url,
        changed_at=row.changed_at,
        is_free=True,
    )


def due_year(user: User, now: datetime) -> list[dict[str, object]]:
    """Return what the years of the groups that `user` manages lack (port DUE)."""
    if groups_with(user, GroupPermission.MANAGE_GROUP) == []:
        return []
    today = helsinki_day(now)
    year = today.year + int(today.month >= AUTUMN)
    managed = EloGroup.objects.permitted(user, GroupPermission.MANAGE_GROUP)
    groups = list(managed.filter(state=GroupState.ACTIVE).order_by("pk"))
    gaps = gaps_of([group.pk for group in groups], year)
    return [
        {
            "icon": "circle-dashed",
            "tone": "hjortron",
            "title": gettext("The year %(year)s lacks: %(names)s")
            % {"year": year, "names": ", ".join(gap_title(gap) for gap in gaps[group.pk])},
            "why": gettext("%(group)s: plan and confirm it in the year clock")
            % {"group": group.name},
            "url": address("groups:group_year_of", group.pk, year),
            "label": gettext("Open the year"),
        }
        for group in groups
        if gaps[group.pk]
    ]
