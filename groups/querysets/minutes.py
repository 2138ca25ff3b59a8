"""Reads of minutes: of whom they are while written, in review, and approved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from groups.permissions import BodyPermission
from groups.querysets.permitted import bodies_with
from groups.querysets.readers import people_permitted

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


def _open_to(user: User | AnonymousUser, path: str = "") -> Q:
    """Return the condition that `user` may read minutes.

    Whoever leads the body always; its people in review, the named checkers among them;
    once they have been approved, whoever may open the meeting.
    """
    leads = bodies_with(user, BodyPermission.EDIT_MEETINGS)
    own = bodies_with(user, BodyPermission.VIEW_MEETINGS)
    meetings = apps.get_model("groups", "Meeting").objects.visible_to(user)
    reads = Q(**{f"{path}meeting__body__in": leads})
    reads |= Q(**{f"{path}state": "review", f"{path}meeting__body__in": own})
    reads |= Q(**{f"{path}state": "approved", f"{path}meeting__in": meetings.values("pk")})
    return reads


class MinutesQuerySet(models.QuerySet):
    def of_meeting(self) -> Self:
        """Return the minutes with what a page of theirs shows around them."""
        return self.select_related("meeting__body__group", "approved_by")

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the minutes that `user` may read as far as they have come."""
        return self.filter(_open_to(user))

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Return the minutes of bodies whose meetings `user` arranges."""
        return self.filter(meeting__body__in=bodies_with(user, BodyPermission.EDIT_MEETINGS))


class MinutesPartQuerySet(models.QuerySet):
    """Parts, as visible as the minutes."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the rows of minutes that `user` may read."""
        return self.filter(_open_to(user, "minutes__"))


class MinutesCheckerQuerySet(MinutesPartQuerySet):
    """Who was named to check minutes."""

    def for_act(self, pk: int) -> Self:
        """Return the row that a signed one-act link names; the link says who may answer."""
        rows = self.filter(pk=pk)
        return rows.select_related("minutes__meeting__body__group", "user")

    def waiting(self) -> Self:
        """Return those who have not answered while the minutes are in review."""
        return self.filter(answer="none", minutes__state="review")


class MinutesRevisionQuerySet(models.QuerySet):
    """Minutes as they were approved: open as the meeting, also while the next are written."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the revisions of meetings that `user` may open."""
        meetings = apps.get_model("groups", "Meeting").objects.visible_to(user)
        return self.filter(minutes__meeting__in=meetings.values("pk"))


def possible_checkers(meeting: models.Model) -> models.QuerySet:
    """Return who can be named to check minutes: who was called and reads in the body."""
    readers = people_permitted(meeting.body, BodyPermission.VIEW_MEETINGS)
    called = meeting.attendances.exclude(user=None).values("user")
    return readers.filter(pk__in=called).order_by("name", "pk")


def items_left_out(minutes: models.Model) -> models.QuerySet:
    """Return the items of the agenda that have no part in the minutes, in order."""
    items = apps.get_model("groups", "AgendaItem").objects.filter(meeting=minutes.meeting_id)
    return items.exclude(minuted__minutes=minutes.pk).order_by("number")
