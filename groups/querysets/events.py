"""Reads of events and of who takes part in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from elo_platform.lib.conditions import Condition, among
from groups.permissions import BodyPermission, GroupPermission, Role
from groups.querysets.permitted import bodies_with, groups_with, is_open_to
from groups.querysets.reach import holds_some, is_reader

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


def _arranges(user: User | AnonymousUser, path: str = "") -> Q:
    """Return the condition that `user` arranges an event; the national ones belong to them."""
    managed = among(f"{path}group", groups_with(user, GroupPermission.MANAGE_GROUP))
    return managed | Q(**{f"{path}group": None}) & holds_some(user, [Role.NATIONAL])


def _open_to(user: User | AnonymousUser, path: str = "") -> Q:
    """Return the condition that `user` may open an event: drafts by who arranges it alone."""
    own = among(f"{path}body", bodies_with(user, BodyPermission.VIEW_MEETINGS))
    shown = own | is_open_to(user, GroupPermission.VIEW_GROUP, path)
    return _arranges(user, path) | Condition(f"{{{path}state}} <> 'draft'") & shown


class EventQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the events that `user` may open, as far as they are open."""
        return self.filter(_open_to(user))

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Return the events that `user` arranges."""
        return self.filter(_arranges(user))


class EventSeriesQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the series of groups that `user` may know of, and the national ones."""
        inside = groups_with(user, GroupPermission.VIEW_GROUP)
        return self.filter(Q(group__in=inside) | Q(group=None))


class EventPartQuerySet(models.QuerySet):
    """Programme, organisers and material, as visible as the event."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the rows of events that `user` may open."""
        return self.filter(_open_to(user, "event__"))


class SignUpQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the own sign-up, and all of those of events that `user` arranges."""
        if not is_reader(user):
            return self.none()
        return self.filter(_arranges(user, "event__") | Q(user=user.pk))

    def holding(self) -> Self:
        """Return the sign-ups that have a place."""
        return self.filter(state="coming")


class SuggestionQuerySet(EventPartQuerySet):
    """Suggested themes, for members who may open the event."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the suggestions of events that `user` may open, to who is signed in."""
        return super().visible_to(user) if is_reader(user) else self.none()


class SuggestionVoteQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the own votes; others show as numbers alone."""
        return self.filter(user=user.pk) if is_reader(user) else self.none()


class FeedbackQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the feedback on events that `user` arranges."""
        return self.filter(_arranges(user, "event__"))
