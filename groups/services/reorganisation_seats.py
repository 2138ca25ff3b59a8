"""What becomes of organisations that end: their seats, who sits there, and their people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from groups.kinds import ChoiceKind, Fate, StepRelation, SuccessionOf, Touched
from groups.models import Invitation, Meeting, Organisation, RoleGrant, Seat, SeatHolder, Succession
from groups.permissions import Role
from groups.services.reorganisation_authorities import regions_of
from groups.services.reorganisation_inquiry import ALL, NOBODY, Inquiry, Way
from groups.services.reorganisation_lines import Heir, Line
from groups.states import HolderKind, InvitationState

# A body, the code of an heir and a category: one seat of the new order.
Place = tuple[int, str, int]


@dataclass(slots=True)
class _Target:
    """A seat of the new order, with the seats that it comes from and who goes on in it."""

    seats: list[Seat]
    heir: Heir
    incoming: list[SeatHolder] = field(default_factory=list)
    incumbent: SeatHolder | None = None


@dataclass(slots=True)
class _Case:
    """Everything about the organisations that end, read once."""

    line_of: dict[int, Line]
    organisations: dict[int, Organisation]
    seats: list[Seat]
    holders: dict[int, list[SeatHolder]]
    territory: dict[int, set[int]]
    at_home: dict[str, int]

    def heirs_of(self, seat: Seat) -> list[Heir]:
        line = self.line_of[seat.organisation_id]
        return line.heirs_in(self.territory.get(seat.body.group_id, set()))


def plan_organisations(*, inquiry: Inquiry, lines: list[Line]) -> None:
    """Tell what becomes of organisations that are an ending authority, or are reorganised."""
    line_of = _ending(inquiry, lines)
    if not line_of:
        return
    case = _read(inquiry, line_of)
    destinations = _destinations(inquiry, case)
    targets = _targets(inquiry, case, destinations)
    for place, target in targets.items():
        _settle(inquiry, case, place, target)
    _close(inquiry, case, targets)
    _people(inquiry, case)
    _what_waits(inquiry, case)
    used: dict[int, dict[str, Heir]] = {}
    for target in targets.values():
        for seat in target.seats:
            used.setdefault(seat.organisation_id, {})[target.heir.code] = target.heir
    for organisation in case.organisations.values():
        _end(inquiry, case, organisation, used.get(organisation.pk, {}))


def _ending(inquiry: Inquiry, lines: Iterable[Line]) -> dict[int, Line]:
    """Return the lines by organisation: those that are named, and those that are an authority."""
    found: dict[int, Line] = {}
    living = Organisation.objects.filter(Q(ended_on=None) | Q(ended_on__gte=inquiry.on))
    authorities = {}
    for line in lines:
        if line.kind == SuccessionOf.AUTHORITY and not line.goes_on:
            authorities[line.predecessor_id] = line
        elif line.kind == SuccessionOf.ORGANISATION:
            if _is_renamed(line):
                _rename(inquiry, line)
            elif not line.goes_on:
                found[line.predecessor_id] = line
            else:
                inquiry.touch(
                    Touched.ORGANISATION,
                    Fate.STAYS,
                    line.predecessor_id,
                    line.label,
                    heirs=line.heirs,
                )
    for pk, authority in living.filter(authority__in=authorities).values_list("pk", "authority"):
        found.setdefault(pk, authorities[authority])
    return {pk: found[pk] for pk in sorted(found)}


def _is_renamed(line: Line) -> bool:
    return line.relation == StepRelation.RENAME and line.heirs[0].object_id is None


def _rename(inquiry: Inquiry, line: Line) -> None:
    """A rename to new names only: the same organisation goes on, its old names keep their days."""
    inquiry.touch(
        Touched.ORGANISATION, Fate.RENAMED, line.predecessor_id, line.label, heirs=line.heirs
    )
    inquiry.act("rename_organisation", organisation=line.predecessor_id, part=line.heirs[0].part_id)


def _read(inquiry: Inquiry, line_of: dict[int, Line]) -> _Case:
    seats = list(
        Seat.objects.filter(
            Q(closed_on=None) | Q(closed_on__gte=inquiry.on),
            organisation__in=line_of,
            opened_on__lt=inquiry.on,
        )
        .select_related("body__group", "organisation")
        .order_by("body", "pk")
    )
    holders: dict[int, list[SeatHolder]] = {}
    sitting = SeatHolder.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=inquiry.on), seat__in=seats, is_void=False
    )
    for holder in sitting.select_related("user").order_by("seat", "starts_on", "pk"):
        holders.setdefault(holder.seat_id, []).append(holder)
    return _Case(
        line_of,
        Organisation.objects.in_bulk(list(line_of)),
        seats,
        holders,
        regions_of(groups={seat.body.group_id for seat in seats}, on=inquiry.on),
        _at_home(line_of.values()),
    )


def _at_home(lines: Iterable[Line]) -> dict[str, int]:
    """Return the organisations that the heirs are already, by code."""
    heirs = {heir.code: heir for line in lines for heir in line.heirs if heir.object_id}
    found = {
        heir.code: heir.object_id
        for heir in heirs.values()
        if heir.kind == SuccessionOf.ORGANISATION and heir.object_id
    }
    rows = Organisation.objects.filter(
        authority__in=[heir.object_id for heir in heirs.values()], ended_on=None
    )
    for pk, authority in rows.order_by("-pk").values_list("pk", "authority"):
        found[f"{SuccessionOf.AUTHORITY.value}-{authority}"] = pk
    return found


def _destinations(inquiry: Inquiry, case: _Case) -> dict[int, str]:
    """Return the code of the heir that each holder goes on with; "" where it is not chosen."""
    found: dict[int, str] = {}
    for seat in case.seats:
        heirs = case.heirs_of(seat)
        for holder in case.holders.get(seat.pk, []):
            found[holder.pk] = _destination(inquiry, seat, holder, heirs)
    _sitting_in_several(inquiry, case, found)
    return found


def _destination(inquiry: Inquiry, seat: Seat, holder: SeatHolder, heirs: list[Heir]) -> str:
    if not heirs:
        return NOBODY
    if len(heirs) == 1:
        return heirs[0].code
    return inquiry.ask(
        ChoiceKind.HOLDER,
        str(holder.pk),
        holder.pk,
        f"{holder.user} – {seat.body}",
        [*(Way(heir.code, heir.label) for heir in heirs), _nobody()],
        f"{seat.organisation}, {seat.body.group}",
    )


def _sitting_in_several(inquiry: Inquiry, case: _Case, found: dict[int, str]) -> None:
    """Ask where people go on whose seats of one organisation come to several heirs."""
    labels = {heir.code: heir for line in case.line_of.values() for heir in line.heirs}
    for (organisation, _user), holders in _by_person(case).items():
        codes = sorted({found[each.pk] for each in holders} - {NOBODY, ""})
        if len(codes) < 2:
            continue
        person = holders[0].user
        chosen = inquiry.ask(
            ChoiceKind.BOTH,
            f"{organisation}-{person.pk}",
            person.pk,
            str(person),
            [Way(ALL, _("Keep all the seats")), *(Way(c, labels[c].label) for c in codes)],
            str(case.organisations[organisation]),
        )
        for holder in holders:
            if not chosen or (chosen != ALL and found[holder.pk] != chosen):
                found[holder.pk] = NOBODY if chosen else ""


def _by_person(case: _Case) -> dict[tuple[int, int], list[SeatHolder]]:
    found: dict[tuple[int, int], list[SeatHolder]] = {}
    for seat in case.seats:
        for holder in case.holders.get(seat.pk, []):
            found.setdefault((seat.organisation_id, holder.user_id), []).append(holder)
    return found


def _targets(inquiry: Inquiry, case: _Case, destinations: dict[int, str]) -> dict[Place, _Target]:
    targets: dict[Place, _Target] = {}
    for seat in case.seats:
        for heir in case.heirs_of(seat):
            place = (seat.body_id, heir.code, seat.category_id)
            target = targets.setdefault(place, _Target([], heir))
            target.seats.append(seat)
            target.incoming += [
                holder
                for holder in case.holders.get(seat.pk, [])
                if destinations[holder.pk] == heir.code
            ]
    there = (
        SeatHolder.objects.on(inquiry.on)
        .filter(
            seat__body__in={seat.body_id for seat in case.seats},
            seat__organisation__in=list(case.at_home.values()),
            kind=HolderKind.PRINCIPAL,
        )
        .select_related("seat", "user")
    )
    codes = {pk: code for code, pk in case.at_home.items()}
    for holder in there:
        seat = holder.seat
        code = codes[seat.organisation_id]
        if (target := targets.get((seat.body_id, code, seat.category_id))) is not None:
            target.incumbent = holder
    return targets


def _settle(inquiry: Inquiry, case: _Case, place: Place, target: _Target) -> None:
    """Say who sits in a seat of the new order, and ask where several could."""
    body, category = place[0], place[2]
    members = [each for each in target.incoming if each.kind == HolderKind.PRINCIPAL]
    people = {each.user_id: each for each in [*filter(None, [target.incumbent]), *members]}
    chosen: str | None = None
    if len(people) > 1:
        chosen = inquiry.ask(
            ChoiceKind.SEAT,
            f"{body}-{target.heir.code}-{category}",
            body,
            f"{target.heir.label} – {target.seats[0].body}",
            [*(Way(f"person-{pk}", str(each.user)) for pk, each in people.items()), _nobody()],
            ", ".join(str(seat.organisation) for seat in target.seats),
        )
        members = [each for each in members if f"person-{each.user_id}" == chosen]
    incumbent = target.incumbent
    leaves = incumbent if chosen and f"person-{incumbent and incumbent.user_id}" != chosen else None
    # Somebody who sat for two predecessors goes on once, from the seat that came first.
    sitting = {each.user_id: each for each in reversed(members)}
    deputies = {
        each.user_id: each
        for each in target.incoming
        if each.kind == HolderKind.DEPUTY and each.user_id not in sitting
    }
    goes_on = sitting if leaves or not incumbent else {}
    carried = [*goes_on.values(), *deputies.values()]
    inquiry.act(
        "move_seat",
        body=body,
        part=target.heir.part_id,
        like=target.seats[0].organisation_id,
        category=category,
        carried=[each.pk for each in carried],
        leaves=leaves.pk if leaves else None,
    )
    _tell(inquiry, target, carried)


def _tell(inquiry: Inquiry, target: _Target, carried: list[SeatHolder]) -> None:
    heir, group = target.heir, target.seats[0].body.group_id
    for holder in carried:
        inquiry.touch(
            Touched.MANDATE,
            Fate.MOVES,
            holder.pk,
            f"{holder.user} – {target.seats[0].body}",
            heirs=[heir],
            group_id=group,
        )
    has_member = target.incumbent or any(each.kind == HolderKind.PRINCIPAL for each in carried)
    for seat in target.seats:
        inquiry.touch(
            Touched.SEAT,
            Fate.MOVES if has_member else Fate.REFILL,
            seat.pk,
            str(seat),
            heirs=[heir],
            group_id=group,
        )


def _close(inquiry: Inquiry, case: _Case, targets: dict[Place, _Target]) -> None:
    """Close every seat of the old order, after all who go on have begun."""
    moved = {seat.pk for target in targets.values() for seat in target.seats}
    for seat in case.seats:
        inquiry.act("close_seat", seat=seat.pk)
        if seat.pk not in moved:
            inquiry.touch(
                Touched.SEAT, Fate.REFILL, seat.pk, str(seat), group_id=seat.body.group_id
            )


def _people(inquiry: Inquiry, case: _Case) -> None:
    """Contact persons and guidance staff go with their organisation, where it is clear whither."""
    grants = RoleGrant.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=inquiry.on),
        role__in=[Role.CONTACT, Role.STAFF],
        organisation__in=case.organisations,
    )
    for grant in grants.select_related("user", "organisation").order_by("pk"):
        if grant.organisation_id is None:
            continue
        line = case.line_of[grant.organisation_id]
        heir = _heir_of(inquiry, grant, line)
        inquiry.touch(
            Touched.ROLE,
            Fate.MOVES if heir else Fate.ENDS,
            grant.pk,
            str(grant),
            heirs=[heir] if heir else [],
        )
        inquiry.act(
            "move_role",
            grant=grant.pk,
            part=heir.part_id if heir else None,
            like=grant.organisation_id,
        )


def _heir_of(inquiry: Inquiry, grant: RoleGrant, line: Line) -> Heir | None:
    if len(line.heirs) < 2:
        return next(iter(line.heirs), None)
    chosen = inquiry.ask(
        ChoiceKind.CONTACT,
        str(grant.pk),
        grant.pk,
        str(grant),
        [*(Way(heir.code, heir.label) for heir in line.heirs), _nobody()],
        str(grant.organisation),
    )
    return next((heir for heir in line.heirs if heir.code == chosen), None)


def _what_waits(inquiry: Inquiry, case: _Case) -> None:
    """List open invitations, which end with their seats, and meetings to come, which stay."""
    asked = Invitation.objects.filter(seat__in=case.seats, state=InvitationState.PENDING)
    for pk, group in asked.order_by("pk").values_list("pk", "seat__body__group"):
        inquiry.touch(Touched.INVITATION, Fate.ENDS, pk, "", group_id=group)
    meetings = Meeting.objects.filter(
        body__in={seat.body_id for seat in case.seats}, day__gte=inquiry.on, state="called"
    )
    for pk, body, group in meetings.order_by("pk").values_list("pk", "body", "body__group"):
        label = next(str(seat.body) for seat in case.seats if seat.body_id == body)
        inquiry.touch(Touched.MEETING, Fate.STAYS, pk, label, group_id=group)


def _end(inquiry: Inquiry, case: _Case, organisation: Organisation, used: dict[str, Heir]) -> None:
    line = case.line_of[organisation.pk]
    heirs = list(used.values()) or [
        heir
        for heir in line.heirs
        if heir.code in case.at_home or heir.kind == SuccessionOf.ORGANISATION
    ]
    inquiry.touch(Touched.ORGANISATION, Fate.ENDS, organisation.pk, str(organisation), heirs=heirs)
    known = Succession.objects.after(SuccessionOf.ORGANISATION, [organisation.pk])
    followed = set(known.values_list("successor_id", flat=True))
    for heir in heirs:
        if case.at_home.get(heir.code) not in followed:
            inquiry.act(
                "succeed_organisation",
                predecessor=organisation.pk,
                part=heir.part_id,
                relation=line.relation,
            )
    inquiry.act("end_organisation", organisation=organisation.pk)


def _nobody() -> Way:
    return Way(NOBODY, _("Nobody: the seat is to be filled anew"))
