"""Reads of regions, authorities, categories, goals and words, as they were on a given day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

NAME_COLUMNS = ("name_fi", "name_sv", "name_en")


def in_force(on: date, prefix: str = "") -> Q:
    """Return the condition that a period holds `on`: both end days count, empty is open."""
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": on})
    not_over = Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": on})
    return begun & not_over


class ReferenceQuerySet(models.QuerySet):
    """Rows that anyone may read."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return everything: reference data is public."""
        return self.all()


class DatedQuerySet(ReferenceQuerySet):
    """Rows that hold for a period."""

    def current(self, on: date) -> Self:
        """Return what is in force `on`; the first and the last day count."""
        return self.filter(in_force(on))


class NamesQuerySet(DatedQuerySet):
    """Names that hold for a period."""

    def nearest_first(self, on: date) -> Self:
        """Return the names with the one to use `on` first.

        That is the name in force; after the last one has ended, the last one; before the
        first has begun, the first one. So whatever once had a name always has a label.
        """
        begun = Q(valid_from=None) | Q(valid_from__lte=on)
        return self.order_by(
            Case(When(begun, then=Value(0)), default=Value(1)),
            Case(When(begun, then=F("valid_from"))).desc(nulls_last=True),
            F("valid_from").asc(),
        )


def _with_names(rows: models.QuerySet, names: str, owner: str, on: date) -> models.QuerySet:
    # Looked up late: the models of names import this module.
    nearest = (
        apps.get_model("groups", names).objects.filter(**{owner: OuterRef("pk")}).nearest_first(on)
    )
    return rows.annotate(
        **{column: Subquery(nearest.values(column)[:1]) for column in NAME_COLUMNS}
    )


class AuthorityQuerySet(DatedQuerySet):
    """Public bodies."""

    def named(self, on: date) -> Self:
        """Return the authorities with `name_fi`, `name_sv` and `name_en` as they were `on`."""
        return _with_names(self, "AuthorityName", "authority", on)

    def leading_nationally(self, on: date, group_id: int) -> Self:
        """Return who leads `on` on a theme in the whole country, by name, with `is_own`.

        `is_own` tells that the authority coordinates the group then.
        """
        own = apps.get_model("groups", "Coordination").objects.filter(
            Q(ends_on=None) | Q(ends_on__gte=on),
            group=group_id,
            authority=OuterRef("pk"),
            starts_on__lte=on,
        )
        leading = self.current(on).exclude(theme_sv="", theme_fi="")
        return leading.named(on).annotate(is_own=Exists(own)).order_by("theme_sv", "pk")

    def with_history(self, on: date) -> Self:
        """Return the authorities with names, regions, predecessors and successors read along.

        The latest comes first; predecessors and successors are named as they were `on`.
        """
        others = self.model.objects.named(on)
        latest_first = F("valid_from").desc(nulls_last=True)
        names, regions, successions = (
            apps.get_model("groups", name).objects
            for name in ("AuthorityName", "AuthorityRegion", "AuthoritySuccession")
        )
        successions = successions.prefetch_related("regions").order_by("-on", "pk")
        return self.prefetch_related(
            Prefetch("names", names.order_by(latest_first)),
            Prefetch(
                "territories",
                regions.select_related("region").order_by("region__code", latest_first),
            ),
            Prefetch("origins", successions.prefetch_related(Prefetch("predecessor", others))),
            Prefetch("successions", successions.prefetch_related(Prefetch("successor", others))),
        )

    def in_region(self, region: models.Model | int, on: date) -> Self:
        """Return the authorities whose territory covered `region`, whole or in part, `on`."""
        territories = apps.get_model("groups", "AuthorityRegion").objects.current(on)
        return self.filter(
            Exists(territories.filter(authority=OuterRef("pk"), region=region))
        ).current(on)


class CategoryQuerySet(ReferenceQuerySet):
    """Kinds of organisations."""

    def absent_on(self, on: date) -> Self:
        """Return the categories that have ended by a day, or not begun: no name is in force."""
        names = apps.get_model("groups", "CategoryName").objects.filter(category=OuterRef("pk"))
        return self.filter(Exists(names), ~Exists(names.current(on)))

    def named(self, on: date) -> Self:
        """Return the categories with `name_fi`, `name_sv` and `name_en` as they were `on`."""
        return _with_names(self, "CategoryName", "category", on)

    def required(self, on: date) -> Self:
        """Return the categories that a group must have `on`, each with `requirement_verify`.

        `requirement_verify` lists what is not stated in a source about the requirement.
        """
        requirement = (
            apps.get_model("groups", "RequiredCategory")
            .objects.filter(category=OuterRef("pk"))
            .current(on)
        )
        return self.filter(Exists(requirement)).annotate(
            requirement_verify=Subquery(requirement.values("verify")[:1])
        )


class GoalFrameworkQuerySet(ReferenceQuerySet):
    """Sets of national goals."""

    def current(self, on: date) -> Self:
        """Return the frameworks whose years include `on`; an empty year is open."""
        return self.filter(
            Q(year_from=None) | Q(year_from__lte=on.year),
            Q(year_to=None) | Q(year_to__gte=on.year),
        )


class NationalGoalQuerySet(ReferenceQuerySet):
    """National goals."""

    def current(self, on: date) -> Self:
        """Return the goals of the frameworks whose years include `on`."""
        frameworks = apps.get_model("groups", "GoalFramework").objects.current(on)
        return self.filter(framework__in=frameworks)


class TermQuerySet(ReferenceQuerySet):
    """Words of the field."""

    def matching(self, text: str) -> Self:
        """Return the terms that have `text` in one of the languages or among the synonyms."""
        return self.filter(
            Q(sv__icontains=text)
            | Q(fi__icontains=text)
            | Q(en__icontains=text)
            | Q(synonyms__icontains=text)
        )
