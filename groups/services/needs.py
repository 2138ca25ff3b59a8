"""Needs: raised, reworded, supported, backed by evidence, opened to more people."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.kinds import EvidenceKind, NeedStep, NodeKind, Relation
from groups.models import Body, EloGroup, Evidence, Link, Need, Study, StudyUse, Support
from groups.permissions import Visibility
from groups.policies.needs import (
    can_add_evidence,
    can_change,
    can_open,
    can_raise,
    can_support,
    can_withdraw,
)
from groups.querysets.chain import Ref
from groups.querysets.needs import speaks_for
from groups.services.links import join

NO_TITLE = _("Give the need a title in one language at least.")


@dataclass(frozen=True, slots=True)
class NeedValues:
    """What a form or another room says of a need; `visibility` counts only when it is raised."""

    raised_on: date
    title_sv: str = ""
    title_fi: str = ""
    text_sv: str = ""
    text_fi: str = ""
    where: str = ""
    raised_for_id: int | None = None
    visibility: str = Visibility.GROUP
    area: str = ""
    transition: str = ""
    target_sv: str = ""
    target_fi: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceValues:
    """What speaks for a need. Fewer than five answers are `is_few`, and never a number."""

    kind: str
    on: date
    text_sv: str = ""
    text_fi: str = ""
    source: str = ""
    url: str = ""
    answers: int | None = None
    is_few: bool = False
    sectors_sv: tuple[str, ...] = ()
    sectors_fi: tuple[str, ...] = ()
    study_id: int | None = None


OWN_FIELDS = tuple(field.name for field in fields(NeedValues) if field.name != "visibility")


@transaction.atomic
def raise_need(
    *,
    group_id: int,
    body_id: int | None = None,
    values: NeedValues,
    source: Ref | None = None,
    evidence: EvidenceValues | None = None,
    is_noted: bool = False,
    by: User,
    now: datetime,
) -> Need:
    """Raise a need in a group. A theme or a topic as `source` raises one need, however often.

    `evidence` is what the source says for it. Who raises it for an organisation supports it;
    not so who hands on what others have noted (`is_noted`).

    Raises:
        PermissionDenied: `by` may not raise needs in the group, or not in the body.
        ValidationError: by field; see `_check`.
    """
    body = Body.objects.get(pk=body_id) if body_id else None
    require(can_raise(by, group_id, body))
    if source and (raised := _raised_from(source, group_id)):
        return raised
    _check(values, group_id, by, now)
    _check_reach(values, body)
    need = Need(group_id=group_id, body=body, raised_by=by, made_at=now)
    _take(need, values, by, now)
    need.visibility, need.answer_by = values.visibility, answer_day(group_id=group_id, now=now)
    if not (values.raised_for_id or is_noted):
        need.raised_for_id = _only(speaks_for(by, group_id))
    need.save(force_insert=True)
    _record(AuditKind.NEED_RAISED, need, by, now)
    if source:
        _lead_from(source, need, by, now)
    elif need.raised_for_id:
        Support.objects.create(need=need, user=by, organisation_id=need.raised_for_id, at=now)
    if evidence:
        _add(need, evidence, source, by)
    return need


@transaction.atomic
def change_need(*, need_id: int, version: int, values: NeedValues, by: User, now: datetime) -> Need:
    """Reword a need that still stands at `version`; nothing happens where all is equal.

    Raises:
        PermissionDenied: not who raised it, and no coordinator; or it is closed.
        StaleEdit: somebody saved in between.
        ValidationError: by field; see `_check`.
    """
    need = locked(need_id=need_id)
    require(can_change(by, need))
    if need.version != version:
        raise StaleEdit(need)
    before = {field: getattr(need, field) for field in OWN_FIELDS}
    if values.raised_for_id != need.raised_for_id:
        raise ValidationError({"raised_for": _("Whom it was raised for stays as it was.")})
    _check(values, need.group_id, by, now, is_new=False)
    _take(need, values, by, now)
    changed = [field for field in OWN_FIELDS if before[field] != getattr(need, field)]
    if changed:
        need.version += 1
        need.save()
        _record(AuditKind.NEED_CHANGED, need, by, now, fields=changed)
    return need


@transaction.atomic
def add_evidence(*, need_id: int, values: EvidenceValues, by: User, now: datetime) -> Evidence:
    """Add what speaks for a need.

    Raises:
        PermissionDenied: `by` does not see the need or may not raise needs, or it is closed.
        ValidationError: it says nothing, or `by` may not read the study.
    """
    need = locked(need_id=need_id)
    require(can_add_evidence(by, need))
    if values.study_id:
        values = _with_study(need, values, by, now)
    if not (values.text_sv or values.text_fi):
        raise ValidationError({"text_sv": _("Say what speaks for it in one language at least.")})
    evidence = _add(need, values, None, by)
    _record(AuditKind.EVIDENCE_ADDED, need, by, now, evidence=evidence.pk)
    return evidence


@transaction.atomic
def refresh_evidence(*, source: Ref, values: EvidenceValues, now: datetime) -> int:
    """Bring what a theme or a topic says for its need up to date; return how many rows changed.

    It asks no policy: the service that calls it has decided.
    """
    del now
    rows = Evidence.objects.select_for_update().filter(node_kind=source.kind, node_id=source.id)
    new = _columns(values)
    changed = [row for row in rows if any(getattr(row, name) != new[name] for name in new)]
    return Evidence.objects.filter(pk__in=[row.pk for row in changed]).update(**new)


@transaction.atomic
def support_need(
    *, need_id: int, organisation_id: int | None = None, by: User, now: datetime
) -> Support:
    """Say that a need is `by`'s too, for the organisation that they speak for in the group.

    Raises:
        PermissionDenied: no role for it, the need is closed, or `by` supports it already.
        ValidationError: `by` does not speak for the organisation.
    """
    need = locked(need_id=need_id)
    require(can_support(by, need))
    known = speaks_for(by, need.group_id)
    if organisation_id and organisation_id not in known:
        raise ValidationError({"organisation": _("Choose an organisation that you speak for.")})
    support = Support.objects.create(
        need=need, user=by, organisation_id=organisation_id or _only(known), at=now
    )
    _record(AuditKind.NEED_SUPPORTED, need, by, now)
    return support


@transaction.atomic
def withdraw_support(*, need_id: int, by: User, now: datetime) -> None:
    """Take back one's support of a need.

    Raises:
        PermissionDenied: `by` does not support it, or it is closed.
    """
    need = locked(need_id=need_id)
    require(can_withdraw(by, need))
    Support.objects.filter(need=need, user=by).delete()
    _record(AuditKind.NEED_SUPPORTED, need, by, now, withdrawn=True)


@transaction.atomic
def open_need(*, need_id: int, version: int, visibility: str, by: User, now: datetime) -> Need:
    """Choose who sees a need: an act of its own with a row of its own in the log.

    Raises:
        PermissionDenied: no coordinator of the group, or the need is closed.
        StaleEdit: somebody saved in between.
        ValidationError: it belongs to no body that it could be kept within.
    """
    need = locked(need_id=need_id)
    require(can_open(by, need))
    if need.version != version:
        raise StaleEdit(need)
    if visibility == Visibility.BODY and need.body_id is None:
        raise ValidationError({"visibility": _("The need does not belong to one body.")})
    if visibility != need.visibility:
        before, need.visibility = need.visibility, visibility
        need.version += 1
        need.changed_by, need.changed_at = by, now
        need.save()
        _record(AuditKind.NEED_OPENED, need, by, now, opened=[before, visibility])
    return need


def tell_need_step(
    *, need_ids: Iterable[int], step: NeedStep, about: Ref | None = None, by: User, now: datetime
) -> None:
    """Owe a message to those who raised or support the needs, `by` apart: a step was taken.

    `about` is what the step led to, such as a measure or an outcome: told once of each.
    """
    people = get_user_model().objects.exclude(pk=by.pk)
    for need in Need.objects.filter(pk__in=list(need_ids)).order_by("pk"):
        behind = (
            Q(pk=need.raised_by_id)
            | Q(pk__in=Need.objects.filter(merged_into=need).values("raised_by"))
            | Q(pk__in=Support.objects.filter(need=need).values("user"))
        )
        point = f"{about.kind}:{about.id}" if about else f"v{need.version}"
        owe(
            kind=NoticeKind.NEED_STEP,
            readers=people.filter(behind),
            occasion=f"need:{need.pk}:{step}:{point}",
            params={"need": need.pk, "step": step.value, "about": list(about) if about else None},
            now=now,
        )


def answer_day(*, group_id: int, now: datetime) -> date:
    """Return the day by which a need that is raised or taken up now has its answer."""
    days = EloGroup.objects.values_list("answer_days", flat=True).get(pk=group_id)
    return helsinki_day(now) + timedelta(days=days)


def locked(*, need_id: int) -> Need:
    """Return the need, held until the transaction ends."""
    return Need.objects.select_for_update(of=("self",)).get(pk=need_id)


def values_of(*, need: Need) -> NeedValues:
    """Return what `need` says at present, in the shape in which it is changed."""
    own = {field: getattr(need, field) for field in OWN_FIELDS}
    return NeedValues(**own, visibility=need.visibility)


def _raised_from(source: Ref, group_id: int) -> Need | None:
    """Return the need that `source` has raised; two who ask at once go one after the other."""
    EloGroup.objects.select_for_update(of=("self",), no_key=True).get(pk=group_id)
    raised = Link.objects.standing().filter(
        from_kind=source.kind,
        from_id=source.id,
        relation=Relation.RAISED,
        to_kind=NodeKind.NEED,
    )
    return Need.objects.filter(group=group_id, pk__in=raised.values("to_id")).first()


def _lead_from(source: Ref, need: Need, by: User, now: datetime) -> None:
    here, relation = Ref(NodeKind.NEED, need.pk), Relation.RAISED
    join(start=source, relation=relation, end=here, group_id=need.group_id, by=by, now=now)


def _check_reach(values: NeedValues, body: Body | None) -> None:
    if values.visibility not in {Visibility.GROUP, *([Visibility.BODY] if body else [])}:
        raise ValidationError({"visibility": _("A need is raised in the group or in a body.")})


def _check(
    values: NeedValues, group_id: int, by: User, now: datetime, *, is_new: bool = True
) -> None:
    """Refuse what is no need.

    Raises:
        ValidationError: no title, a day to come, or an organisation that `by` does not
            speak for.
    """
    if not (values.title_sv or values.title_fi):
        raise ValidationError({"title_sv": NO_TITLE})
    if values.raised_on > helsinki_day(now):
        raise ValidationError({"raised_on": _("Give today or an earlier day.")})
    if is_new and values.raised_for_id and values.raised_for_id not in speaks_for(by, group_id):
        raise ValidationError({"raised_for": _("Choose an organisation that you speak for.")})


def _take(need: Need, values: NeedValues, by: User, now: datetime) -> None:
    for field in OWN_FIELDS:
        setattr(need, field, getattr(values, field))
    need.changed_by, need.changed_at = by, now


def _with_study(need: Need, values: EvidenceValues, by: User, now: datetime) -> EvidenceValues:
    """Note that the need builds on a study; return the values, its own words where none stand.

    Raises:
        ValidationError: `by` may not read the study.
    """
    study = Study.objects.visible_to(by).filter(pk=values.study_id).first()
    if study is None:
        raise ValidationError({"study": _("Choose a study of the library.")})
    place = {"node_kind": NodeKind.NEED, "node_id": need.pk}
    StudyUse.objects.get_or_create(study=study, **place, defaults={"by": by, "at": now})
    if values.text_sv or values.text_fi:
        return values
    return replace(values, text_sv=study.title_sv, text_fi=study.title_fi)


def _add(need: Need, values: EvidenceValues, source: Ref | None, by: User) -> Evidence:
    node: dict[str, Any] = {"node_kind": source.kind, "node_id": source.id} if source else {}
    return Evidence.objects.create(need=need, added_by=by, **_columns(values), **node)


def _columns(values: EvidenceValues) -> dict[str, Any]:
    return asdict(values) | {
        "kind": EvidenceKind(values.kind),
        "sectors_sv": list(values.sectors_sv),
        "sectors_fi": list(values.sectors_fi),
    }


def _only(ids: set[int]) -> int | None:
    return next(iter(ids)) if len(ids) == 1 else None


def _record(kind: AuditKind, need: Need, by: User, now: datetime, **data: object) -> None:
    record(kind=kind, target=need, by=by, at=now, data=data, group_id=need.group_id)
