"""The acts on authorities, places, organisations and their seats: rows end, new rows begin."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify

from elo_platform.ports import call_all
from groups.kinds import SuccessionOf
from groups.models import (
    Authority,
    AuthorityMunicipality,
    AuthorityName,
    AuthorityRegion,
    AuthoritySuccession,
    Body,
    Category,
    CategoryName,
    Coordination,
    Municipality,
    MunicipalityRegion,
    Organisation,
    RequiredCategory,
    RoleGrant,
    Seat,
    SeatHolder,
)
from groups.permissions import Role
from groups.services.organisations import rename_organisation as rename
from groups.services.reorganisation_doing import Doing
from groups.services.roles import grant_role
from groups.services.seats import begin_mandate, close_seat, end_mandate, open_seat
from groups.states import HolderKind


def make_authority(*, doing: Doing, part: int, like: int) -> None:
    """Make the new authority of a part, of the predecessor's kind."""
    row = doing.parts[part]
    old = Authority.objects.get(pk=like)
    made = Authority.objects.create(
        key=slugify(f"{row.name_fi[:40]}-{doing.on:%Y}-{part}"),
        kind=old.kind,
        valid_from=doing.on,
        is_edited=True,
    )
    AuthorityName.objects.create(
        authority=made,
        name_sv=row.name_sv,
        name_fi=row.name_fi or row.name_sv,
        valid_from=doing.on,
        is_edited=True,
    )
    doing.became(part, made)


def end_authority(*, doing: Doing, authority: int) -> None:
    """End an authority and its names the day before, where they have no end by then."""
    _end_dated(doing, Authority.objects.filter(pk=authority))
    _end_dated(doing, AuthorityName.objects.filter(authority=authority))


def succeed_authority(
    *, doing: Doing, predecessor: int, part: int, relation: str, regions: list[int]
) -> None:
    """Say which authority followed, with the regions that went to it."""
    row = AuthoritySuccession.objects.create(
        predecessor_id=predecessor,
        successor_id=doing.thing(part),
        on=doing.on,
        relation=relation,
        is_edited=True,
    )
    row.regions.set(regions)


def end_territory(*, doing: Doing, row: int) -> None:
    """End an authority's hold of a region."""
    _end_dated(doing, AuthorityRegion.objects.filter(pk=row))


def begin_territory(*, doing: Doing, row: int, part: int) -> None:
    """Let an heir hold the region of a row."""
    old = AuthorityRegion.objects.get(pk=row)
    AuthorityRegion.objects.get_or_create(
        authority_id=doing.thing(part),
        region_id=old.region_id,
        valid_from=doing.on,
        defaults={"coverage": old.coverage, "is_edited": True},
    )


def end_place(*, doing: Doing, row: int) -> None:
    """End an authority's hold of a municipality."""
    _end_dated(doing, AuthorityMunicipality.objects.filter(pk=row))


def begin_place(*, doing: Doing, row: int, part: int) -> None:
    """Let an heir hold the municipality of a row."""
    old = AuthorityMunicipality.objects.get(pk=row)
    AuthorityMunicipality.objects.get_or_create(
        authority_id=doing.thing(part),
        municipality_id=old.municipality_id,
        valid_from=doing.on,
        defaults={"is_edited": True},
    )


def end_place_in_region(*, doing: Doing, row: int) -> None:
    """End that a municipality belongs to a region."""
    _end_dated(doing, MunicipalityRegion.objects.filter(pk=row))


def end_municipality(*, doing: Doing, municipality: int, part: int, relation: str) -> None:
    """End a municipality the day before; its heir follows it."""
    _end_dated(doing, Municipality.objects.filter(pk=municipality))
    doing.succeed(SuccessionOf.MUNICIPALITY, municipality, doing.thing(part), relation)


def rename_municipality(*, doing: Doing, municipality: int, part: int) -> None:
    """Give a municipality new names."""
    names = doing.parts[part]
    Municipality.objects.filter(pk=municipality).update(
        name_sv=names.name_sv[:60] or names.name_fi[:60], name_fi=names.name_fi[:60], is_edited=True
    )


def move_coordination(*, doing: Doing, row: int, part: int | None) -> None:
    """Let an heir coordinate a group from the day on."""
    old = Coordination.objects.get(pk=row)
    until = old.ends_on
    _end(doing, Coordination.objects.filter(pk=row))
    if part is not None:
        Coordination.objects.create(
            group_id=old.group_id, authority_id=doing.thing(part), starts_on=doing.on, ends_on=until
        )


def move_seat(
    *,
    doing: Doing,
    body: int,
    part: int | None,
    like: int,
    category: int,
    carried: list[int],
    leaves: int | None,
    category_part: int | None = None,
) -> None:
    """Open the heir's seat in a body and let those who go on sit there, chairs included."""
    if leaves is not None:
        end_mandate(holder_id=leaves, last_day=doing.last_day, by=None, now=doing.now)
    there = Body.objects.select_related("group").get(pk=body)
    organisation = (
        Organisation.objects.get(pk=like) if part is None else doing.organisation(part, like)
    )
    kind = doing.thing(category_part) if category_part is not None else category
    seat = _seat_of(doing, there, organisation, Category.objects.get(pk=kind))
    for pk in carried:
        _go_on(doing, SeatHolder.objects.get(pk=pk), seat)


def _seat_of(doing: Doing, body: Body, organisation: Organisation, category: Category) -> Seat:
    """Return the organisation's seat in a body on the day, opened if need be."""
    there = Seat.objects.open_on(doing.on).filter(
        body=body, organisation=organisation, category=category
    )
    return there.order_by("pk").first() or open_seat(
        body=body,
        organisation=organisation,
        category=category,
        opened_on=doing.on,
        by=None,
        now=doing.now,
    )


def _go_on(doing: Doing, holder: SeatHolder, seat: Seat) -> SeatHolder | None:
    """Let a person go on in another seat as they sat before; None where they sit there already."""
    starts_on = max(doing.on, holder.starts_on)
    if (
        seat.holders.filter(is_void=False, user=holder.user_id)
        .exclude(ends_on__lt=starts_on)
        .exists()
    ):
        return None
    made = begin_mandate(
        seat=seat,
        user=holder.user,
        kind=HolderKind(holder.kind),
        starts_on=starts_on,
        ends_on=holder.ends_on,
        by=None,
        now=doing.now,
    )
    kept = {"position": holder.position, "may_commit": holder.may_commit}
    SeatHolder.objects.filter(pk=made.pk).update(appointment=holder.appointment_id, **kept)
    chairs = RoleGrant.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=doing.on), role=Role.CHAIR, holder=holder
    )
    for grant in chairs:
        grant_role(
            user=holder.user,
            role=Role.CHAIR,
            held_in=seat.body,
            starts_on=starts_on,
            ends_on=grant.ends_on,
            holder=made,
            by=None,
            now=doing.now,
        )
    return made


def close_old_seat(*, doing: Doing, seat: int) -> None:
    """Close a seat of the old order the day before, with its mandates and what was asked."""
    row = Seat.objects.get(pk=seat)
    if row.closed_on is None or row.closed_on > doing.last_day:
        close_seat(seat_id=seat, closed_on=doing.last_day, by=None, now=doing.now)


def move_role(*, doing: Doing, grant: int, part: int | None, like: int) -> None:
    """End what a person does for an ending organisation, and let them do it for the heir."""
    old = RoleGrant.objects.select_related("user").get(pk=grant)
    until = old.ends_on
    if old.starts_on < doing.on:
        _end(doing, RoleGrant.objects.filter(pk=grant))
    if part is None:
        return
    heir = doing.organisation(part, like)
    same = RoleGrant.objects.filter(user=old.user, role=old.role, organisation=heir)
    if not same.overlapping(doing.on, until).exists():
        grant_role(
            user=old.user,
            role=Role(old.role),
            held_in=heir,
            starts_on=max(doing.on, old.starts_on),
            ends_on=until,
            by=None,
            now=doing.now,
        )


def succeed_organisation(*, doing: Doing, predecessor: int, part: int, relation: str) -> None:
    """Say which organisation followed; what waits for the old one waits for the new."""
    heir = doing.organisation(part, predecessor)
    if heir.pk == predecessor:
        return
    doing.succeed(SuccessionOf.ORGANISATION, predecessor, heir.pk, relation)
    call_all("SUCCEEDED", predecessor=predecessor, successor=heir.pk, now=doing.now)


def end_organisation(*, doing: Doing, organisation: int) -> None:
    """End an organisation and its names the day before."""
    Organisation.objects.filter(pk=organisation).update(
        ended_on=doing.last_day, version=F("version") + 1
    )


def rename_organisation(*, doing: Doing, organisation: int, part: int) -> None:
    """Give an organisation the names of a part from the day on."""
    names = doing.parts[part]
    rename(
        organisation_id=organisation,
        name_sv=names.name_sv,
        name_fi=names.name_fi,
        starts_on=doing.on,
        by=None,
        now=doing.now,
    )
    doing.parts[part].object_id = organisation
    doing.parts[part].save(update_fields=["object_id"])


def move_organisation(*, doing: Doing, organisation: int, part: int, to: str) -> None:
    """Move an organisation to the heir of its municipality (`place`) or category."""
    field = "municipality_id" if to == "place" else "category_id"
    if to == "category":
        _category(doing, part)
    rows = Organisation.objects.filter(pk=organisation)
    rows.update(**{field: doing.thing(part)}, version=F("version") + 1)


def rename_category(*, doing: Doing, category: int, part: int) -> None:
    """Give a category new names from the day on; the old ones keep their days."""
    names = doing.parts[part]
    _end_dated(doing, CategoryName.objects.filter(category=category))
    CategoryName.objects.create(
        category_id=category,
        name_sv=names.name_sv[:120] or names.name_fi[:120],
        name_fi=names.name_fi[:120],
        valid_from=doing.on,
        is_edited=True,
    )


def succeed_category(*, doing: Doing, predecessor: int, part: int, relation: str) -> None:
    """Say which category followed, made if need be; the old name ends."""
    _category(doing, part, predecessor)
    _end_dated(doing, CategoryName.objects.filter(category=predecessor))
    doing.succeed(SuccessionOf.CATEGORY, predecessor, doing.thing(part), relation)


def move_requirement(*, doing: Doing, row: int, part: int) -> None:
    """Let the rule that every group has a category be about its heir from the day on."""
    old = RequiredCategory.objects.get(pk=row)
    until = old.valid_to
    _end_dated(doing, RequiredCategory.objects.filter(pk=row))
    heir = doing.thing(part)
    if not RequiredCategory.objects.current(doing.on).filter(category=heir).exists():
        RequiredCategory.objects.create(
            category_id=heir,
            valid_from=doing.on,
            valid_to=until,
            source=old.source,
            is_edited=True,
        )


def _category(doing: Doing, part: int, like: int | None = None) -> None:
    row = doing.parts[part]
    if row.object_id is not None or like is None:
        return
    old = Category.objects.get(pk=like)
    made = Category.objects.create(
        key=f"R{part}",
        sector=old.sector,
        counts_as=old.counts_as,
        order=old.order,
        is_edited=True,
    )
    made.names.create(
        name_sv=row.name_sv[:120] or row.name_fi[:120],
        name_fi=row.name_fi[:120],
        valid_from=doing.on,
        is_edited=True,
    )
    doing.became(part, made)


def _end_dated(doing: Doing, rows: models.QuerySet) -> None:
    """End reference rows the day before, where they have no end by then."""
    later = Q(valid_to=None) | Q(valid_to__gte=doing.on)
    begun = Q(valid_from=None) | Q(valid_from__lt=doing.on)
    rows.filter(later, begun).update(valid_to=doing.last_day, is_edited=True)


def _end(doing: Doing, rows: models.QuerySet) -> None:
    """End rows the day before, where they have no end by then."""
    rows.filter(Q(ends_on=None) | Q(ends_on__gte=doing.on)).update(ends_on=doing.last_day)
