"""Reads of a group's year: its entries, the rules that make them, its theme, what it lacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import connection, models
from django.db.models import Q

from elo_platform.lib.text import chosen
from groups.permissions import GroupPermission
from groups.querysets.permitted import groups_with
from groups.states import YearState

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

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


# What stands in a year, each with whether it is only a draft; and the rules that belong to every
# year, in their order, with NULL in its place.
_YEAR = """
    SELECT group_id, kind, rule_id, state = 'draft' OR day IS NULL, 0, '', ''
    FROM groups_yearentry
    WHERE group_id = ANY(%(groups)s) AND year = %(year)s AND state <> 'dropped'
    UNION ALL
    SELECT group_id, 'seminar', NULL, false, 0, '', '' FROM groups_event
    WHERE group_id = ANY(%(groups)s) AND kind = 'regional_seminar' AND state = 'open'
      AND day BETWEEN make_date(%(year)s, 1, 1) AND make_date(%(year)s, 12, 31)
    UNION ALL
    SELECT group_id, kind, id, NULL, number, title_sv, title_fi FROM groups_yearrule
    WHERE group_id = ANY(%(groups)s) AND is_required
    ORDER BY 5, 3
"""


@dataclass(frozen=True, slots=True)
class Gap:
    """What a group's year lacks: a kind, or by its title a rule that belongs to every year.

    `is_draft` says that it stands there, and nobody but who manages the group sees it.
    """

    kind: str
    title: str = ""
    is_draft: bool = False


def gaps_of(group_ids: Iterable[int], year: int) -> dict[int, list[Gap]]:
    """Return by group what its year lacks: one query for any number of groups.

    A yearly regional seminar that stands among the events is one, though no entry names it.
    """
    ids = list(group_ids)
    with connection.cursor() as cursor:
        cursor.execute(_YEAR, {"groups": ids, "year": year})
        rows = cursor.fetchall()
    # Whether only a draft stands, of a kind in a group and of a rule.
    stands: dict[object, bool] = {}
    for group, kind, rule, is_draft, *_rest in rows:
        if is_draft is not None:
            for key in ((group, kind), rule):
                stands[key] = is_draft and stands.get(key, True)
    found: dict[int, list[Gap]] = {}
    for pk in ids:
        missing = [kind for kind in ALWAYS if stands.get((pk, kind), True)]
        found[pk] = [Gap(kind, is_draft=(pk, kind) in stands) for kind in missing]
    for group, kind, rule, is_draft, _number, sv, fi in rows:
        if is_draft is None and kind not in ALWAYS and stands.get(rule, True):
            found[group].append(Gap(kind, chosen({"sv": sv, "fi": fi}), rule in stands))
    return found
