"""What becomes of municipalities and of kinds of organisations."""

from __future__ import annotations

from django.db.models import Q

from groups.kinds import Fate, StepRelation, SuccessionOf, Touched
from groups.models import (
    AuthorityMunicipality,
    MunicipalityRegion,
    Organisation,
    RequiredCategory,
    Seat,
    SeatHolder,
)
from groups.services.reorganisation_inquiry import Inquiry
from groups.services.reorganisation_lines import Line


def plan_municipalities(*, inquiry: Inquiry, lines: list[Line]) -> None:
    """Tell what becomes of municipalities: one merges into another, or gets a new name."""
    for line in lines:
        if line.kind != SuccessionOf.MUNICIPALITY:
            continue
        heir, pk = line.heirs[0], line.predecessor_id
        if line.relation == StepRelation.RENAME and heir.object_id is None:
            inquiry.touch(Touched.MUNICIPALITY, Fate.RENAMED, pk, line.label, heirs=[heir])
            inquiry.act("rename_municipality", municipality=pk, part=heir.part_id)
            continue
        inquiry.touch(Touched.MUNICIPALITY, Fate.ENDS, pk, line.label, heirs=[heir])
        inquiry.act("end_municipality", municipality=pk, part=heir.part_id, relation=line.relation)
        for row in MunicipalityRegion.objects.filter(municipality=pk).current(inquiry.last_day):
            inquiry.act("end_place_in_region", row=row.pk)
            inquiry.touch(Touched.TERRITORY, Fate.ENDS, row.pk, str(row), heirs=[heir])
        for row in AuthorityMunicipality.objects.filter(municipality=pk).current(inquiry.on):
            inquiry.act("end_place", row=row.pk)
            inquiry.touch(Touched.TERRITORY, Fate.ENDS, row.pk, str(row), heirs=[heir])
        for organisation in Organisation.objects.filter(municipality=pk, ended_on=None):
            inquiry.act(
                "move_organisation", organisation=organisation.pk, part=heir.part_id, to="place"
            )
            inquiry.touch(
                Touched.ORGANISATION, Fate.FOLLOWS, organisation.pk, str(organisation), heirs=[heir]
            )


def plan_categories(*, inquiry: Inquiry, lines: list[Line]) -> None:
    """Tell what becomes of kinds of organisations, and of the rule that every group has one."""
    for line in lines:
        if line.kind != SuccessionOf.CATEGORY:
            continue
        heir, pk = line.heirs[0], line.predecessor_id
        if line.relation == StepRelation.RENAME and heir.object_id is None:
            inquiry.touch(Touched.CATEGORY, Fate.RENAMED, pk, line.label, heirs=[heir])
            inquiry.act("rename_category", category=pk, part=heir.part_id)
            continue
        inquiry.touch(Touched.CATEGORY, Fate.ENDS, pk, line.label, heirs=[heir])
        inquiry.act("succeed_category", predecessor=pk, part=heir.part_id, relation=line.relation)
        _requirements(inquiry, line)
        _members(inquiry, line)


def _requirements(inquiry: Inquiry, line: Line) -> None:
    rows = RequiredCategory.objects.filter(category=line.predecessor_id)
    for row in rows.current(inquiry.last_day):
        inquiry.act("move_requirement", row=row.pk, part=line.heirs[0].part_id)
        inquiry.touch(Touched.REQUIRED, Fate.MOVES, row.pk, line.label, heirs=line.heirs)


def _members(inquiry: Inquiry, line: Line) -> None:
    """Organisations of the kind are of the new one from the day, and so are their seats."""
    heir = line.heirs[0]
    living = Organisation.objects.filter(category=line.predecessor_id, ended_on=None)
    for organisation in living.order_by("pk"):
        inquiry.act(
            "move_organisation", organisation=organisation.pk, part=heir.part_id, to="category"
        )
        inquiry.touch(
            Touched.ORGANISATION, Fate.FOLLOWS, organisation.pk, str(organisation), heirs=[heir]
        )
    seats = Seat.objects.filter(
        Q(closed_on=None) | Q(closed_on__gte=inquiry.on),
        category=line.predecessor_id,
        opened_on__lt=inquiry.on,
    ).select_related("body", "organisation")
    for seat in seats.order_by("pk"):
        holders = SeatHolder.objects.filter(
            Q(ends_on=None) | Q(ends_on__gte=inquiry.on), seat=seat, is_void=False
        )
        inquiry.act(
            "move_seat",
            body=seat.body_id,
            part=None,
            like=seat.organisation_id,
            category=line.predecessor_id,
            category_part=heir.part_id,
            carried=list(holders.order_by("pk").values_list("pk", flat=True)),
            leaves=None,
        )
        inquiry.act("close_seat", seat=seat.pk)
        inquiry.touch(
            Touched.SEAT, Fate.MOVES, seat.pk, str(seat), heirs=[heir], group_id=seat.body.group_id
        )
