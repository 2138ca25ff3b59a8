"""Reads of outcomes, and of what organisations did with them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from groups.permissions import BodyPermission, GroupPermission, Visibility
from groups.querysets.permitted import EVERY_ROLE, bodies_with, groups_with
from groups.querysets.reach import holds_some

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


def _is_open_to(user: User | AnonymousUser, outcome: str = "") -> Q:
    """Return the condition that `user` may read an outcome."""
    return (
        Q(**{f"{outcome}body__in": bodies_with(user, BodyPermission.VIEW_MEETINGS)})
        | ~Q(**{f"{outcome}visibility": Visibility.BODY})
        & Q(**{f"{outcome}body__group__in": groups_with(user, GroupPermission.VIEW_GROUP)})
        | Q(**{f"{outcome}visibility": Visibility.ALL_REGIONS}) & holds_some(user, EVERY_ROLE)
        | Q(**{f"{outcome}visibility": Visibility.PUBLIC})
    )


class OutcomeQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> OutcomeQuerySet:
        """Return the outcomes that `user` may read, as far as they are open."""
        return self.filter(_is_open_to(user))

    def editable_by(self, user: User | AnonymousUser) -> OutcomeQuerySet:
        """Return the outcomes of bodies in which `user` records them."""
        return self.filter(body__in=bodies_with(user, BodyPermission.RECORD_OUTCOMES))


class EchoQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> EchoQuerySet:
        """Return the answers that show with their outcome: to people of the group alone."""
        people = groups_with(user, GroupPermission.VIEW_PEOPLE)
        return self.filter(_is_open_to(user, "outcome__"), outcome__body__group__in=people)

    def unanswered(self) -> EchoQuerySet:
        """Return the matters that wait for an answer."""
        return self.filter(answer="none")

    def due_until(self, day: date) -> EchoQuerySet:
        """Return the unanswered matters whose answer is wanted by `day` or before."""
        return self.unanswered().filter(outcome__answer_by__lte=day)
