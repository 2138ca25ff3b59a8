"""Choosing the way where there are several, and confirming by two administrators."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from groups.models import Reorganisation, ReorganisationChoice
from groups.policies.reorganisation import can_confirm, can_reorganise
from groups.services.reorganisation import require_day
from groups.services.reorganisation_inquiry import Question
from groups.services.reorganisation_simulation import simulate
from groups.services.reorganisation_telling import tell_coordinators
from groups.states import ReorganisationState


@transaction.atomic
def choose(*, reorganisation_id: int, key: str, chosen: str, by: User, now: datetime) -> None:
    """Choose one of the ways of a question, as `choose_all` does for several.

    Raises:
        PermissionDenied: `by` is no administrator, or the choice cannot be changed any more.
        ValidationError: the question is no longer asked, or that is none of its ways.
    """
    choose_all(reorganisation_id=reorganisation_id, chosen={key: chosen}, by=by, now=now)


@transaction.atomic
def choose_all(
    *, reorganisation_id: int, chosen: Mapping[str, str], by: User, now: datetime
) -> int:
    """Choose ways by the keys of questions; return how many choices are new or other than before.

    A first confirmation was of other choices, and goes. After both have confirmed, only a question
    that has arisen since can be answered.

    Raises:
        PermissionDenied: `by` is no administrator, or the choice cannot be changed any more.
        ValidationError: a question is no longer asked, or that is none of its ways.
    """
    reorganisation = Reorganisation.objects.select_for_update().get(pk=reorganisation_id)
    require(can_reorganise(by))
    asked = {each.key: each for each in simulate(reorganisation_id=reorganisation_id).questions}
    if not asked.keys() >= chosen.keys():
        raise ValidationError(_("This is no longer to be chosen. Look at the simulation again."))
    changed = {asked[key]: way for key, way in chosen.items() if asked[key].chosen != way}
    for question, way in changed.items():
        _require_way(reorganisation, question, way)
        _keep_choice(reorganisation, question, way, by, now)
    if changed:
        _forget_confirmation(reorganisation)
    return len(changed)


@transaction.atomic
def confirm_reorganisation(
    *, reorganisation_id: int, fingerprint: str, by: User, now: datetime
) -> Reorganisation:
    """Confirm the simulation with that fingerprint, as the first or as the second administrator.

    Where the world has changed since the first confirmed, whoever confirms what it would do now
    is the first anew.

    Raises:
        PermissionDenied: `by` is no administrator, has confirmed it already, or it is no longer
            being prepared.
        ValidationError: its day has passed, it has no steps, a choice is not made, or the
            simulation shows something else by now.
    """
    reorganisation = Reorganisation.objects.select_for_update().get(pk=reorganisation_id)
    found = simulate(reorganisation_id=reorganisation_id)
    if reorganisation.fingerprint != found.fingerprint:
        # What the first confirmed is not what would be done now.
        reorganisation.first_by = None
    require(can_confirm(by, reorganisation))
    require_day(on=reorganisation.on, now=now)
    if found.fingerprint != fingerprint:
        sentence = _("Something has changed since the simulation. Read it again, then confirm.")
        raise ValidationError(sentence)
    _require_complete(len(found.heirs), len(found.open_questions))
    if reorganisation.first_by_id:
        reorganisation.second_by, reorganisation.second_at = by, now
        reorganisation.state = ReorganisationState.CONFIRMED
        tell_coordinators(found=found, event="confirmed", now=now)
    else:
        reorganisation.first_by, reorganisation.first_at = by, now
        reorganisation.fingerprint = fingerprint
    reorganisation.save()
    data = {"fingerprint": fingerprint, "complete": reorganisation.second_by_id is not None}
    kind = AuditKind.REORGANISATION_CONFIRMED
    record(kind=kind, target=reorganisation, by=by, at=now, data=data)
    return reorganisation


def _forget_confirmation(reorganisation: Reorganisation) -> None:
    if reorganisation.state == ReorganisationState.DRAFT and reorganisation.first_by_id:
        reorganisation.first_by, reorganisation.first_at = None, None
        reorganisation.fingerprint = ""
        reorganisation.save(update_fields=["first_by", "first_at", "fingerprint"])


def _require_complete(heirs: int, open_questions: int) -> None:
    if not heirs:
        raise ValidationError(_("Add a step first."))
    if open_questions:
        sentence = ngettext(
            "%(count)s choice is not made.", "%(count)s choices are not made.", open_questions
        )
        raise ValidationError(sentence % {"count": open_questions})


def _keep_choice(
    reorganisation: Reorganisation, question: Question, way: str, by: User, now: datetime
) -> None:
    values = {
        "kind": question.kind,
        "object_id": question.object_id,
        "options": [each.code for each in question.ways],
        "chosen": way,
        "by": by,
        "at": now,
    }
    ReorganisationChoice.objects.update_or_create(
        reorganisation=reorganisation, key=question.key, defaults=values
    )
    data = {"key": question.key, "chosen": way}
    record(kind=AuditKind.REORGANISATION_CHOSEN, target=reorganisation, by=by, at=now, data=data)


def _require_way(reorganisation: Reorganisation, question: Question, way: str) -> None:
    if way not in {each.code for each in question.ways}:
        raise ValidationError({"chosen": _("Choose one of the ways.")})
    is_new = reorganisation.state == ReorganisationState.CONFIRMED and not question.chosen
    if reorganisation.state != ReorganisationState.DRAFT and not is_new:
        raise PermissionDenied(str(_("The choices stand: the reorganisation is confirmed.")))
