"""Who may do a thing in a body or a group: the rule of `permitted`, read backwards."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Exists, OuterRef, Q

from groups.permissions import BodyPermission, GroupPermission, Role, roles_allowing
from groups.querysets.permitted import NATIONAL_ROLES, holds_today


def people_permitted(body: models.Model, permission: BodyPermission) -> models.QuerySet:
    """Return the active people who have `permission` in `body` today."""
    grants = apps.get_model("groups", "RoleGrant").objects.filter(
        holds_today(),
        Q(body=body.pk) | Q(group=body.group_id) | Q(role__in=NATIONAL_ROLES),
        user=OuterRef("pk"),
        role__in=roles_allowing(permission),
    )
    return get_user_model().objects.filter(Exists(grants), is_active=True)


def people_permitted_in_group(group_id: int, permission: GroupPermission) -> models.QuerySet:
    """Return the active people who have `permission` in a group today.

    By a role in the group or in one of its bodies, or in an organisation that sits in it.
    """
    return _holding(
        _held_in(group_id) | Q(role__in=NATIONAL_ROLES), role__in=roles_allowing(permission)
    )


def event_arrangers(group_id: int | None) -> models.QuerySet:
    """Return the active people who may prepare events of a group today, or the national ones."""
    if group_id is None:
        return _holding(role=Role.NATIONAL)
    return _holding(_held_in(group_id), role__in=roles_allowing(BodyPermission.EDIT_MEETINGS))


def people_of(group_id: int) -> models.QuerySet:
    """Return the active people with a role in a group today, by name: whom its forms offer."""
    return _holding(_held_in(group_id)).order_by("name", "pk")


def is_of_group(*, user: str, group: str) -> Exists:
    """Return the condition that the person at one path is active in the group at another today.

    So that of many rows at once it can be told whose person has left.
    """
    held = _held_in(OuterRef(group), OuterRef(OuterRef(group)))
    grants = apps.get_model("groups", "RoleGrant").objects.filter(
        holds_today(), held, user=OuterRef(user), user__is_active=True
    )
    return Exists(grants)


def presenters(body: models.Model, meeting: models.Model | None = None) -> list[tuple[int, str]]:
    """Return who can be chosen to present a matter in `body`, by name, as id and name.

    Who belongs to the group and sits in the body or coordinates, and who is named already.
    """
    grants = apps.get_model("groups", "RoleGrant").objects.filter(
        holds_today(), Q(body=body.pk) | Q(group=body.group_id), user__is_active=True
    )
    people = get_user_model().objects
    found = Q(pk__in=grants.values("user"))
    if meeting is not None:
        found |= Q(pk__in=meeting.items.exclude(presented_by=None).values("presented_by"))
    return list(people.filter(found).order_by("name", "pk").values_list("pk", "name"))


def _held_in(group: object, within: object = None) -> Q:
    """Return the condition that a role is held in a group, a body or an organisation of it.

    `within` names the group for a question inside of the question, where that differs.
    """
    seats = apps.get_model("groups", "Seat").objects.open_today()
    organisations = seats.filter(body__group=within or group).held().values("organisation")
    return Q(group=group) | Q(body__group=group) | Q(organisation__in=organisations)


def _holding(*conditions: Q, **fields: object) -> models.QuerySet:
    grants = apps.get_model("groups", "RoleGrant").objects.filter(
        holds_today(), *conditions, **fields
    )
    return get_user_model().objects.filter(pk__in=grants.values("user"), is_active=True)


def members_of(body: models.Model) -> models.QuerySet:
    """Return the active people who hold a seat in `body` today, by name."""
    mandates = apps.get_model("groups", "SeatHolder").objects.current()
    return (
        get_user_model()
        .objects.filter(Exists(mandates.filter(seat__body=body, user=OuterRef("pk"))))
        .filter(is_active=True)
        .order_by("name", "pk")
    )
