"""In which groups, bodies and organisations a person may do a thing: one statement, one place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    JSONField,
    OuterRef,
    Q,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now, TruncDate

from elo_platform.lib.conditions import Condition, among
from elo_platform.lib.dates import HELSINKI
from elo_platform.lib.statements import read_one
from groups.permissions import (
    ROLE_PERMISSIONS,
    BodyPermission,
    GroupPermission,
    Role,
    Visibility,
    roles_allowing,
)
from groups.querysets.reach import (
    EVERYWHERE,
    NATIONAL_ROLES,
    Ids,
    Names,
    bodies_reached,
    grants_reached,
    groups_reached,
    holds_some,
    is_administrator,
    is_reader,
    known_names,
    roles_in_body,
    roles_in_group,
    some_held,
)
from groups.querysets.territory import territory_on

if TYPE_CHECKING:
    from elo_platform.accounts.models import User
    from groups.models import Body, EloGroup

CODES = ("sv", "fi", "en")
NAME_COLUMNS = ("name_sv", "name_fi", "name_en")
EVERY_ROLE = list(Role)


def today_in_helsinki() -> TruncDate:
    """Return an expression for today's date in Finland by the database's clock."""
    return TruncDate(Now(), tzinfo=HELSINKI)


def holds_today(starts: str = "starts_on", ends: str = "ends_on") -> Q:
    """Return the condition that today lies in a period; both end days are included."""
    return held_on(today_in_helsinki(), starts, ends)


def held_on(day: date | TruncDate, starts: str = "starts_on", ends: str = "ends_on") -> Q:
    """Return the condition that `day` lies in a period; both end days are included."""
    return Q(**{f"{starts}__lte": day}) & (Q(**{ends: None}) | Q(**{f"{ends}__gte": day}))


def grants_of(user: User | AnonymousUser, roles: list[Role]) -> models.QuerySet:
    """Return the grants of `roles` that `user` holds today."""
    return apps.get_model("groups", "RoleGrant").objects.filter(pk__in=grants_reached(user, roles))


def groups_with(user: User | AnonymousUser, permission: GroupPermission) -> Ids:
    """Return the ids of the groups in which `user` has `permission` today, for `__in`."""
    return groups_reached(user, roles_allowing(permission))


def bodies_with(user: User | AnonymousUser, permission: BodyPermission) -> Ids:
    """Return the ids of the bodies in which `user` has `permission` today, for `__in`."""
    return bodies_reached(user, roles_allowing(permission))


def names_of_own_groups(user: User | AnonymousUser) -> dict[int, Names]:
    """Return the groups that `user` belongs to, by id; in a reading without a query more."""
    known = known_names(user)
    if known is not None:
        return known
    rows = apps.get_model("groups", "EloGroup").objects.own(user)
    return {pk: Names(*names) for pk, *names in rows.values_list("pk", *NAME_COLUMNS)}


def rights_in(user: User | AnonymousUser, group_id: int) -> frozenset[GroupPermission]:
    """Return all that `user` may do in one group today: one query, equal to `permitted`."""
    held = (ROLE_PERMISSIONS[role] for role in roles_in_group(user, group_id))
    return frozenset(each for each in chain(*held) if isinstance(each, GroupPermission))


def rights_in_body(user: User | AnonymousUser, body: Body) -> frozenset[BodyPermission]:
    """Return all that `user` may do in one body today: one query, equal to `permitted`."""
    held = (ROLE_PERMISSIONS[role] for role in roles_in_body(user, body.pk, body.group_id))
    return frozenset(each for each in chain(*held) if isinstance(each, BodyPermission))


def is_open_to(
    user: User | AnonymousUser,
    permission: GroupPermission,
    row: str = "",
    *,
    group: str = "group",
    visibility: str = "visibility",
) -> Condition:
    """Return the condition that a row is open to `user` beyond its body, as its visibility says.

    To who has `permission` in its group; to everybody with a role somewhere; to everyone. `row`
    is the path to the row, `group` the path from there to its group.
    """
    reach = f"{{{row}{visibility}}}"
    inside = among(f"{row}{group}", groups_with(user, permission))
    beyond = Condition(f"{reach} <> '{Visibility.BODY.value}'") & inside
    anyone = Condition(f"{reach} = '{Visibility.PUBLIC.value}'")
    some = Condition(f"{reach} = '{Visibility.ALL_REGIONS.value}'") & some_held(user, EVERY_ROLE)
    return beyond | some | anyone


def is_open_in_body(
    user: User | AnonymousUser, permission: GroupPermission, row: str = "", *, group: str
) -> Condition:
    """Return the condition that a row of a body is open to `user`: to its people, or beyond."""
    own = bodies_with(user, BodyPermission.VIEW_MEETINGS)
    return among(f"{row}body", own) | is_open_to(user, permission, row, group=group)


def _is_shown(user: User | AnonymousUser, group: str = "") -> Condition:
    """Return the condition that `user` may open the card of a group."""
    own = groups_with(user, GroupPermission.VIEW_GROUP)
    return Condition(f"{{{group}state}} <> 'planned'") | among(f"{group}pk", own)


def _compares(user: User | AnonymousUser) -> Q:
    """Return the condition that `user` may read the coverage of groups."""
    return holds_some(user, roles_allowing(GroupPermission.VIEW_COVERAGE))


def _is_known(user: User | AnonymousUser) -> Condition:
    """Return the condition that `user` may know of a body, as far as its visibility says."""
    open_to = is_open_to(user, GroupPermission.VIEW_GROUP) & _is_shown(user, "group__")
    return among("pk", bodies_with(user, BodyPermission.VIEW_MEETINGS)) | open_to


# The rule of `NamesQuerySet.nearest_first`, as text: the group's page and the list ask it.
_COORDINATOR = """
    SELECT jsonb_build_object(
        'id', name.authority_id, 'sv', name.name_sv, 'fi', name.name_fi, 'en', name.name_en)
    FROM groups_coordination held
      JOIN groups_authorityname name ON name.authority_id = held.authority_id
    WHERE held.group_id = groups_elogroup.id AND held.starts_on <= %s::date
      AND (held.ends_on IS NULL OR held.ends_on >= %s::date)
    ORDER BY CASE WHEN name.valid_from IS NULL OR name.valid_from <= %s::date THEN 0 ELSE 1 END,
      CASE WHEN name.valid_from <= %s::date THEN name.valid_from END DESC NULLS LAST,
      name.valid_from
    LIMIT 1
"""


class DatedQuerySet(models.QuerySet):
    """Rows that hold for a time, `starts_on` to `ends_on`; both end days are included."""

    def on(self, day: date) -> Self:
        """Return the rows that hold on `day`."""
        return self.filter(held_on(day))

    def on_or_later(self, day: date) -> Self:
        """Return the rows that hold on `day` or begin after it."""
        return self.exclude(ends_on__lt=day)


class EloGroupQuerySet(models.QuerySet):
    def permitted(
        self, user: User | AnonymousUser, permission: GroupPermission
    ) -> EloGroupQuerySet:
        """Return the groups in which `user` has `permission` today.

        Anonymous and inactive users get none. Dates are read by the database's clock.
        """
        return self.filter(pk__in=groups_with(user, permission))

    def own(self, user: User | AnonymousUser) -> EloGroupQuerySet:
        """Return the groups that `user` belongs to; a national role belongs to none."""
        roles = [
            role
            for role in roles_allowing(GroupPermission.VIEW_GROUP)
            if role not in NATIONAL_ROLES
        ]
        return self.filter(pk__in=groups_reached(user, roles))

    def visible_to(self, user: User | AnonymousUser) -> EloGroupQuerySet:
        """Return the groups whose card `user` may open: all that exist in public.

        A planned group shows to those who have a right in it.
        """
        return self.filter(_is_shown(user))

    def seen_by(self, user: User | AnonymousUser, pk: int) -> EloGroup | None:
        """Return the group `pk` if `visible_to` has it: every page of a group begins with it."""
        return read_one(self.model, Condition("{pk} = %s", (pk,)) & _is_shown(user))

    def comparable_by(self, user: User | AnonymousUser) -> EloGroupQuerySet:
        """Return the groups whose coverage `user` may read: all, for who has a role somewhere."""
        return self.filter(_is_shown(user), _compares(user))

    def with_territory(self, on: date) -> EloGroupQuerySet:
        """Return the groups with `regions_then`: their territory `on`, by region code."""
        return self.annotate(regions_then=territory_on(on))

    def marked_comparable(self, user: User | AnonymousUser) -> EloGroupQuerySet:
        """Return groups visible to `user` with `is_comparable`: may their coverage be read?"""
        comparable = _compares(user)
        return self.annotate(is_comparable=ExpressionWrapper(comparable, BooleanField()))

    def with_coordinator(self, on: date) -> EloGroupQuerySet:
        """Return the groups with `coordinator`: who coordinated them `on`, named as of that day.

        It holds `id` and the names by language (`sv`, `fi`, `en`); None where nobody did.
        """
        return self.annotate(
            coordinator=RawSQL(_COORDINATOR, (on,) * 4, JSONField())  # noqa: S611 - bound
        )


class BodyQuerySet(DatedQuerySet):
    def permitted(self, user: User | AnonymousUser, permission: BodyPermission) -> BodyQuerySet:
        """Return the bodies in which `user` has `permission` today."""
        return self.filter(pk__in=bodies_with(user, permission))

    def visible_to(self, user: User | AnonymousUser) -> BodyQuerySet:
        """Return the bodies that `user` may know of, as far as their visibility says.

        A body that is open to itself alone shows to its own people and the coordinators.
        """
        return self.filter(_is_known(user))

    def current(self) -> BodyQuerySet:
        """Return the bodies that exist today."""
        return self.filter(holds_today())

    def countable_by(self, user: User | AnonymousUser) -> BodyQuerySet:
        """Return the bodies whose seats count in what `user` may read of a group.

        Those that are visible, and all of groups whose coverage `user` may read; the two are
        told apart by `is_visible`. A body that is not shows in sums alone.
        """
        known, compares = _is_known(user), _compares(user)
        marked = self.annotate(is_visible=ExpressionWrapper(known, BooleanField()))
        return marked if compares is EVERYWHERE else marked.filter(known | compares)

    def in_order(self) -> BodyQuerySet:
        """Return the bodies as a group lists them: by level, then as they were made."""
        return self.order_by(F("level__number").asc(nulls_last=True), "pk")


class GroupPartQuerySet(models.QuerySet):
    """Rows that belong to a group and are as visible as the group's card."""

    def visible_to(self, user: User | AnonymousUser) -> GroupPartQuerySet:
        """Return the rows of groups whose card `user` may open."""
        return self.filter(_is_shown(user, "group__"))


class DatedPartQuerySet(GroupPartQuerySet, DatedQuerySet):
    """Rows that belong to a group for a time."""


def _is_registered(user: User | AnonymousUser, is_public: str) -> Q:
    """Return the condition that `user` may read of an organisation."""
    if is_administrator(user):
        return EVERYWHERE
    return holds_some(user, EVERY_ROLE) | Q(**{is_public: True})


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> OrganisationQuerySet:
        """Return the register for everyone who has a role somewhere, and for administrators.

        Others read of the organisations whose profile is public.
        """
        return self.filter(_is_registered(user, "is_public"))

    def called(self, name: str) -> OrganisationQuerySet:
        """Return the living organisations of that name in a language, case apart."""
        same = Q(name_sv__iexact=name) | Q(name_fi__iexact=name)
        return self.filter(same, ended_on=None) if name else self.none()

    def without_seat_in(
        self, bodies: Iterable[models.Model], *, categories: Iterable[int]
    ) -> OrganisationQuerySet:
        """Return the organisations of `categories` (ids) that have no seat in `bodies` today."""
        seats = apps.get_model("groups", "Seat").objects.filter(
            holds_today("opened_on", "closed_on"),
            organisation=OuterRef("pk"),
            body__in=[body.pk for body in bodies],
        )
        return self.filter(~Exists(seats), category__in=list(categories), ended_on=None)

    def members_of(self, *, group_id: int, body_id: int | None = None) -> OrganisationQuerySet:
        """Return the organisations that sit in a group's bodies today, or in one of them.

        One that has been asked for a seat and never held it sits nowhere.
        """
        holders = apps.get_model("groups", "SeatHolder").objects.filter(is_void=False)
        asked = apps.get_model("groups", "Invitation").objects.filter(seat=OuterRef("pk"))
        asked = asked.exclude(state="suggested")
        seats = apps.get_model("groups", "Seat").objects.filter(
            holds_today("opened_on", "closed_on"),
            holds_today("body__starts_on", "body__ends_on"),
            ~Exists(asked) | Exists(holders.filter(seat=OuterRef("pk"))),
            organisation=OuterRef("pk"),
            body__group=group_id,
        )
        seats = seats.filter(body=body_id) if body_id else seats
        return self.filter(Exists(seats), ended_on=None)


class OrganisationNameQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> OrganisationNameQuerySet:
        """Return the names of the organisations that `user` may see."""
        return self.filter(_is_registered(user, "organisation__is_public"))


class RoleGrantQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> RoleGrantQuerySet:
        """Return the own grants, and those in groups whose seats `user` manages."""
        if not is_reader(user):
            return self.none()
        managed = groups_with(user, GroupPermission.MANAGE_SEATS)
        return self.filter(Q(user=user) | Q(group__in=managed) | Q(body__group__in=managed))

    def own(self, user: User | AnonymousUser) -> RoleGrantQuerySet:
        """Return the grants of `user`."""
        return self.filter(user=user) if is_reader(user) else self.none()

    def responsible(
        self, user: User | AnonymousUser, group_id: int, on: date | None = None
    ) -> RoleGrantQuerySet:
        """Return who coordinates and chairs a group today or `on`, as far as `user` may know names.

        People of the group see everybody; others those who let their name be public.
        """
        is_inside = GroupPermission.VIEW_PEOPLE in rights_in(user, group_id)
        return self.filter(
            held_on(on) if on else holds_today(),
            Q(role=Role.COORDINATOR, group=group_id) | Q(role=Role.CHAIR, body__group=group_id),
            Q() if is_inside else Q(user__is_name_public=True),
            user__is_active=True,
        )

    def contacts(self, user: User | AnonymousUser, organisation_id: int) -> RoleGrantQuerySet:
        """Return the contact persons of an organisation today, as far as `user` may know names.

        Who sees people somewhere sees all of them, since they are there to be found, and so
        does an administrator; others see those who let their name be public.
        """
        sees = holds_some(user, roles_allowing(GroupPermission.VIEW_PEOPLE))
        return self.filter(
            holds_today(),
            Q() if is_administrator(user) else sees | Q(user__is_name_public=True),
            role=Role.CONTACT,
            organisation=organisation_id,
            user__is_active=True,
        )

    def coordinating(self, group_id: int) -> RoleGrantQuerySet:
        """Return the appointments of a group's coordinators that hold today, with the persons."""
        rows = self.current().filter(role=Role.COORDINATOR, group=group_id, user__is_active=True)
        return rows.select_related("user").order_by("starts_on", "pk")

    def overlapping(self, starts_on: date, ends_on: date | None) -> RoleGrantQuerySet:
        """Return the grants that hold on some day of a period; None is without end."""
        later = self.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
        return later if ends_on is None else later.filter(starts_on__lte=ends_on)

    def current(self) -> RoleGrantQuerySet:
        """Return the grants that hold today by the database's clock."""
        return self.filter(holds_today())
