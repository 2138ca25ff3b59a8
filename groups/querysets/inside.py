"""Reads of what a group keeps for its own people: agreements, resources, networks, handover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models

from groups.permissions import GroupPermission
from groups.querysets.permitted import DatedQuerySet, groups_with
from groups.querysets.reach import is_reader

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


class InsideQuerySet(DatedQuerySet):
    """Rows with a group, for the people of the group and the national coordinators."""

    to_group = "group"

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the rows of groups whose people `user` sees."""
        inside = groups_with(user, GroupPermission.VIEW_PEOPLE)
        return self.filter(**{f"{self.to_group}__in": inside})


class ManagedQuerySet(models.QuerySet):
    """Rows with a group, for those who manage it."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the rows of groups that `user` manages."""
        return self.filter(group__in=groups_with(user, GroupPermission.MANAGE_GROUP))


class HandoverQuerySet(models.QuerySet):
    """Handovers, for those who manage the group and for the successor, who does not yet."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the handovers in groups that `user` manages, and those to `user`."""
        if not is_reader(user):
            return self.none()
        managed = groups_with(user, GroupPermission.MANAGE_GROUP)
        return self.filter(models.Q(group__in=managed) | models.Q(successor=user))

    def planned(self) -> Self:
        """Return those that have not been withdrawn."""
        return self.filter(withdrawn_at=None)


class OwnQuerySet(models.QuerySet):
    """Rows of one person, for that person alone."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the rows of `user`."""
        return self.filter(user=user) if is_reader(user) else self.none()


class NetworkPartQuerySet(InsideQuerySet):
    """Parts of a network, as visible as the network."""

    to_group = "network__group"


class ModelPartQuerySet(InsideQuerySet):
    """Acceptances of an operating model, as visible as the model."""

    to_group = "model__group"
