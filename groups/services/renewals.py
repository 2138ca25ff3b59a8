"""The yearly renewal round: point by point, is what the group stands on still right?"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from groups.models import RenewalCheck, YearEntry
from groups.models.renewal import RenewalPoint
from groups.models.year import YearKind
from groups.services.year_rules import lock_group
from groups.states import YearState


@transaction.atomic
def check_point(
    *, entry_id: int, point: str, is_right: bool, by: User, now: datetime
) -> RenewalCheck:
    """Say of a point of the round whether it is still right; said again, the last word holds.

    With the last point the round is done, where it had been confirmed.

    Raises:
        PermissionDenied: `by` does not manage the group.
        ValidationError: the entry is no renewal round, has been left out, or knows no such point.
    """
    group_id = YearEntry.objects.values_list("group", flat=True).get(pk=entry_id)
    lock_group(group_id=group_id, by=by)
    entry = YearEntry.objects.get(pk=entry_id)
    if entry.kind != YearKind.RENEWAL or entry.state == YearState.DROPPED:
        raise ValidationError(_("This is no renewal round."))
    if point not in RenewalPoint.values:
        raise ValidationError(_("Choose one of the points."))
    said = {"is_right": is_right, "by": by, "at": now}
    check, _made = RenewalCheck.objects.update_or_create(entry=entry, point=point, defaults=said)
    if entry.state == YearState.PLANNED and entry.checks.count() == len(RenewalPoint):
        entry.state = YearState.DONE
        entry.version += 1
        entry.save(update_fields=["state", "version"])
    record(
        kind=AuditKind.RENEWAL_CHECKED,
        target=entry,
        by=by,
        at=now,
        data={"point": point, "is_right": is_right},
        group_id=group_id,
    )
    return check
