"""Every address of ours: what each person gets. An address without a row fails the build.

`row("get", default, actor=code, …)`: `default` is what everyone gets who is not named.
Codes: 200 the page, 302 to sign-in or after an act, 403 seen but not allowed, 404 hidden,
422 a form that was sent empty and came back: whoever gets 422 is let in.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.world import ACTORS, STATES, World

Maker = Callable[[World], dict[str, Any]]


def _nothing(_world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    """One address: the method asked with, and the code for each actor and state."""

    method: str
    codes: dict[str, int]
    kwargs: Maker = _nothing
    data: Maker = _nothing
    setting: dict[str, Any] = field(default_factory=dict)


def row(
    method: str,
    default: int,
    *,
    kwargs: Maker = _nothing,
    data: Maker = _nothing,
    setting: dict[str, Any] | None = None,
    **codes: int,
) -> Row:
    """Return a row; an unknown actor's name is an error.

    A deactivated person is answered like a visitor, one removed yesterday like an outsider,
    one invited like an outsider, and a coordinator without the second factor is sent to set
    it up, unless the row says otherwise.
    """
    unknown = set(codes) - {*ACTORS, *STATES}
    if unknown:
        raise KeyError(sorted(unknown))
    full = {actor: codes.get(actor, default) for actor in ACTORS}
    full["removed_yesterday"] = codes.get("removed_yesterday", full["outsider"])
    full["invited"] = codes.get("invited", full["outsider"])
    full["deactivated"] = codes.get("deactivated", full["anonymous"])
    full["no_second_factor"] = codes.get("no_second_factor", 302)
    return Row(method, full, kwargs, data, setting or {})


def group_id(world: World) -> dict[str, Any]:
    return {"pk": world.group.pk}


def leading_id(world: World) -> dict[str, Any]:
    return {"pk": world.leading.pk}


def meeting_id(world: World) -> dict[str, Any]:
    return {"pk": world.meeting.pk}


def draft_id(world: World) -> dict[str, Any]:
    return {"pk": world.draft.pk}


def invitation_id(world: World) -> dict[str, Any]:
    return {"pk": world.invitation.pk}


def mandate_id(world: World) -> dict[str, Any]:
    return {"pk": world.mandate.pk}


def attendance_id(world: World) -> dict[str, Any]:
    return {"pk": world.attendance.pk}


MATRIX: dict[str, Row] = {
    # The roof: front page, statements, my work
    # What we owe people: inbox, one-act links, the demo's mails
    # Accounts
    # Regions and groups
    # People
    # Meetings
}
