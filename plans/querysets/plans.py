"""Reads of plans: who sees what is being written, and who sees what was approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, Q

from groups.permissions import GroupPermission, Visibility
from groups.querysets.permitted import EVERY_ROLE, groups_with
from groups.querysets.reach import holds_some
from plans.states import FROZEN

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


def reads_drafts(user: User | AnonymousUser, plan: str = "") -> Q:
    """Return the condition that `user` reads a plan as it is being written."""
    return Q(**{f"{plan}group__in": groups_with(user, GroupPermission.VIEW_PLAN_DRAFTS)})


def is_open_to(user: User | AnonymousUser, plan: str = "") -> Q:
    """Return the condition that `user` reads what was approved, as far as the plan is open."""
    return (
        Q(**{f"{plan}group__in": groups_with(user, GroupPermission.VIEW_PLANS)})
        | Q(**{f"{plan}visibility": Visibility.ALL_REGIONS}) & holds_some(user, EVERY_ROLE)
        | Q(**{f"{plan}visibility": Visibility.PUBLIC})
    )


def reads_parts(user: User | AnonymousUser, plan: str = "plan__") -> Q:
    """Return the condition that `user` reads the rows of a plan as they stand.

    Where a new edition is being written, others read the approved version, not the rows.
    """
    in_force = Q(**{f"{plan}state__in": FROZEN}) & is_open_to(user, plan)
    return reads_drafts(user, plan) | in_force


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> PlanQuerySet:
        """Return the plans of which `user` may read something, with `is_read_live`.

        Drafts show to those who take part. Others read what was approved last, as far as the
        plan is open; `is_read_live` tells whether that is the rows or the kept version.
        """
        approved = Q(approved_at__isnull=False) & is_open_to(user)
        live = ExpressionWrapper(reads_parts(user, ""), BooleanField())
        return self.filter(reads_drafts(user) | approved).annotate(is_read_live=live)

    def editable_by(self, user: User | AnonymousUser) -> PlanQuerySet:
        """Return the plans that `user` may write."""
        return self.filter(group__in=groups_with(user, GroupPermission.EDIT_PLANS))

    def newest_first(self) -> PlanQuerySet:
        """Return the plans as a group lists them."""
        return self.order_by("-year_from", "-year_to", "-pk")


class PlanPartQuerySet(models.QuerySet):
    """Positions and goals: as visible as their plan's rows."""

    def visible_to(self, user: User | AnonymousUser) -> PlanPartQuerySet:
        """Return the rows of plans that `user` reads as they stand."""
        return self.filter(reads_parts(user))

    def editable_by(self, user: User | AnonymousUser) -> PlanPartQuerySet:
        """Return the rows of plans that `user` may write."""
        return self.filter(plan__group__in=groups_with(user, GroupPermission.EDIT_PLANS))


class GoalPartQuerySet(models.QuerySet):
    """What belongs to a goal is as visible as the goal."""

    def visible_to(self, user: User | AnonymousUser) -> GoalPartQuerySet:
        """Return the rows of goals that `user` may open."""
        return self.filter(reads_parts(user, "goal__plan__"))


class PlanVersionQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> PlanVersionQuerySet:
        """Return the approved versions of plans that are open to `user`."""
        return self.filter(reads_drafts(user, "plan__") | is_open_to(user, "plan__"))
