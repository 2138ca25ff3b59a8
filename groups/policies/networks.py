"""Who keeps the registers of networks and duties and writes how a group works, and who accepts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, cast

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.dates import start_of_day
from elo_platform.lib.decisions import ALLOWED, Decision, denied
from groups.models import OperatingModel
from groups.permissions import GroupPermission
from groups.policies.roles import in_group
from groups.querysets.answerers import own_organisations, person_of_link

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

Rights = frozenset[GroupPermission]

# So long a link in a mail accepts a version.
LINK_DAYS = 60

NO_COORDINATOR = _("Only the group's coordinators write this.")
PUBLISHED = _("This version is published and stays as it is. Write a new version instead.")
NOT_PUBLISHED = _("This version is not published yet.")
REPLACED = _("A newer version has been published in between. It is the one to accept now.")
NOT_YOURS = _("This question was sent to somebody else.")
NOT_FOR_THEM = _("You answer for no organisation in this group, or no longer do.")


def can_keep(user: User | AnonymousUser, group_id: int, rights: Rights | None = None) -> Decision:
    """Decide whether `user` keeps a group's registers of networks and duties, and its model.

    `rights` spares the query where a page has them.
    """
    return in_group(user, group_id, GroupPermission.MANAGE_GROUP, rights, NO_COORDINATOR)


def can_write_model(user: User | AnonymousUser, model: OperatingModel) -> Decision:
    """Decide whether `user` may change or publish a version: until it is published."""
    decision = can_keep(user, model.group_id)
    return denied(PUBLISHED) if decision and model.published_on else decision


def can_accept(
    user: User | AnonymousUser, model: OperatingModel, own: set[int] | None = None
) -> Decision:
    """Decide whether `user` may accept a version for the organisations that they answer for.

    `own` spares the query where a page has the ids of those organisations.
    """
    if not (decision := _is_in_force(model)):
        return decision
    own = own_organisations(user, model.group_id) if own is None else own
    return ALLOWED if own else denied(NOT_FOR_THEM)


def can_enter(user: User | AnonymousUser, model: OperatingModel) -> Decision:
    """Decide whether `user` may enter an acceptance that was given elsewhere, such as on paper."""
    if not (decision := can_keep(user, model.group_id)):
        return decision
    return _is_in_force(model)


def _is_in_force(model: OperatingModel) -> Decision:
    if not model.published_on:
        return denied(NOT_PUBLISHED)
    return denied(REPLACED) if model.is_replaced else ALLOWED


def accepted_until(model: OperatingModel) -> datetime:
    """Return until when a link in a mail accepts a published version."""
    return start_of_day(cast(date, model.published_on) + timedelta(days=LINK_DAYS))


def can_accept_by_link(subject: str, model: OperatingModel) -> Decision:
    """Decide whether the link of `subject`, a user id, may accept a version."""
    person = person_of_link(subject)
    return can_accept(person, model) if person else denied(NOT_YOURS)
