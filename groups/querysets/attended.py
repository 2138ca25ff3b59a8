"""Who came: the last meetings of a body, and of which kinds somebody was there.

A seat that is filled and a seat whose people come are two facts; they are never mixed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from groups.querysets.coverage import Kind, Rate, SeatLine

MEETINGS = 4

# Who was entered as present, they or their deputy; where nothing was entered of somebody, what
# they answered. Of a meeting without any of both nobody knows who came, so it is left out.
_HELD = """
    SELECT held.body_id, held.day, array_agg(DISTINCT seat.category_id), EXISTS (
        SELECT FROM groups_attendance WHERE meeting_id = held.id AND presence <> '')
    FROM (
        SELECT id, body_id, day,
          row_number() OVER (PARTITION BY body_id ORDER BY starts_at DESC) AS place
        FROM groups_meeting meeting
        WHERE body_id = ANY(%s) AND state = 'called' AND ends_at <= %s AND day <= %s
          AND EXISTS (SELECT FROM groups_attendance
                      WHERE meeting_id = meeting.id AND (answer <> 'none' OR presence <> ''))
      ) held
      LEFT JOIN groups_attendance came
        ON came.meeting_id = held.id
          AND coalesce(nullif(came.presence, ''), came.answer)
            IN ('present', 'remote', 'yes', 'deputy')
      LEFT JOIN groups_seat seat ON seat.id = came.seat_id
    WHERE held.place <= %s
    GROUP BY held.id, held.body_id, held.day
"""


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A meeting gone by, and the kinds (ids) of which somebody came.

    `is_entered` says that who was present was entered; else it is what people answered.
    """

    body_id: int
    day: date
    came: frozenset[int | None]
    is_entered: bool


def read_held(bodies: Iterable[int], *, on: date, now: datetime) -> list[HeldMeeting]:
    """Return the last answered MEETINGS of each of `bodies` (ids) until `on`: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [list(bodies), now, on, MEETINGS])
        return [
            HeldMeeting(body, day, frozenset(came), is_entered)
            for body, day, came, is_entered in cursor.fetchall()
        ]


def attended(kind: Kind, seats: Iterable[SeatLine], held: Iterable[HeldMeeting]) -> Rate | None:
    """Return to how many of the meetings at which the kind had a seat somebody of it came."""
    own = [seat for seat in seats if seat.category_id in kind.fulfilled_by]
    called = [
        bool(kind.fulfilled_by & meeting.came)
        for meeting in held
        if any(seat.body_id == meeting.body_id and seat.is_open(meeting.day) for seat in own)
    ]
    return Rate(sum(called), len(called)) if called else None
