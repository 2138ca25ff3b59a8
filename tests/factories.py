"""Makers of test data: plain functions, valid by default, nothing random.

They call services where a service exists, so that test data has its audit rows too.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from django.utils import timezone

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from groups.models import Body, Category, EloGroup, GroupRegion, Level, Organisation, Region, Seat
from groups.permissions import ROLE_SCOPE, Role, Scope
from groups.services.invitations import Invitee, SeatAsked, invite_to_seat
from groups.services.roles import grant_role
from groups.services.seats import fill_seat

_numbers = count(1)
LONG_AGO = date(2020, 1, 1)
NOON = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def today() -> date:
    """Return today in Finland: rights are read by the database's own clock."""
    return helsinki_day(timezone.now())


def make_user(*, email="", name="Alva Strand", language="sv", password=None, **fields) -> User:
    number = next(_numbers)
    return User.objects.create_user(
        email or f"person{number}@elo.example", password, name=name, language=language, **fields
    )


def make_region(*, code="12", name_fi="Pohjois-Karjala", name_sv="Norra Karelen") -> Region:
    region, _made = Region.objects.get_or_create(
        code=code, defaults={"name_fi": name_fi, "name_sv": name_sv, "name_en": name_fi}
    )
    return region


def make_category(*, key="VET", frequency="often", sector="education", **fields) -> Category:
    category, _made = Category.objects.get_or_create(
        key=key,
        defaults={"frequency": frequency, "sector": sector, "order": next(_numbers), **fields},
    )
    return category


def make_group(*, name_sv="Norra Karelens ELO-grupp", region=None, **fields) -> EloGroup:
    group = EloGroup.objects.create(
        name_sv=name_sv, name_fi=fields.pop("name_fi", "Pohjois-Karjalan ELO-ryhmä"), **fields
    )
    GroupRegion.objects.create(group=group, region=region or make_region(), starts_on=LONG_AGO)
    return group


def make_level(*, group, number=1, kind="leading", name_sv="Ledning", name_fi="Johto") -> Level:
    return Level.objects.create(
        group=group, number=number, kind=kind, name_sv=name_sv, name_fi=name_fi
    )


def make_body(*, group=None, kind="leading", name_sv="Ledningsgruppen", **fields) -> Body:
    return Body.objects.create(
        group=group or make_group(),
        kind=kind,
        name_sv=name_sv,
        name_fi=fields.pop("name_fi", "Johtoryhmä"),
        starts_on=fields.pop("starts_on", LONG_AGO),
        **fields,
    )


def make_organisation(*, name_sv="Yrkesinstitutet Strand", category=None, **fields) -> Organisation:
    organisation = Organisation.objects.create(
        name_sv=name_sv,
        name_fi=fields.pop("name_fi", "Ammattiopisto Ranta"),
        category=category or make_category(),
        **fields,
    )
    organisation.names.create(
        name_sv=organisation.name_sv, name_fi=organisation.name_fi, starts_on=LONG_AGO
    )
    return organisation


def make_seat(*, body=None, organisation=None, opened_on=LONG_AGO, **fields) -> Seat:
    organisation = organisation or make_organisation()
    return Seat.objects.create(
        body=body or make_body(),
        organisation=organisation,
        category=fields.pop("category", organisation.category),
        opened_on=opened_on,
        **fields,
    )


def give_role(*, user, role, held_in=None, starts_on=None, ends_on=None, **fields):
    """Grant a role from yesterday on, so that it holds today in any time zone."""
    return grant_role(
        user=user,
        role=role,
        held_in=held_in,
        starts_on=starts_on or today() - timedelta(days=1),
        ends_on=ends_on,
        by=None,
        now=timezone.now(),
        **fields,
    )


def make_actor(*, role: Role, group=None, body=None, organisation=None, **fields) -> User:
    """Return a person who holds `role`, in the part of its scope that is given or made."""
    user = make_user(**fields)
    scope = ROLE_SCOPE[role]
    held_in = None
    if scope is Scope.GROUP:
        held_in = group or make_group()
    elif scope is Scope.BODY:
        held_in = body or make_body(group=group)
    elif scope is Scope.ORGANISATION:
        held_in = organisation or make_organisation()
    give_role(user=user, role=role, held_in=held_in)
    return user


def make_mandate(
    *, seat=None, body=None, user=None, kind="principal", starts_on=None, ends_on=None
):
    """Return a mandate with its role, from yesterday on; fill_seat tells the person by mail."""
    return fill_seat(
        seat=seat or make_seat(body=body),
        user=user or make_user(),
        kind=kind,
        starts_on=starts_on or today() - timedelta(days=1),
        ends_on=ends_on,
        by=None,
        now=timezone.now(),
    )


def make_invitation(*, body=None, by=None, organisation=None, kind="principal", now=None, **person):
    """Return a pending invitation, sent by a coordinator of the body's group."""
    body = body or make_body()
    organisation = organisation or make_organisation()
    return invite_to_seat(
        seat=SeatAsked(
            body=body, category=organisation.category, kind=kind, organisation=organisation
        ),
        person=Invitee(
            address=person.pop("address", f"invitee{next(_numbers)}@elo.example"),
            name=person.pop("name", "Onni Lehtola"),
            language=person.pop("language", "sv"),
            **person,
        ),
        by=by or make_actor(role=Role.COORDINATOR, group=body.group),
        now=now or timezone.now(),
    )
