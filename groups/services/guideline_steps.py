"""A guideline's way through the leading group and out: settled, numbered, published, revised."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.models import EloGroup, Guideline, GuidelineEdition, Outcome
from groups.permissions import BodyPermission, GroupPermission, Visibility
from groups.policies.guidelines import can_open, can_step
from groups.querysets.readers import people_permitted, people_permitted_in_group
from groups.services.acknowledgements import ask_organisations
from groups.services.guidelines import (
    locked_guideline,
    move,
    record_step,
    require_text,
    save_guideline,
    tell,
)
from groups.states import GuidelineAction

_KEPT = (
    "title_sv",
    "title_fi",
    "text_sv",
    "text_fi",
    "basis_sv",
    "basis_fi",
    "starts_on",
    "ends_on",
)


@transaction.atomic
def submit_guideline(*, guideline_id: int, by: User, now: datetime) -> Guideline:
    """Put a guideline before who leads the leading group, to be settled.

    Raises:
        PermissionDenied: `by` does not write it, or it is not a draft.
        ValidationError: there is no text in either language.
    """
    guideline = locked_guideline(guideline_id=guideline_id)
    require(can_step(by, guideline, GuidelineAction.SUBMIT))
    require_text(guideline=guideline)
    guideline.submitted_at = now
    guideline.guidance_sv = guideline.guidance_fi = ""
    _step(guideline, GuidelineAction.SUBMIT, AuditKind.GUIDELINE_SUBMITTED, by, now)
    leads = people_permitted(guideline.body, BodyPermission.RECORD_OUTCOMES)
    people = list(leads.values_list("pk", flat=True))
    tell(guideline=guideline, step="submitted", people=people, by=by, now=now)
    return guideline


@transaction.atomic
def approve_guideline(
    *, guideline_id: int, version: int, outcome_id: int | None, by: User, now: datetime
) -> GuidelineEdition:
    """Approve the text as it was read, in the next edition; the first one takes a number.

    The number is the next of the group and the year, given under the group's lock.

    Raises:
        PermissionDenied: `by` does not lead the leading group, or it is not before it.
        StaleEdit: the text was changed after it was read.
        ValidationError: by field: no outcome of this leading group, or there is no text.
    """
    group_id = Guideline.objects.values_list("group_id", flat=True).get(pk=guideline_id)
    EloGroup.objects.select_for_update(of=("self",)).get(pk=group_id)
    guideline = locked_guideline(guideline_id=guideline_id)
    require(can_step(by, guideline, GuidelineAction.APPROVE))
    if guideline.version != version:
        raise StaleEdit(guideline)
    require_text(guideline=guideline)
    guideline.outcome = _outcome(guideline, outcome_id)
    guideline.edition += 1
    if guideline.number is None:
        guideline.year = helsinki_day(now).year
        guideline.number = _next_number(group_id, guideline.year)
    edition = GuidelineEdition.objects.create(
        guideline=guideline,
        number=guideline.edition,
        approved_by=by,
        approved_at=now,
        outcome=guideline.outcome,
        **{name: getattr(guideline, name) for name in _KEPT},
    )
    _settle(guideline, GuidelineAction.APPROVE, AuditKind.GUIDELINE_APPROVED, by, now)
    return edition


@transaction.atomic
def return_guideline(
    *, guideline_id: int, guidance_sv: str, guidance_fi: str, by: User, now: datetime
) -> Guideline:
    """Return a guideline to be written on, with what the leading group wants of it.

    Raises:
        PermissionDenied: `by` does not lead the leading group, or it is not before it.
        ValidationError: by field: no guidance in either language.
    """
    guideline = _guided(guideline_id, GuidelineAction.RETURN, guidance_sv, guidance_fi, by)
    _settle(guideline, GuidelineAction.RETURN, AuditKind.GUIDELINE_RETURNED, by, now)
    return guideline


@transaction.atomic
def reject_guideline(
    *, guideline_id: int, guidance_sv: str, guidance_fi: str, by: User, now: datetime
) -> Guideline:
    """Reject a guideline for good, with the reason.

    Raises:
        PermissionDenied: `by` does not lead the leading group, or it is not before it.
        ValidationError: by field: no reason in either language.
    """
    guideline = _guided(guideline_id, GuidelineAction.REJECT, guidance_sv, guidance_fi, by)
    _settle(guideline, GuidelineAction.REJECT, AuditKind.GUIDELINE_REJECTED, by, now)
    return guideline


@transaction.atomic
def publish_guideline(*, guideline_id: int, answer_by: date, by: User, now: datetime) -> Guideline:
    """Publish the approved edition to the network, and ask each organisation to take it in.

    Raises:
        PermissionDenied: `by` does not manage the group, or it is not approved.
        ValidationError: by field: the day has passed.
    """
    guideline = locked_guideline(guideline_id=guideline_id)
    require(can_step(by, guideline, GuidelineAction.PUBLISH))
    if answer_by <= helsinki_day(now):
        raise ValidationError({"answer_by": _("Choose a day after today.")})
    guideline.published_edition, guideline.published_at = guideline.edition, now
    guideline.answer_by = answer_by
    _step(guideline, GuidelineAction.PUBLISH, AuditKind.GUIDELINE_PUBLISHED, by, now)
    ask_organisations(guideline=guideline, now=now)
    return guideline


@transaction.atomic
def revise_guideline(*, guideline_id: int, by: User, now: datetime) -> Guideline:
    """Begin a new edition; the network goes on reading the one that is published.

    Raises:
        PermissionDenied: `by` does not write it, or it is not approved.
    """
    guideline = locked_guideline(guideline_id=guideline_id)
    require(can_step(by, guideline, GuidelineAction.REVISE))
    guideline.comments_by = guideline.submitted_at = guideline.outcome = None
    guideline.guidance_sv = guideline.guidance_fi = ""
    _step(guideline, GuidelineAction.REVISE, AuditKind.GUIDELINE_REVISED, by, now)
    return guideline


@transaction.atomic
def retire_guideline(*, guideline_id: int, by: User, now: datetime) -> Guideline:
    """Say that a guideline is no longer in force; it stays in the register.

    Raises:
        PermissionDenied: `by` does not manage the group, or it is not approved.
    """
    guideline = locked_guideline(guideline_id=guideline_id)
    require(can_step(by, guideline, GuidelineAction.RETIRE))
    _step(guideline, GuidelineAction.RETIRE, AuditKind.GUIDELINE_RETIRED, by, now)
    return guideline


@transaction.atomic
def open_guideline(*, guideline_id: int, visibility: str, by: User, now: datetime) -> Guideline:
    """Say how far the published guideline is open; the audit log keeps from what and to what.

    Raises:
        PermissionDenied: `by` does not manage the group.
        ValidationError: by field: no such choice; the network of the group always reads it.
    """
    guideline = locked_guideline(guideline_id=guideline_id)
    require(can_open(by, guideline))
    if visibility not in set(Visibility.values) - {Visibility.BODY.value}:
        raise ValidationError({"visibility": _("Choose one of the answers.")})
    before, guideline.visibility = guideline.visibility, visibility
    if before != visibility:
        guideline.save(update_fields=["visibility"])
        opened = [before, visibility]
        record_step(
            kind=AuditKind.GUIDELINE_OPENED, guideline=guideline, by=by, now=now, opened=opened
        )
    return guideline


def _step(
    guideline: Guideline, action: GuidelineAction, kind: AuditKind, by: User, now: datetime
) -> None:
    move(guideline=guideline, action=action)
    save_guideline(guideline=guideline, by=by, now=now)
    record_step(kind=kind, guideline=guideline, by=by, now=now, edition=guideline.edition)


def _settle(
    guideline: Guideline, action: GuidelineAction, kind: AuditKind, by: User, now: datetime
) -> None:
    """Do what the leading group came to, and tell who wrote it and who manages the group."""
    guideline.settled_by, guideline.settled_at = by, now
    _step(guideline, action, kind, by, now)
    manage = people_permitted_in_group(guideline.group_id, GroupPermission.MANAGE_GROUP)
    people = {guideline.made_by_id, *manage.values_list("pk", flat=True)}
    tell(guideline=guideline, step=guideline.state, people=sorted(people), by=by, now=now)


def _guided(
    guideline_id: int, action: GuidelineAction, guidance_sv: str, guidance_fi: str, by: User
) -> Guideline:
    guideline = locked_guideline(guideline_id=guideline_id)
    require(can_step(by, guideline, action))
    if not (guidance_sv or guidance_fi):
        sentence = _("Write in one language at least what the leading group thinks.")
        raise ValidationError({"guidance_sv": sentence})
    guideline.guidance_sv, guideline.guidance_fi = guidance_sv, guidance_fi
    return guideline


def _outcome(guideline: Guideline, outcome_id: int | None) -> Outcome | None:
    if outcome_id is None:
        return None
    outcome = Outcome.objects.filter(pk=outcome_id, body=guideline.body_id).first()
    if outcome is None:
        sentence = _("Choose one of the outcomes of this leading group.")
        raise ValidationError({"outcome": sentence})
    return outcome


def _next_number(group_id: int, year: int) -> int:
    used = Guideline.objects.filter(group=group_id, year=year).aggregate(last=Max("number"))
    return (used["last"] or 0) + 1
