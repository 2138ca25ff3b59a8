"""How far the parties of an agreement were there: seats held, and who came to meetings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from elo_platform.lib.dates import helsinki_day

# The last twelve months, and so many before them.
YEARS = 3

# One row for each seat that was called to a meeting: whoever came for it, the member first. Where
# it was entered who was present, that counts; else what they answered.
_PRESENCE = """
    WITH came AS (
      SELECT seat.organisation_id AS organisation, meeting.id AS meeting, seat.id AS seat,
        (SELECT count(*) FROM unnest(%(since)s::date[]) AS since(day)
         WHERE meeting.day <= since.day) AS years_ago,
        extract(epoch FROM meeting.ends_at - meeting.starts_at) / 3600 AS hours,
        bool_or(called.presence <> '') AS entered,
        max(CASE WHEN said.word = 'deputy'
              OR said.word IN ('yes', 'present', 'remote') AND EXISTS (
              SELECT FROM groups_seatholder holder
              WHERE holder.seat_id = seat.id AND holder.user_id = called.user_id
                AND holder.kind = 'deputy' AND NOT holder.is_void
                AND holder.starts_on <= meeting.day
                AND (holder.ends_on IS NULL OR holder.ends_on >= meeting.day)) THEN 1
            WHEN said.word IN ('yes', 'present', 'remote') THEN 2 ELSE 0 END) AS presence
      FROM groups_attendance called
        CROSS JOIN LATERAL (
          SELECT coalesce(nullif(called.presence, ''), called.answer) AS word) said
        JOIN groups_seat seat ON seat.id = called.seat_id
        JOIN groups_meeting meeting ON meeting.id = called.meeting_id
        JOIN groups_body body ON body.id = meeting.body_id
      WHERE body.group_id = %(group)s AND seat.organisation_id = ANY(%(ids)s::bigint[])
        AND meeting.state = 'called' AND meeting.ends_at <= %(now)s AND meeting.day > %(from)s
      GROUP BY seat.organisation_id, meeting.id, seat.id
    )
    SELECT organisation, years_ago, count(*) FILTER (WHERE presence = 2),
      count(*) FILTER (WHERE presence = 1), count(*) FILTER (WHERE presence = 0),
      coalesce(sum(hours) FILTER (WHERE presence > 0), 0)::float,
      count(*) FILTER (WHERE entered)
    FROM came GROUP BY organisation, years_ago
"""
_HELD = """
    SELECT seat.organisation_id, count(DISTINCT seat.id) FROM groups_seat seat
      JOIN groups_body body ON body.id = seat.body_id
      JOIN groups_seatholder holder ON holder.seat_id = seat.id
    WHERE body.group_id = %(group)s AND seat.organisation_id = ANY(%(ids)s::bigint[])
      AND seat.opened_on <= %(today)s AND (seat.closed_on IS NULL OR seat.closed_on >= %(today)s)
      AND NOT holder.is_void AND holder.starts_on <= %(today)s
      AND (holder.ends_on IS NULL OR holder.ends_on >= %(today)s)
    GROUP BY seat.organisation_id
"""


@dataclass(slots=True)
class Presence:
    """Who came for the seats that were called to meetings of one year: counts, and hours.

    `entered` of the calls are counted by who was entered as present, the others by the answers.
    """

    member: int = 0
    deputy: int = 0
    nobody: int = 0
    hours: float = 0
    entered: int = 0

    @property
    def called(self) -> int:
        return self.member + self.deputy + self.nobody

    @property
    def percent(self) -> int | None:
        """Return the share of calls that a member or a deputy followed; None without calls."""
        return round(100 * (self.member + self.deputy) / self.called) if self.called else None

    def add(self, other: Presence) -> None:
        """Count what `other` counts, too."""
        self.member += other.member
        self.deputy += other.deputy
        self.nobody += other.nobody
        self.hours += other.hours
        self.entered += other.entered


def no_presence() -> list[Presence]:
    """Return a row of years in which nobody was called."""
    return [Presence() for _year in range(YEARS)]


def read_presence(
    group_id: int, organisation_ids: Iterable[int], *, now: datetime
) -> dict[int, list[Presence]]:
    """Return by organisation who came to the group's meetings: the last twelve months first."""
    today = helsinki_day(now)
    ends = [_years_before(today, years) for years in range(1, YEARS + 1)]
    values = {
        "group": group_id,
        "ids": list(organisation_ids),
        "now": now,
        "since": ends[:-1],
        "from": ends[-1],
    }
    found: dict[int, list[Presence]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_PRESENCE, values)
        for organisation, years_ago, *counts in cursor.fetchall():
            found.setdefault(organisation, no_presence())[years_ago] = Presence(*counts)
    return found


def read_seats_held(
    group_id: int, organisation_ids: Iterable[int], *, today: date
) -> dict[int, int]:
    """Return by organisation how many seats it holds in the group today, by whomever."""
    values = {"group": group_id, "ids": list(organisation_ids), "today": today}
    with connection.cursor() as cursor:
        cursor.execute(_HELD, values)
        return dict(cursor.fetchall())


def _years_before(day: date, years: int) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if is_leap_day else day.day)
