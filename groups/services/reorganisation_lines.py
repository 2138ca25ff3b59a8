"""The steps of a reorganisation as lines from one predecessor to its heirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models

from elo_platform.lib.text import in_language
from groups.kinds import PartSide, StepRelation, SuccessionOf
from groups.models import (
    Authority,
    Body,
    Category,
    EloGroup,
    Municipality,
    Organisation,
    OrganisationName,
    Reorganisation,
    ReorganisationPart,
    ReorganisationStep,
)
from groups.querysets.permitted import held_on

MODELS: dict[str, type[models.Model]] = {
    SuccessionOf.AUTHORITY: Authority,
    SuccessionOf.ORGANISATION: Organisation,
    SuccessionOf.CATEGORY: Category,
    SuccessionOf.GROUP: EloGroup,
    SuccessionOf.BODY: Body,
    SuccessionOf.MUNICIPALITY: Municipality,
}


@dataclass(frozen=True, slots=True)
class Heir:
    """A successor: something that is there, or the part whose names it will get.

    Two steps that lead to the same thing have equal codes.
    """

    code: str
    kind: str
    part_id: int
    object_id: int | None
    label: str
    regions: frozenset[int]
    municipalities: frozenset[int]


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of one predecessor by one step."""

    step_id: int
    kind: str
    relation: str
    predecessor_id: int
    label: str
    heirs: tuple[Heir, ...]

    @property
    def goes_on(self) -> bool:
        """Tell whether the predecessor itself lives on."""
        return self.relation == StepRelation.TRANSFER

    def heirs_in(self, regions: Iterable[int]) -> list[Heir]:
        """Return the heirs of `regions`: where heirs name regions, those that name one of them."""
        if not any(heir.regions for heir in self.heirs):
            return list(self.heirs)
        wanted = frozenset(regions)
        return [heir for heir in self.heirs if heir.regions & wanted]


def lines_of(*, reorganisation: Reorganisation) -> list[Line]:
    """Return the lines of a reorganisation in the order of its steps.

    What goes is called as it was the day before, also once the reorganisation is carried out.
    """
    steps = list(reorganisation.steps.prefetch_related("parts__regions", "parts__municipalities"))
    before = _labels(steps, PartSide.BEFORE, reorganisation.on - timedelta(days=1))
    after = _labels(steps, PartSide.AFTER, reorganisation.on)
    return [
        Line(
            step.pk,
            step.kind,
            step.relation,
            part.object_id,
            before[step.kind, part.object_id],
            tuple(_heir(step, each, after) for each in _side(step, PartSide.AFTER)),
        )
        for step in steps
        for part in _side(step, PartSide.BEFORE)
        if part.object_id is not None
    ]


def _side(step: ReorganisationStep, side: PartSide) -> list[ReorganisationPart]:
    return [part for part in step.parts.all() if part.side == side]


def _heir(
    step: ReorganisationStep, part: ReorganisationPart, labels: dict[tuple[str, int], str]
) -> Heir:
    known = part.object_id is not None
    return Heir(
        f"{step.kind}-{part.object_id}" if known else f"part-{part.pk}",
        step.kind,
        part.pk,
        part.object_id,
        labels[step.kind, part.object_id] if part.object_id is not None else part.name,
        frozenset(region.pk for region in part.regions.all()),
        frozenset(place.pk for place in part.municipalities.all()),
    )


def _labels(
    steps: Iterable[ReorganisationStep], side: PartSide, on: date
) -> dict[tuple[str, int], str]:
    wanted: dict[str, set[int]] = {}
    for step in steps:
        wanted.setdefault(step.kind, set()).update(
            part.object_id for part in _side(step, side) if part.object_id is not None
        )
    found: dict[tuple[str, int], str] = {}
    for kind, ids in wanted.items():
        rows = MODELS[kind]._default_manager.filter(pk__in=ids)
        if kind in {SuccessionOf.AUTHORITY, SuccessionOf.CATEGORY}:
            rows = rows.named(on)
        found |= {(kind, row.pk): str(row) for row in rows}
        if kind == SuccessionOf.ORGANISATION:
            names = OrganisationName.objects.filter(held_on(on), organisation__in=ids)
            found |= {(kind, row.organisation_id): in_language(row, "name") for row in names}
    return found
