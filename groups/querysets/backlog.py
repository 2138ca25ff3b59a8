"""Reads of what waits for a body: its backlog, and what was left to do after a matter."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q

from groups.kinds import NodeKind, Relation
from groups.permissions import BodyPermission
from groups.querysets.answerers import is_answered_by
from groups.querysets.permitted import bodies_with
from groups.querysets.series import BodyToolQuerySet

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

_BODY = "item__meeting__body"


def on_no_agenda(needs: models.QuerySet) -> models.QuerySet:
    """Return those of `needs` that have been lifted and stand on no agenda any more."""
    items = apps.get_model("groups", "AgendaItem").objects.filter(pk=OuterRef("to_id"))
    there = apps.get_model("groups", "Link").objects.filter(
        Exists(items),
        relation=Relation.LIFTED_TO,
        from_kind=NodeKind.NEED,
        from_id=OuterRef("pk"),
        to_kind=NodeKind.ITEM,
        retired_at=None,
    )
    return needs.filter(~Exists(there), state="lifted")


class BacklogQuerySet(BodyToolQuerySet):
    def waiting(self) -> BacklogQuerySet:
        """Return what is on no agenda and has not been dropped, in the order of the body."""
        return self.filter(item=None, dropped_at=None).order_by("position", "pk")

    def dropped(self) -> BacklogQuerySet:
        """Return what was dropped, the latest first."""
        return self.exclude(dropped_at=None).order_by("-dropped_at", "-pk")


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> FollowUpQuerySet:
        """Return the follow-ups of the bodies that `user` belongs to, and the own ones."""
        inside = Q(**{f"{_BODY}__in": bodies_with(user, BodyPermission.VIEW_MEETINGS)})
        return self.filter(inside | _is_own(user))

    def own(self, user: User | AnonymousUser) -> FollowUpQuerySet:
        """Return the follow-ups of the organisations that `user` answers for today."""
        return self.filter(_is_own(user))

    def editable_by(self, user: User | AnonymousUser) -> FollowUpQuerySet:
        """Return the follow-ups that `user` may call done: the own, and those of led bodies."""
        leads = Q(**{f"{_BODY}__in": bodies_with(user, BodyPermission.EDIT_MEETINGS)})
        return self.filter(leads | _is_own(user))

    def for_act(self, pk: int) -> FollowUpQuerySet:
        """Return the row that a signed one-act link names; the link says who may act."""
        return self.filter(pk=pk).with_item()

    def with_item(self) -> FollowUpQuerySet:
        """Return the rows with all that a page about one of them reads."""
        return self.select_related(f"{_BODY}__group", "organisation", "done_by")

    def unfinished(self) -> FollowUpQuerySet:
        """Return what nobody has called done."""
        return self.filter(done_at=None)

    def due_until(self, day: date) -> FollowUpQuerySet:
        """Return the unfinished ones that are to be ready by `day` or before."""
        return self.unfinished().filter(due_on__lte=day)


def _is_own(user: User | AnonymousUser) -> Q:
    return is_answered_by(user, organisation="organisation", group=f"{_BODY}__group")
