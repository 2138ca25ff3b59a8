"""Whom a reorganisation is told to: the coordinators of the groups that it touches."""

from datetime import datetime

from elo_platform.accounts.models import User
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.kinds import SuccessionOf
from groups.models import RoleGrant
from groups.permissions import Role
from groups.services.reorganisation_inquiry import Simulation


def touched_groups(*, found: Simulation) -> list[int]:
    """Return the ids of the groups that something is touched in, and of those that take over."""
    touched = {effect.group_id for effect in found.effects if effect.group_id}
    heirs = {heir.object_id for heir in found.heirs if heir.kind == SuccessionOf.GROUP}
    return sorted(touched | {pk for pk in heirs if pk})


def tell_coordinators(*, found: Simulation, event: str, now: datetime) -> int:
    """Owe the coordinators of today one mail about an event; return how many are new."""
    groups, pk = touched_groups(found=found), found.reorganisation.pk
    coordinating = RoleGrant.objects.current().filter(role=Role.COORDINATOR, group__in=groups)
    return owe(
        kind=NoticeKind.REORGANISATION,
        readers=User.objects.filter(pk__in=coordinating.values("user")),
        occasion=f"reorganisation:{pk}:{event}",
        params={"reorganisation": pk, "event": event, "groups": groups},
        now=now,
    )
