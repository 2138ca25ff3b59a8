"""Reads of plans: who sees what is being written, and who sees what was approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import JSONObject

from elo_platform.lib.conditions import Condition, Written, among
from groups.permissions import GroupPermission
from groups.querysets.permitted import groups_with, is_open_to
from plans.states import FROZEN

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

_NATIONAL = """coalesce((
    SELECT jsonb_agg(jsonb_build_array(coalesce(framework.year_from, 0), each.number)
      ORDER BY framework.year_from, each.number)
    FROM plans_goalnational served
      JOIN groups_nationalgoal each ON each.id = served.national_goal_id
      JOIN groups_goalframework framework ON framework.id = each.framework_id
    WHERE served.goal_id = {pk}), '[]')
"""
_KEPT = ("title_sv", "title_fi", "year_from", "year_to", "clauses")
_FROZEN = ", ".join(f"'{state.value}'" for state in FROZEN)


def reads_drafts(user: User | AnonymousUser, plan: str = "") -> Condition:
    """Return the condition that `user` reads a plan as it is being written."""
    return among(f"{plan}group", groups_with(user, GroupPermission.VIEW_PLAN_DRAFTS))


def reads_approved(user: User | AnonymousUser, plan: str = "") -> Condition:
    """Return the condition that `user` reads what was approved, as far as the plan is open."""
    return is_open_to(user, GroupPermission.VIEW_PLANS, plan)


def reads_parts(user: User | AnonymousUser, plan: str = "plan__") -> Condition:
    """Return the condition that `user` reads the rows of a plan as they stand.

    Where a new edition is being written, others read the approved version, not the rows.
    """
    frozen = Condition(f"{{{plan}state}} IN ({_FROZEN})")
    return reads_drafts(user, plan) | frozen & reads_approved(user, plan)


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> PlanQuerySet:
        """Return the plans of which `user` may read something, with `is_read_live`.

        Drafts show to those who take part. Others read what was approved last, as far as the
        plan is open; `is_read_live` tells whether that is the rows or the kept version.
        """
        approved = Condition("{approved_at} IS NOT NULL") & reads_approved(user)
        rows = self.filter(reads_drafts(user) | approved)
        return rows.annotate(is_read_live=reads_parts(user, ""))

    def editable_by(self, user: User | AnonymousUser) -> PlanQuerySet:
        """Return the plans that `user` may write."""
        return self.filter(group__in=groups_with(user, GroupPermission.EDIT_PLANS))

    def newest_first(self) -> PlanQuerySet:
        """Return the plans as a group lists them."""
        return self.order_by("-year_from", "-year_to", "-pk")

    def with_clauses(self) -> PlanQuerySet:
        """Return the plans with `points_at`, ids of clauses, and `kept`, approved last: one query.

        `kept` has title, years and clauses of the version, for who does not read the rows.
        """
        versions = apps.get_model("plans", "PlanVersion").objects.filter(plan=OuterRef("pk"))
        content = {name: F(f"content__{name}") for name in _KEPT}
        last = versions.order_by("-edition").values(kept=JSONObject(**content))[:1]
        joins = apps.get_model("plans", "PlanClause").objects.filter(plan=OuterRef("pk"))
        return self.annotate(points_at=ArraySubquery(joins.values("clause")), kept=Subquery(last))


class PlanPartQuerySet(models.QuerySet):
    """Positions and goals: as visible as their plan's rows."""

    def visible_to(self, user: User | AnonymousUser) -> PlanPartQuerySet:
        """Return the rows of plans that `user` reads as they stand."""
        return self.filter(reads_parts(user))

    def editable_by(self, user: User | AnonymousUser) -> PlanPartQuerySet:
        """Return the rows of plans that `user` may write."""
        return self.filter(plan__group__in=groups_with(user, GroupPermission.EDIT_PLANS))


class GoalQuerySet(PlanPartQuerySet):
    def with_national(self) -> GoalQuerySet:
        """Return the goals with `serves`: first year and number of each national goal served."""
        return self.annotate(serves=Written(_NATIONAL, (), models.JSONField()))


class GoalPartQuerySet(models.QuerySet):
    """What belongs to a goal is as visible as the goal."""

    def visible_to(self, user: User | AnonymousUser) -> GoalPartQuerySet:
        """Return the rows of goals that `user` may open."""
        return self.filter(reads_parts(user, "goal__plan__"))


class PlanVersionQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> PlanVersionQuerySet:
        """Return the approved versions of plans that are open to `user`."""
        return self.filter(reads_drafts(user, "plan__") | reads_approved(user, "plan__"))

    def with_body(self, user: User | AnonymousUser) -> PlanVersionQuerySet:
        """Return the versions with the body that approved, and whether `user` may know of it."""
        bodies = apps.get_model("groups", "Body").objects.visible_to(user)
        is_seen = Exists(bodies.filter(pk=OuterRef("outcome__body")))
        return self.select_related("outcome__body").annotate(is_body_seen=is_seen)
