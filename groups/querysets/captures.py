"""Reads of what was written down on the spot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery

from groups.permissions import BodyPermission, GroupPermission
from groups.querysets.permitted import bodies_with, groups_with

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


class CaptureSpotQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the places of groups whose needs `user` manages, and of what they arrange.

        That is the meetings of bodies that they lead, and their events.
        """
        managed = Q(group__in=groups_with(user, GroupPermission.MANAGE_NEEDS))
        led = Q(meeting__body__in=bodies_with(user, BodyPermission.EDIT_MEETINGS))
        events = apps.get_model("groups", "Event").objects.editable_by(user)
        return self.filter(managed | led | Q(event__in=events))

    def at_address(self, key: str) -> Self:
        """Return the place that a short link names; whoever has the link may write there."""
        return self.filter(key=key)

    def with_notes(self) -> Self:
        """Return the places, the latest first, with how many notes came and how many `wait`."""
        waiting = Count("captures", filter=Q(captures__settled_at=None))
        return self.annotate(notes=Count("captures"), wait=waiting).order_by("-made_at", "-pk")


class CaptureQuerySet(models.QuerySet):
    """What was written, for those who make needs of it."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the rows of groups whose needs `user` manages."""
        return self.filter(spot__group__in=groups_with(user, GroupPermission.MANAGE_NEEDS))


def written_at() -> Subquery:
    """Return when the note was written that a need was made of: a column of needs."""
    # One that joined the need later is no source of it.
    own = {"need": OuterRef("pk"), "settled_at": OuterRef("made_at")}
    return Subquery(apps.get_model("groups", "Capture").objects.filter(**own).values("at")[:1])
