"""Which regions a group has, which authorities a region has had, and who followed whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db import models

from elo_platform.lib.conditions import Written
from elo_platform.lib.dates import is_within
from elo_platform.lib.text import in_language

if TYPE_CHECKING:
    from groups.models import Authority, AuthoritySuccession, Region


_TERRITORY = """coalesce((
    SELECT jsonb_agg(jsonb_build_array(part.region_id, part.is_whole,
      region.code, region.name_sv, region.name_fi, region.name_en) ORDER BY region.code)
    FROM groups_groupregion part JOIN groups_region region ON region.id = part.region_id
    WHERE part.group_id = {pk} AND part.starts_on <= %s::date
      AND (part.ends_on IS NULL OR part.ends_on >= %s::date)), '[]')
"""


class RegionName(NamedTuple):
    """What a region is called."""

    code: str
    name_sv: str
    name_fi: str
    name_en: str

    @property
    def name(self) -> str:
        return in_language(self, "name")


class Territory(NamedTuple):
    """A region that belongs to a group, or a part of it does."""

    region_id: int
    is_whole: bool
    region: RegionName


class _TerritoryField(models.JSONField):
    def from_db_value(self, value: Any, expression: Any, connection: Any) -> list[Territory]:
        rows = super().from_db_value(value, expression, connection)
        return [Territory(pk, is_whole, RegionName(*names)) for pk, is_whole, *names in rows]


def territory_on(day: date) -> Written:
    """Return the regions of a group on `day`, by code, for a queryset of groups."""
    return Written(_TERRITORY, (day, day), _TerritoryField())


@dataclass(frozen=True, slots=True)
class Holding:
    """An authority had the region, or part of it, in its territory."""

    authority: Authority
    is_part: bool
    valid_from: date | None
    valid_to: date | None

    def holds(self, on: date) -> bool:
        return is_within(on, self.valid_from, self.valid_to)


def name_on(authority: Authority, on: date) -> str:
    """Return the authority's name of a day, out of its prefetched names.

    Where none was in force, the nearest one: whatever once had a name has a label.
    """
    names = sorted(authority.names.all(), key=lambda row: row.valid_from or date.min)
    begun = [row for row in names if row.valid_from is None or row.valid_from <= on]
    chosen = begun[-1:] or names[:1]
    return in_language(chosen[0], "name") if chosen else authority.key


def holdings(region: Region) -> list[Holding]:
    """Return all authorities that ever had the region, with their names: two queries."""
    rows = (
        apps.get_model("groups", "AuthorityRegion")
        .objects.filter(region=region)
        .select_related("authority")
        .prefetch_related("authority__names")
        .order_by("authority__kind", "authority__key")
    )
    return [
        Holding(row.authority, row.coverage == "part", row.valid_from, row.valid_to) for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Succession:
    """On a day an authority's part in a region went to others."""

    on: date
    relation: str
    predecessor: str
    successors: list[str]


def successions(region: Region) -> list[Succession]:
    """Return who followed whom in a region, newest first: three queries."""
    rows = (
        apps.get_model("groups", "AuthoritySuccession")
        .objects.filter(regions=region)
        .select_related("predecessor", "successor")
        .prefetch_related("predecessor__names", "successor__names")
        .order_by("-on", "predecessor__kind", "predecessor__key", "successor__key")
    )
    return _gathered(rows)


def _gathered(rows: Iterable[AuthoritySuccession]) -> list[Succession]:
    found: dict[tuple, Succession] = {}
    for row in rows:
        key = (row.on, row.predecessor_id, row.relation)
        event = found.setdefault(
            key, Succession(row.on, row.relation, name_on(row.predecessor, row.on), [])
        )
        event.successors.append(name_on(row.successor, row.on))
    return list(found.values())


def coordinations(groups: models.QuerySet) -> list[Holding]:
    """Return who coordinated `groups` (ids), and when, with names: two queries."""
    rows = (
        apps.get_model("groups", "Coordination")
        .objects.filter(group__in=groups)
        .select_related("authority")
        .prefetch_related("authority__names")
        .order_by("starts_on", "pk")
    )
    return [Holding(row.authority, False, row.starts_on, row.ends_on) for row in rows]
