"""The days of a group's life: when it was founded, and from when on it was in which state."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.models import EloGroup, LifeEvent
from groups.models.document import DocumentReach
from groups.policies.settings import can_manage_group
from groups.services.documents import keep_document

FOUNDED = LifeEvent.Kind.FOUNDED


@dataclass(frozen=True, slots=True)
class LifeValues:
    """What happened on a day; `is_public` says that everyone may open the document."""

    kind: str
    on: date
    note_sv: str = ""
    note_fi: str = ""
    is_public: bool = False


@transaction.atomic
def add_life_event(
    *,
    group_id: int,
    version: int,
    values: LifeValues,
    by: User,
    now: datetime,
    file: File | None = None,
) -> LifeEvent:
    """Record a day in a group's life; its founding day and its state follow.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
        StaleEdit: somebody saved in between.
        ValidationError: by field: a day to come, one before the founding, what has been
            recorded already, or the file.
    """
    group = _locked(group_id, version, by)
    _check(group, values, helsinki_day(now))
    reach = DocumentReach.PUBLIC if values.is_public else DocumentReach.GROUP
    event = LifeEvent.objects.create(
        group=group,
        kind=values.kind,
        on=values.on,
        note_sv=values.note_sv,
        note_fi=values.note_fi,
        document=keep_document(group=group, file=file, reach=reach, by=by, now=now)
        if file
        else None,
        added_by=by,
        added_at=now,
    )
    if values.kind == FOUNDED:
        group.founded_on = values.on
    elif not group.life.exclude(kind=FOUNDED).filter(on__gt=values.on).exists():
        group.state = values.kind
    _save(group, {"life": values.kind, "on": values.on.isoformat()}, by, now)
    return event


@transaction.atomic
def remove_life_event(*, event_id: int, version: int, by: User, now: datetime) -> EloGroup:
    """Take back a day that was recorded by mistake; the group's state stays as it is.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
        StaleEdit: somebody saved in between.
    """
    event = LifeEvent.objects.get(pk=event_id)
    group = _locked(event.group_id, version, by)
    event.delete()
    _save(group, {"life_removed": event.kind, "on": event.on.isoformat()}, by, now)
    return group


def _locked(group_id: int, version: int, by: User) -> EloGroup:
    group = EloGroup.objects.select_for_update().get(pk=group_id)
    require(can_manage_group(by, group))
    if group.version != version:
        raise StaleEdit(group)
    return group


def _save(group: EloGroup, data: dict[str, object], by: User, now: datetime) -> None:
    group.version += 1
    group.save()
    record(kind=AuditKind.GROUP_CHANGED, target=group, by=by, at=now, data=data, group_id=group.pk)


def _check(group: EloGroup, values: LifeValues, today: date) -> None:
    if values.on > today:
        raise ValidationError({"on": _("The day has not come yet. Record it once it has.")})
    same = group.life.filter(kind=values.kind)
    if values.kind == FOUNDED and same.exists():
        sentence = _("The founding is recorded already. Remove it first, if it is wrong.")
        raise ValidationError({"kind": sentence})
    if same.filter(on=values.on).exists():
        raise ValidationError({"on": _("This is recorded for that day already.")})
    begun = values.kind in {FOUNDED, LifeEvent.Kind.PLANNED}
    if not begun and group.founded_on and values.on < group.founded_on:
        raise ValidationError({"on": _("The day is before the group was founded.")})
