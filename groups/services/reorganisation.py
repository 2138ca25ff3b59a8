"""Reorganisations: prepared, simulated, chosen in, confirmed by two, carried out on their day.

How a page uses it (all but `simulate` write; staff only; `by` is the administrator):

    reorganisation = draft_reorganisation(values=ReorganisationValues(...), by=, now=)
    draft_known_reform(values=..., by=, now=)         # the steps of that day in the reference data
    add_step(reorganisation_id=, version=, values=StepValues(kind, relation, before, after), ...)
    remove_step(step_id=, version=, by=, now=)
    change_reorganisation(reorganisation_id=, version=, values=, by=, now=)
    found = simulate(reorganisation_id=)              # reads; services/reorganisation_simulation.py
        found.totals()          Total(touched, fate, by_heir {code: n}, count), for the table
        found.effects           Effect(touched, fate, object_id, label, heirs, group_id, count)
        found.questions         Question(key, kind, label, about, ways, chosen, choice.by/.at)
        found.heirs             Heir(code, label, ...): the columns of the table
        found.open_questions, found.count, found.fingerprint
    choose(reorganisation_id=, key=question.key, chosen=way.code, by=, now=)
    confirm_reorganisation(reorganisation_id=, fingerprint=found.fingerprint, by=, now=)
        first_by/first_at, then second_by/second_at and state CONFIRMED; put the fingerprint that
        the page showed in a hidden field
    withdraw_reorganisation(reorganisation_id=, by=, now=)   # until its day; after carrying out,
        the same day: everything is restored by the journal (services/reorganisation_applying.py)
    apply_due(now=)                                   # the tick; nobody presses it
    seats_to_refill(reorganisation_id=)               # querysets/reorganisation.py, after its day
Policies: groups/policies/reorganisation.py (can_reorganise, can_draft, can_confirm, can_withdraw).
Reads: Reorganisation.objects.visible_to(user); .steps, .choices, .changes.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.kinds import PartSide, StepRelation, SuccessionOf
from groups.models import (
    Authority,
    AuthoritySuccession,
    Reorganisation,
    ReorganisationPart,
    ReorganisationStep,
)
from groups.policies.reorganisation import can_draft, can_reorganise
from groups.services.reorganisation_lines import MODELS

NO_TITLE = _("Give the title in Swedish, in Finnish or both.")
# What kinds may be reorganised in which ways; all of them where a kind is not named.
_RELATIONS: dict[str, tuple[StepRelation, ...]] = {
    SuccessionOf.CATEGORY: (StepRelation.RENAME, StepRelation.MERGE),
    SuccessionOf.MUNICIPALITY: (StepRelation.RENAME, StepRelation.MERGE),
    SuccessionOf.BODY: (StepRelation.RENAME, StepRelation.MERGE),
    SuccessionOf.GROUP: (StepRelation.RENAME, StepRelation.MERGE, StepRelation.SPLIT),
}
# How many may stand at each side of a step: (predecessors, successors), None for any number.
_SHAPES: dict[str, tuple[int | None, int | None]] = {
    StepRelation.RENAME: (1, 1),
    StepRelation.MERGE: (None, 1),
    StepRelation.SPLIT: (1, None),
    StepRelation.TRANSFER: (1, None),
}


@dataclass(frozen=True, slots=True)
class ReorganisationValues:
    """What a reorganisation is called, and when it takes effect."""

    title_sv: str
    title_fi: str
    on: date


@dataclass(frozen=True, slots=True)
class Successor:
    """A successor in a step: something that is there (`object_id`), or the names of a new thing.

    Regions and municipalities are ids; they say what goes to this one.
    """

    object_id: int | None = None
    name_sv: str = ""
    name_fi: str = ""
    regions: tuple[int, ...] = ()
    municipalities: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class StepValues:
    """A succession: ids of the predecessors, and the successors."""

    kind: str
    relation: str
    before: tuple[int, ...]
    after: tuple[Successor, ...]
    note: str = ""


@transaction.atomic
def draft_reorganisation(
    *, values: ReorganisationValues, by: User, now: datetime
) -> Reorganisation:
    """Begin to prepare a reorganisation.

    Raises:
        PermissionDenied: `by` is no administrator.
        ValidationError: by field: it has no title, or its day has passed.
    """
    require(can_reorganise(by))
    _require_title(values)
    require_day(on=values.on, now=now)
    made = Reorganisation.objects.create(**asdict(values), made_by=by, made_at=now)
    record(kind=AuditKind.REORGANISATION_DRAFTED, target=made, by=by, at=now)
    return made


@transaction.atomic
def draft_known_reform(*, values: ReorganisationValues, by: User, now: datetime) -> Reorganisation:
    """Prepare a reorganisation with the successions of authorities of its day, as published.

    Raises:
        PermissionDenied: `by` is no administrator.
        ValidationError: by field: it has no title, its day has passed, or no succession of that
            day is known.
    """
    reorganisation = draft_reorganisation(values=values, by=by, now=now)
    rows = list(
        AuthoritySuccession.objects.filter(on=values.on)
        .prefetch_related("regions")
        .order_by("predecessor__key", "pk")
    )
    if not rows:
        raise ValidationError({"on": _("No succession of that day is known.")})
    steps = [*_known_steps(rows), *_steps_to_nowhere(values.on)]
    for number, step in enumerate(steps, start=1):
        _make_step(reorganisation, number, step)
    return reorganisation


@transaction.atomic
def change_reorganisation(
    *,
    reorganisation_id: int,
    version: int,
    values: ReorganisationValues,
    by: User,
    now: datetime,
) -> Reorganisation:
    """Correct the title or the day; what was confirmed before is to be confirmed anew.

    Raises:
        PermissionDenied: `by` is no administrator, or it is no longer being prepared.
        StaleEdit: somebody saved in between.
        ValidationError: by field: it has no title, or its day has passed.
    """
    reorganisation = _locked(reorganisation_id, version, by)
    _require_title(values)
    require_day(on=values.on, now=now)
    for name, value in asdict(values).items():
        setattr(reorganisation, name, value)
    return _saved(reorganisation, by, now)


@transaction.atomic
def add_step(
    *, reorganisation_id: int, version: int, values: StepValues, by: User, now: datetime
) -> ReorganisationStep:
    """Add a succession to a reorganisation.

    Raises:
        PermissionDenied: `by` is no administrator, or it is no longer being prepared.
        StaleEdit: somebody saved in between.
        ValidationError: by field: there are too few or too many, something is not there, stands
            twice, or has no names.
    """
    reorganisation = _locked(reorganisation_id, version, by)
    _check(reorganisation, values)
    last = reorganisation.steps.aggregate(last=Max("number"))["last"] or 0
    step = _make_step(reorganisation, last + 1, values)
    _saved(reorganisation, by, now)
    return step


@transaction.atomic
def remove_step(*, step_id: int, version: int, by: User, now: datetime) -> Reorganisation:
    """Take a succession out of a reorganisation that is being prepared.

    Raises:
        ReorganisationStep.DoesNotExist: there is no such step.
        PermissionDenied: `by` is no administrator, or it is no longer being prepared.
        StaleEdit: somebody saved in between.
    """
    step = ReorganisationStep.objects.get(pk=step_id)
    reorganisation = _locked(step.reorganisation_id, version, by)
    step.delete()
    return _saved(reorganisation, by, now)


def _known_steps(rows: Sequence[AuthoritySuccession]) -> list[StepValues]:
    """Gather published successions into steps: merges by successor, all else by predecessor."""
    gathered: dict[tuple[str, int], list[AuthoritySuccession]] = {}
    for row in rows:
        whole = row.relation == StepRelation.MERGE
        one = row.successor_id if whole else row.predecessor_id
        gathered.setdefault((row.relation, one), []).append(row)
    return [
        StepValues(
            SuccessionOf.AUTHORITY,
            relation,
            tuple(dict.fromkeys(row.predecessor_id for row in group)),
            tuple(
                Successor(row.successor_id, regions=_regions(row, relation))
                for row in {row.successor_id: row for row in group}.values()
            ),
        )
        for (relation, _one), group in gathered.items()
    ]


def _steps_to_nowhere(on: date) -> list[StepValues]:
    """Return the authorities that ended the day before and that nobody is known to follow."""
    ended = Authority.objects.filter(valid_to=on - timedelta(days=1), successions=None)
    return [
        StepValues(SuccessionOf.AUTHORITY, StepRelation.SPLIT, (pk,), ())
        for pk in ended.order_by("key").values_list("pk", flat=True)
    ]


def _regions(row: AuthoritySuccession, relation: str) -> tuple[int, ...]:
    # Only a split says which regions go where; all else goes whole.
    return tuple(region.pk for region in row.regions.all()) if relation == "split" else ()


def _make_step(
    reorganisation: Reorganisation, number: int, values: StepValues
) -> ReorganisationStep:
    step = ReorganisationStep.objects.create(
        reorganisation=reorganisation,
        number=number,
        kind=values.kind,
        relation=values.relation,
        note=values.note,
    )
    for pk in values.before:
        ReorganisationPart.objects.create(step=step, side=PartSide.BEFORE, object_id=pk)
    for each in values.after:
        part = ReorganisationPart.objects.create(
            step=step,
            side=PartSide.AFTER,
            object_id=each.object_id,
            name_sv=each.name_sv,
            name_fi=each.name_fi,
        )
        part.regions.set(each.regions)
        part.municipalities.set(each.municipalities)
    return step


def _check(reorganisation: Reorganisation, values: StepValues) -> None:
    _check_shape(values)
    after = [each.object_id for each in values.after if each.object_id is not None]
    ids = [*values.before, *after]
    if set(values.before) & set(after):
        raise ValidationError({"after": _("A thing cannot succeed itself.")})
    if len(set(ids)) != len(ids):
        raise ValidationError({"before": _("The same stands there twice.")})
    if MODELS[values.kind]._default_manager.filter(pk__in=ids).count() != len(ids):
        raise ValidationError({"before": _("One of them is not there any more.")})
    if any(each.object_id is None and not each.name_fi for each in values.after):
        raise ValidationError({"after": _("Give the new one a name in Finnish, at least.")})
    known = ReorganisationPart.objects.filter(
        step__reorganisation=reorganisation,
        step__kind=values.kind,
        side=PartSide.BEFORE,
        object_id__in=values.before,
    )
    if known.exists():
        raise ValidationError({"before": _("One of them is in another step already.")})


def require_day(*, on: date, now: datetime) -> None:
    """Refuse a day that has passed: what was then stays as it was.

    Raises:
        ValidationError: by field: the day has passed.
    """
    if on < helsinki_day(now):
        raise ValidationError({"on": _("That day has passed. Choose today or a later day.")})


def relations_of(*, kind: str) -> tuple[StepRelation, ...]:
    """Return what may happen to things of a kind."""
    return _RELATIONS.get(kind, tuple(StepRelation))


def _check_shape(values: StepValues) -> None:
    if values.relation not in relations_of(kind=values.kind):
        raise ValidationError({"relation": _("This cannot happen to things of that kind.")})
    for field, given, wanted in zip(
        ("before", "after"),
        (len(values.before), len(values.after)),
        _SHAPES[values.relation],
        strict=True,
    ):
        if not given:
            raise ValidationError({field: _("Choose one, at least.")})
        if wanted is not None and given > wanted:
            raise ValidationError({field: _("Choose one alone, or another relation.")})


def _require_title(values: ReorganisationValues) -> None:
    if not (values.title_sv or values.title_fi):
        raise ValidationError({"title_sv": NO_TITLE})


def _locked(reorganisation_id: int, version: int, by: User) -> Reorganisation:
    reorganisation = Reorganisation.objects.select_for_update().get(pk=reorganisation_id)
    require(can_draft(by, reorganisation))
    if reorganisation.version != version:
        raise StaleEdit(reorganisation)
    return reorganisation


def _saved(reorganisation: Reorganisation, by: User, now: datetime) -> Reorganisation:
    """Save a changed draft; a confirmation was of what it was before, and goes."""
    reorganisation.version += 1
    reorganisation.first_by, reorganisation.first_at, reorganisation.fingerprint = None, None, ""
    reorganisation.save()
    record(kind=AuditKind.REORGANISATION_CHANGED, target=reorganisation, by=by, at=now)
    return reorganisation
