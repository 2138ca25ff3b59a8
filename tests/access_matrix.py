"""Every address of ours: what each person gets. An address without a row fails the build.

`row("get", default, actor=code, …)`: `default` is what everyone gets who is not named.
Codes: 200 the page, 302 to sign-in or after an act, 403 seen but not allowed, 404 hidden,
422 a form that was sent empty and came back: whoever gets 422 is let in.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from groups.models import Authority
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


def seat_id(world: World) -> dict[str, Any]:
    return {"pk": world.seat.pk}


def mandate_id(world: World) -> dict[str, Any]:
    return {"pk": world.mandate.pk}


def attendance_id(world: World) -> dict[str, Any]:
    return {"pk": world.attendance.pk}


def authority_id(_world: World) -> dict[str, Any]:
    kind = "economic_development_centre"
    return {"pk": Authority.objects.get_or_create(key="evk-poh", defaults={"kind": kind})[0].pk}


# Of a part of a group: people of the group see it, others do not know of it.
FOREIGN = {"anonymous": 302, "outsider": 404, "other_coordinator": 404, "admin": 404}


MATRIX: dict[str, Row] = {
    # The roof: front page, statements, my work
    # What we owe people: inbox, one-act links, the demo's mails
    # Accounts
    # Regions and groups
    "groups:authority_detail": row("get", 200, kwargs=authority_id),
    # People
    "groups:group_people": row("get", 200, kwargs=group_id, **FOREIGN, researcher=404),
    "groups:invite": row("get", 403, kwargs=group_id, anonymous=302, coordinator=200),
    "groups:invitation_detail": row(
        "get", 404, kwargs=invitation_id, anonymous=302, coordinator=200
    ),
    "groups:invitation_resend": row(
        "post", 404, kwargs=invitation_id, anonymous=302, coordinator=302
    ),
    "groups:invitation_revoke": row(
        "post", 404, kwargs=invitation_id, anonymous=302, coordinator=302
    ),
    "groups:mandate_end": row(
        "get", 403, kwargs=mandate_id, **FOREIGN, researcher=404, coordinator=200
    ),
    "groups:seat_close": row(
        "get", 403, kwargs=seat_id, **FOREIGN, researcher=404, coordinator=200
    ),
    "groups:body_detail": row("get", 200, kwargs=leading_id, **(FOREIGN | {"anonymous": 404})),
    "groups:chair_appoint": row("get", 403, kwargs=leading_id, **FOREIGN, coordinator=200),
    "groups:message_new": row("get", 403, kwargs=leading_id, **FOREIGN, coordinator=200),
    # Meetings
}
