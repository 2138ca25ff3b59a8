"""The list of a group's meetings: what is to come, and a page of what is over, found by its key."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from elo_platform.lib.conditions import Condition
from elo_platform.lib.statements import read_rows
from groups.querysets.meetings import is_upcoming, meeting_open_to

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

# Since when a meeting is held, and its id: no two are the same.
Key = tuple[datetime, int]

_SHOWN = ("pk", "title_sv", "title_fi", "day", "begins", "ends", "place", "state", "starts_at")
_NAMES = ("name_sv", "name_fi", "name_en")
_COLUMNS = ", ".join(
    (*(f'{{{name}}} AS "{name}"' for name in _SHOWN), *(f"{{body__{name}}}" for name in _NAMES))
)
_LIST = f"""SELECT {_COLUMNS}, {{minutes__state}} AS minutes FROM groups_meeting
    JOIN groups_body ON groups_body.id = groups_meeting.body_id
    LEFT JOIN groups_minutes ON groups_minutes.meeting_id = groups_meeting.id"""  # noqa: S608
_LATEST_FIRST = "{starts_at} DESC, {pk} DESC"
_SOONEST_FIRST = "{starts_at}, {pk}"


def meetings_ahead(
    user: User | AnonymousUser, group_id: int, now: datetime, *, most: int
) -> list[Any]:
    """Return the drafts that `user` may open, and then the called meetings that have not ended."""
    wanted = Condition("{state} = 'draft'") | is_upcoming(now)
    return _read(user, group_id, wanted, f"{{state}} DESC, {_SOONEST_FIRST}", most)


def meetings_before(
    user: User | AnonymousUser, group_id: int, now: datetime, key: Key | None, *, most: int
) -> list[Any]:
    """Return what is over or was cancelled, the latest first: before `key`, or from the last on."""
    wanted = _is_past(now)
    if key:
        wanted &= Condition("({starts_at}, {pk}) < (%s, %s)", key)
    return _read(user, group_id, wanted, _LATEST_FIRST, most)


def meetings_after(
    user: User | AnonymousUser, group_id: int, now: datetime, key: Key, *, most: int
) -> list[Any]:
    """Return what is over or was cancelled, the next after `key` first."""
    wanted = _is_past(now) & Condition("({starts_at}, {pk}) > (%s, %s)", key)
    return _read(user, group_id, wanted, _SOONEST_FIRST, most)


def _is_past(now: datetime) -> Condition:
    ended = Condition("{ends_at} <= %s OR {closed_at} IS NOT NULL", (now,))
    return Condition("{state} = 'cancelled'") | Condition("{state} = 'called'") & ended


def _read(
    user: User | AnonymousUser, group_id: int, wanted: Condition, order: str, most: int
) -> list[Any]:
    held = Condition("{body__group} = %s", (group_id,)) & meeting_open_to(user) & wanted
    sql = f"{_LIST} WHERE {held.sql} ORDER BY {order} LIMIT %s"
    return read_rows(apps.get_model("groups", "Meeting"), sql, (*held.values, most))
