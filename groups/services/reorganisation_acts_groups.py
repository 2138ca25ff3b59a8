"""The acts on groups, bodies, agreements, plans and files."""

from __future__ import annotations

from django.db.models import F, Q

from elo_platform.ports import call_all, entry
from groups.kinds import SuccessionOf
from groups.models import (
    Agreement,
    Authority,
    Body,
    Coordination,
    EloGroup,
    GroupRegion,
    Party,
    RoleGrant,
    Seat,
    Succession,
)
from groups.models.group import BodyKind
from groups.permissions import Role
from groups.services.reorganisation_bodies import (
    body_like,
    carry_matters,
    carry_seats,
    end_body_row,
)
from groups.services.reorganisation_doing import Doing
from groups.services.roles import grant_role
from groups.services.seats import close_seat
from groups.states import AgreementState, GroupState, PartyState


def rename_group(*, doing: Doing, group: int, part: int) -> None:
    """Give a group new names; the journal keeps the old ones for what is asked as of then."""
    names = doing.parts[part]
    EloGroup.objects.filter(pk=group).update(
        name_sv=names.name_sv or names.name_fi,
        name_fi=names.name_fi,
        version=F("version") + 1,
    )


def make_group(*, doing: Doing, part: int, like: int) -> None:
    """Make the new group of a part, with the kind and languages of the old one."""
    names, old = doing.parts[part], EloGroup.objects.get(pk=like)
    made = EloGroup.objects.create(
        name_sv=names.name_sv or names.name_fi,
        name_fi=names.name_fi,
        kind=old.kind,
        languages=old.languages,
        founded_on=doing.on,
    )
    call_all("GROUP_CREATED", group=made, by=None, now=doing.now)
    doing.became(part, made)


def move_group_region(*, doing: Doing, row: int, parts: list[int]) -> None:
    """End that a region is in a group; it is in those of its heirs."""
    old = GroupRegion.objects.get(pk=row)
    GroupRegion.objects.filter(pk=row).update(ends_on=doing.last_day)
    for part in parts:
        group = doing.thing(part)
        there = GroupRegion.objects.filter(group=group, region=old.region_id)
        if not there.exclude(ends_on__lt=doing.on).exists():
            GroupRegion.objects.create(
                group_id=group,
                region_id=old.region_id,
                is_whole=old.is_whole,
                starts_on=doing.on,
            )


def end_coordination(*, doing: Doing, group: int, parts: list[int]) -> None:
    """End who coordinates a group; its new heirs are coordinated by whoever has their regions."""
    rows = Coordination.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=doing.on), group=group
    ).select_related("authority")
    last = rows.order_by("starts_on", "pk").last()
    for part in parts if last else ():
        heir = EloGroup.objects.get(pk=doing.thing(part))
        regions = GroupRegion.objects.on(doing.on).filter(group=heir).values("region")
        same = Authority.objects.current(doing.on).filter(
            kind=last.authority.kind,
            territories__region__in=regions,
            territories__valid_to=None,
        )
        authority = same.order_by("pk").first() or last.authority
        heir.coordinations.create(authority=authority, starts_on=doing.on)
    rows.filter(starts_on__lt=doing.on).update(ends_on=doing.last_day)


def share_coordinator(*, doing: Doing, grant: int, parts: list[int]) -> None:
    """Let a coordinator of an ending group coordinate its heirs too; the old one they keep."""
    old = RoleGrant.objects.select_related("user").get(pk=grant)
    for part in parts:
        group = EloGroup.objects.get(pk=doing.thing(part))
        same = RoleGrant.objects.filter(user=old.user, role=Role.COORDINATOR, group=group)
        if not same.overlapping(doing.on, old.ends_on).exists():
            grant_role(
                user=old.user,
                role=Role.COORDINATOR,
                held_in=group,
                starts_on=doing.on,
                ends_on=old.ends_on,
                by=None,
                now=doing.now,
            )


def carry_body(
    *, doing: Doing, body: int, part: int, kind: str, relation: str, seats: list[int]
) -> None:
    """Carry the seats of a body, and what is to come, to the body that follows."""
    old = Body.objects.get(pk=body)
    target = _target(doing, old, part, kind)
    carry_seats(doing=doing, seats=Seat.objects.filter(pk__in=seats).order_by("pk"), target=target)
    doing.succeed(SuccessionOf.BODY, old.pk, target.pk, relation)
    if relation != "split":
        carry_matters(old=old, target=target, on=doing.on, last_day=doing.last_day, now=doing.now)


def _target(doing: Doing, old: Body, part: int, kind: str) -> Body:
    """Return the body that follows: the part's own, or that of the same kind in the new group."""
    row = doing.parts[part]
    if kind == SuccessionOf.BODY:
        if row.object_id is None:
            names = (row.name_sv or row.name_fi, row.name_fi)
            made = body_like(
                group_id=old.group_id,
                old=old,
                name_sv=names[0],
                name_fi=names[1],
                on=doing.on,
                now=doing.now,
            )
            doing.became(part, made)
        return Body.objects.get(pk=doing.thing(part))
    group = doing.thing(part)
    there = Body.objects.on(doing.on).filter(group=group, kind=old.kind)
    found = None if old.kind == BodyKind.WORKING else there.order_by("pk").first()
    return found or body_like(
        group_id=group,
        old=old,
        name_sv=old.name_sv,
        name_fi=old.name_fi,
        on=doing.on,
        now=doing.now,
    )


def end_body(*, doing: Doing, body: int) -> None:
    """Close the seats of a body, and end it."""
    old = Body.objects.get(pk=body)
    living = Q(closed_on=None) | Q(closed_on__gte=doing.on)
    for seat in old.seats.filter(living, opened_on__lt=doing.on).order_by("pk"):
        close_seat(seat_id=seat.pk, closed_on=doing.last_day, by=None, now=doing.now)
    end_body_row(body=old, last_day=doing.last_day)


def rename_body(*, doing: Doing, body: int, part: int) -> None:
    """Give a body new names; the journal keeps the old ones for what is asked as of then."""
    names = doing.parts[part]
    Body.objects.filter(pk=body).update(
        name_sv=names.name_sv or names.name_fi, name_fi=names.name_fi
    )


def succeed_group(*, doing: Doing, predecessor: int, part: int, relation: str) -> None:
    """Say which group followed."""
    doing.succeed(SuccessionOf.GROUP, predecessor, doing.thing(part), relation)


def end_group(*, doing: Doing, group: int) -> None:
    """End a group; its pages and all that it did stay."""
    EloGroup.objects.filter(pk=group).update(state=GroupState.ENDED, version=F("version") + 1)


def share_files(*, doing: Doing, group: int, parts: list[int]) -> None:
    """Let those who go on with `parts` read the old group's files, and nobody else who goes on."""
    heirs = [doing.thing(part) for part in parts]
    reading = RoleGrant.objects.filter(
        body__group=group, holder__isnull=False, starts_on__gte=doing.on
    )
    for grant in reading.exclude(holder__seat__body__group__in=[group, *heirs]):
        grant.delete()


def copy_agreement(*, doing: Doing, agreement: int, part: int) -> None:
    """Make a draft after an agreement for an heir: with its text, promises, annexes and parties."""
    old = Agreement.objects.get(pk=agreement)
    step = doing.parts[part].step
    group = doing.thing(part) if step.kind == SuccessionOf.GROUP else _group_of(doing, old, part)
    made = Agreement.objects.create(
        group_id=group,
        title_sv=old.title_sv,
        title_fi=old.title_fi,
        text_sv=old.text_sv,
        text_fi=old.text_fi,
        starts_on=doing.on,
        ends_on=old.ends_on,
    )
    for child in [*old.commitments.all(), *old.annexes.all()]:
        child.pk, child.agreement = None, made
        child.save(force_insert=True)
    for party in old.parties.order_by("pk"):
        _copy_party(doing, party, made, part)
    doing.succeed(SuccessionOf.AGREEMENT, old.pk, made.pk, "split")


def _group_of(doing: Doing, agreement: Agreement, part: int) -> int:
    """Return the group whose agreement an heir's copy is: one that it coordinates, or the own."""
    coordinated = Coordination.objects.on(doing.on).filter(authority=doing.thing(part))
    groups = list(coordinated.order_by("pk").values_list("group", flat=True))
    before = set(
        Coordination.objects.on(doing.last_day)
        .filter(
            authority__in=doing.parts[part].step.parts.filter(side="before").values("object_id")
        )
        .values_list("group", flat=True)
    )
    theirs = [group for group in groups if group in before]
    return (
        agreement.group_id
        if agreement.group_id in theirs
        else (theirs or groups or [agreement.group_id])[0]
    )


def _copy_party(doing: Doing, party: Party, made: Agreement, part: int) -> None:
    """A party that ended is replaced by the heir that the copy is for."""
    followers = list(
        Succession.objects.after(SuccessionOf.ORGANISATION, [party.organisation_id], doing.on)
        .values_list("successor_id", flat=True)
        .order_by("successor_id")
    )
    own = {row.pk for row in doing.organisations.values() if row.authority_id}
    heirs = [pk for pk in followers if pk in own] or followers
    if followers and doing.parts[part].step.kind == SuccessionOf.AUTHORITY:
        heir = doing.organisation(part, party.organisation_id).pk
        heirs = [heir] if heir in followers else heirs
    organisation = heirs[0] if heirs else party.organisation_id
    Party.objects.get_or_create(
        agreement=made,
        organisation_id=organisation,
        defaults={"state": PartyState.DRAFT, "signer": party.signer},
    )


def end_agreement(*, doing: Doing, agreement: int) -> None:
    """End an agreement the day before; what was signed stays to be read."""
    rows = Agreement.objects.filter(pk=agreement)
    rows.update(state=AgreementState.ENDED, ended_on=doing.last_day, version=F("version") + 1)


def copy_plan(*, doing: Doing, plan: int, part: int) -> None:
    """Let an heir have a plan that begins from this one (port COPIED)."""
    copy = entry("COPIED", "plan")
    if copy is None:
        return
    made = copy(plan_id=plan, group_id=doing.thing(part), now=doing.now)
    doing.succeed(SuccessionOf.PLAN, plan, made, "split")
