"""Who may add organisations to the register, keep what they say of themselves, name their people.

Correcting and renaming is `can_keep_organisation` in `groups/policies/people.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.models import Organisation
from groups.policies.people import can_keep_organisation, manages_seats_somewhere
from groups.querysets.answerers import is_contact
from groups.querysets.organisations import is_of_organisation
from groups.querysets.reach import is_administrator

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


def can_add_organisation(user: User | AnonymousUser) -> Decision:
    """Decide whether `user` may add organisations: coordinators and administrators do."""
    if is_administrator(user) or manages_seats_somewhere(user):
        return ALLOWED
    return denied(_("Only coordinators add organisations to the register."))


def can_edit_profile(
    user: User | AnonymousUser,
    organisation: Organisation,
    contact: bool | None = None,
    keeps: Decision | None = None,
) -> Decision:
    """Decide whether `user` may write what `organisation` says of itself, and open it to all.

    `contact` and `keeps` are whether they are its contact person, and whether they keep it,
    where the caller knows.
    """
    if organisation.ended_on is not None:
        return denied(_("The organisation has ended. Its profile is history."))
    if is_contact(user, organisation.pk) if contact is None else contact:
        return ALLOWED
    return can_keep_organisation(user, organisation) if keeps is None else keeps


def can_open_own_page(
    user: User | AnonymousUser, organisation: Organisation, contact: bool | None = None
) -> Decision:
    """Decide whether `user` may open the page that an organisation has for its own people.

    `contact` is whether they are its contact person, where the caller knows.
    """
    if contact or is_of_organisation(user, organisation.pk):
        return ALLOWED
    return denied(_("This page is for the people of the organisation."))
