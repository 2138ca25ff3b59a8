"""Spaces come with groups and bodies; about them, and whether they are still written in."""

from datetime import datetime

from django.db import connection, transaction

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from forums.models import Space
from forums.policies import can_moderate
from groups.models import Body, EloGroup

# What groups and bodies lack: those that came by another way than the services of `groups`.
_MISSING = """
    INSERT INTO forums_space (group_id, body_id, about_sv, about_fi, version)
    SELECT each.id, NULL::bigint, '', '', 0 FROM groups_elogroup each
    WHERE NOT EXISTS (SELECT FROM forums_space own
                      WHERE own.group_id = each.id AND own.body_id IS NULL)
    UNION ALL
    SELECT each.group_id, each.id, '', '', 0 FROM groups_body each
    WHERE NOT EXISTS (SELECT FROM forums_space own WHERE own.body_id = each.id)
    ON CONFLICT DO NOTHING
"""


@transaction.atomic
def make_group_space(*, group: EloGroup, by: User | None, now: datetime) -> Space:
    """Give a group the space of all its people; once, however often asked (port GROUP_CREATED)."""
    space, is_new = Space.objects.get_or_create(group=group, body=None)
    if is_new:
        _record(AuditKind.SPACE_MADE, space, by, now)
    return space


@transaction.atomic
def make_body_space(*, body: Body, by: User | None, now: datetime) -> Space:
    """Give a body its space; once, however often asked (port BODY_CREATED)."""
    space, is_new = Space.objects.get_or_create(body=body, defaults={"group_id": body.group_id})
    if is_new:
        _record(AuditKind.SPACE_MADE, space, by, now)
    return space


def heal_spaces() -> int:
    """Make the spaces that groups and bodies lack; return how many. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_MISSING)
        return cursor.rowcount


@transaction.atomic
def change_space(
    *,
    space_id: int,
    version: int,
    about_sv: str,
    about_fi: str,
    is_archived: bool,
    by: User,
    now: datetime,
) -> Space:
    """Say what a space is for, and whether it is still written in.

    Raises:
        PermissionDenied: `by` does not moderate the space.
        StaleEdit: somebody saved in between.
    """
    rows = Space.objects.select_for_update(of=("self",)).select_related("body")
    space = rows.get(pk=space_id)
    require(can_moderate(by, space))
    if space.version != version:
        raise StaleEdit(space)
    was_archived = space.is_archived
    if (space.about_sv, space.about_fi, was_archived) == (about_sv, about_fi, is_archived):
        return space
    space.about_sv, space.about_fi = about_sv, about_fi
    if is_archived != was_archived:
        space.archived_at = now if is_archived else None
    space.version += 1
    space.save(update_fields=["about_sv", "about_fi", "archived_at", "version"])
    _record(AuditKind.SPACE_CHANGED, space, by, now, is_archived=is_archived)
    return space


def _record(kind: AuditKind, space: Space, by: User | None, now: datetime, **data: object) -> None:
    data |= {"body": space.body_id}
    record(kind=kind, target=space, by=by, at=now, data=data, group_id=space.group_id)
