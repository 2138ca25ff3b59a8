"""How an action stands: reports, its steps, and its way from idea to done."""

from collections.abc import Sequence
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
from elo_platform.lib.states import target_state
from elo_platform.lib.text import current_language
from groups.querysets.answerers import own_organisations
from plans.models import Measure, Progress, Step
from plans.policies.plans import can_move_measure, can_report, can_report_by_link
from plans.states import MEASURE_TRANSITIONS, MeasureAction, MeasureStatus


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody says of an action. `done_ids` are all steps that are done by now."""

    text: str = ""
    action: MeasureAction | None = None
    done_ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class StepValues:
    """A step; `pk` where it stands already. Without any text it is no step."""

    text_sv: str = ""
    text_fi: str = ""
    due_on: date | None = None
    pk: int | None = None


@transaction.atomic
def report_progress(*, measure_id: int, report: Report, by: User, now: datetime) -> Progress:
    """Say how an action stands: in words, by ticking steps, or by moving it on.

    Raises:
        PermissionDenied: `by` neither answers for it nor writes the plan, the plan has ended,
            or the action cannot be moved so from where it stands.
        ValidationError: nothing is said, a stop without a reason, or a step of another action.
    """
    measure = _locked(measure_id)
    require(can_report(by, measure))
    return _report(measure, report, by, now)


@transaction.atomic
def report_by_link(*, measure_id: int, subject: str, report: Report, now: datetime) -> Progress:
    """Say how an action stands, as the person, a user id, for whom a link was signed.

    Raises:
        PermissionDenied: somebody else's link, the mandate or the plan has ended, the action is
            over or cannot be moved so from where it stands.
        ValidationError: nothing is said, or a stop without a reason.
    """
    measure = _locked(measure_id)
    require(can_report_by_link(subject, measure))
    return _report(measure, report, User.objects.get(pk=subject), now)


@transaction.atomic
def save_steps(
    *, measure_id: int, version: int, steps: Sequence[StepValues], by: User, now: datetime
) -> Measure:
    """Set the steps of an action that still stands at `version`, in the order given.

    A step that is left out goes, unless it is done.

    Raises:
        PermissionDenied: `by` neither answers for it nor writes the plan, or the plan has ended.
        StaleEdit: somebody saved in between.
        ValidationError: a step of another action, or one that is done was left out.
    """
    measure = _locked(measure_id)
    require(can_report(by, measure))
    if measure.version != version:
        raise StaleEdit(measure)
    steps = [step for step in steps if step.text_sv or step.text_fi]
    if list(steps) == list(steps_of(measure=measure)):
        return measure
    _replace(measure, steps)
    measure.version += 1
    measure.save(update_fields=["version"])
    _record(AuditKind.MEASURE_CHANGED, measure, by, now, fields=["steps"])
    return measure


def steps_of(*, measure: Measure) -> list[StepValues]:
    """Return the steps of an action, in the shape in which they are saved."""
    return [
        StepValues(text_sv=row.text_sv, text_fi=row.text_fi, due_on=row.due_on, pk=row.pk)
        for row in measure.steps.order_by("number")
    ]


def _locked(measure_id: int) -> Measure:
    """Hold the plan shared by its action's row alone: what is reported is never frozen."""
    rows = Measure.objects.select_for_update(of=("self",)).select_related("plan")
    return rows.with_deadline().get(pk=measure_id)


def _report(measure: Measure, report: Report, by: User, now: datetime) -> Progress:
    if report.action is not None:
        require(can_move_measure(by, measure, report.action))
        _move(measure, report)
    ticked = _tick(measure, report.done_ids, by, now)
    if not (report.text or report.action or ticked):
        raise ValidationError({"text": _("Say in some words how the action stands.")})
    measure.last_reported_at = now
    measure.save(update_fields=["status", "stop_reason", "last_reported_at"])
    progress = Progress.objects.create(
        measure=measure,
        status=measure.status,
        text=report.text,
        language=current_language(),
        by=by,
        organisation_id=_organisation_of(by, measure),
        at=now,
    )
    _record(AuditKind.MEASURE_REPORTED, measure, by, now, status=measure.status, steps=ticked)
    return progress


def _move(measure: Measure, report: Report) -> None:
    if report.action is MeasureAction.STOP and not report.text:
        raise ValidationError({"text": _("Say why the action is stopped.")})
    assert report.action is not None  # noqa: S101 - the caller has asked
    measure.status = target_state(MEASURE_TRANSITIONS, report.action, measure.status)
    is_stopped = measure.status == MeasureStatus.STOPPED
    measure.stop_reason = report.text[:500] if is_stopped else ""


def _tick(measure: Measure, done_ids: tuple[int, ...] | None, by: User, now: datetime) -> list[int]:
    """Set which steps are done; return the ids of those that changed."""
    if done_ids is None:
        return []
    steps = {step.pk: step for step in measure.steps.all()}
    if not steps.keys() >= set(done_ids):
        raise ValidationError({"steps": _("Choose among the steps of this action.")})
    changed = []
    for pk, step in steps.items():
        is_done = pk in done_ids
        if is_done != (step.done_on is not None):
            step.done_on, step.done_by = (helsinki_day(now), by) if is_done else (None, None)
            step.save(update_fields=["done_on", "done_by"])
            changed.append(pk)
    return sorted(changed)


def _replace(measure: Measure, steps: Sequence[StepValues]) -> None:
    present = {step.pk: step for step in measure.steps.all()}
    kept = [step.pk for step in steps if step.pk is not None]
    if not present.keys() >= set(kept) or len(kept) != len(set(kept)):
        raise ValidationError(_("One of the steps is no longer there. Open the steps anew."))
    gone = [step for pk, step in present.items() if pk not in kept]
    if any(step.done_on for step in gone):
        raise ValidationError(_("A step that is done stays; take away its mark first."))
    Step.objects.filter(pk__in=[step.pk for step in gone]).delete()
    for number, values in enumerate(steps, start=1):
        step = present.get(values.pk) or Step(measure=measure)
        step.number, step.due_on = number, values.due_on
        step.text_sv, step.text_fi = values.text_sv, values.text_fi
        step.save()


def _organisation_of(by: User, measure: Measure) -> int | None:
    """Return the organisation that `by` speaks for: the carrier, else the one named."""
    own = own_organisations(by, measure.plan.group_id)
    return next((pk for pk in (measure.carrier_id, measure.responsible_id) if pk in own), None)


def _record(kind: AuditKind, measure: Measure, by: User, now: datetime, **data: object) -> None:
    data = {"plan": measure.plan_id, **data}
    record(kind=kind, target=measure, by=by, at=now, data=data, group_id=measure.plan.group_id)
