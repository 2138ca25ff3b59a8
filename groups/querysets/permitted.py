"""In which groups, bodies and organisations a person may do a thing: one statement, one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now, TruncDate

from elo_platform.lib.dates import HELSINKI
from groups.permissions import (
    ROLE_SCOPE,
    BodyPermission,
    GroupPermission,
    Role,
    Scope,
    roles_allowing,
)

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

NATIONAL_ROLES = [role for role, scope in ROLE_SCOPE.items() if scope is Scope.NATIONAL]


def today_in_helsinki() -> TruncDate:
    """Return an expression for today's date in Finland by the database's clock."""
    return TruncDate(Now(), tzinfo=HELSINKI)


def holds_today(starts: str = "starts_on", ends: str = "ends_on") -> Q:
    """Return the condition that today lies in a period; both end days are included."""
    today = today_in_helsinki()
    return Q(**{f"{starts}__lte": today}) & (Q(**{ends: None}) | Q(**{f"{ends}__gte": today}))


def is_reader(user: User | AnonymousUser) -> bool:
    """Tell whether `user` may have any rights at all: signed in and active."""
    return user.is_authenticated and user.is_active


def grants_of(user: User | AnonymousUser, roles: list[Role]) -> models.QuerySet:
    """Return the grants of `roles` that `user` holds today."""
    grants = apps.get_model("groups", "RoleGrant").objects
    if not is_reader(user):
        return grants.none()
    return grants.filter(holds_today(), user=user, role__in=roles)


class EloGroupQuerySet(models.QuerySet):
    def permitted(
        self, user: User | AnonymousUser, permission: GroupPermission
    ) -> EloGroupQuerySet:
        """Return the groups in which `user` has `permission` today.

        Anonymous and inactive users get none. Dates are read by the database's clock.
        """
        if not is_reader(user):
            return self.none()
        seats = apps.get_model("groups", "Seat").objects.filter(
            holds_today("opened_on", "closed_on"),
            organisation=OuterRef("organisation"),
            body__group=OuterRef(OuterRef("pk")),
        )
        grants = grants_of(user, roles_allowing(permission)).filter(
            Q(group=OuterRef("pk"))
            | Q(body__group=OuterRef("pk"))
            | Q(role__in=NATIONAL_ROLES)
            | Q(Exists(seats))
        )
        return self.filter(Exists(grants))

    def visible_to(self, user: User | AnonymousUser) -> EloGroupQuerySet:
        """Return the groups whose card `user` may open: all that exist in public.

        A planned group shows to those who have a right in it.
        """
        own = self.permitted(user, GroupPermission.VIEW_GROUP).values("pk")
        return self.filter(~Q(state="planned") | Q(pk__in=own))

    def comparable_by(self, user: User | AnonymousUser) -> EloGroupQuerySet:
        """Return the groups whose coverage `user` may read: all, for who has a role somewhere."""
        roles = grants_of(user, roles_allowing(GroupPermission.VIEW_COVERAGE))
        return self.visible_to(user).filter(Exists(roles))


class BodyQuerySet(models.QuerySet):
    def permitted(self, user: User | AnonymousUser, permission: BodyPermission) -> BodyQuerySet:
        """Return the bodies in which `user` has `permission` today."""
        if not is_reader(user):
            return self.none()
        grants = grants_of(user, roles_allowing(permission)).filter(
            Q(body=OuterRef("pk")) | Q(group=OuterRef("group")) | Q(role__in=NATIONAL_ROLES)
        )
        return self.filter(Exists(grants))

    def visible_to(self, user: User | AnonymousUser) -> BodyQuerySet:
        """Return the bodies that `user` may know of."""
        groups = apps.get_model("groups", "EloGroup").objects
        own = groups.permitted(user, GroupPermission.VIEW_GROUP).values("pk")
        seen = groups.visible_to(user).values("pk")
        return self.filter(Q(group__in=own) | Q(visibility="public", group__in=seen))

    def current(self) -> BodyQuerySet:
        """Return the bodies that exist today."""
        return self.filter(holds_today())


class GroupPartQuerySet(models.QuerySet):
    """Rows that belong to a group and are as visible as the group's card."""

    def visible_to(self, user: User | AnonymousUser) -> GroupPartQuerySet:
        """Return the rows of groups whose card `user` may open."""
        groups = apps.get_model("groups", "EloGroup").objects.visible_to(user)
        return self.filter(group__in=groups.values("pk"))


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> OrganisationQuerySet:
        """Return the register for everyone who has a role somewhere."""
        return self.filter(Exists(grants_of(user, list(Role))))


class OrganisationNameQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> OrganisationNameQuerySet:
        """Return the names of the organisations that `user` may see."""
        return self.filter(Exists(grants_of(user, list(Role))))


class RoleGrantQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> RoleGrantQuerySet:
        """Return the own grants, and those in groups whose seats `user` manages."""
        if not is_reader(user):
            return self.none()
        groups = apps.get_model("groups", "EloGroup").objects
        managed = groups.permitted(user, GroupPermission.MANAGE_SEATS).values("pk")
        return self.filter(Q(user=user) | Q(group__in=managed) | Q(body__group__in=managed))

    def current(self) -> RoleGrantQuerySet:
        """Return the grants that hold today by the database's clock."""
        return self.filter(holds_today())
