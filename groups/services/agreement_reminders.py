"""Reminders to sign, before the day and by hand, and warnings before an agreement ends."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day, stage_of
from elo_platform.lib.decisions import require
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import Agreement, Party
from groups.permissions import GroupPermission
from groups.policies.agreements import can_remind
from groups.querysets.answerers import people_answering_for
from groups.querysets.readers import people_permitted_in_group
from groups.services.agreements import locked_agreement

# Days left until the day to sign by, and until the last day of an agreement.
SIGN_STAGES = (14, 3)
END_STAGES = (180, 90, 30)
# By hand, so soon after the last time is too soon.
PAUSE = timedelta(days=3)


def remind_of_agreements(*, now: datetime) -> int:
    """Owe the reminders whose stage has been reached; return how many are new.

    It may run often, twice at once, or after days of silence: each stage is owed once, and of
    several that were missed only the last.
    """
    today = helsinki_day(now)
    asked = Party.objects.waiting().filter(
        agreement__answer_by__gte=today,
        agreement__answer_by__lte=today + timedelta(days=max(SIGN_STAGES)),
    )
    ending = Agreement.objects.unrenewed().filter(
        ends_on__gte=today, ends_on__lte=today + timedelta(days=max(END_STAGES))
    )
    parties = asked.select_related("agreement").order_by("pk")
    return sum(_remind(party, now) for party in parties.iterator()) + sum(
        _warn(agreement, now) for agreement in ending.order_by("pk").iterator()
    )


@transaction.atomic
def remind_unsigned(*, agreement_id: int, by: User, now: datetime) -> int:
    """Remind those who have not answered; return how many people are reminded.

    Raises:
        PermissionDenied: `by` does not manage the group, or nobody can sign now.
        ValidationError: everybody has answered, the day has passed, or they have been asked
            or reminded in the last three days.
    """
    agreement = locked_agreement(agreement_id=agreement_id)
    require(can_remind(by, agreement))
    silent = list(agreement.parties.waiting().select_related("agreement").order_by("pk"))
    if not silent:
        raise ValidationError(_("Everybody has answered."))
    if agreement.answer_by and agreement.answer_by < helsinki_day(now):
        raise ValidationError(_("The day to sign by has passed. Give them more time first."))
    last = max(filter(None, (agreement.sent_at, agreement.reminded_at)), default=None)
    if last and now - last < PAUSE:
        raise ValidationError(
            _("They have been written to within the last three days. Give them some time.")
        )
    agreement.reminded_at = now
    agreement.save(update_fields=["reminded_at"])
    record(
        kind=AuditKind.AGREEMENT_REMINDED,
        target=agreement,
        by=by,
        at=now,
        group_id=agreement.group_id,
    )
    day = helsinki_day(now).isoformat()
    return sum(_owe(party, f"by-hand:{day}", now, now) for party in silent)


@transaction.atomic
def _remind(party: Party, now: datetime) -> int:
    wanted = party.agreement.answer_by
    stage = stage_of(due_on=wanted, now=now, stages=SIGN_STAGES)
    if stage is None or party.asked_at is None or party.asked_at >= stage.begins:
        return 0
    return _owe(party, f"{wanted}:{stage.left}", now, stage.due_at)


def _owe(party: Party, occasion: str, now: datetime, due_at: datetime) -> int:
    return owe(
        kind=NoticeKind.AGREEMENT_REMINDER,
        readers=people_answering_for(party.organisation_id, party.agreement.group_id),
        occasion=f"party:{party.pk}:{party.version}:{occasion}",
        params={"party": party.pk, "version": party.version},
        now=now,
        due_at=due_at,
    )


@transaction.atomic
def _warn(agreement: Agreement, now: datetime) -> int:
    last_day = agreement.ends_on
    stage = stage_of(due_on=last_day, now=now, stages=END_STAGES)
    if stage is None or (agreement.concluded_on and agreement.concluded_on >= stage.day):
        return 0
    return owe(
        kind=NoticeKind.AGREEMENT_ENDING,
        readers=people_permitted_in_group(agreement.group_id, GroupPermission.MANAGE_GROUP),
        occasion=f"agreement:{agreement.pk}:{last_day}:{stage.left}",
        params={"agreement": agreement.pk, "stage": stage.left},
        now=now,
        due_at=stage.due_at,
    )
