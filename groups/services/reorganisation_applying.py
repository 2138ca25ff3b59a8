"""Carrying out a reorganisation on its day, all or nothing, and taking it back."""

import logging
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from groups.models import Reorganisation, ReorganisationPart
from groups.policies.reorganisation import can_withdraw
from groups.services.reorganisation_doing import Doing
from groups.services.reorganisation_journal import picture, restore, write_journal
from groups.services.reorganisation_simulation import simulate
from groups.services.reorganisation_telling import tell_coordinators
from groups.services.reorganisation_verbs import VERBS
from groups.states import ReorganisationState

logger = logging.getLogger(__name__)


def apply_due(*, now: datetime) -> int:
    """Carry out every confirmed reorganisation whose day has come in Finland; return how many.

    Each is all or nothing and by itself; one that cannot be carried out says why and waits.
    """
    due = Reorganisation.objects.due(helsinki_day(now)).values_list("pk", flat=True)
    return sum(_apply_safely(pk, now) for pk in list(due))


@transaction.atomic
def apply_reorganisation(*, reorganisation_id: int, now: datetime) -> bool:
    """Carry out a confirmed reorganisation whose day has come; return whether it was done now.

    A choice that has arisen since it was confirmed holds it up until somebody makes it.
    """
    reorganisation = Reorganisation.objects.select_for_update().get(pk=reorganisation_id)
    is_due = reorganisation.on <= helsinki_day(now)
    if reorganisation.state != ReorganisationState.CONFIRMED or not is_due:
        return False
    found = simulate(reorganisation_id=reorganisation_id)
    if found.open_questions:
        reorganisation.waits_for = gettext("A choice has arisen since it was confirmed.")
        reorganisation.save(update_fields=["waits_for"])
        return False
    parts = ReorganisationPart.objects.filter(step__reorganisation=reorganisation)
    doing = Doing(reorganisation, now, {part.pk: part for part in parts.select_related("step")})
    # Told while they are still coordinators: a group that ends has none when it is done.
    tell_coordinators(found=found, event="applied", now=now)
    before = picture()
    for act in found.acts:
        VERBS[act.verb](doing=doing, **act.values)
    count = write_journal(reorganisation=reorganisation, before=before)
    reorganisation.state = ReorganisationState.APPLIED
    reorganisation.applied_at, reorganisation.waits_for = now, ""
    reorganisation.save(update_fields=["state", "applied_at", "waits_for"])
    record(
        kind=AuditKind.REORGANISATION_APPLIED,
        target=reorganisation,
        by=None,
        at=now,
        data={"changes": count},
    )
    return True


@transaction.atomic
def withdraw_reorganisation(*, reorganisation_id: int, by: User, now: datetime) -> Reorganisation:
    """Withdraw a reorganisation; what was carried out today is restored by its journal.

    Raises:
        PermissionDenied: `by` is no administrator, it has been withdrawn, or it was carried out
            on an earlier day.
        ValidationError: something that it did has been changed since.
    """
    reorganisation = Reorganisation.objects.select_for_update().get(pk=reorganisation_id)
    require(can_withdraw(by, reorganisation, helsinki_day(now)))
    count, was_draft = 0, reorganisation.state == ReorganisationState.DRAFT
    if reorganisation.state == ReorganisationState.APPLIED:
        count = restore(reorganisation=reorganisation)
    if not was_draft:
        found = simulate(reorganisation_id=reorganisation_id)
        tell_coordinators(found=found, event="withdrawn", now=now)
    reorganisation.state = ReorganisationState.WITHDRAWN
    reorganisation.withdrawn_by, reorganisation.withdrawn_at = by, now
    reorganisation.save(update_fields=["state", "withdrawn_by", "withdrawn_at"])
    record(
        kind=AuditKind.REORGANISATION_UNDONE,
        target=reorganisation,
        by=by,
        at=now,
        data={"restored": count},
    )
    return reorganisation


def _apply_safely(pk: int, now: datetime) -> bool:
    try:
        return apply_reorganisation(reorganisation_id=pk, now=now)
    except ValidationError as refusal:
        logger.warning("reorganisation %s was not carried out: %s", pk, refusal.messages)
        reason = " ".join(refusal.messages)[:300]
    except IntegrityError:
        # What stands in the way of one must not hold up the others of its day.
        logger.exception("reorganisation %s cannot be carried out", pk)
        reason = gettext("The database refused a change. Whoever runs the service sees which one.")
    Reorganisation.objects.filter(pk=pk).update(waits_for=reason)
    return False
