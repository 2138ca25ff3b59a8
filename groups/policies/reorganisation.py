"""Who may prepare, confirm and withdraw a reorganisation, and who may merge bodies."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.models import Reorganisation
from groups.querysets.reach import is_administrator
from groups.states import ReorganisationState

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


def can_reorganise(user: User | AnonymousUser) -> Decision:
    """Decide whether `user` may prepare reorganisations: active administrators may."""
    if is_administrator(user):
        return ALLOWED
    return denied(_("Only administrators reorganise."))


def can_draft(user: User | AnonymousUser, reorganisation: Reorganisation) -> Decision:
    """Decide whether `user` may change the steps of `reorganisation`."""
    if reorganisation.state != ReorganisationState.DRAFT:
        return denied(_("The reorganisation is confirmed. Withdraw it and prepare a new one."))
    return can_reorganise(user)


def can_confirm(user: User | AnonymousUser, reorganisation: Reorganisation) -> Decision:
    """Decide whether `user` may confirm `reorganisation`: two different administrators do."""
    if reorganisation.state != ReorganisationState.DRAFT:
        return denied(_("The reorganisation is no longer being prepared."))
    if reorganisation.first_by_id is not None and reorganisation.first_by_id == user.pk:
        return denied(_("You have confirmed it already. Another administrator must do so too."))
    return can_reorganise(user)


def can_withdraw(
    user: User | AnonymousUser, reorganisation: Reorganisation, today: date
) -> Decision:
    """Decide whether `user` may withdraw `reorganisation`, or undo it on the day it was done."""
    if reorganisation.state == ReorganisationState.WITHDRAWN:
        return denied(_("The reorganisation has been withdrawn already."))
    if reorganisation.applied_at and helsinki_day(reorganisation.applied_at) < today:
        return denied(_("The reorganisation was carried out on an earlier day. Prepare a new one."))
    return can_reorganise(user)
