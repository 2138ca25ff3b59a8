"""What fills the standing items of an agenda: asked of the rooms, as far as a reader may see.

The entries of the port STANDING answer lines by kind; each room answers all of its kinds in one
statement, so that a page costs the same however many items fill themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import DateField, Prefetch

from elo_platform.lib.conditions import Condition, Written
from elo_platform.ports import entries
from groups.permissions import Visibility
from groups.querysets.reach import TODAY

if TYPE_CHECKING:
    from elo_platform.accounts.models import User
    from groups.models import Meeting

# Where a body has not met before, what is new is what is younger than this.
FIRST_TIME = timedelta(days=120)
SINCE = "since"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a standing item. `detail` stands beside the text, and is marked where late."""

    text: str
    url: str = ""
    detail: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a meeting's standing items ask for: which kinds, since when until when, and for whom.

    What came after the meeting began belongs to the next one: `until` is when it was opened, or
    else was to begin.
    `audience` is None for one reader; else only what all who may open the meeting may read
    is wanted, since the text is kept and read by all of them.
    """

    meeting_id: int
    body_id: int
    group_id: int
    is_leading: bool
    since: date
    today: date
    kinds: frozenset[str]
    until: datetime | None = None
    audience: Visibility | None = None

    def wants(self, kind: str) -> bool:
        """Tell whether lines of `kind` are asked for, alone or with all the others."""
        return bool(self.kinds & {kind, SINCE})

    @property
    def open_to(self) -> list[str]:
        """Return how far a thing must be open, at least, so that the audience reads it."""
        values = Visibility.values
        return values[values.index(self.audience or Visibility.BODY) :]

    @property
    def is_for_people(self) -> bool:
        """Tell whether all who read it belong to the group."""
        return self.audience in (None, Visibility.BODY, Visibility.GROUP)

    @property
    def is_for_body(self) -> bool:
        """Tell whether all who read it belong to the body, or are one reader."""
        return self.audience in (None, Visibility.BODY)


# As text, since every page of a meeting asks both.
_DAY_BEFORE = """
    SELECT before.day FROM groups_meeting before
    WHERE before.body_id = {body} AND before.state = 'called' AND before.starts_at < {starts_at}
    ORDER BY before.starts_at DESC LIMIT 1
"""
_IS_THERE = f"""{{presented_by}} IS NULL OR EXISTS (
    SELECT FROM groups_rolegrant held
    WHERE held.user_id = {{presented_by}} AND held.starts_on <= {TODAY}
      AND (held.ends_on IS NULL OR held.ends_on >= {TODAY})
      AND (held.body_id = {{meeting__body}} OR held.group_id = {{meeting__body__group}}))
"""


def day_before() -> Written:
    """Return the day of the meeting of the same body before each meeting of a query."""
    return Written(_DAY_BEFORE, (), DateField())


def with_agenda() -> Prefetch:
    """Return how the items of meetings are read for a page, with `is_there` of each presenter."""
    rows = apps.get_model("groups", "AgendaItem").objects.select_related("presented_by")
    return Prefetch("items", rows.annotate(is_there=Condition(_IS_THERE)))


def asked_by(
    meeting: Meeting,
    kinds: Iterable[str],
    *,
    since: date | None,
    today: date,
    audience: Visibility | None = None,
) -> Asked:
    """Return what the standing items of `meeting` ask for; `since` is the day of the last one."""
    return Asked(
        meeting_id=meeting.pk,
        body_id=meeting.body_id,
        group_id=meeting.body.group_id,
        is_leading=meeting.body.kind == "leading",
        since=since or today - FIRST_TIME,
        today=today,
        kinds=frozenset(kinds),
        until=meeting.opened_at or meeting.starts_at,
        audience=audience,
    )


def lines_of(asked: Asked, reader: User | AnonymousUser) -> dict[str, list[Line]]:
    """Return the lines of each kind that is asked for and has any, by kind."""
    if not asked.kinds:
        return {}
    found: dict[str, list[Line]] = {}
    for answer in entries("STANDING").values():
        for kind, lines in answer(asked, reader).items():
            found.setdefault(str(kind), []).extend(lines)
    return found
