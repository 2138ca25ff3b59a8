"""What a plan says of the four matters that it must say something of."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from plans.models import Position
from plans.policies.plans import can_write
from plans.services.languages import behind_after
from plans.services.plans import locked_plan, record_change, touch_plan


@dataclass(frozen=True, slots=True)
class PositionValues:
    """The text of a position, or the reason why there is none."""

    text_sv: str = ""
    text_fi: str = ""
    exception_sv: str = ""
    exception_fi: str = ""


@transaction.atomic
def change_position(
    *,
    position_id: int,
    version: int,
    values: PositionValues,
    in_step: bool = False,
    by: User,
    now: datetime,
) -> Position:
    """Change a position that still stands at `version`; nothing happens where all is equal.

    Raises:
        PermissionDenied: `by` does not write plans in the group, or the plan is approved.
        StaleEdit: somebody saved in between.
    """
    plan = locked_plan(plan_id=Position.objects.values_list("plan", flat=True).get(pk=position_id))
    position = Position.objects.select_for_update().get(pk=position_id)
    require(can_write(by, plan))
    if position.version != version:
        raise StaleEdit(position)
    new = asdict(values)
    changed = [name for name in new if getattr(position, name) != new[name]]
    if changed or in_step and position.behind:
        for name in changed:
            setattr(position, name, new[name])
        position.behind = behind_after(row=position, changed=changed, in_step=in_step)
        position.version += 1
        position.changed_by, position.changed_at = by, now
        position.save()
        touch_plan(plan=plan, by=by, now=now)
        part = {"position": position.kind, "fields": changed}
        record_change(kind=AuditKind.PLAN_CHANGED, plan=plan, by=by, now=now, **part)
    return position
