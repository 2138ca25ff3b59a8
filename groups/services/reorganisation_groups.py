"""What becomes of groups and bodies that are renamed, merged or split."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from groups.kinds import ChoiceKind, Fate, StepRelation, SuccessionOf, Touched
from groups.models import Body, Coordination, GroupRegion, Meeting, Need, RoleGrant, Seat
from groups.permissions import Role
from groups.services.reorganisation_inquiry import ALL, NOBODY, Inquiry, Way
from groups.services.reorganisation_lines import Heir, Line


def plan_groups(*, inquiry: Inquiry, lines: list[Line]) -> None:
    """Tell what becomes of groups: names, territory, coordination, bodies and who sits there."""
    for line in lines:
        if line.kind != SuccessionOf.GROUP:
            continue
        pk = line.predecessor_id
        if line.relation == StepRelation.RENAME and line.heirs[0].object_id is None:
            inquiry.touch(
                Touched.GROUP, Fate.RENAMED, pk, line.label, heirs=line.heirs, group_id=pk
            )
            inquiry.act("rename_group", group=pk, part=line.heirs[0].part_id)
            continue
        inquiry.touch(Touched.GROUP, Fate.ENDS, pk, line.label, heirs=line.heirs, group_id=pk)
        for heir in line.heirs:
            if heir.object_id is None:
                inquiry.act("make_group", part=heir.part_id, like=pk)
                inquiry.touch(Touched.GROUP, Fate.BEGINS, heir.part_id, heir.label, heirs=[heir])
        _territory(inquiry, line)
        _coordination(inquiry, line)
        for body in _living(inquiry, Body.objects.filter(group=pk)):
            _body(inquiry, body, line, line.heirs)
        for heir in line.heirs:
            inquiry.act("succeed_group", predecessor=pk, part=heir.part_id, relation=line.relation)
        inquiry.act("end_group", group=pk)


def plan_bodies(*, inquiry: Inquiry, lines: list[Line]) -> None:
    """Tell what becomes of bodies: a new name, or a merge into another."""
    for line in lines:
        if line.kind != SuccessionOf.BODY:
            continue
        pk = line.predecessor_id
        if line.relation == StepRelation.RENAME and line.heirs[0].object_id is None:
            inquiry.touch(Touched.BODY, Fate.RENAMED, pk, line.label, heirs=line.heirs)
            inquiry.act("rename_body", body=pk, part=line.heirs[0].part_id)
            continue
        for body in _living(inquiry, Body.objects.filter(pk=pk)):
            _body(inquiry, body, line, line.heirs)


def _living(inquiry: Inquiry, bodies: Iterable[Body]) -> list[Body]:
    rows = Body.objects.filter(pk__in=[body.pk for body in bodies], starts_on__lt=inquiry.on)
    return list(rows.filter(Q(ends_on=None) | Q(ends_on__gte=inquiry.on)).order_by("pk"))


def _territory(inquiry: Inquiry, line: Line) -> None:
    rows = GroupRegion.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=inquiry.on), group=line.predecessor_id
    )
    for row in rows.select_related("region").order_by("region__code"):
        heirs = line.heirs_in([row.region_id])
        inquiry.touch(
            Touched.TERRITORY,
            Fate.MOVES,
            row.pk,
            str(row.region),
            heirs=heirs,
            group_id=line.predecessor_id,
        )
        inquiry.act("move_group_region", row=row.pk, parts=[heir.part_id for heir in heirs])


def _coordination(inquiry: Inquiry, line: Line) -> None:
    """The old coordination ends; a new group takes it over, and who coordinates goes along."""
    new = [heir for heir in line.heirs if heir.object_id is None]
    rows = Coordination.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=inquiry.on), group=line.predecessor_id
    )
    for row in rows.order_by("pk"):
        inquiry.touch(
            Touched.COORDINATION,
            Fate.MOVES if new else Fate.ENDS,
            row.pk,
            line.label,
            heirs=new,
            group_id=line.predecessor_id,
        )
    inquiry.act("end_coordination", group=line.predecessor_id, parts=[heir.part_id for heir in new])
    grants = RoleGrant.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=inquiry.on),
        role=Role.COORDINATOR,
        group=line.predecessor_id,
    )
    for grant in grants.order_by("pk"):
        inquiry.touch(
            Touched.ROLE,
            Fate.FOLLOWS,
            grant.pk,
            line.label,
            heirs=line.heirs,
            group_id=line.predecessor_id,
        )
        inquiry.act(
            "share_coordinator", grant=grant.pk, parts=[heir.part_id for heir in line.heirs]
        )


def _body(inquiry: Inquiry, body: Body, line: Line, heirs: tuple[Heir, ...]) -> None:
    """A body's seats open in the body that follows, and whoever sat there goes along."""
    fate = Fate.ENDS if line.kind == SuccessionOf.GROUP else Fate.MOVES
    inquiry.touch(Touched.BODY, fate, body.pk, str(body), heirs=heirs, group_id=body.group_id)
    seats = Seat.objects.filter(
        Q(closed_on=None) | Q(closed_on__gte=inquiry.on), body=body, opened_on__lt=inquiry.on
    ).select_related("organisation")
    going: dict[int, list[int]] = {heir.part_id: [] for heir in heirs}
    for seat in seats.order_by("pk"):
        to = _heirs_of_seat(inquiry, seat, line, heirs)
        for heir in to:
            going[heir.part_id].append(seat.pk)
        inquiry.touch(
            Touched.SEAT,
            Fate.MOVES if to else Fate.ENDS,
            seat.pk,
            str(seat),
            heirs=to,
            group_id=body.group_id,
        )
    for heir in heirs:
        inquiry.act(
            "carry_body",
            body=body.pk,
            part=heir.part_id,
            kind=line.kind,
            relation=line.relation,
            seats=going[heir.part_id],
        )
    inquiry.act("end_body", body=body.pk)
    _what_stands(inquiry, body, heirs)


def _heirs_of_seat(inquiry: Inquiry, seat: Seat, line: Line, heirs: tuple[Heir, ...]) -> list[Heir]:
    if len(heirs) == 1:
        return list(heirs)
    organisation = seat.organisation
    named = [heir for heir in heirs if organisation.region_id in heir.regions]
    if len(named) == 1:
        return named
    chosen = inquiry.ask(
        ChoiceKind.BOTH,
        f"{line.predecessor_id}-organisation-{organisation.pk}",
        organisation.pk,
        str(organisation),
        [
            Way(ALL, _("Keep a seat in each")),
            *(Way(heir.code, heir.label) for heir in heirs),
            Way(NOBODY, _("Leaves")),
        ],
        line.label,
    )
    return [heir for heir in heirs if chosen in {ALL, heir.code}]


def _what_stands(inquiry: Inquiry, body: Body, heirs: tuple[Heir, ...]) -> None:
    """List meetings to come and open needs of a body."""
    meetings = Meeting.objects.filter(body=body, day__gte=inquiry.on).exclude(state="cancelled")
    for pk in meetings.order_by("pk").values_list("pk", flat=True):
        inquiry.touch(
            Touched.MEETING, Fate.FOLLOWS, pk, str(body), heirs=heirs, group_id=body.group_id
        )
    count = Need.objects.filter(body=body, state="open").count()
    if count:
        inquiry.touch(
            Touched.NEED,
            Fate.FOLLOWS,
            body.pk,
            str(body),
            heirs=heirs,
            group_id=body.group_id,
            count=count,
        )
