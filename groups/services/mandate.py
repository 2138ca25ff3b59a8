"""What a group may do and with what: bases, clauses of the performance agreement, money."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import require_order
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.models import Authority, Basis, Clause, Coordination, EloGroup, Funding
from groups.models.document import DocumentReach
from groups.policies.mandate import can_keep_clause, can_keep_mandate
from groups.services.documents import keep_document

NO_WORDING = _("Write the clause in at least one language, word for word.")
NO_POWERS = _("Say in at least one language what the group may do.")
Kept = TypeVar("Kept", Basis, Clause, Funding)


@dataclass(frozen=True, slots=True)
class BasisValues:
    """What a group may do, and what that rests on."""

    kind: str
    starts_on: date
    ends_on: date | None = None
    source_sv: str = ""
    source_fi: str = ""
    powers_sv: str = ""
    powers_fi: str = ""
    resources_sv: str = ""
    resources_fi: str = ""


@dataclass(frozen=True, slots=True)
class ClauseValues:
    """What an authority's performance agreement says of the group's work."""

    authority: Authority
    starts_on: date
    ends_on: date | None = None
    parties: str = ""
    text_sv: str = ""
    text_fi: str = ""


@dataclass(frozen=True, slots=True)
class FundingValues:
    """Money from one source, in whole euros for the whole period."""

    source: str
    amount: int
    starts_on: date
    ends_on: date
    purpose: str = ""


@transaction.atomic
def keep_basis(
    *,
    group_id: int,
    pk: int | None,
    version: int,
    values: BasisValues,
    by: User,
    now: datetime,
    file: File | None = None,
) -> Basis:
    """Add a basis of a group's mandate, or change the one with `pk`.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
        StaleEdit: somebody saved in between.
        ValidationError: by field: no powers, it ends before it begins, or the file.
    """
    group = EloGroup.objects.select_for_update().get(pk=group_id)
    require(can_keep_mandate(by, group))
    if not values.powers_sv and not values.powers_fi:
        raise ValidationError({"powers_sv": NO_POWERS})
    basis = _row(Basis, group, pk, version)
    return _store(basis, values, AuditKind.BASIS_CHANGED, by, now, file)


@transaction.atomic
def keep_clause(
    *,
    group_id: int,
    pk: int | None,
    version: int,
    values: ClauseValues,
    by: User,
    now: datetime,
    file: File | None = None,
) -> Clause:
    """Store a clause of a performance agreement, or change the one with `pk`.

    Raises:
        PermissionDenied: `by` coordinates neither the group nor nationally.
        StaleEdit: somebody saved in between.
        ValidationError: by field: no wording, an authority that never coordinated the group,
            it ends before it begins, or the file.
    """
    group = EloGroup.objects.select_for_update().get(pk=group_id)
    require(can_keep_clause(by, group))
    if not values.text_sv and not values.text_fi:
        raise ValidationError({"text_sv": NO_WORDING})
    if not Coordination.objects.filter(group=group, authority=values.authority).exists():
        sentence = _("Choose an authority that coordinates the group or has coordinated it.")
        raise ValidationError({"authority": sentence})
    clause = _row(Clause, group, pk, version)
    return _store(clause, values, AuditKind.BASIS_CHANGED, by, now, file)


@transaction.atomic
def keep_funding(
    *,
    group_id: int,
    pk: int | None,
    version: int,
    values: FundingValues,
    by: User,
    now: datetime,
) -> Funding:
    """Add money for a group's work, or change the entry with `pk`.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
        StaleEdit: somebody saved in between.
        ValidationError: by field: it ends before it begins.
    """
    group = EloGroup.objects.select_for_update().get(pk=group_id)
    require(can_keep_mandate(by, group))
    funding = _row(Funding, group, pk, version)
    return _store(funding, values, AuditKind.MEANS_CHANGED, by, now)


def _row(model: type[Kept], group: EloGroup, pk: int | None, version: int) -> Kept:
    """Return a new row of a group that is locked, or the one with `pk` as it was read."""
    if pk is None:
        return model(group=group)
    row = model.objects.get(pk=pk, group=group)
    if row.version != version:
        raise StaleEdit(row)
    return row


def _store(
    row: Kept,
    values: BasisValues | ClauseValues | FundingValues,
    kind: AuditKind,
    by: User,
    now: datetime,
    file: File | None = None,
) -> Kept:
    require_order(values.starts_on, values.ends_on)
    is_new = row.pk is None
    for each in fields(values):
        setattr(row, each.name, getattr(values, each.name))
    if file and not isinstance(row, Funding):
        reach = DocumentReach.GROUP
        row.document = keep_document(group=row.group, file=file, reach=reach, by=by, now=now)
    row.version += 0 if is_new else 1
    row.save()
    record(kind=kind, target=row, by=by, at=now, data={"made": is_new}, group_id=row.group_id)
    return row
