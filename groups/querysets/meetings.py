"""Reads of meetings and of what belongs to them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q

from groups.permissions import BodyPermission, GroupPermission, Role, Visibility
from groups.querysets.permitted import grants_of, is_reader, today_in_helsinki

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


def shared_with(user: User | AnonymousUser, table: str) -> models.QuerySet:
    """Return the ids of the objects that are shared with `user` today, out of a share table."""
    shares = apps.get_model("groups", table).objects
    if not is_reader(user):
        return shares.none().values("content_object")
    today = today_in_helsinki()
    return shares.filter(Q(ends_on=None) | Q(ends_on__gte=today), user=user).values(
        "content_object"
    )


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> MeetingQuerySet:
        """Return the meetings that `user` may open.

        Drafts show to those who may edit them. Called and cancelled ones show as far as
        their visibility says: body, group, all regions, public; and to invited guests.
        """
        bodies = apps.get_model("groups", "Body").objects
        groups = apps.get_model("groups", "EloGroup").objects
        edits = bodies.permitted(user, BodyPermission.EDIT_MEETINGS).values("pk")
        reads = bodies.permitted(user, BodyPermission.VIEW_MEETINGS).values("pk")
        own = groups.permitted(user, GroupPermission.VIEW_GROUP).values("pk")
        anywhere = Exists(grants_of(user, list(Role)))
        called = ~Q(state="draft")
        return self.filter(
            Q(body__in=edits)
            | called & Q(body__in=reads)
            | called & ~Q(visibility=Visibility.BODY) & Q(body__group__in=own)
            | called & Q(visibility=Visibility.ALL_REGIONS) & Q(anywhere)
            | called & Q(visibility=Visibility.PUBLIC)
            | called & Q(pk__in=shared_with(user, "MeetingUserObjectPermission"))
        )

    def editable_by(self, user: User | AnonymousUser) -> MeetingQuerySet:
        """Return the meetings that `user` may change, call and cancel."""
        bodies = apps.get_model("groups", "Body").objects
        edits = bodies.permitted(user, BodyPermission.EDIT_MEETINGS).values("pk")
        return self.filter(body__in=edits)

    def upcoming(self, now: datetime) -> MeetingQuerySet:
        """Return the called meetings that have not ended at `now`, soonest first."""
        return self.filter(state="called", ends_at__gt=now).order_by("starts_at", "pk")

    def invited(self, user: User | AnonymousUser) -> MeetingQuerySet:
        """Return the meetings that `user` is called to in person."""
        rows = apps.get_model("groups", "Attendance").objects
        if not is_reader(user):
            return self.none()
        return self.filter(Exists(rows.filter(meeting=OuterRef("pk"), user=user)))


class MeetingPartQuerySet(models.QuerySet):
    """Agenda items, papers and answers: as visible as their meeting."""

    def visible_to(self, user: User | AnonymousUser) -> MeetingPartQuerySet:
        """Return the rows of the meetings that `user` may open."""
        meetings = apps.get_model("groups", "Meeting").objects.visible_to(user)
        return self.filter(meeting__in=meetings.values("pk"))

    def editable_by(self, user: User | AnonymousUser) -> MeetingPartQuerySet:
        """Return the rows of the meetings that `user` may change."""
        meetings = apps.get_model("groups", "Meeting").objects.editable_by(user)
        return self.filter(meeting__in=meetings.values("pk"))


class AttendanceQuerySet(MeetingPartQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> AttendanceQuerySet:
        """Return who was called, for those of the body; a guest sees the own row alone."""
        if not is_reader(user):
            return self.none()
        bodies = apps.get_model("groups", "Body").objects
        reads = bodies.permitted(user, BodyPermission.VIEW_MEETINGS).values("pk")
        return self.filter(Q(meeting__body__in=reads) | Q(user=user))


class ShareQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> ShareQuerySet:
        """Return what is shared with `user`."""
        if not is_reader(user):
            return self.none()
        return self.filter(user=user)
