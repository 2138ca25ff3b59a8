"""The division of labour: which body or organisation answers for a task, and since when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.models import Body, Duty, Outcome
from groups.policies.networks import can_keep

NO_TASK = _("Write the task in one language at least.")


@dataclass(frozen=True, slots=True)
class DutyValues:
    """A task, who answers for it (a body or an organisation), and where that was agreed."""

    agreed_on: date
    task_sv: str = ""
    task_fi: str = ""
    body_id: int | None = None
    organisation_id: int | None = None
    agreed_where: str = ""
    outcome_id: int | None = None
    ends_on: date | None = None


@transaction.atomic
def add_duty(*, group_id: int, values: DutyValues, by: User, now: datetime) -> Duty:
    """Write down who answers for a task.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
        ValidationError: by field: no task, nobody or two who answer, a day to come, an end
            before the beginning, or a body or outcome of another group.
    """
    require(can_keep(by, group_id))
    duty = Duty(group_id=group_id)
    _fill(duty, values, helsinki_day(now))
    record(kind=AuditKind.DUTY_ADDED, target=duty, by=by, at=now, group_id=group_id)
    return duty


@transaction.atomic
def change_duty(*, duty_id: int, version: int, values: DutyValues, by: User, now: datetime) -> Duty:
    """Reword a task, or say that it ended; who answers for it next is a new one.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
        StaleEdit: somebody saved in between.
        ValidationError: as of `add_duty`.
    """
    duty = Duty.objects.select_for_update().get(pk=duty_id)
    require(can_keep(by, duty.group_id))
    if duty.version != version:
        raise StaleEdit(duty)
    duty.version += 1
    _fill(duty, values, helsinki_day(now))
    record(kind=AuditKind.DUTY_CHANGED, target=duty, by=by, at=now, group_id=duty.group_id)
    return duty


def _fill(duty: Duty, values: DutyValues, today: date) -> None:
    _check(values, today)
    _check_group(duty.group_id, values)
    for field in DutyValues.__slots__:
        setattr(duty, field, getattr(values, field))
    duty.save()


def _check(values: DutyValues, today: date) -> None:
    if not (values.task_sv or values.task_fi):
        raise ValidationError({"task_sv": NO_TASK})
    if bool(values.body_id) == bool(values.organisation_id):
        sentence = _("Choose the body or the organisation that answers for the task.")
        raise ValidationError({"responsible": sentence})
    if values.agreed_on > today:
        raise ValidationError({"agreed_on": _("Choose today or an earlier day.")})
    if values.ends_on and values.ends_on < values.agreed_on:
        raise ValidationError({"ends_on": _("The last day is before the day of the agreement.")})


def _check_group(group_id: int, values: DutyValues) -> None:
    bodies = Body.objects.filter(pk=values.body_id, group=group_id)
    if values.body_id and not bodies.exists():
        raise ValidationError({"responsible": _("Choose one of the group's bodies.")})
    outcomes = Outcome.objects.filter(pk=values.outcome_id, body__group=group_id)
    if values.outcome_id and not outcomes.exists():
        raise ValidationError({"outcome": _("Choose one of the group's outcomes.")})
