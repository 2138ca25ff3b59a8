"""The register of who answers for which part of a group's work."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day, require_order
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.models import EloGroup, Responsibility
from groups.models.document import DocumentReach
from groups.policies.settings import can_manage_group
from groups.querysets.readers import people_of
from groups.services.documents import keep_document

NO_AREA = _("Write what the person answers for.")


@dataclass(frozen=True, slots=True)
class ResponsibilityValues:
    """An area of the work in one language or both, who answers for it, and for how long."""

    area_sv: str
    area_fi: str
    user: User | None
    deputy: User | None
    starts_on: date
    ends_on: date | None = None
    file: File | None = None


@transaction.atomic
def add_responsibility(
    *, group_id: int, values: ResponsibilityValues, by: User, now: datetime
) -> Responsibility:
    """Add an area to a group's register; without a person it is vacant.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
        ValidationError: by field: no area, it ends before it begins, the deputy is the person,
            or somebody who is not of the group.
    """
    group = EloGroup.objects.get(pk=group_id)
    require(can_manage_group(by, group))
    row = Responsibility(group=group)
    _check(row, values)
    return _save(row, values, by, now)


@transaction.atomic
def change_responsibility(
    *, responsibility_id: int, version: int, values: ResponsibilityValues, by: User, now: datetime
) -> Responsibility:
    """Change an area, who answers for it or for how long; without a file the document stays.

    Whose name is taken away has answered for it until yesterday, or until they left: from then
    on it is vacant, in a row of its own, which is returned.

    Raises:
        Responsibility.DoesNotExist: there is none.
        PermissionDenied: `by` does not coordinate the group.
        StaleEdit: somebody saved in between.
        ValidationError: as `add_responsibility`.
    """
    rows = Responsibility.objects.with_people().select_for_update(of=("self",))
    row = rows.select_related("group").get(pk=responsibility_id)
    require(can_manage_group(by, row.group))
    if row.version != version:
        raise StaleEdit(row)
    row.version += 1
    _check(row, values)
    if row.user and not values.user and values.starts_on == row.starts_on:
        first = _vacant_from(row, helsinki_day(now))
        if row.starts_on < first and (values.ends_on is None or first <= values.ends_on):
            row.ends_on = first - timedelta(days=1)
            row.save()
            row, values = Responsibility(group=row.group), replace(values, starts_on=first)
    return _save(row, values, by, now)


def _vacant_from(row: Any, today: date) -> date:
    """Return the first day without the person of a row read `with_people`, as they are left out."""
    if row.is_held or row.left_on is None:
        return today
    return min(today, row.left_on + timedelta(days=1))


def _save(
    row: Responsibility, values: ResponsibilityValues, by: User, now: datetime
) -> Responsibility:
    if (row.user_id, row.deputy_id) != (_pk(values.user), _pk(values.deputy)):
        row.document = None
    for name in ("area_sv", "area_fi", "user", "deputy", "starts_on", "ends_on"):
        setattr(row, name, getattr(values, name))
    if values.file:
        kept = {"file": values.file, "reach": DocumentReach.MANAGERS}
        row.document = keep_document(group=row.group, **kept, by=by, now=now)
    row.save()
    record(
        kind=AuditKind.RESPONSIBILITY_CHANGED,
        target=row,
        by=by,
        at=now,
        data={"user": row.user_id, "deputy": row.deputy_id},
        group_id=row.group_id,
    )
    return row


def _check(row: Responsibility, values: ResponsibilityValues) -> None:
    if not values.area_sv and not values.area_fi:
        raise ValidationError({"area_sv": NO_AREA})
    require_order(values.starts_on, values.ends_on)
    if values.user and values.user == values.deputy:
        raise ValidationError({"deputy": _("The deputy is somebody else than the person.")})
    people = people_of(row.group_id)
    before = {row.user_id, row.deputy_id}
    for name in ("user", "deputy"):
        person = getattr(values, name)
        # Who has left may stay in what is past; nobody is newly named who is not of the group.
        if person and person.pk not in before and not people.filter(pk=person.pk).exists():
            raise ValidationError({name: _("Choose somebody of the group.")})


def _pk(person: User | None) -> int | None:
    return person.pk if person else None
