"""Who answers for an organisation: its contacts, else who sits for it, else the coordinator."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q

from groups.permissions import Role
from groups.querysets.permitted import holds_today
from groups.querysets.reach import is_reader, organisations_held

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

# An organisation, and the group in which somebody answers for it.
Pair = tuple[int, int]


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


def person_of_link(subject: str) -> User | None:
    """Return the active person, by user id, whom a one-act link was signed for."""
    if not subject.isdigit():
        return None
    return get_user_model().objects.filter(pk=subject, is_active=True).first()


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


def answers_for(user: User | AnonymousUser, organisation_id: int, group_id: int) -> bool:
    """Tell whether `user` answers for an organisation in a group today, in person."""
    if not is_reader(user):
        return False
    grants = apps.get_model("groups", "RoleGrant").objects.filter(holds_today())
    contact = grants.filter(role=Role.CONTACT, organisation=organisation_id, user=user.pk)
    holder = _holders(group_id).filter(seat__organisation=organisation_id, user=user.pk)
    return contact.values("pk").union(holder.values("pk")).exists()


def is_contact(user: User | AnonymousUser, organisation_id: int) -> bool:
    """Tell whether `user` is a contact person of an organisation today."""
    if not is_reader(user):
        return False
    if (known := organisations_held(user, Role.CONTACT)) is not None:
        return organisation_id in known
    grants = apps.get_model("groups", "RoleGrant").objects.filter(holds_today())
    return grants.filter(role=Role.CONTACT, organisation=organisation_id, user=user.pk).exists()


def is_answered_by(user: User | AnonymousUser, *, organisation: str, group: str) -> Q:
    """Return the condition that `user` answers today for the organisation of a row.

    `organisation` and `group` are the row's paths, or annotations, to the two ids.
    """
    if not is_reader(user):
        return Q(pk__in=[])
    contacts = apps.get_model("groups", "RoleGrant").objects.filter(
        holds_today(), role=Role.CONTACT, user=user.pk
    )
    holders = apps.get_model("groups", "SeatHolder").objects.current()
    sits = holders.filter(
        user=user.pk,
        seat__organisation=OuterRef(organisation),
        seat__body__group=OuterRef(group),
    )
    return Q(**{f"{organisation}__in": contacts.values("organisation")}) | Exists(sits)


def answerers_of(pairs: Iterable[Pair]) -> dict[Pair, list[int]]:
    """Return for each organisation in a group the ids of the people whom its matters go to.

    As `people_answering_for`, for many at once: three queries.
    """
    wanted = set(pairs)
    organisations, groups = ({pair[place] for pair in wanted} for place in (0, 1))
    grants = apps.get_model("groups", "RoleGrant").objects.filter(
        holds_today(), user__is_active=True
    )
    contacts = grants.filter(role=Role.CONTACT, organisation__in=organisations)
    holders = apps.get_model("groups", "SeatHolder").objects.current()
    sitting = holders.filter(
        user__is_active=True,
        seat__organisation__in=organisations,
        seat__body__group__in=groups,
    )
    by_contact = _gathered(contacts.values_list("organisation", "user"))
    by_seat = _gathered(
        ((organisation, group), user)
        for organisation, group, user in sitting.values_list(
            "seat__organisation", "seat__body__group", "user"
        )
    )
    coordinators = grants.filter(role=Role.COORDINATOR, group__in=groups)
    by_group = _gathered(coordinators.values_list("group", "user"))
    return {
        pair: by_contact.get(pair[0]) or by_seat.get(pair) or by_group.get(pair[1], [])
        for pair in wanted
    }


def _gathered(rows: Iterable[tuple[object, int]]) -> dict[object, list[int]]:
    found: dict[object, set[int]] = {}
    for key, user in rows:
        found.setdefault(key, set()).add(user)
    return {key: sorted(users) for key, users in found.items()}


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
