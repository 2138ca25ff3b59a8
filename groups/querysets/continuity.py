"""What keeps a group's work going when people change, counted for many groups in one statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.db import connection

# How far ahead something that ends is shown, in days.
MANDATE_DAYS = 90
AGREEMENT_DAYS = 180
FUNDING_DAYS = 180
# Notes and a model that nobody has touched for so long are old.
NOTE_DAYS = 365
MODEL_DAYS = 730

_SEATS = """
    FROM groups_seat seat JOIN groups_body body ON body.id = seat.body_id
    WHERE body.group_id = g.id AND seat.opened_on <= %(on)s AND body.starts_on <= %(on)s
      AND coalesce(seat.closed_on, %(on)s) >= %(on)s AND coalesce(body.ends_on, %(on)s) >= %(on)s
"""
_HOLDER = """
    SELECT 1 FROM groups_seatholder held WHERE held.seat_id = seat.id AND NOT held.is_void
      AND held.starts_on <= %(on)s AND coalesce(held.ends_on, %(on)s) >= %(on)s
"""
_COUNTS = f"""
    SELECT g.id,
      (SELECT count(*) {_SEATS} AND EXISTS ({_HOLDER} AND held.kind = 'principal')
        AND NOT EXISTS ({_HOLDER} AND held.kind = 'deputy')),
      (SELECT count(*) {_SEATS} AND EXISTS ({_HOLDER} AND held.kind = 'principal'
        AND held.ends_on <= %(mandates)s)),
      (SELECT count(*) FROM groups_body body WHERE body.group_id = g.id AND NOT body.is_informal
        AND body.starts_on <= %(on)s AND coalesce(body.ends_on, %(on)s) >= %(on)s
        AND NOT EXISTS (SELECT 1 FROM groups_rolegrant chair
          WHERE chair.body_id = body.id AND chair.role = 'chair' AND chair.starts_on <= %(on)s
            AND coalesce(chair.ends_on, %(on)s) >= %(on)s)),
      (SELECT count(DISTINCT held.user_id) FROM groups_rolegrant held
          JOIN accounts_user person ON person.id = held.user_id AND person.is_active
        WHERE held.group_id = g.id AND held.role = 'coordinator' AND held.starts_on <= %(on)s
          AND coalesce(held.ends_on, %(on)s) >= %(on)s),
      (SELECT count(*) FROM groups_agreement agreed WHERE agreed.group_id = g.id
        AND agreed.state = 'in_force' AND agreed.ends_on <= %(agreements)s
        AND NOT EXISTS (SELECT 1 FROM groups_agreement later WHERE later.renews_id = agreed.id)),
      (SELECT count(*) FROM groups_funding money WHERE money.group_id = g.id
        AND money.starts_on <= %(on)s AND money.ends_on BETWEEN %(on)s AND %(funding)s
        AND NOT EXISTS (SELECT 1 FROM groups_funding later WHERE later.group_id = g.id
          AND later.source = money.source
          AND coalesce(later.ends_on, 'infinity') > money.ends_on)),
      (SELECT count(*) FROM groups_responsibility area
          LEFT JOIN accounts_user person ON person.id = area.user_id
        WHERE area.group_id = g.id AND person.is_active IS NOT TRUE AND area.starts_on <= %(on)s
        AND coalesce(area.ends_on, %(on)s) >= %(on)s),
      (SELECT max(note.at)::date FROM groups_handovernote note WHERE note.group_id = g.id
        AND note.people || note.promises || note.differently <> ''),
      (SELECT max(model.published_on) FROM groups_operatingmodel model
        WHERE model.group_id = g.id)
    FROM groups_elogroup g WHERE g.id = ANY(%(groups)s)
"""  # noqa: S608 - the parts are our own text


@dataclass(frozen=True, slots=True)
class Continuity:
    """The counts of one group; the last two are days, None where there is nothing."""

    without_deputy: int
    mandates_ending: int
    without_chair: int
    coordinators: int
    agreements_ending: int
    funding_ending: int
    vacant_areas: int
    noted_on: date | None
    model_on: date | None

    def has_note(self, on: date) -> bool:
        """Tell whether there are handover notes that are not old."""
        return self.noted_on is not None and self.noted_on >= on - timedelta(days=NOTE_DAYS)

    def has_model(self, on: date) -> bool:
        """Tell whether there is an operating model that is not old."""
        return self.model_on is not None and self.model_on >= on - timedelta(days=MODEL_DAYS)

    def gaps(self, on: date) -> dict[str, int]:
        """Return how much is missing or ends soon, by the name of each check; 0 is in order."""
        counted = {field.name: getattr(self, field.name) for field in fields(self)[:7]}
        return counted | {
            "coordinators": 0 if self.coordinators > 1 else 1,
            "note": 0 if self.has_note(on) else 1,
            "model": 0 if self.has_model(on) else 1,
        }


def continuity_of(group_ids: Iterable[int], on: date) -> dict[int, Continuity]:
    """Return the counts of groups `on` a day, in one statement; the caller has asked who reads."""
    values = {
        "on": on,
        "mandates": on + timedelta(days=MANDATE_DAYS),
        "agreements": on + timedelta(days=AGREEMENT_DAYS),
        "funding": on + timedelta(days=FUNDING_DAYS),
        "groups": list(group_ids),
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, values)
        return {pk: Continuity(*counts) for pk, *counts in cursor.fetchall()}
