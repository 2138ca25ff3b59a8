"""How far a person's roles reach today: the one place where the rule is written, in SQL.

Every page asks this many times over, nested in other questions. As Django expressions the
rule cost more to compile than PostgreSQL needed to answer; as text it costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import BigIntegerField, BooleanField, Q
from django.db.models.expressions import RawSQL

from groups.permissions import ROLE_SCOPE, Role, Scope

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

EVERY_ROLE = [role.value for role in Role]
NATIONAL_ROLES = [role for role, scope in ROLE_SCOPE.items() if scope is Scope.NATIONAL]
_TODAY = "(statement_timestamp() AT TIME ZONE 'Europe/Helsinki')::date"
# The grants of some roles that a person holds today: both end days are included.
_HELD = f"""
    SELECT id, role, group_id, body_id, organisation_id FROM groups_rolegrant
    WHERE user_id = %s AND role = ANY(%s)
      AND starts_on <= {_TODAY} AND (ends_on IS NULL OR ends_on >= {_TODAY})
"""  # noqa: S608 - constants of this module
# A seat that makes its organisation a part of the group today: one that has been asked for a
# seat and never held it is no part of it.
_MEMBER_SEAT = f"""(seat.opened_on <= {_TODAY}
    AND (seat.closed_on IS NULL OR seat.closed_on >= {_TODAY})
    AND (NOT EXISTS (SELECT FROM groups_invitation asked WHERE asked.seat_id = seat.id)
      OR EXISTS (SELECT FROM groups_seatholder holder
                 WHERE holder.seat_id = seat.id AND NOT holder.is_void)))
"""  # noqa: S608 - constants of this module
# A role's group permissions hold in its group, in its body's group, or where its organisation
# has a seat.
_GROUPS = f"""WITH held AS MATERIALIZED ({_HELD})
    SELECT held.group_id FROM held WHERE held.group_id IS NOT NULL
    UNION ALL
    SELECT body.group_id FROM held JOIN groups_body body ON body.id = held.body_id
    UNION ALL
    SELECT body.group_id FROM held
      JOIN groups_seat seat ON seat.organisation_id = held.organisation_id
      JOIN groups_body body ON body.id = seat.body_id
    WHERE {_MEMBER_SEAT}
    UNION ALL
    SELECT every.id FROM groups_elogroup every
    WHERE EXISTS (SELECT FROM held WHERE held.role = ANY(%s))
"""  # noqa: S608 - constants of this module
# Its body permissions hold in its body, or in every body of the group that it is held in.
_BODIES = f"""WITH held AS MATERIALIZED ({_HELD})
    SELECT held.body_id FROM held WHERE held.body_id IS NOT NULL
    UNION ALL
    SELECT body.id FROM held JOIN groups_body body ON body.group_id = held.group_id
    UNION ALL
    SELECT every.id FROM groups_body every
    WHERE EXISTS (SELECT FROM held WHERE held.role = ANY(%s))
"""  # noqa: S608 - constants of this module

_ROLES_IN_GROUP = f"""WITH held AS MATERIALIZED ({_HELD})
    SELECT DISTINCT held.role FROM held WHERE held.group_id = %s OR held.role = ANY(%s)
      OR EXISTS (SELECT FROM groups_body body
                 WHERE body.id = held.body_id AND body.group_id = %s)
      OR EXISTS (SELECT FROM groups_seat seat JOIN groups_body body ON body.id = seat.body_id
                 WHERE seat.organisation_id = held.organisation_id AND body.group_id = %s
                   AND {_MEMBER_SEAT})
"""  # noqa: S608 - constants of this module
_ROLES_IN_BODY = f"""WITH held AS MATERIALIZED ({_HELD})
    SELECT DISTINCT held.role FROM held
    WHERE held.body_id = %s OR held.group_id = %s OR held.role = ANY(%s)
"""  # noqa: S608 - constants of this module

Ids = RawSQL | list[int]


def is_reader(user: User | AnonymousUser) -> bool:
    """Tell whether `user` may have any rights at all: signed in and active."""
    return user.is_authenticated and user.is_active


def _words(roles: Iterable[Role]) -> list[str]:
    return [role.value for role in roles]


def groups_reached(user: User | AnonymousUser, roles: Iterable[Role]) -> Ids:
    """Return the ids of the groups that one of `roles` of `user` covers today, for `__in`."""
    if not is_reader(user):
        return []
    values = (user.pk, _words(roles), _words(NATIONAL_ROLES))
    return RawSQL(_GROUPS, values, BigIntegerField())  # noqa: S611 - values are bound


def bodies_reached(user: User | AnonymousUser, roles: Iterable[Role]) -> Ids:
    """Return the ids of the bodies that one of `roles` of `user` covers today, for `__in`."""
    if not is_reader(user):
        return []
    values = (user.pk, _words(roles), _words(NATIONAL_ROLES))
    return RawSQL(_BODIES, values, BigIntegerField())  # noqa: S611 - values are bound


def grants_reached(user: User | AnonymousUser, roles: Iterable[Role]) -> Ids:
    """Return the ids of the grants of `roles` that `user` holds today, for `__in`."""
    if not is_reader(user):
        return []
    sql = f"SELECT held.id FROM ({_HELD}) held"  # noqa: S608 - a constant of this module
    return RawSQL(sql, (user.pk, _words(roles)), BigIntegerField())  # noqa: S611 - bound


def roles_in_group(user: User | AnonymousUser, group_id: int) -> list[Role]:
    """Return the roles of `user` that cover one group today: the rule of `groups_reached`."""
    values = [user.pk, EVERY_ROLE, group_id, _words(NATIONAL_ROLES), group_id, group_id]
    return _roles(user, _ROLES_IN_GROUP, values)


def roles_in_body(user: User | AnonymousUser, body_id: int, group_id: int) -> list[Role]:
    """Return the roles of `user` that cover one body today: the rule of `bodies_reached`."""
    values = [user.pk, EVERY_ROLE, body_id, group_id, _words(NATIONAL_ROLES)]
    return _roles(user, _ROLES_IN_BODY, values)


def _roles(user: User | AnonymousUser, sql: str, values: list[object]) -> list[Role]:
    if not is_reader(user):
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Role(role) for (role,) in cursor.fetchall()]


def holds_some(user: User | AnonymousUser, roles: Iterable[Role]) -> Q:
    """Return the condition that `user` holds one of `roles` somewhere today."""
    if not is_reader(user):
        return Q(pk__in=[])
    sql = f"EXISTS ({_HELD})"
    return Q(RawSQL(sql, (user.pk, _words(roles)), BooleanField()))  # noqa: S611 - bound
