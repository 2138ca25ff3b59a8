"""Who opens a place to write down needs on the spot, and who goes through what was written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.models import Body, Capture, CaptureSpot, EloGroup, Event, Meeting
from groups.permissions import BodyPermission, GroupPermission
from groups.policies.events import can_arrange
from groups.policies.roles import NO_ROLE, in_body, in_group
from groups.querysets.permitted import bodies_with, rights_in

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

Rights = frozenset[GroupPermission]

CLOSED = _("This place is closed.")


def can_open_spot(
    user: User | AnonymousUser, group: EloGroup, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may open a place in a group: who manages needs or leads a body."""
    rights = rights_in(user, group.pk) if rights is None else rights
    if GroupPermission.MANAGE_NEEDS in rights:
        return ALLOWED
    if GroupPermission.RAISE_NEEDS not in rights:
        return denied(NO_ROLE)
    led = bodies_with(user, BodyPermission.EDIT_MEETINGS)
    leads = led != [] and Body.objects.filter(pk__in=led, group=group).exists()
    return ALLOWED if leads else denied(NO_ROLE)


def can_open_spot_for(
    user: User | AnonymousUser, group: EloGroup, meeting: Meeting | None, event: Event | None
) -> Decision:
    """Decide whether `user` may open a place for a meeting or an event, or as a manager for none.

    For a meeting who leads its body, for an event who arranges it.
    """
    if GroupPermission.MANAGE_NEEDS in rights_in(user, group.pk):
        return ALLOWED
    if meeting is None and event is None:
        return denied(_("Choose a meeting that you lead."))
    if event and (not (decision := can_arrange(user, event)) or meeting is None):
        return decision
    return in_body(user, meeting.body, BodyPermission.EDIT_MEETINGS)


def can_close_spot(user: User | AnonymousUser, spot: CaptureSpot, today: date) -> Decision:
    """Decide whether `user` may close a place before its day: who could have opened it."""
    if not spot.is_open_on(today):
        return denied(CLOSED)
    return can_open_spot_for(user, spot.group, spot.meeting, spot.event)


def can_settle(user: User | AnonymousUser, capture: Capture) -> Decision:
    """Decide whether `user` may say what becomes of a note."""
    decision = in_group(user, capture.spot.group_id, GroupPermission.MANAGE_NEEDS)
    if decision and capture.settled_at:
        return denied(_("The note has been settled already."))
    return decision
