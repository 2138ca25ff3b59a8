"""Reads of minutes: of whom they are while written, in review, and approved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q

from groups.permissions import BodyPermission
from groups.querysets.permitted import bodies_with
from groups.querysets.reach import is_reader

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


def _open_to(user: User | AnonymousUser, path: str = "") -> Q:
    """Return the condition that `user` may read minutes.

    Whoever leads the body always; its people and the named checkers in review; once they have
    been approved, whoever may open the meeting.
    """
    leads = bodies_with(user, BodyPermission.EDIT_MEETINGS)
    own = bodies_with(user, BodyPermission.VIEW_MEETINGS)
    meetings = apps.get_model("groups", "Meeting").objects.visible_to(user)
    reads = Q(**{f"{path}meeting__body__in": leads})
    reads |= Q(**{f"{path}state": "review", f"{path}meeting__body__in": own})
    reads |= Q(**{f"{path}state": "approved", f"{path}meeting__in": meetings.values("pk")})
    if is_reader(user):
        checkers = apps.get_model("groups", "MinutesChecker").objects.filter(
            minutes=OuterRef(f"{path}pk"), user=user.pk
        )
        reads |= Q(Exists(checkers), **{f"{path}state": "review"})
    return reads


class MinutesQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the minutes that `user` may read as far as they have come."""
        return self.filter(_open_to(user))

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Return the minutes of bodies whose meetings `user` arranges."""
        return self.filter(meeting__body__in=bodies_with(user, BodyPermission.EDIT_MEETINGS))


class MinutesPartQuerySet(models.QuerySet):
    """Parts, checkers and revisions, as visible as the minutes."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the rows of minutes that `user` may read."""
        return self.filter(_open_to(user, "minutes__"))
