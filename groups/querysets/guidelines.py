"""Reads of guidelines, and of what the network and the organisations say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from elo_platform.lib.conditions import Condition, among
from groups.permissions import BodyPermission, GroupPermission
from groups.querysets.permitted import bodies_with, groups_with, is_open_to

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


_DRAFTED = "('draft', 'returned', 'rejected')"


def _open_to(user: User | AnonymousUser, path: str = "") -> Q:
    """Return the condition that `user` may read a guideline.

    Whoever manages the group always; the leading group that approves from when it is put
    before it; the group's people when comments are asked for; once published, as far as open.
    """
    state = f"{{{path}state}}"
    manages = among(f"{path}group", groups_with(user, GroupPermission.MANAGE_GROUP))
    leads = among(f"{path}body", bodies_with(user, BodyPermission.VIEW_MEETINGS))
    inside = among(f"{path}group", groups_with(user, GroupPermission.VIEW_NEEDS))
    put = Condition(f"{state} NOT IN ('draft', 'comments')") & leads
    asked = Condition(f"{state} = 'comments'") & inside
    settled = Condition(f"{state} IN ('published', 'retired')")
    published = settled & is_open_to(user, GroupPermission.VIEW_GROUP, path)
    return manages | put | asked | published


class GuidelineQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the guidelines that `user` may read as far as they have come."""
        return self.filter(_open_to(user))

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Return the guidelines of groups that `user` manages."""
        return self.filter(group__in=groups_with(user, GroupPermission.MANAGE_GROUP))


class GuidelinePartQuerySet(models.QuerySet):
    """Editions and comments, as visible as the guideline."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the rows of guidelines that `user` may read."""
        return self.filter(_open_to(user, "guideline__"))


class AcknowledgementQuerySet(GuidelinePartQuerySet):
    """What organisations say, for the people of the group."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the answers in groups whose people `user` sees."""
        people = groups_with(user, GroupPermission.VIEW_PEOPLE)
        return super().visible_to(user).filter(guideline__group__in=people)
