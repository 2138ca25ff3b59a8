"""Reads of needs and of what speaks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q

from groups.kinds import NodeKind, Relation
from groups.permissions import BodyPermission, GroupPermission, Role, Visibility
from groups.querysets.answerers import own_organisations
from groups.querysets.permitted import EVERY_ROLE, bodies_with, groups_with, holds_today
from groups.querysets.reach import holds_some, is_reader

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


def _is_open_to(user: User | AnonymousUser, need: str = "") -> Q:
    """Return the condition that `user` may open a need."""
    seen = (
        Q(**{f"{need}body__in": bodies_with(user, BodyPermission.VIEW_MEETINGS)})
        | ~Q(**{f"{need}visibility": Visibility.BODY})
        & Q(**{f"{need}group__in": groups_with(user, GroupPermission.VIEW_NEEDS)})
        | Q(**{f"{need}visibility": Visibility.ALL_REGIONS}) & holds_some(user, EVERY_ROLE)
        | Q(**{f"{need}visibility": Visibility.PUBLIC})
    )
    if not is_reader(user):
        return seen
    own = Q(**{f"{need}raised_by": user.pk})
    return seen | own & Q(**{f"{need}group__in": groups_with(user, GroupPermission.VIEW_GROUP)})


def speaks_for(user: User | AnonymousUser, group_id: int) -> set[int]:
    """Return the ids of the organisations in whose name `user` speaks in a group today.

    Those that they answer for, and the one whose guidance they belong to.
    """
    if not is_reader(user):
        return set()
    staff = apps.get_model("groups", "RoleGrant").objects.filter(
        holds_today(), role=Role.STAFF, user=user.pk
    )
    seats = apps.get_model("groups", "Seat").objects.filter(
        holds_today("opened_on", "closed_on"),
        body__group=group_id,
        organisation__in=staff.values("organisation"),
    )
    works_for = set(seats.values_list("organisation", flat=True))
    return works_for | own_organisations(user, group_id)


class NeedQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> NeedQuerySet:
        """Return the needs that `user` may open: as far as they are open, and the own ones.

        Who raised a need sees each step of it, as long as they belong to the group.
        """
        return self.filter(_is_open_to(user))

    def editable_by(self, user: User | AnonymousUser) -> NeedQuerySet:
        """Return the needs that `user` may reword, merge and settle."""
        return self.filter(group__in=groups_with(user, GroupPermission.MANAGE_NEEDS))

    def live(self) -> NeedQuerySet:
        """Return the needs that are neither refused nor merged."""
        return self.filter(state__in=["open", "lifted"])

    def without_measure(self) -> NeedQuerySet:
        """Return the live needs that no measure answers."""
        answers = apps.get_model("groups", "Link").objects.filter(
            from_kind=NodeKind.NEED,
            from_id=OuterRef("pk"),
            relation=Relation.ANSWERED_BY,
            retired_at=None,
        )
        return self.live().filter(~Exists(answers))


class NeedPartQuerySet(models.QuerySet):
    """What belongs to a need is as visible as the need."""

    def visible_to(self, user: User | AnonymousUser) -> NeedPartQuerySet:
        """Return the rows of the needs that `user` may open."""
        return self.filter(_is_open_to(user, "need__"))
