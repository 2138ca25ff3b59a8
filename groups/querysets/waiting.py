"""What cannot wait for a person, found by one plain statement: every visit to their work asks it.

It asks what each row that waits must have, and no more: where there is none, the question that
says which of them wait indeed, and costs far more to compose, need not be asked.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection

from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.reading import facts
from groups.permissions import Role
from groups.querysets.networks import REVISION_DAYS
from groups.querysets.onboarding import NEW_DAYS
from groups.querysets.outcomes import DAYS_AFTER
from groups.querysets.reach import NATIONAL_ROLES

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

# `mine` are the organisations that a person answers for, or did, and `near` the groups in which
# they have a role, or had one.
_WAITING = """
    WITH mine AS MATERIALIZED (
      SELECT organisation_id FROM groups_rolegrant
      WHERE user_id = %(user)s AND role = %(contact)s
      UNION ALL
      SELECT seat.organisation_id FROM groups_seatholder holder
        JOIN groups_seat seat ON seat.id = holder.seat_id WHERE holder.user_id = %(user)s),
    near AS MATERIALIZED (
      SELECT coalesce(held.group_id, body.group_id) FROM groups_rolegrant held
        LEFT JOIN groups_body body ON body.id = held.body_id WHERE held.user_id = %(user)s
      UNION
      SELECT id FROM groups_elogroup WHERE EXISTS (
        SELECT FROM groups_rolegrant WHERE user_id = %(user)s AND role = ANY(%(national)s)))
    SELECT 'answers' WHERE EXISTS (
      SELECT FROM groups_attendance called
        JOIN groups_meeting meeting ON meeting.id = called.meeting_id
      WHERE called.user_id = %(user)s AND called.answer = 'none'
        AND meeting.state = 'called' AND meeting.starts_at > %(now)s)
    UNION ALL
    SELECT 'polls' WHERE EXISTS (
      SELECT FROM groups_pollasked asked JOIN groups_datepoll poll ON poll.id = asked.poll_id
      WHERE asked.user_id = %(user)s AND asked.answered_at IS NULL
        AND poll.state = 'open' AND poll.closes_on >= %(today)s)
    UNION ALL
    SELECT 'checks' WHERE EXISTS (
      SELECT FROM groups_minuteschecker checker
        JOIN groups_minutes minutes ON minutes.id = checker.minutes_id
      WHERE checker.user_id = %(user)s AND checker.answer = 'none' AND minutes.state = 'review')
    UNION ALL
    SELECT 'reviews' WHERE EXISTS (
      SELECT FROM groups_minutes minutes
        JOIN groups_meeting meeting ON meeting.id = minutes.meeting_id
        JOIN groups_body body ON body.id = meeting.body_id
      WHERE minutes.state = 'review' AND body.group_id IN (TABLE near))
    UNION ALL
    SELECT 'invitations' WHERE EXISTS (
      SELECT FROM groups_invitation
      WHERE address = %(address)s AND state = 'pending' AND expires_at > %(now)s)
    UNION ALL
    SELECT 'run_out' WHERE EXISTS (
      SELECT FROM groups_invitation
      WHERE invited_by_id = %(user)s AND state = 'pending' AND expires_at <= %(now)s)
    UNION ALL
    SELECT 'substitutes' WHERE EXISTS (
      SELECT FROM groups_invitation
      WHERE invited_by_id = %(user)s AND state = 'declined' AND suggested_address <> '')
    UNION ALL
    SELECT 'echoes' WHERE EXISTS (
      SELECT FROM groups_echo echo JOIN groups_outcome outcome ON outcome.id = echo.outcome_id
      WHERE echo.answer = 'none' AND outcome.answer_by >= %(since)s
        AND echo.organisation_id IN (TABLE mine))
    UNION ALL
    SELECT 'settling' WHERE EXISTS (
      SELECT FROM groups_guideline guideline JOIN groups_rolegrant held
        ON held.group_id = guideline.group_id OR held.body_id = guideline.body_id
      WHERE guideline.state = 'submitted' AND held.user_id = %(user)s)
    UNION ALL
    SELECT 'guidelines' WHERE EXISTS (
      SELECT FROM groups_acknowledgement asked
        JOIN groups_guideline guideline ON guideline.id = asked.guideline_id
      WHERE asked.answered_at IS NULL AND asked.edition = guideline.published_edition
        AND guideline.state <> 'retired'
        AND asked.organisation_id IN (TABLE mine))
    UNION ALL
    SELECT 'models' WHERE EXISTS (
      SELECT FROM groups_operatingmodel model
        JOIN groups_body body ON body.group_id = model.group_id
        JOIN groups_seat seat ON seat.body_id = body.id
      WHERE model.published_on IS NOT NULL
        AND NOT EXISTS (
          SELECT FROM groups_acceptance accepted WHERE accepted.model_id = model.id
            AND accepted.organisation_id = seat.organisation_id)
        AND seat.organisation_id IN (TABLE mine))
    UNION ALL
    SELECT 'agreements' WHERE EXISTS (
      SELECT FROM groups_party party
        JOIN groups_agreement agreement ON agreement.id = party.agreement_id
      WHERE party.state = 'asked' AND agreement.state IN ('signing', 'in_force')
        AND party.organisation_id IN (TABLE mine))
    UNION ALL
    SELECT 'ending' WHERE EXISTS (
      SELECT FROM groups_agreement
      WHERE state = 'in_force' AND ends_on >= %(today)s AND group_id IN (TABLE near))
    UNION ALL
    SELECT 'late_needs' WHERE EXISTS (
      SELECT FROM groups_need
      WHERE answer_by < %(today)s AND answered_at IS NULL AND group_id IN (TABLE near))
    UNION ALL
    SELECT 'late_echoes' WHERE EXISTS (
      SELECT FROM groups_outcome outcome JOIN groups_body body ON body.id = outcome.body_id
      WHERE outcome.answer_by < %(today)s AND outcome.answer_by >= %(since)s
        AND body.group_id IN (TABLE near))
    UNION ALL
    SELECT 'new_member' WHERE EXISTS (
      SELECT FROM groups_seatholder WHERE user_id = %(user)s AND NOT is_void
      HAVING min(starts_on) >= %(new)s)
    UNION ALL
    SELECT 'new_coordinator' WHERE EXISTS (
      SELECT FROM groups_rolegrant WHERE user_id = %(user)s AND role = %(coordinator)s
      HAVING min(starts_on) >= %(new)s)
    UNION ALL
    SELECT 'networks' WHERE EXISTS (
      SELECT FROM groups_network network
        JOIN groups_rolegrant held ON held.group_id = network.group_id
      WHERE held.user_id = %(user)s AND held.role = %(coordinator)s
        AND coalesce(network.revised_on, network.starts_on) < %(revised)s)
"""


def nothing_waits(user: User, kind: str, now: datetime) -> bool:
    """Tell whether a reading is open in which nothing of a kind can wait for `user`.

    The kinds are those of `_WAITING`, asked for all at once.
    """
    known = facts()
    if known is None:
        return False
    key = (nothing_waits, user.pk, now)
    if key not in known:
        known[key] = _read(user, now)
    return kind not in known[key]


def _read(user: User, now: datetime) -> set[str]:
    values = {
        "user": user.pk,
        "address": user.email.strip().lower(),
        "contact": Role.CONTACT.value,
        "now": now,
        "today": helsinki_day(now),
        "since": helsinki_day(now) - timedelta(days=DAYS_AFTER),
        "coordinator": Role.COORDINATOR.value,
        "national": [role.value for role in NATIONAL_ROLES],
        "new": helsinki_day(now) - timedelta(days=NEW_DAYS),
        "revised": helsinki_day(now) - timedelta(days=REVISION_DAYS),
    }
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, values)
        return {kind for (kind,) in cursor.fetchall()}
