"""How a group comes to be: its names, its territory and who coordinates it, each by date."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.ports import call_all
from groups.models import Authority, EloGroup, Region
from groups.services.group_settings import GroupValues


@dataclass(frozen=True, slots=True)
class Land:
    """A region in a group's territory, whole or in part."""

    region: Region
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Coordinated:
    """An authority coordinates a group for a time."""

    authority: Authority
    starts_on: date
    ends_on: date | None = None


@transaction.atomic
def found_group(
    *,
    values: GroupValues,
    founded_on: date,
    territory: Iterable[Land],
    coordinated: Iterable[Coordinated],
    by: User | None,
    now: datetime,
) -> EloGroup:
    """Make a group with its territory and its coordinating authorities.

    It asks no policy: administrators found groups. `by` is None where the machine acts.
    """
    group = EloGroup.objects.create(founded_on=founded_on, **asdict(values))
    for land in territory:
        group.territory.create(region=land.region, is_whole=land.is_whole, starts_on=founded_on)
    for each in coordinated:
        group.coordinations.create(
            authority=each.authority, starts_on=each.starts_on, ends_on=each.ends_on
        )
    record(
        kind=AuditKind.GROUP_CHANGED,
        target=group,
        by=by,
        at=now,
        data={"made": True},
        group_id=group.pk,
    )
    call_all("GROUP_CREATED", group=group, by=by, now=now)
    return group
