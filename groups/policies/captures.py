"""Who opens a place to write down needs on the spot, and who goes through what was written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.models import Body, Capture, CaptureSpot, EloGroup, Meeting
from groups.permissions import BodyPermission, GroupPermission
from groups.policies.needs import NO_ROLE
from groups.querysets.permitted import rights_in, rights_in_body

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
    led = Body.objects.permitted(user, BodyPermission.EDIT_MEETINGS).filter(group=group)
    return ALLOWED if led.exists() else denied(NO_ROLE)


def can_open_spot_for(
    user: User | AnonymousUser, group: EloGroup, meeting: Meeting | None
) -> Decision:
    """Decide whether `user` may open a place for a meeting, or for none: that managers alone do."""
    if GroupPermission.MANAGE_NEEDS in rights_in(user, group.pk):
        return ALLOWED
    if meeting is None:
        return denied(_("Choose a meeting that you lead."))
    leads = BodyPermission.EDIT_MEETINGS in rights_in_body(user, meeting.body)
    return ALLOWED if leads else denied(NO_ROLE)


def can_close_spot(user: User | AnonymousUser, spot: CaptureSpot, today: date) -> Decision:
    """Decide whether `user` may close a place before its day: who could have opened it."""
    if not spot.is_open_on(today):
        return denied(CLOSED)
    return can_open_spot_for(user, spot.group, spot.meeting)


def can_settle(
    user: User | AnonymousUser, capture: Capture, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may say what becomes of a note."""
    rights = rights_in(user, capture.spot.group_id) if rights is None else rights
    if GroupPermission.MANAGE_NEEDS not in rights:
        return denied(NO_ROLE)
    return denied(_("The note has been settled already.")) if capture.settled_at else ALLOWED
