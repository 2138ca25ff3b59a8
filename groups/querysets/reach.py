"""How far a person's roles reach today: the one place where the rule is written, in SQL.

Every page asks this many times over, nested in other questions. As Django expressions the
rule cost more to compile than PostgreSQL needed to answer; as text it costs nothing. Where a
reading is open (`elo_platform.lib.reading`), the whole reach of a person is read once, and
the questions are answered out of it; everywhere else each statement asks the tables itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import BigIntegerField, Q
from django.db.models.expressions import RawSQL

from elo_platform.lib.conditions import Condition
from elo_platform.lib.reading import facts
from groups.permissions import ROLE_SCOPE, Role, Scope

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

EVERY_ROLE = [role.value for role in Role]
NATIONAL_ROLES = [role for role, scope in ROLE_SCOPE.items() if scope is Scope.NATIONAL]
# Today in Finland by the database's clock, for statements as text.
TODAY = "(statement_timestamp() AT TIME ZONE 'Europe/Helsinki')::date"
# The grants of some roles that a person holds today: both end days are included.
_HELD = f"""
    SELECT id, role, group_id, body_id, organisation_id FROM groups_rolegrant
    WHERE user_id = %s AND role = ANY(%s)
      AND starts_on <= {TODAY} AND (ends_on IS NULL OR ends_on >= {TODAY})
"""  # noqa: S608 - constants of this module
# A seat that makes its organisation a part of the group today: one that has been asked for a
# seat and never held it is no part of it.
_MEMBER_SEAT = f"""(seat.opened_on <= {TODAY}
    AND (seat.closed_on IS NULL OR seat.closed_on >= {TODAY})
    AND (NOT EXISTS (SELECT FROM groups_invitation asked
                     WHERE asked.seat_id = seat.id AND asked.state <> 'suggested')
      OR EXISTS (SELECT FROM groups_seatholder holder
                 WHERE holder.seat_id = seat.id AND NOT holder.is_void)))
"""  # noqa: S608 - constants of this module
# A role's group permissions hold in its group, in its body's group, or where its organisation
# has a seat.
_IN_GROUPS = f"""
    SELECT held.role, held.group_id AS reached FROM held WHERE held.group_id IS NOT NULL
    UNION ALL
    SELECT held.role, body.group_id FROM held JOIN groups_body body ON body.id = held.body_id
    UNION ALL
    SELECT held.role, body.group_id FROM held
      JOIN groups_seat seat ON seat.organisation_id = held.organisation_id
      JOIN groups_body body ON body.id = seat.body_id
    WHERE {_MEMBER_SEAT}
"""  # noqa: S608 - constants of this module
# Its body permissions hold in its body, or in every body of the group that it is held in.
_IN_BODIES = """
    SELECT held.role, held.body_id AS reached FROM held WHERE held.body_id IS NOT NULL
    UNION ALL
    SELECT held.role, body.id FROM held JOIN groups_body body ON body.group_id = held.group_id
"""
_EVERY_GROUP = "SELECT every.id FROM groups_elogroup every"
_EVERY_BODY = "SELECT every.id FROM groups_body every"
# A national role holds everywhere.
_GROUPS = f"""WITH held AS MATERIALIZED ({_HELD})
    SELECT reached FROM ({_IN_GROUPS}) own
    UNION ALL
    {_EVERY_GROUP} WHERE EXISTS (SELECT FROM held WHERE held.role = ANY(%s))
"""  # noqa: S608 - constants of this module
_BODIES = f"""WITH held AS MATERIALIZED ({_HELD})
    SELECT reached FROM ({_IN_BODIES}) own
    UNION ALL
    {_EVERY_BODY} WHERE EXISTS (SELECT FROM held WHERE held.role = ANY(%s))
"""  # noqa: S608 - constants of this module
# Where a person holds a seat, and the meetings that are shared with them as a guest.
_SEATED = f"""
    SELECT seat.body_id FROM groups_seatholder holder
      JOIN groups_seat seat ON seat.id = holder.seat_id
    WHERE holder.user_id = %s AND NOT holder.is_void AND holder.starts_on <= {TODAY}
      AND (holder.ends_on IS NULL OR holder.ends_on >= {TODAY})
"""  # noqa: S608 - constants of this module
_SHARED = f"""
    SELECT content_object_id FROM groups_meetinguserobjectpermission
    WHERE user_id = %s AND (ends_on IS NULL OR ends_on >= {TODAY})
"""  # noqa: S608 - constants of this module
_REACH = f"""WITH held AS MATERIALIZED ({_HELD})
    SELECT 'grants', held.role, held.id, NULL, NULL, NULL FROM held
    UNION ALL
    SELECT 'groups', role, reached, each.name_sv, each.name_fi, each.name_en
      FROM ({_IN_GROUPS}) own JOIN groups_elogroup each ON each.id = own.reached
    UNION ALL
    SELECT 'bodies', role, reached, NULL, NULL, NULL FROM ({_IN_BODIES}) own
    UNION ALL
    SELECT 'organisations', held.role, held.organisation_id, NULL, NULL, NULL FROM held
      WHERE held.organisation_id IS NOT NULL
    UNION ALL
    SELECT 'seated', '', seated.*, NULL, NULL, NULL FROM ({_SEATED}) seated
    UNION ALL
    SELECT 'shared', '', shared.*, NULL, NULL, NULL FROM ({_SHARED}) shared
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
NOWHERE = Q(pk__in=[])
EVERYWHERE = ~NOWHERE


@dataclass(frozen=True, slots=True)
class Names:
    """What a group is called."""

    name_sv: str
    name_fi: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Reach:
    """The roles that a person holds today, each with the ids of what it covers.

    What a national role covers is not listed: it is everything. What follows from no role
    stands under an empty one: bodies with a seat of theirs, meetings shared with them.
    """

    grants: dict[str, set[int]] = field(default_factory=dict)
    groups: dict[str, set[int]] = field(default_factory=dict)
    bodies: dict[str, set[int]] = field(default_factory=dict)
    organisations: dict[str, set[int]] = field(default_factory=dict)
    seated: dict[str, set[int]] = field(default_factory=dict)
    shared: dict[str, set[int]] = field(default_factory=dict)
    names: dict[int, Names] = field(default_factory=dict)


def is_reader(user: User | AnonymousUser) -> bool:
    """Tell whether `user` may have any rights at all: signed in and active."""
    return user.is_authenticated and user.is_active


def is_administrator(user: User | AnonymousUser) -> bool:
    """Tell whether `user` keeps the service itself; it gives no rights in groups."""
    return bool(is_reader(user) and user.is_staff)


def _words(roles: Iterable[Role]) -> list[str]:
    return [role.value for role in roles]


_NATIONAL = _words(NATIONAL_ROLES)


def _reach(user: User) -> Reach | None:
    """Return the reach of `user` where a reading is open, read at the first question."""
    known = facts()
    if known is None:
        return None
    reach = known.get((Reach, user.pk))
    if reach is None:
        reach = known[Reach, user.pk] = _read_reach(user.pk)
    return reach


def _read_reach(user_id: int) -> Reach:
    reach = Reach()
    with connection.cursor() as cursor:
        cursor.execute(_REACH, [user_id, EVERY_ROLE, user_id, user_id])
        for part, role, pk, *names in cursor.fetchall():
            getattr(reach, part).setdefault(role, set()).add(pk)
            if part == "groups":
                reach.names[pk] = Names(*names)
    return reach


def _covered(
    reach: Reach, covers: dict[str, set[int]], roles: Iterable[Role], everything: str
) -> Ids:
    """Return the ids that one of `roles` covers, in order: equal questions are equal statements."""
    held = [role for role in _words(roles) if role in reach.grants]
    if any(role in _NATIONAL for role in held):
        return RawSQL(everything, (), BigIntegerField())  # noqa: S611 - a constant
    return sorted(set().union(*(covers.get(role, ()) for role in held)))


def organisations_held(user: User, role: Role) -> set[int] | None:
    """Return the ids of the organisations in which `user` has a role today; None if not read."""
    reach = _reach(user)
    return None if reach is None else reach.organisations.get(role.value, set())


def groups_reached(user: User | AnonymousUser, roles: Iterable[Role]) -> Ids:
    """Return the ids of the groups that one of `roles` of `user` covers today, for `__in`."""
    if not is_reader(user):
        return []
    if reach := _reach(user):
        return _covered(reach, reach.groups, roles, _EVERY_GROUP)
    values = (user.pk, _words(roles), _NATIONAL)
    return RawSQL(_GROUPS, values, BigIntegerField())  # noqa: S611 - values are bound


def bodies_reached(user: User | AnonymousUser, roles: Iterable[Role]) -> Ids:
    """Return the ids of the bodies that one of `roles` of `user` covers today, for `__in`."""
    if not is_reader(user):
        return []
    if reach := _reach(user):
        return _covered(reach, reach.bodies, roles, _EVERY_BODY)
    values = (user.pk, _words(roles), _NATIONAL)
    return RawSQL(_BODIES, values, BigIntegerField())  # noqa: S611 - values are bound


def grants_reached(user: User | AnonymousUser, roles: Iterable[Role]) -> Ids:
    """Return the ids of the grants of `roles` that `user` holds today, for `__in`."""
    if not is_reader(user):
        return []
    if reach := _reach(user):
        return sorted(set().union(*(reach.grants.get(role, ()) for role in _words(roles))))
    sql = f"SELECT held.id FROM ({_HELD}) held"  # noqa: S608 - a constant of this module
    return RawSQL(sql, (user.pk, _words(roles)), BigIntegerField())  # noqa: S611 - bound


def bodies_seated(user: User | AnonymousUser) -> Ids:
    """Return the ids of the bodies in which `user` holds a seat today, for `__in`."""
    if not is_reader(user):
        return []
    if reach := _reach(user):
        return sorted(reach.seated.get("", ()))
    return RawSQL(_SEATED, (user.pk,), BigIntegerField())  # noqa: S611 - values are bound


def meetings_shared(user: User | AnonymousUser) -> Ids:
    """Return the ids of the meetings that are shared with `user` today, for `__in`."""
    if not is_reader(user):
        return []
    if reach := _reach(user):
        return sorted(reach.shared.get("", ()))
    return RawSQL(_SHARED, (user.pk,), BigIntegerField())  # noqa: S611 - values are bound


def known_names(user: User | AnonymousUser) -> dict[int, Names] | None:
    """Return the names of all groups that `user` belongs to; None where no reading is open."""
    reach = _reach(user) if is_reader(user) else None
    return reach.names if reach else None


def roles_in_group(user: User | AnonymousUser, group_id: int) -> list[Role]:
    """Return the roles of `user` that cover one group today: the rule of `groups_reached`."""
    if is_reader(user) and (reach := _reach(user)):
        return _covering(reach, reach.groups, group_id)
    values = [user.pk, EVERY_ROLE, group_id, _NATIONAL, group_id, group_id]
    return _roles(user, _ROLES_IN_GROUP, values)


def roles_in_body(user: User | AnonymousUser, body_id: int, group_id: int) -> list[Role]:
    """Return the roles of `user` that cover one body today: the rule of `bodies_reached`."""
    if is_reader(user) and (reach := _reach(user)):
        return _covering(reach, reach.bodies, body_id)
    values = [user.pk, EVERY_ROLE, body_id, group_id, _NATIONAL]
    return _roles(user, _ROLES_IN_BODY, values)


def _covering(reach: Reach, covers: dict[str, set[int]], pk: int) -> list[Role]:
    return [Role(role) for role in reach.grants if role in _NATIONAL or pk in covers.get(role, ())]


def _roles(user: User | AnonymousUser, sql: str, values: list[object]) -> list[Role]:
    if not is_reader(user):
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Role(role) for (role,) in cursor.fetchall()]


def holds(user: User | AnonymousUser, role: Role) -> bool:
    """Tell whether `user` holds `role` somewhere today; in a reading without a query more."""
    if not is_reader(user):
        return False
    if reach := _reach(user):
        return role in reach.grants
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({_HELD})", (user.pk, [role]))
        return bool(cursor.fetchone()[0])


def holds_some(user: User | AnonymousUser, roles: Iterable[Role]) -> Q:
    """Return the condition that `user` holds one of `roles` somewhere today."""
    held = some_held(user, roles)
    return {"FALSE": NOWHERE, "TRUE": EVERYWHERE}.get(held.sql) or Q(held)


def some_held(user: User | AnonymousUser, roles: Iterable[Role]) -> Condition:
    """Return the same condition, to be joined with others as text."""
    if not is_reader(user):
        return Condition("FALSE")
    if reach := _reach(user):
        return Condition("FALSE" if reach.grants.keys().isdisjoint(_words(roles)) else "TRUE")
    return Condition(f"EXISTS ({_HELD})", (user.pk, _words(roles)))
