"""Who keeps what a group may do and with what, who says how the work feels, who answers wishes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.models import EloGroup
from groups.permissions import GroupPermission, Role
from groups.policies.networks import can_keep
from groups.policies.roles import in_group
from groups.querysets.answerers import person_of_link
from groups.querysets.pulse import is_open
from groups.querysets.reach import holds

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

Rights = frozenset[GroupPermission]

NOT_NATIONAL = _("Only the national coordinators answer wishes.")
NOT_YOURS = _("This question was sent to somebody else.")
NO_MEMBER = _("This question is for those who have a seat in the group, and you have none today.")
CLOSED = _("This year's question is closed. It opens again on 1 January.")


def can_keep_mandate(
    user: User | AnonymousUser, group: EloGroup, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may write what `group` may do and with what, and wish for more."""
    return can_keep(user, group.pk, rights)


def can_keep_clause(
    user: User | AnonymousUser, group: EloGroup, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may store a clause on `group`: as coordinator here or nationally."""
    decision = can_keep_mandate(user, group, rights)
    return ALLOWED if decision or can_answer_wishes(user) else decision


def can_answer_wishes(user: User | AnonymousUser) -> Decision:
    """Decide whether `user` reads the wishes of all groups and answers them."""
    return ALLOWED if holds(user, Role.NATIONAL) else denied(NOT_NATIONAL)


def can_give_pulse(
    user: User | AnonymousUser, group: EloGroup, on: date, rights: Rights | None = None
) -> Decision:
    """Decide whether `user` may say `on` a day how the work in `group` feels this year."""
    decision = in_group(user, group.pk, GroupPermission.GIVE_PULSE, rights, NO_MEMBER)
    return decision if not decision or is_open(on) else denied(CLOSED)


def can_give_pulse_by_link(subject: str, group: EloGroup, on: date) -> Decision:
    """Decide whether the link of `subject`, a user id, may say how the work in `group` feels."""
    person = person_of_link(subject)
    return can_give_pulse(person, group, on) if person else denied(NOT_YOURS)
