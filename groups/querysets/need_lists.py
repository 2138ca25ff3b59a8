"""The list of a group's needs: how many there are of each kind, and the rows of a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from elo_platform.lib.conditions import Condition
from elo_platform.lib.statements import read_rows, weighed_alike
from groups.querysets.needs import (
    ANSWERED,
    FEW,
    IMPORTANCE,
    INFLUENCE,
    SAID,
    SUPPORTERS,
    TOLD,
    VOTED,
    VOTERS,
    need_open_to,
)
from groups.querysets.reach import is_reader

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

# Marks with the values of which a need must have one; None stands for no value.
Choice = Mapping[str, tuple[Any, ...]]

# A note that became the need was settled as the need was made; a later one was joined to it.
_SOURCE = """coalesce((SELECT link.from_kind FROM groups_link link WHERE link.to_kind = 'need'
    AND link.to_id = {pk} AND link.relation = 'raised' AND link.from_kind <> 'event'
    AND link.retired_at IS NULL LIMIT 1), (SELECT 'note' FROM groups_capture note
    WHERE note.need_id = {pk} AND note.settled_at = {made_at} LIMIT 1))"""
_OWN = """(coalesce({raised_by} = %s, FALSE) OR {pk} IN (
    SELECT support.need_id FROM groups_support support WHERE support.user_id = %s))"""
# What the list is chosen by. `source`: the kind of thing that raised the need, None for a person;
# `is_answered`: a measure answers it; `is_told`: its people have the group's answer or an outcome.
_MARKS = {
    "state": "{state}",
    "transition": "{transition}",
    "area": "{area}",
    "source": _SOURCE,
    "is_answered": ANSWERED,
    "is_told": TOLD,
}
# What is the reader's: raised or supported by them, and voted on. All that is bound is who reads.
_READERS_MARKS = {"is_own": _OWN, "is_voted": VOTED}
_SHOWN = {
    "pk": "{pk}",
    **{
        name: f"{{{name}}}"
        for name in ("title_sv", "title_fi", "where", "raised_on", "made_at", "answer_by")
    },
    **{name: _MARKS[name] for name in ("state", "transition", "source", "is_answered", "is_told")},
    "supporters": SUPPORTERS,
    "answers": SAID,
    "is_few": FEW,
    "voters": VOTERS,
    "importance": IMPORTANCE,
    "influence": INFLUENCE,
}
ORDERS = {
    "newest": "{raised_on} DESC, {pk} DESC",
    "oldest": "{raised_on}, {pk}",
    "support": f"{SUPPORTERS} DESC, {{raised_on}} DESC, {{pk}} DESC",
    "weight": f"{IMPORTANCE} * {INFLUENCE} DESC NULLS LAST, {SUPPORTERS} DESC, {{pk}} DESC",
}


def _columns(shown: Mapping[str, str]) -> str:
    return ", ".join(f'{sql} AS "{name}"' for name, sql in shown.items())


_COLUMNS = _columns(_SHOWN)


def needs_seen(user: User | AnonymousUser, group_id: int) -> Condition:
    """Return the condition that a need is of the group, and that `user` may open it."""
    return Condition("{group} = %s", (group_id,)) & weighed_alike(need_open_to(user))


def count_needs(user: User | AnonymousUser, seen: Condition, names: Iterable[str]) -> list[Any]:
    """Return how many of the `needs_seen` have the same of the named marks: one query.

    Each row has the marks and their `number`.
    """
    known = _MARKS | _READERS_MARKS
    marks = {name: known[name] for name in sorted(set(names))}
    columns = _columns(marks)
    places = ", ".join(str(place) for place in range(1, len(marks) + 1))
    sql = f"""SELECT {columns}, count(*) AS "number" FROM groups_need
        WHERE {seen.sql} GROUP BY {places}"""  # noqa: S608 - the code's own words
    return _read(sql, (*(_reader(user),) * columns.count("%s"), *seen.values))


def list_needs(
    user: User | AnonymousUser,
    seen: Condition,
    choices: Iterable[Choice],
    order: str,
    *,
    most: int | None = None,
    after: int = 0,
) -> list[Any]:
    """Return up to `most` of the `needs_seen`, those for which all `choices` hold.

    In one of ORDERS, from the one `after` so many on: one query. What is shown of a need is read
    for the rows of the page alone.
    """
    wanted = seen
    for choice in choices:
        for name, values in choice.items():
            wanted &= _is_among(name, values, _reader(user))
    sql = f"""SELECT {_COLUMNS} FROM groups_need WHERE {{pk}} IN (
        SELECT {{pk}} FROM groups_need WHERE {wanted.sql}
        ORDER BY {ORDERS[order]} LIMIT %s OFFSET %s) ORDER BY {ORDERS[order]}"""  # noqa: S608
    return _read(sql, (*wanted.values, most, after))


def _read(sql: str, values: tuple[object, ...]) -> list[Any]:
    return read_rows(apps.get_model("groups", "Need"), sql, values)


def _reader(user: User | AnonymousUser) -> int | None:
    return user.pk if is_reader(user) else None


def _is_among(mark: str, values: tuple[Any, ...], reader: int | None) -> Condition:
    """Return the condition that a mark has one of `values`, or none where they are (None,)."""
    sql = (_MARKS | _READERS_MARKS)[mark]
    bound = (reader,) * sql.count("%s")
    if values == (None,):
        return Condition(f"{sql} IS NULL", bound)
    return Condition(f"{sql} = ANY(%s)", (*bound, list(values)))
