"""Reads of other networks, of operating models and of the division of labour."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, F, OuterRef, Q

from groups.permissions import GroupPermission
from groups.querysets.answerers import is_answered_by
from groups.querysets.inside import InsideQuerySet
from groups.querysets.permitted import groups_with, held_on, holds_today

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

# The register is looked through once a year.
REVISION_DAYS = 365


def is_alive_on(today: date) -> Q:
    """Return the condition that a network has not ended."""
    return Q(ends_on=None) | Q(ends_on__gte=today)


def is_overdue_on(today: date) -> Q:
    """Return the condition that nobody has looked a living network through for a year."""
    since = today - timedelta(days=REVISION_DAYS)
    waits = Q(revised_on__lt=since) | Q(revised_on=None, starts_on__lt=since)
    return is_alive_on(today) & waits


class NetworkQuerySet(InsideQuerySet):
    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Return the networks of groups that `user` coordinates."""
        return self.filter(group__in=groups_with(user, GroupPermission.MANAGE_GROUP))

    def overdue(self, today: date) -> Self:
        """Return the living networks that nobody has looked through for a year."""
        return self.filter(is_overdue_on(today))

    def alive(self, today: date) -> Self:
        """Return the networks that have not ended."""
        return self.filter(is_alive_on(today))

    def with_members(self) -> Self:
        """Return the networks with `organisations`, how many take part."""
        return self.annotate(organisations=Count("members__organisation", distinct=True))


class OperatingModelQuerySet(InsideQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the published versions of groups whose people `user` sees, and own drafts."""
        drafts = groups_with(user, GroupPermission.MANAGE_GROUP)
        found = super().visible_to(user)
        return found.exclude(~Q(group__in=drafts), published_on=None)

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Return the versions of groups that `user` coordinates."""
        return self.filter(group__in=groups_with(user, GroupPermission.MANAGE_GROUP))

    def published(self) -> Self:
        """Return what has been published, the newest first."""
        return self.exclude(published_on=None).order_by("-number")

    def with_replaced(self) -> Self:
        """Return the versions with `is_replaced`: has a newer one been published?"""
        models = apps.get_model("groups", "OperatingModel").objects
        newer = models.exclude(published_on=None).filter(
            group=OuterRef("group"), number__gt=OuterRef("number")
        )
        return self.annotate(is_replaced=Exists(newer))

    def in_force(self) -> Self:
        """Return the published versions that no newer one has replaced."""
        return self.published().with_replaced().filter(is_replaced=False)

    def awaiting(self, user: User | AnonymousUser) -> Self:
        """Return the versions in force that an organisation of `user` has not accepted."""
        accepted = apps.get_model("groups", "Acceptance").objects.filter(
            model=OuterRef(OuterRef("pk")), organisation=OuterRef("organisation")
        )
        seats = apps.get_model("groups", "Seat").objects.filter(
            holds_today("opened_on", "closed_on"),
            is_answered_by(user, organisation="organisation", group="body__group"),
            ~Exists(accepted),
            body__group=OuterRef("group"),
        )
        return self.in_force().filter(Exists(seats))

    def for_act(self, pk: int) -> Self:
        """Return the row that a signed one-act link names; the link says who may accept."""
        return self.filter(pk=pk).with_replaced().select_related("group")


class DutyQuerySet(InsideQuerySet):
    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Return the duties of groups that `user` coordinates."""
        return self.filter(group__in=groups_with(user, GroupPermission.MANAGE_GROUP))

    def on(self, day: date) -> Self:
        """Return the duties that hold on `day`; both end days are included."""
        return self.filter(held_on(day, "agreed_on"))

    def marked_for(self, user: User | AnonymousUser) -> Self:
        """Return the duties with `sees_body` and `sees_outcome`: may `user` read their names?"""
        bodies = apps.get_model("groups", "Body").objects.visible_to(user)
        outcomes = apps.get_model("groups", "Outcome").objects.visible_to(user)
        return self.select_related("body", "organisation", "outcome").annotate(
            sees_body=Exists(bodies.filter(pk=OuterRef("body"))),
            sees_outcome=Exists(outcomes.filter(pk=OuterRef("outcome"))),
        )

    def ended_before(self, day: date) -> Self:
        """Return the duties that ended before `day`, the latest first."""
        return self.filter(ends_on__lt=day).order_by(F("ends_on").desc(), "pk")
