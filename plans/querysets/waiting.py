"""What of plans waits for a person, found by one plain statement each: every visit asks it.

The same rules as `offers.is_answered_by` and `measures_in_force`, which a test compares.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from elo_platform.lib.dates import start_of_day
from groups.permissions import GroupPermission, Role
from groups.querysets.permitted import groups_with
from groups.querysets.reach import Ids, is_reader
from plans.querysets.offers import STALE_DAYS
from plans.states import OPEN_STATUSES, PlanState

if TYPE_CHECKING:
    from elo_platform.accounts.models import User
    from plans.models import Measure

SHOWN = 20
_TODAY = "(statement_timestamp() AT TIME ZONE 'Europe/Helsinki')::date"
# The organisations that a person answers for: as contact anywhere, by a seat in its group.
_MINE = f"""WITH mine AS MATERIALIZED (
    SELECT organisation_id, NULL::bigint AS group_id FROM groups_rolegrant
    WHERE user_id = %(user)s AND role = %(contact)s
      AND starts_on <= {_TODAY} AND (ends_on IS NULL OR ends_on >= {_TODAY})
    UNION ALL
    SELECT seat.organisation_id, body.group_id FROM groups_seatholder holder
      JOIN groups_seat seat ON seat.id = holder.seat_id
      JOIN groups_body body ON body.id = seat.body_id
    WHERE holder.user_id = %(user)s AND NOT holder.is_void
      AND holder.starts_on <= {_TODAY} AND (holder.ends_on IS NULL OR holder.ends_on >= {_TODAY})
)"""  # noqa: S608 - constants of this module
_IS_MINE = """EXISTS (SELECT FROM mine WHERE mine.organisation_id = {organisation}
    AND (mine.group_id IS NULL OR mine.group_id = plan.group_id))"""
_ASKED = (
    "(offer.state = 'offered' AND " + _IS_MINE.format(organisation="offer.organisation_id") + ")"
)
_OFFERS = f"""{_MINE}
    SELECT offer.id, {_ASKED} FROM plans_offer offer
      JOIN plans_measure measure ON measure.id = offer.measure_id
      JOIN plans_plan plan ON plan.id = measure.plan_id
    WHERE plan.state <> %(ended)s AND measure.status = ANY(%(open)s)
      AND offer.state IN ('offered', 'negotiating', 'declined')
      AND ({_ASKED} OR plan.group_id IN ({{written}}) AND (
        offer.state = 'negotiating' OR offer.state = 'offered' AND offer.answer_by < %(today)s
        OR offer.state = 'declined' AND NOT EXISTS (
          SELECT FROM plans_offer later
          WHERE later.measure_id = offer.measure_id AND later.id > offer.id)))
    ORDER BY offer.answer_by, offer.id LIMIT %(shown)s
"""  # noqa: S608 - constants of this module
_MEASURES = f"""{_MINE}, near AS (
    SELECT id FROM plans_measure WHERE responsible_id IN (SELECT organisation_id FROM mine)
    UNION
    SELECT measure_id FROM plans_offer
    WHERE state = 'accepted' AND organisation_id IN (SELECT organisation_id FROM mine)
)
    SELECT measure.id, coalesce(taken.agreed_due_on, measure.due_on),
      greatest(taken.answered_at, plan.approved_at, measure.last_reported_at)
    FROM near JOIN plans_measure measure ON measure.id = near.id
      JOIN plans_plan plan ON plan.id = measure.plan_id
      LEFT JOIN plans_offer taken ON taken.measure_id = measure.id AND taken.state = 'accepted'
    WHERE plan.state <> %(ended)s AND measure.status = ANY(%(open)s)
      AND (taken.id IS NOT NULL OR plan.approved_at IS NOT NULL AND NOT EXISTS (
        SELECT FROM plans_offer asked WHERE asked.measure_id = measure.id
          AND asked.state IN ('offered', 'negotiating', 'declined')))
      AND {_IS_MINE.format(organisation="coalesce(taken.organisation_id, measure.responsible_id)")}
      AND (coalesce(taken.agreed_due_on, measure.due_on) <= %(until)s
        OR greatest(taken.answered_at, plan.approved_at, measure.last_reported_at) < %(silent)s
          AND (measure.starts_on IS NULL OR measure.starts_on <= %(silent_on)s))
    ORDER BY coalesce(taken.agreed_due_on, measure.due_on), measure.id LIMIT %(shown)s
"""  # noqa: S608 - constants of this module


def offers_due(user: User | AnonymousUser, today: date) -> dict[int, bool]:
    """Return the ids of the offers that wait for `user`, each with whether for their answer.

    Those of an organisation that `user` answers for in person; and, for who writes the group's
    plans, those where another date is proposed, nobody has answered in time, or the
    organisation has declined and nobody else has been asked since.
    """
    if not is_reader(user):
        return {}
    written, more = _in(groups_with(user, GroupPermission.EDIT_PLANS))
    values = _values(user) | {"today": today} | more
    return dict(_rows(_OFFERS.format(written=written), values))


def measures_due(user: User | AnonymousUser, today: date, *, soon_days: int) -> list[int]:
    """Return the ids of the actions that an organisation of `user` must say something of.

    Those whose deadline is near or past, and those that nobody has reported on for long.
    """
    return [pk for pk, _deadline, _heard_at in _measures(user, today, soon_days)]


def measures_waiting(user: User | AnonymousUser, today: date, *, soon_days: int) -> list[Measure]:
    """Return the actions of `measures_due`, with `deadline` and `heard_at`, as in force."""
    found = _measures(user, today, soon_days)
    if not found:
        return []
    measures = apps.get_model("plans", "Measure").objects.select_related("plan")
    rows = measures.in_bulk([pk for pk, _deadline, _heard_at in found])
    for pk, deadline, heard_at in found:
        if pk in rows:
            rows[pk].deadline, rows[pk].heard_at = deadline, heard_at
    return [rows[pk] for pk, _deadline, _heard_at in found if pk in rows]


def _measures(
    user: User | AnonymousUser, today: date, soon_days: int
) -> list[tuple[int, date, datetime]]:
    if not is_reader(user):
        return []
    silent_on = today - timedelta(days=STALE_DAYS)
    values = _values(user) | {
        "until": today + timedelta(days=soon_days),
        "silent_on": silent_on,
        "silent": start_of_day(silent_on + timedelta(days=1)),
    }
    return _rows(_MEASURES, values)


def _values(user: User | AnonymousUser) -> dict[str, object]:
    return {
        "user": user.pk,
        "contact": Role.CONTACT.value,
        "ended": PlanState.ENDED.value,
        "open": [status.value for status in OPEN_STATUSES],
        "shown": SHOWN,
    }


def _in(ids: Ids) -> tuple[str, dict[str, object]]:
    """Return the inside of an IN, and the values that it needs: known ids, or what finds them."""
    if isinstance(ids, list):
        return "SELECT unnest(%(written)s::bigint[])", {"written": ids}
    names = [f"written{number}" for number in range(len(ids.params))]
    sql = ids.sql % tuple(f"%({name})s" for name in names)
    return sql, dict(zip(names, ids.params, strict=True))


def _rows(sql: str, values: dict[str, object]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
