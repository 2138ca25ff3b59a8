"""Reads of a group's year: its entries, the rules that make them, its theme, what it lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from groups.permissions import GroupPermission
from groups.querysets.permitted import groups_with
from groups.states import EventState, YearState

if TYPE_CHECKING:
    from elo_platform.accounts.models import User
    from groups.models import YearRule

# What every year of every group has, whatever its rules say; as in `YearKind`.
ALWAYS = ("seminar", "renewal")
SILENT = (YearState.DRAFT, YearState.DROPPED)
HELD = ("meeting", "event")


class YearRuleQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the rules of groups that `user` manages."""
        return self.filter(group__in=groups_with(user, GroupPermission.MANAGE_GROUP))

    def in_order(self, group_id: int) -> Self:
        """Return a group's rules in their order, with what a line of them tells."""
        rows = self.filter(group=group_id).select_related("body", "anchor")
        return rows.order_by("number", "pk")


class YearEntryQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the entries of the own groups; silent drafts to who manages the group."""
        managed = groups_with(user, GroupPermission.MANAGE_GROUP)
        inside = groups_with(user, GroupPermission.VIEW_PEOPLE)
        shown = Q(group__in=inside) & ~Q(state__in=SILENT)
        return self.filter(Q(group__in=managed) | shown)

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Return the entries of groups that `user` manages."""
        return self.filter(group__in=groups_with(user, GroupPermission.MANAGE_GROUP))

    def with_held(self) -> Self:
        """Return the entries with the meeting or event whose day is theirs."""
        return self.select_related(*HELD)

    def standing(self) -> Self:
        """Return the entries that have not been left out."""
        return self.exclude(state=YearState.DROPPED)

    def confirmed(self) -> Self:
        """Return the entries that everybody in the group sees."""
        return self.exclude(state__in=SILENT)


class RenewalCheckQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the checks of the rounds that `user` sees."""
        entries = apps.get_model("groups", "YearEntry").objects.visible_to(user)
        return self.filter(entry__in=entries.values("pk"))


class YearThemeQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the themes of groups that `user` may know of."""
        return self.filter(group__in=groups_with(user, GroupPermission.VIEW_GROUP))


@dataclass(frozen=True, slots=True)
class Gap:
    """What a group's year lacks: a kind, or a rule that belongs to every year.

    `is_draft` says that it stands there, and nobody but who manages the group sees it.
    """

    kind: str
    rule: YearRule | None = None
    is_draft: bool = False


def gaps_of(group_ids: Iterable[int], year: int) -> dict[int, list[Gap]]:
    """Return by group what its year lacks: three queries for any number of groups.

    A yearly regional seminar that stands among the events is one, though no entry names it.
    """
    ids = list(group_ids)
    kinds: defaultdict[int, set[str]] = defaultdict(set)
    drafts: defaultdict[int, set[str]] = defaultdict(set)
    rules: dict[int, bool] = {}
    entries = apps.get_model("groups", "YearEntry").objects.filter(group__in=ids, year=year)
    for group, kind, rule, state, day in entries.standing().values_list(
        "group", "kind", "rule", "state", "day"
    ):
        is_draft = state == YearState.DRAFT or day is None
        (drafts if is_draft else kinds)[group].add(kind)
        rules[rule] = is_draft
    for group in _with_seminar(ids, year):
        kinds[group].add("seminar")
    found: dict[int, list[Gap]] = {pk: [] for pk in ids}
    for pk in ids:
        missing = [kind for kind in ALWAYS if kind not in kinds[pk]]
        found[pk] = [Gap(kind, is_draft=kind in drafts[pk]) for kind in missing]
    for rule in _required(ids):
        if rules.get(rule.pk, True):
            found[rule.group_id].append(Gap(rule.kind, rule, is_draft=rule.pk in rules))
    return found


def _with_seminar(ids: list[int], year: int) -> models.QuerySet:
    events = apps.get_model("groups", "Event").objects.filter(
        group__in=ids, kind="regional_seminar", day__year=year, state=EventState.OPEN
    )
    return events.values_list("group", flat=True)


def _required(ids: list[int]) -> models.QuerySet:
    rules = apps.get_model("groups", "YearRule").objects.filter(group__in=ids, is_required=True)
    return rules.exclude(kind__in=ALWAYS).order_by("number", "pk")
