"""What becomes of authorities: their names and territories, and the groups they coordinate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from groups.kinds import ChoiceKind, Fate, SuccessionOf, Touched
from groups.models import (
    AuthorityMunicipality,
    AuthorityRegion,
    AuthoritySuccession,
    Coordination,
    GroupRegion,
    Outcome,
    RoleGrant,
)
from groups.permissions import Role
from groups.services.reorganisation_inquiry import Inquiry, Way
from groups.services.reorganisation_lines import Heir, Line


def plan_authorities(*, inquiry: Inquiry, lines: list[Line]) -> None:
    """Tell what becomes of the authorities of `lines`, and of all that is dated by them."""
    own = [line for line in lines if line.kind == SuccessionOf.AUTHORITY]
    if not own:
        return
    for heir in {heir.code: heir for line in own for heir in line.heirs}.values():
        if heir.object_id is None:
            first = next(line for line in own if heir in line.heirs)
            inquiry.act("make_authority", part=heir.part_id, like=first.predecessor_id)
            inquiry.touch(Touched.AUTHORITY, Fate.BEGINS, heir.part_id, heir.label, heirs=[heir])
    for line in own:
        _authority(inquiry, line)
    _successions(inquiry, own)
    by_predecessor = {line.predecessor_id: line for line in own}
    _territories(inquiry, by_predecessor)
    _municipalities(inquiry, by_predecessor)
    _coordinations(inquiry, by_predecessor)


def _authority(inquiry: Inquiry, line: Line) -> None:
    fate = Fate.STAYS if line.goes_on else Fate.ENDS
    inquiry.touch(Touched.AUTHORITY, fate, line.predecessor_id, line.label, heirs=line.heirs)
    if not line.goes_on:
        inquiry.act("end_authority", authority=line.predecessor_id)


def _successions(inquiry: Inquiry, lines: Iterable[Line]) -> None:
    known = set(
        AuthoritySuccession.objects.filter(
            predecessor__in=[line.predecessor_id for line in lines]
        ).values_list("predecessor", "successor")
    )
    for line in lines:
        for heir in line.heirs:
            if (line.predecessor_id, heir.object_id) not in known:
                inquiry.act(
                    "succeed_authority",
                    predecessor=line.predecessor_id,
                    part=heir.part_id,
                    relation="split" if line.goes_on else line.relation,
                    regions=sorted(heir.regions),
                )


def _territories(inquiry: Inquiry, lines: dict[int, Line]) -> None:
    rows = AuthorityRegion.objects.filter(authority__in=lines).select_related("region")
    held = _held(AuthorityRegion, lines, "region", inquiry.on)
    for row in rows.current(inquiry.last_day).order_by("region__code", "pk"):
        line = lines[row.authority_id]
        heirs = line.heirs_in([row.region_id])
        if line.goes_on and not any(row.region_id in heir.regions for heir in heirs):
            continue
        _hand_over(inquiry, row, row.region_id, heirs, held, "territory")
        inquiry.touch(
            Touched.TERRITORY, Fate.FOLLOWS, row.pk, f"{row.region} ({line.label})", heirs=heirs
        )


def _municipalities(inquiry: Inquiry, lines: dict[int, Line]) -> None:
    rows = AuthorityMunicipality.objects.filter(authority__in=lines)
    held = _held(AuthorityMunicipality, lines, "municipality", inquiry.on)
    for row in rows.select_related("municipality").current(inquiry.last_day).order_by("pk"):
        line = lines[row.authority_id]
        heirs = [heir for heir in line.heirs if row.municipality_id in heir.municipalities]
        heirs = heirs or list(line.heirs[:1] if len(line.heirs) == 1 else ())
        if line.goes_on and not heirs:
            continue
        _hand_over(inquiry, row, row.municipality_id, heirs, held, "place")
        inquiry.touch(
            Touched.MUNICIPALITY,
            Fate.FOLLOWS if heirs else Fate.ENDS,
            row.municipality_id,
            f"{row.municipality} ({line.label})",
            heirs=heirs,
        )


def _held(
    model: type[AuthorityRegion] | type[AuthorityMunicipality],
    lines: dict[int, Line],
    what: str,
    on: date,
) -> set[tuple[int, int]]:
    """Return what the heirs hold already on the day, as the published rows say."""
    heirs = {heir.object_id for line in lines.values() for heir in line.heirs}
    rows = model._default_manager.filter(authority__in=heirs - {None})
    return set(rows.current(on).values_list("authority", what))


def _hand_over(
    inquiry: Inquiry,
    row: AuthorityRegion | AuthorityMunicipality,
    place: int,
    heirs: Iterable[Heir],
    held: set[tuple[int, int]],
    noun: str,
) -> None:
    if row.valid_to is None or row.valid_to >= inquiry.on:
        inquiry.act(f"end_{noun}", row=row.pk)
    for heir in heirs:
        if (heir.object_id, place) not in held:
            inquiry.act(f"begin_{noun}", row=row.pk, part=heir.part_id)


def _coordinations(inquiry: Inquiry, lines: dict[int, Line]) -> None:
    rows = (
        Coordination.objects.filter(
            Q(ends_on=None) | Q(ends_on__gte=inquiry.on),
            authority__in=lines,
            starts_on__lt=inquiry.on,
        )
        .select_related("group")
        .order_by("group", "pk")
    )
    territory = regions_of(groups={row.group_id for row in rows}, on=inquiry.on)
    for row in rows:
        line = lines[row.authority_id]
        regions = territory.get(row.group_id, set())
        heirs = line.heirs_in(regions)
        if line.goes_on and not any(heir.regions & regions for heir in heirs):
            continue
        heir = _coordinator(inquiry, row, line, heirs)
        inquiry.touch(
            Touched.COORDINATION,
            Fate.MOVES if heir or line.heirs else Fate.ENDS,
            row.pk,
            str(row.group),
            heirs=[heir] if heir else [],
            group_id=row.group_id,
        )
        if heir or not line.heirs:
            inquiry.act("move_coordination", row=row.pk, part=heir.part_id if heir else None)
    _what_follows(inquiry, {row.group_id: row.group for row in rows})


def _coordinator(inquiry: Inquiry, row: Coordination, line: Line, heirs: list[Heir]) -> Heir | None:
    if len(heirs) == 1:
        return heirs[0]
    among = heirs or list(line.heirs)
    if not among:
        return None
    chosen = inquiry.ask(
        ChoiceKind.COORDINATION,
        f"{row.group_id}",
        row.group_id,
        str(row.group),
        [Way(heir.code, heir.label) for heir in among],
        line.label,
    )
    return next((heir for heir in among if heir.code == chosen), None)


def _what_follows(inquiry: Inquiry, groups: dict[int, object]) -> None:
    """Count what goes on untouched with the groups: bodies, coordinators, what is closed."""
    for pk, group in groups.items():
        inquiry.touch(Touched.GROUP, Fate.FOLLOWS, pk, str(group), group_id=pk)
    coordinators = RoleGrant.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=inquiry.on), role=Role.COORDINATOR, group__in=groups
    ).order_by("group", "pk")
    for grant, pk in coordinators.values_list("pk", "group"):
        inquiry.touch(Touched.ROLE, Fate.FOLLOWS, grant, str(groups[pk]), group_id=pk)
    for pk, group in groups.items():
        count = Outcome.objects.filter(body__group=pk).count()
        if count:
            inquiry.touch(Touched.CLOSED, Fate.FROZEN, pk, str(group), group_id=pk, count=count)


def regions_of(*, groups: Iterable[int], on: date) -> dict[int, set[int]]:
    """Return the ids of the regions of groups on a day: one query."""
    found: dict[int, set[int]] = {}
    rows = GroupRegion.objects.on(on).filter(group__in=list(groups))
    for group, region in rows.values_list("group", "region"):
        found.setdefault(group, set()).add(region)
    return found
