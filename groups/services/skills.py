"""What people can do in a group: said by each for oneself, asked yearly, withdrawn any time."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.kinds import SkillLevel, TaskKind
from groups.models import EloGroup, Skill
from groups.permissions import GroupPermission
from groups.policies.networks import can_keep
from groups.policies.skills import can_share_skills
from groups.querysets.readers import people_permitted_in_group


@transaction.atomic
def say_skills(*, group_id: int, levels: Mapping[str, str], by: User, now: datetime) -> None:
    """Store what `by` can do of each kind of the group's work, in place of what they said before.

    The log says nothing of it: it is theirs to withdraw.

    Raises:
        PermissionDenied: `by` has no seat in the group.
        ValidationError: by kind of work: no level.
    """
    require(can_share_skills(by, group_id))
    wrong = [task for task in TaskKind.values if levels.get(task) not in SkillLevel.values]
    if wrong:
        raise ValidationError(dict.fromkeys(wrong, _("Choose one of the answers.")))
    Skill.objects.bulk_create(
        [
            Skill(group_id=group_id, user=by, task=task, level=levels[task], at=now)
            for task in TaskKind.values
        ],
        update_conflicts=True,
        unique_fields=["group", "user", "task"],
        update_fields=["level", "at"],
    )


@transaction.atomic
def withdraw_skills(*, group_id: int, by: User) -> None:
    """Delete what `by` has said in a group."""
    Skill.objects.filter(group=group_id, user=by).delete()


@transaction.atomic
def ask_for_skills(*, group_id: int, by: User, now: datetime) -> int:
    """Owe the question to whoever has said nothing within a year; return how many.

    Each is asked once a year, however often somebody presses.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
    """
    group = EloGroup.objects.select_for_update().get(pk=group_id)
    require(can_keep(by, group.pk))
    on = helsinki_day(now)
    said = Skill.objects.filter(group=group).said_since(on).values("user")
    people = people_permitted_in_group(group.pk, GroupPermission.SHARE_SKILLS)
    asked = owe(
        kind=NoticeKind.SKILLS_ASKED,
        readers=people.exclude(pk__in=said),
        occasion=f"skills:{group.pk}:{on.year}",
        params={"group": group.pk},
        now=now,
    )
    if asked:
        data = {"people": asked}
        record(
            kind=AuditKind.SKILLS_ASKED, target=group, by=by, at=now, data=data, group_id=group.pk
        )
    return asked
