"""Who answers for an organisation: its contacts, else who sits for it, else the coordinator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef

from groups.permissions import Role
from groups.querysets.permitted import holds_today
from groups.querysets.reach import is_reader

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


def people_answering_for(organisation_id: int, group_id: int) -> models.QuerySet:
    """Return the active people whom a matter of an organisation in a group goes to today.

    The organisation's contact persons; where there is none, those who hold its seats in the
    group; where there is none, the group's coordinators.
    """
    people = get_user_model().objects.filter(is_active=True)
    for found in (
        people.filter(Exists(_contacts(organisation_id))),
        people.filter(Exists(_sitting(organisation_id, group_id))),
    ):
        if found.exists():
            return found
    return people.filter(Exists(_coordinators(group_id)))


def own_organisations(user: User | AnonymousUser, group_id: int) -> set[int]:
    """Return the ids of the organisations that `user` answers for in a group today.

    As contact person of an organisation that has a seat in the group, or as holder of a seat.
    """
    if not is_reader(user):
        return set()
    seats = apps.get_model("groups", "Seat").objects.filter(
        holds_today("opened_on", "closed_on"), body__group=group_id
    )
    contact = apps.get_model("groups", "RoleGrant").objects.filter(
        holds_today(), role=Role.CONTACT, user=user.pk, organisation=OuterRef("organisation")
    )
    holder = _holders(group_id).filter(user=user.pk, seat=OuterRef("pk"))
    rows = seats.filter(Exists(contact)).union(seats.filter(Exists(holder)))
    return set(rows.values_list("organisation", flat=True))


def _contacts(organisation_id: int) -> models.QuerySet:
    grants = apps.get_model("groups", "RoleGrant").objects
    return grants.filter(
        holds_today(), role=Role.CONTACT, organisation=organisation_id, user=OuterRef("pk")
    )


def _holders(group_id: int) -> models.QuerySet:
    holders = apps.get_model("groups", "SeatHolder").objects.current()
    return holders.filter(seat__body__group=group_id)


def _sitting(organisation_id: int, group_id: int) -> models.QuerySet:
    return _holders(group_id).filter(seat__organisation=organisation_id, user=OuterRef("pk"))


def _coordinators(group_id: int) -> models.QuerySet:
    grants = apps.get_model("groups", "RoleGrant").objects
    return grants.filter(holds_today(), role=Role.COORDINATOR, group=group_id, user=OuterRef("pk"))
