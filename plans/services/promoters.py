"""The leading group promotes what was approved: who, and with what guidance."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.querysets.readers import people_of
from plans.models import Measure, Promoter
from plans.policies.approval import can_name_promoter


@transaction.atomic
def name_promoter(
    *,
    measure_id: int,
    version: int,
    user_id: int | None,
    guidance: str,
    language: str,
    by: User,
    now: datetime,
) -> Promoter:
    """Say who promotes an action of an approved plan, and how; nobody with None.

    Raises:
        PermissionDenied: `by` does not lead the leading group, or the plan is not approved.
        StaleEdit: somebody named a promoter in between.
        ValidationError: by field: nobody of this group.
    """
    rows = Measure.objects.select_for_update(of=("self",)).select_related("plan")
    measure = rows.get(pk=measure_id)
    require(can_name_promoter(by, measure))
    promoter = Promoter.objects.filter(measure=measure).first() or Promoter()
    promoter.measure = measure
    if promoter.version != version:
        raise StaleEdit(promoter)
    people = people_of(measure.plan.group_id)
    if user_id is not None and not people.filter(pk=user_id).exists():
        raise ValidationError({"promoter": _("Choose one of the people of the group.")})
    promoter.user_id, promoter.guidance = user_id, guidance
    promoter.language = language if guidance else ""
    promoter.named_by, promoter.named_at = by, now
    promoter.version += 1
    promoter.save()
    _tell(promoter, by, now)
    return promoter


def _tell(promoter: Promoter, by: User, now: datetime) -> None:
    """Record who was named, and write to them."""
    measure = promoter.measure
    record(
        kind=AuditKind.PROMOTER_NAMED,
        target=measure,
        by=by,
        at=now,
        data={"promoter": promoter.user_id},
        group_id=measure.plan.group_id,
    )
    owe(
        kind=NoticeKind.PROMOTER_NAMED,
        readers=User.objects.filter(pk=promoter.user_id).exclude(pk=by.pk),
        occasion=f"promoter:{promoter.pk}:{promoter.version}",
        params={"promoter": promoter.pk},
        now=now,
    )
